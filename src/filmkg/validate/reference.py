"""What pySHACL finds wrong with a graph: the reference, which is slow, and needs 0.3 s to be imported.

pySHACL works on rdflib's memory, never on a store: Oxigraph rewrites literals when it takes them in, so that it can't
tell what was wrong with them.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
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


def reported(text: str, *, shapes: Shapes) -> Report:
    """Hold the graph of one article, as N-Triples, against the shapes.

    Raises:
        RdfError: The shapes themselves can't be applied.
    """
    return _report(_Data(bind_namespaces="none").parse(data=text, format="nt"), shapes)


def reported_of_graph(graph: Graph, *, shapes: Shapes) -> Report:
    """Hold the graph of one article against the shapes. The graph is not changed.

    Raises:
        RdfError: The shapes themselves can't be applied.
    """
    data = _Data(bind_namespaces="none")
    data += graph
    return _report(data, shapes)


def apply_each(shapes: Shapes) -> None:
    """Apply every shape once, whatever it finds.

    Raises:
        RdfError: One can't be applied.
    """
    everything = _Data(bind_namespaces="none")
    for number, target in enumerate(sorted(set(shapes.graph.objects(None, SH.targetClass)), key=str)):
        everything.add((BNode(f"b{number}"), RDF.type, target))
    _report(everything, shapes)


def _report(data: Graph, shapes: Shapes) -> Report:
    for triple in shapes.hierarchy:
        data.add(triple)
    try:
        conforms, results, explanation = validate(
            data, shacl_graph=shapes.graph, inference="none", advanced=False, allow_warnings=True
        )
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
        is_warning=results.value(result, SH.resultSeverity) == SH.Warning,
    )
