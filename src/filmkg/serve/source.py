"""Where the service reads: the snapshot that a store publishes now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Store

from filmkg.store import open_store


class Snapshot(NamedTuple):
    """What a store held at one time."""

    identifier: str
    folder: Path


def current_snapshot(store: Path) -> Snapshot:
    """Return the snapshot that a store publishes now."""
    digest = hashlib.sha256()
    for file in sorted((store / "oxigraph").glob("*.sst")):
        digest.update(f"{file.name} {file.stat().st_size}\n".encode())
    return Snapshot(digest.hexdigest()[:12], store)


@contextmanager
def open_snapshot(snapshot: Snapshot) -> Iterator[Store]:
    """Open a snapshot for reading."""
    with open_store(snapshot.folder, writable=False) as store:
        yield store
        del store
