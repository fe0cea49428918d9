"""The names and sentences of a graph: what a finding is told with."""

from __future__ import annotations

from rdflib import DCTERMS, PROV, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from filmkg.vocab import OA, cdo

_ARTICLE = URIRef(cdo("Article").value)
_EVIDENCE = URIRef(cdo("Evidence").value)
_HAS_SELECTOR, _EXACT = (URIRef(OA[term].value) for term in ("hasSelector", "exact"))


def name(graph: Graph, node: Node) -> str:
    """Return what a node is called: its label or title, what it is evidence of, or the end of its IRI."""
    if isinstance(node, Literal):
        return str(node)
    for term in (RDFS.label, DCTERMS.title):
        if found := sorted(str(value) for value in graph.objects(node, term) if str(value)):
            return found[0]
    if (node, RDF.type, _EVIDENCE) in graph:
        parts = [
            name(graph, value)
            for term in (RDF.subject, RDF.predicate, RDF.object)
            for value in sorted(graph.objects(node, term), key=str)
        ]
        return "evidence of: " + ", ".join(parts)
    if isinstance(node, BNode):
        return "something without an address"
    return str(node).rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def evidence(graph: Graph, focus: Node, path: Node | None, value: Node | None) -> Node | None:
    """Return the evidence that fits best.

    Best is evidence of the very statement, then of the property, then of anything about the node, then of anything
    that leads to it; the first by IRI among equals.
    """
    if (focus, RDF.type, _EVIDENCE) in graph:
        return focus
    for owner in sorted(graph.subjects(_HAS_SELECTOR, focus), key=str):
        return owner
    about = sorted(graph.subjects(RDF.subject, focus), key=str)
    of_path = [node for node in about if (node, RDF.predicate, path) in graph]
    of_value = [node for node in of_path if (node, RDF.object, value) in graph]
    towards = sorted(graph.subjects(RDF.object, focus), key=str)
    return next(iter((*of_value, *of_path, *about, *towards)), None)


def sentence(graph: Graph, source: Node | None) -> str:
    """Return the words that evidence quotes, "" where it quotes none."""
    quotes = [str(text) for where in graph.objects(source, _HAS_SELECTOR) for text in graph.objects(where, _EXACT)]
    return min(quotes, default="") if source is not None else ""


def article(graph: Graph, source: Node | None) -> str:
    """Return the IRI of the article that evidence comes from; without evidence, of the only article of the graph."""
    found = {str(node) for node in graph.objects(source, PROV.wasDerivedFrom)} if source is not None else set()
    found = found or {str(node) for node in graph.subjects(RDF.type, _ARTICLE)}
    return found.pop() if len(found) == 1 else ""
