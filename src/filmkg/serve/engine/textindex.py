"""Writes the index that `textsearch.py` reads: names and words of all things of a snapshot, folded, in SQLite's FTS5.

    python -m filmkg.serve.engine.textindex SNAPSHOT FOLDER FILE

A process of its own, so that the service goes on answering; the file is there once it is whole.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from filmkg.naming.folding import fold
from filmkg.store import Snapshot, open_snapshot, view_graph
from filmkg.vocab import DCTERMS, OA, RDFS, SKOS, cdo

_SEARCHED = (
    RDFS["label"], SKOS["altLabel"], DCTERMS["title"], cdo("originalTitle"), OA["exact"], cdo("text"),
)  # fmt: skip


def build_index(store: Store, path: Path) -> None:
    """Write the index of a store to a new file."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with sqlite3.connect(unfinished, isolation_level=None) as index:
        index.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE VIRTUAL TABLE texts USING fts5(iri UNINDEXED, text, tokenize = 'unicode61');"
            "BEGIN;"
        )
        index.executemany("INSERT INTO texts VALUES (?, ?)", sorted(set(_texts(store))))
        index.execute("COMMIT")
    index.close()
    unfinished.rename(path)


def _texts(store: Store) -> Iterator[tuple[str, str]]:
    graph = view_graph(store)
    for predicate in _SEARCHED:
        for quad in store.quads_for_pattern(None, predicate, None, graph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject.value, fold(quad.object.value)


def main(snapshot: str, folder: str, file: str) -> None:
    """Write the index of a snapshot."""
    with open_snapshot(Snapshot(snapshot, Path(folder))) as store:
        build_index(store, Path(file))
        del store


if __name__ == "__main__":
    main(*sys.argv[1:])
