"""Holding a graph against the shapes: a fast gate passes what is right, pySHACL says what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pyoxigraph

from filmkg.validate.gate import passes_gate
from filmkg.validate.report import Report
from filmkg.validate.shapes import Shapes

if TYPE_CHECKING:
    from rdflib import Graph


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
    from filmkg.validate.reference import reported

    return reported(text, shapes=shapes)


def validate_graph(graph: Graph, *, shapes: Shapes) -> Report:
    """Hold the graph of one article against the shapes, by pySHACL alone. The graph is not changed.

    Raises:
        RdfError: The shapes themselves can't be applied.
    """
    from filmkg.validate.reference import reported_of_graph

    return reported_of_graph(graph, shapes=shapes)
