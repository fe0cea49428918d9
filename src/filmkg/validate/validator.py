"""Holding a graph against the shapes: a fast gate passes what is right, pySHACL says what is wrong with the rest.

The gate is the engine of the package `shacl`, with the shapes compiled once; it takes 2 ms for an article for which
pySHACL takes 80. It only ever decides that nothing is wrong, and tests hold it against pySHACL on right and broken
graphs. pySHACL works on rdflib's memory, never on a store: Oxigraph rewrites literals when it takes them in, so that it
can't tell what was wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import pyoxigraph
import shacl
from rdflib import RDF, BNode, Graph
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from filmkg.errors import RdfError
from filmkg.validate import words
from filmkg.validate.report import Finding, Report
from filmkg.validate.shapes import Shapes


@lru_cache(maxsize=64)
def _prepared(query: str) -> Query:
    # pyparsing keeps the errors of its failed attempts in reference cycles, and through their frames whatever the
    # callers hold, such as an open store with its lock. A thread of its own has no such callers.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(prepareQuery, query).result()


class _Data(Graph):
    """A graph that parses each query once.

    pySHACL hands over the text of a SPARQL constraint anew for every focus node; parsing it takes much longer
    than answering it (42 facts, 654 triples: 1,084 ms at best, and 73 ms so).
    """

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        return super().query(_prepared(str(query_object)), *args, **kwargs)


def validate_quads(quads: Iterable[pyoxigraph.Quad], *, shapes: Shapes) -> Report:
    """Hold the quads of one article against the shapes; the names of their graphs don't matter.

    Raises:
        RdfError: The shapes themselves can't be applied.
    """
    text = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    return validate_ntriples(text.decode("utf-8"), shapes=shapes)


def validate_ntriples(text: str, *, shapes: Shapes) -> Report:
    """Hold the graph of one article, as N-Triples, against the shapes.

    Raises:
        RdfError: The shapes themselves can't be applied.
    """
    if passes_gate(text, shapes=shapes):
        return Report(conforms=True, findings=())
    return _validate(_Data(bind_namespaces="none").parse(data=text, format="nt"), shapes)


def passes_gate(text: str, *, shapes: Shapes) -> bool:
    """Tell whether nothing is wrong with a graph, given as N-Triples; where it says no, pySHACL decides."""
    gate, hierarchy = _gate(shapes)
    report = gate.validate_text(text + hierarchy, format="ntriples", max_results=1)
    return len(report) == 0


@lru_cache(maxsize=4)
def _gate(shapes: Shapes) -> tuple[shacl.Shapes, str]:
    """Compile the gate, and write the hierarchy as N-Triples.

    pySHACL applies every shape once before: the gate must not hide that one can't be applied.
    """
    everything = _Data(bind_namespaces="none")
    for number, target in enumerate(sorted(set(shapes.graph.objects(None, SH.targetClass)), key=str)):
        everything.add((BNode(f"b{number}"), RDF.type, target))
    _validate(everything, shapes)
    hierarchy = "".join(f"{subject.n3()} {name.n3()} {object_.n3()} .\n" for subject, name, object_ in shapes.hierarchy)
    return shacl.Shapes.from_text(shapes.graph.serialize(format="nt"), format="ntriples"), hierarchy


def validate_graph(graph: Graph, *, shapes: Shapes) -> Report:
    """Hold the graph of one article against the shapes. The graph is not changed.

    Raises:
        RdfError: The shapes themselves can't be applied.
    """
    data = _Data(bind_namespaces="none")
    data += graph
    return _validate(data, shapes)


def _validate(data: Graph, shapes: Shapes) -> Report:
    from pyshacl import validate  # 0.1 s that --help should not wait for
    from pyshacl.errors import ReportableRuntimeError

    for triple in shapes.hierarchy:
        data.add(triple)
    try:
        conforms, results, explanation = validate(data, shacl_graph=shapes.graph, inference="none", advanced=False)
    except ReportableRuntimeError as error:  # such as a blank node where a number should be
        raise RdfError(f"the shapes can't be applied: {error}", remedy="mend what the message names") from error
    if not isinstance(results, Graph):  # pySHACL returns its exception
        raise RdfError(f"the shapes can't be applied: {explanation}", remedy="mend the files in shapes/")
    findings = {_finding(data, results, result) for result in results.objects(None, SH.result)}
    return Report(conforms=conforms, findings=tuple(sorted(findings)))


def _finding(data: Graph, results: Graph, result: Node) -> Finding:
    focus = next(results.objects(result, SH.focusNode))
    path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
    source = words.evidence(data, focus, path, value)
    return Finding(
        article=words.article(data, source),
        focus="_:" if isinstance(focus, BNode) else str(focus),  # its number would differ with every run
        label=words.name(data, focus),
        path=str(path or ""),
        value=words.name(data, value) if value not in {None, focus} else "",
        message=" ".join(sorted(str(text) for text in results.objects(result, SH.resultMessage))),
        sentence=words.sentence(data, source),
        shape=str(results.value(result, SH.sourceShape)),
    )
