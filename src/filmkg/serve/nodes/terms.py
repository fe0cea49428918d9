"""What queries return, as types."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

Row = Mapping[str, NamedNode | Literal]
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def as_iri(term: NamedNode | Literal) -> NamedNode:
    """Return a term that can be nothing but an IRI."""
    assert isinstance(term, NamedNode)  # noqa: S101 - a subject, a predicate or an article is an IRI
    return term
