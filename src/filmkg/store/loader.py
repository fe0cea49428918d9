"""Write lines of N-Quads into the Oxigraph folder of an unfinished snapshot: many at a time, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from filmkg.store.snapshots import Snapshot, open_snapshot, write_error
from filmkg.vocab import SKOS

# Larger chunks are no faster and take more memory: 140 MB with these, 1,060 MB with a million.
_CHUNK_LINES = 100_000
_BULK_LINES = 50_000  # fewer are written in a transaction: a bulk load makes files


class Loader:
    """Writes into one Oxigraph folder."""

    def __init__(self, store: Store, *, is_empty: bool) -> None:
        self._store: Store | None = store
        self._is_empty = is_empty
        self._lines: list[str] = []
        self._gone: list[str] = []
        self._thread = ThreadPoolExecutor(max_workers=1)  # loads one chunk while the next is made
        self._loading: Future[None] | None = None

    def add(self, lines: Iterable[str]) -> None:
        """Add quads, each a line without its end.

        Raises:
            StoreError: The disk is full or failed.
        """
        for line in lines:
            self._lines.append(line)
            if len(self._lines) >= _CHUNK_LINES:
                self._hand_over()

    def remove(self, lines: Iterable[str]) -> None:
        """Remove quads that were there before; what is added later, or waits to be written, stays.

        Raises:
            StoreError: The disk is full or failed.
        """
        self._gone.extend(lines)
        if len(self._gone) >= _CHUNK_LINES:
            self._remove()

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph.

        Raises:
            StoreError: The disk is full or failed.
        """
        self._settle()
        self._do(lambda store: store.remove_graph(NamedNode(graph)))

    def replace_graph(self, lines: Iterable[str], *, graph: NamedNode, viewed: NamedNode) -> None:
        """Make a named graph hold these quads and no others; those of one predicate stand in the merged view too.

        Args:
            lines: The quads, each a line without its end.
            graph: The graph.
            viewed: The predicate.

        Raises:
            StoreError: The disk is full or failed.
        """
        self.write()
        assert self._store is not None  # noqa: S101 - it is open
        before = {f"{quad} ." for quad in self._store.quads_for_pattern(None, None, None, graph)}
        self.change_graph(before, set(lines), graph=graph, viewed=viewed)

    def change_graph(self, before: set[str], after: set[str], *, graph: NamedNode, viewed: NamedNode) -> None:
        """Put some quads of a named graph in place of some that it holds; those of one predicate are seen in the view.

        Raises:
            StoreError: The disk is full or failed.
        """
        for quads, do in ((before - after, self.remove), (after - before, self.add)):
            do(sorted(quads))
            do(sorted(line.replace(f" {graph} .", " .") for line in quads if f" {viewed} " in line))

    def write(self) -> None:
        """Write what waits to be written."""
        self._remove()
        self._hand_over()
        self._settle()

    def keep_links(self, links: Sequence[Quad], *, graph: NamedNode, is_empty: bool) -> None:
        """Keep the links of those things that there still are, and drop the others.

        Args:
            links: Those of the snapshot before.
            graph: The graph of links.
            is_empty: Whether none of them are in this one yet.
        """
        self.write()
        assert self._store is not None  # noqa: S101 - it is open
        for link in links:
            places = (graph, DefaultGraph())
            both = [Quad(link.subject, link.predicate, link.object, place) for place in places]
            stated = self._store.quads_for_pattern(link.subject, None, None, DefaultGraph())
            if not any(quad.predicate != SKOS["exactMatch"] for quad in stated):
                self.remove(f"{quad} ." for quad in both)
            elif is_empty:
                self.add(f"{quad} ." for quad in both)

    def close(self, *, compact: bool) -> None:
        """Write all of it to disk, and close the store.

        Args:
            compact: Whether to bring the files in order, so that reading is fast, and the next writer has not to do it.
        """
        self.write()
        if compact:
            self._do(lambda store: store.optimize())
        self._do(lambda store: store.flush())
        self._thread.shutdown()
        self._store = None

    def _hand_over(self) -> None:
        """Let the thread write what waits to be written, once it is done with what it has."""
        if not self._lines:
            return
        self._remove()
        data = "\n".join([*self._lines, ""]).encode("utf-8")
        is_bulk = self._is_empty or len(self._lines) >= _BULK_LINES
        self._lines.clear()
        self._settle()
        self._loading = self._thread.submit(self._do, partial(_load, data=data, is_bulk=is_bulk))

    def _remove(self) -> None:
        """Remove what waits to be removed."""
        if self._gone:
            self._settle()
            self._do(partial(_remove, lines=self._gone))
            self._gone.clear()

    def _settle(self) -> None:
        """Wait until the thread is done, and raise what it raised."""
        if self._loading is not None:
            self._loading.result()
            self._loading = None

    def _do(self, change: Callable[[Store], None]) -> None:
        assert self._store is not None  # noqa: S101 - it is open
        try:
            change(self._store)
        except OSError as error:
            raise write_error(error) from error


def _load(store: Store, *, data: bytes, is_bulk: bool) -> None:
    (store.bulk_load if is_bulk else store.load)(data, RdfFormat.N_QUADS)


def _remove(store: Store, *, lines: Iterable[str]) -> None:
    for quad in parse("\n".join(lines), format=RdfFormat.N_QUADS):
        store.remove(quad)


def link_statements(snapshot: Snapshot) -> list[Quad]:
    """Return the links to other data that a snapshot has."""
    with open_snapshot(snapshot) as store:
        found = [
            quad
            for quad in store.quads_for_pattern(None, SKOS["exactMatch"], None, None)
            if isinstance(quad.graph_name, NamedNode)
        ]
        del store
    return found


def other_statements(snapshot: Snapshot, *, base: str) -> Iterator[str]:
    """Yield the lines of all named graphs whose names do not start with `base`: those that people put there."""
    with open_snapshot(snapshot) as store:
        for graph in list(store.named_graphs()):
            if isinstance(graph, NamedNode) and not graph.value.startswith(base):
                yield from (f"{quad} ." for quad in store.quads_for_pattern(None, None, None, graph))
        del store
