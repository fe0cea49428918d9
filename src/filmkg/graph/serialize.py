"""Quads -> bytes, the same bytes for the same quads."""

from __future__ import annotations

import io
from collections.abc import Iterable
from enum import StrEnum
from typing import IO

import pyoxigraph
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple

from filmkg.vocab import PREFIXES, RDF


class Format(StrEnum):
    """How a graph is written down. Turtle is the merged view, without the names of the articles' graphs."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"


_WRITERS = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.TRIG: RdfFormat.TRIG,
    Format.NQUADS: RdfFormat.N_QUADS,
    Format.JSONLD: RdfFormat.JSON_LD,
}


def ordered(quads: Iterable[Quad]) -> tuple[Quad, ...]:
    """Sort quads by graph, subject, predicate (`rdf:type` first) and object, and drop duplicates."""
    return tuple(sorted(set(quads), key=_quad_key))


def serialize(quads: Iterable[Quad], *, format: Format) -> bytes:  # noqa: A002 - the word of the command line
    """Write quads down in a fixed order, each once."""
    if format is Format.TURTLE:
        default = DefaultGraph()
        quads = (Quad(quad.subject, quad.predicate, quad.object, default) for quad in quads)
    written = io.BytesIO()
    write(ordered(quads), format=format, output=written)
    return written.getvalue()


def write(quads: Iterable[Quad], *, format: Format, output: IO[bytes]) -> None:  # noqa: A002
    """Write quads down in the order in which they come, without holding them in memory."""
    statements: Iterable[Quad] | Iterable[Triple] = quads
    if format is Format.TURTLE:
        statements = (quad.triple for quad in quads)
    pyoxigraph.serialize(statements, output, format=_WRITERS[format], prefixes=PREFIXES)


def _quad_key(quad: Quad) -> tuple[str, str, str, str]:
    predicate = "" if quad.predicate == RDF["type"] else str(quad.predicate)
    return str(quad.graph_name), str(quad.subject), predicate, str(quad.object)
