"""Read a whole store in a fixed order, piece by piece, so that a large one need not fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Quad, Store, Triple

from filmkg.store.articles import article_graphs


def by_graph(store: Store) -> Iterator[list[Quad]]:
    """Yield the quads graph by graph: the default graph first, then the named ones by name."""
    yield list(store.quads_for_pattern(None, None, None, DefaultGraph()))
    for _, quads in article_graphs(store):
        yield quads


def by_subject(store: Store) -> Iterator[list[Quad]]:
    """Yield the merged view subject by subject, sorted: quads of the default graph, which may repeat."""
    default = DefaultGraph()
    subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, None)}
    for subject in sorted(subjects, key=str):
        if isinstance(subject, Triple):
            continue
        found = store.quads_for_pattern(subject, None, None, None)
        yield [Quad(quad.subject, quad.predicate, quad.object, default) for quad in found]
