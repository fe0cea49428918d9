"""The merged view: what all articles state together, in the default graph, for speed and with one IRI a thing.

A store without it, because articles changed since or an earlier release wrote it, is asked over all its graphs instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from filmkg.errors import StoreError


def has_view(store: Store) -> bool:
    """Tell whether a store has its merged view."""
    return next(store.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None


def view_graph(store: Store) -> DefaultGraph | None:
    """Return the graph to look for quads in: the merged view, or None (all graphs) where there is none."""
    return DefaultGraph() if has_view(store) else None


def put_view(store: Store, quads: Iterable[Quad]) -> None:
    """Put the merged view in place of an earlier one; after a crash there is all of it or none.

    Raises:
        StoreError: The disk is full or failed.
    """
    try:
        store.clear_graph(DefaultGraph())
        store.extend(quads)
    except OSError as error:
        raise _write_error(error) from error


def replace_in_view(store: Store, quads: Iterable[Quad], *, predicate: NamedNode) -> None:
    """Put quads into the merged view, in place of all that it has with their predicate.

    Raises:
        StoreError: The disk is full or failed.
    """
    lines = "\n".join(f"{quad.triple} ." for quad in quads)
    try:
        store.update(f"DELETE WHERE {{ ?s {predicate} ?o }} ;\nINSERT DATA {{\n{lines}\n}}")
    except OSError as error:
        raise _write_error(error) from error


def _write_error(error: OSError) -> StoreError:
    return StoreError(
        f"the store could not be written: {error}", remedy="check that the disk has room, then build again"
    )
