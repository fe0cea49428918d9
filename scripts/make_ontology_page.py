#!/usr/bin/env python3
"""Write ontology/index.html from ontology/filmkg.ttl; the same input gives the same bytes.

Usage: make_ontology_page.py [--check]

--check writes nothing and fails where the page is not what would be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import VANN
from rdflib.term import Node

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
SCHEMA = "https://schema.org/"
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c2530; }
a { color: #0b57a4; }
nav ul { padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0 1rem; }
article { border-top: 1px solid #d5dbe1; padding: .5rem 0 1rem; }
article:target { background: #fff8e0; }
h3 { margin: .5rem 0; }
code { font-size: .9em; color: #55606b; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { color: #55606b; }
dd { margin: 0; }
"""
SECTIONS = (
    ("Classes", (OWL.Class,)),
    ("Properties", (OWL.ObjectProperty, OWL.DatatypeProperty)),
    ("Concept schemes", (SKOS.ConceptScheme,)),
    ("Concepts", (SKOS.Concept,)),
)
ROWS = (
    ("Kind of", RDFS.subClassOf),
    ("Kind of", RDFS.subPropertyOf),
    ("Said of", RDFS.domain),
    ("Said of", URIRef(SCHEMA + "domainIncludes")),
    ("Value", RDFS.range),
    ("Value", URIRef(SCHEMA + "rangeIncludes")),
    ("In scheme", SKOS.inScheme),
    ("Same as", SKOS.exactMatch),
    ("Close to", SKOS.closeMatch),
    ("Broader elsewhere", SKOS.broadMatch),
    ("Narrower elsewhere", SKOS.narrowMatch),
    ("Related elsewhere", SKOS.relatedMatch),
    ("Disjoint with", OWL.disjointWith),
    ("Note", SKOS.editorialNote),
)


def page(graph: Graph) -> str:
    """Return the page for an ontology."""
    ontology = next(graph.subjects(RDF.type, OWL.Ontology))
    namespace = _text(graph, ontology, VANN.preferredNamespaceUri)
    title = escape(_text(graph, ontology, DCTERMS.title))
    sections = [(heading, _terms(graph, types, namespace)) for heading, types in SECTIONS]
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        f"<p>{escape(_text(graph, ontology, DCTERMS.description))}</p>",
        "<dl>",
        *_row("Namespace", f"<code>{escape(namespace)}</code>"),
        *_row("Prefix", f"<code>{escape(_text(graph, ontology, VANN.preferredNamespacePrefix))}</code>"),
        *_row("Version", escape(_text(graph, ontology, OWL.versionInfo))),
        *_row("Modified", escape(_text(graph, ontology, DCTERMS.modified))),
        *_row("By", escape(_text(graph, ontology, DCTERMS.creator))),
        *_row("Licence", _links(graph, graph.objects(ontology, DCTERMS.license), namespace)),
        *_row("As RDF", '<a href="filmkg.ttl">filmkg.ttl</a>'),
        "</dl>",
    ]
    for heading, terms in sections:
        items = "".join(f'<li><a href="#{_local(term)}">{_local(term)}</a></li>' for term in terms)
        lines.append(f"<nav><h2>{heading}: {len(terms)}</h2><ul>{items}</ul></nav>")
    for heading, terms in sections:
        lines.append(f"<h2>{heading}</h2>")
        for term in terms:
            lines += _article(graph, term, namespace)
    return "\n".join((*lines, "</body>", "</html>", ""))


def _terms(graph: Graph, types: Iterable[Node], namespace: str) -> list[URIRef]:
    found = {term for kind in types for term in graph.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(namespace))


def _article(graph: Graph, term: URIRef, namespace: str) -> list[str]:
    lines = [
        f'<article id="{_local(term)}">',
        f"<h3>{escape(_text(graph, term, RDFS.label))} <code>{escape(term)}</code></h3>",
        f"<p>{escape(_text(graph, term, SKOS.definition))}</p>",
        "<dl>",
        *_row("Example", escape(_text(graph, term, SKOS.example))),
    ]
    for name, predicate in ROWS:
        if values := list(graph.objects(term, predicate)):
            lines += _row(name, _links(graph, values, namespace))
    return [*lines, "</dl>", "</article>"]


def _row(name: str, content: str) -> list[str]:
    return [f"<dt>{name}</dt><dd>{content}</dd>"]


def _links(graph: Graph, values: Iterable[Node], namespace: str) -> str:
    links = []
    for value in sorted(values, key=str):
        if isinstance(value, Literal):
            links.append(escape(value))
        elif not isinstance(value, BNode):
            iri = str(value)
            href = "#" + iri.removeprefix(namespace) if iri.startswith(namespace) else iri
            links.append(f'<a href="{escape(href)}">{escape(_short(graph, iri))}</a>')
    return ", ".join(links)


def _short(graph: Graph, iri: str) -> str:
    matches = [(len(base), prefix, base) for prefix, base in graph.namespaces() if iri.startswith(base)]
    if not matches:
        return iri
    _, prefix, base = max(matches)
    return f"{prefix}:{iri.removeprefix(base)}"


def _text(graph: Graph, subject: Node, predicate: URIRef) -> str:
    return str(graph.value(subject, predicate, any=False))


def _local(term: URIRef) -> str:
    return term.rpartition("#")[2]


def main() -> int:
    """Write or check the page."""
    graph = Graph(bind_namespaces="none").parse(ONTOLOGY / "filmkg.ttl")
    target, content = ONTOLOGY / "index.html", page(graph).encode()
    if "--check" not in sys.argv[1:]:
        target.write_bytes(content)
    elif not target.is_file() or target.read_bytes() != content:
        print(f"{target} is not what filmkg.ttl gives; run scripts/make_ontology_page.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
