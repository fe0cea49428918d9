"""Put articles into a store and take them out: one article, one named graph, one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store

from filmkg.errors import StoreError


def replace_article(store: Store, quads: Iterable[Quad], *, graph: NamedNode) -> None:
    """Store an article's quads in place of what its graph held, and drop the merged view, which it would belie.

    All or nothing: after a crash the graph holds either the old or the new quads.

    Raises:
        StoreError: The disk is full or failed.
        ValueError: A quad belongs to another graph.
    """
    # One update is one transaction; `remove_graph` and then `extend` would be two.
    _update(store, f"DROP DEFAULT ;\n{_replacement(quads, graph)}")


def replace_graph(store: Store, quads: Iterable[Quad], *, graph: NamedNode) -> None:
    """Replace a graph that is no article's, all or nothing; the merged view stays.

    Raises:
        StoreError: The disk is full or failed.
        ValueError: A quad belongs to another graph.
    """
    _update(store, _replacement(quads, graph))


def remove_article(store: Store, *, graph: NamedNode) -> bool:
    """Take an article out of the store, with the merged view; tell whether it was there."""
    known = store.contains_named_graph(graph)
    _update(store, f"DROP DEFAULT ; DROP SILENT GRAPH {graph}")
    return known


def article_graphs(store: Store) -> Iterator[tuple[NamedNode, list[Quad]]]:
    """Yield each named graph, sorted by name, with its quads in no particular order."""
    names = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
    for graph in sorted(names, key=lambda graph: graph.value):
        yield graph, list(store.quads_for_pattern(None, None, None, graph))


def _replacement(quads: Iterable[Quad], graph: NamedNode) -> str:
    lines = []
    for quad in quads:
        if quad.graph_name != graph:
            raise ValueError(f"{quad} is not of the graph {graph}")
        lines.append(f"{quad.triple} .")
    return f"DROP SILENT GRAPH {graph} ;\nINSERT DATA {{ GRAPH {graph} {{\n" + "\n".join(lines) + "\n} }"


def _update(store: Store, update: str) -> None:
    try:
        store.update(update)
    except OSError as error:
        raise StoreError(
            f"the store could not be written: {error}", remedy="check that the disk has room, then build again"
        ) from error
