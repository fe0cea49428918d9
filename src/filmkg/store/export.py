"""Read a whole store in a fixed order, piece by piece, so that a large one need not fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Quad, Store, Triple

from filmkg.store.articles import article_graphs
from filmkg.store.view import view_graph


def by_graph(store: Store) -> Iterator[list[Quad]]:
    """Yield the quads of the named graphs, graph by graph; the merged view follows from them."""
    for _, quads in article_graphs(store):
        yield quads


def by_subject(store: Store) -> Iterator[list[Quad]]:
    """Yield the merged view subject by subject, sorted: quads of the default graph, which may repeat."""
    default, graph = DefaultGraph(), view_graph(store)
    subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, graph)}
    for subject in sorted(subjects, key=str):
        if isinstance(subject, Triple):
            continue
        found = store.quads_for_pattern(subject, None, None, graph)
        yield [Quad(quad.subject, quad.predicate, quad.object, default) for quad in found]
