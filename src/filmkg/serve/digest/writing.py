"""Writes the digest of a snapshot.

    python -m filmkg.serve.digest.writing SNAPSHOT FOLDER BASE FILE [KEPT]

A process of its own, so that the service goes on answering; the file is there once it is whole.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from filmkg.serve.digest.bonds import write_bonds
from filmkg.serve.digest.cache import put
from filmkg.serve.digest.quads import Reader
from filmkg.serve.digest.uses import write_uses
from filmkg.serve.lists.writing import write_shelves
from filmkg.serve.searching.writing import write_names
from filmkg.serve.views.ties import write_ties
from filmkg.store import Snapshot, open_snapshot


def main(snapshot: str, folder: str, base: str, file: str, kept: str = "") -> None:
    """Write the digest of a snapshot to a new file, which appears when it is whole, and keep it besides."""
    path = Path(file)
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with (
        open_snapshot(Snapshot(snapshot, Path(folder))) as store,
        closing(sqlite3.connect(unfinished, isolation_level=None)) as index,
    ):
        reader = Reader.of(store)
        index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        index.execute("BEGIN")  # all in one: a statement of its own each would cost a write
        dates = reader.dates()
        mentioned = write_uses(index, reader, dates=dates)
        write_bonds(index, reader, dates=dates)
        write_names(index, reader, base=base, mentioned=mentioned, dates=dates)
        write_shelves(index, reader)
        write_ties(index, reader)
        index.execute("COMMIT")
        unfinished.rename(path)
        if kept:  # while the snapshot is open, and so stays
            put(path, Path(kept))
        del reader, store


if __name__ == "__main__":
    main(*sys.argv[1:])
