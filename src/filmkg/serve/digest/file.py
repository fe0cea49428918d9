"""The digest of what a store publishes: one file a snapshot, begun when the service starts, unless it was kept.

When the store publishes another snapshot, the digest of the one before serves until the new one is whole.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filmkg.errors import ResourceError
from filmkg.serve.digest.cache import kept_beside, put
from filmkg.store import current_snapshot

_PATIENCE_S = 5.0  # how long who asks for what only the digest knows waits for it
# Who opens the first page waits for it only so long after its making began: a small store has it by then.
_HEAD_START_S = 10.0


class Digest:
    """The digest of a store; safe to use from many threads.

    Args:
        store_path: Folder of the store.
        base: Start of the IRIs that have a page.
    """

    def __init__(self, store_path: Path, *, base: str) -> None:
        self._store_path = store_path
        self._base = base
        self._folder = tempfile.TemporaryDirectory(prefix="filmkg-digest-")
        self._lock = threading.Lock()
        self._writer: subprocess.Popen[bytes] | None = None
        self._begun_s = time.monotonic()

    def begin(self) -> Path:
        """Return the file for what the store publishes now; begin to make it where nobody did."""
        snapshot = current_snapshot(self._store_path)
        file = Path(self._folder.name) / f"{snapshot.identifier}.sqlite"
        with self._lock:
            if file.exists() or (self._writer is not None and self._writer.poll() is None):
                return file
            kept = kept_beside(snapshot.folder, "digest", "sqlite", made_by=self._base)
            if not put(kept, file):
                command = [
                    sys.executable, "-m", "filmkg.serve.digest.writing",
                    snapshot.identifier, str(snapshot.folder), self._base, str(file), str(kept),
                ]  # fmt: skip
                self._begun_s = time.monotonic()
                self._writer = subprocess.Popen(  # noqa: S603 - our own module
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )  # fmt: skip
        return file

    def close(self) -> None:
        """End the making of the digest, and remove it."""
        if self._writer is not None:
            self._writer.kill()
            self._writer.wait()
        self._folder.cleanup()

    @property
    def head_start_s(self) -> float:
        """How much longer the first page may wait."""
        return max(0.0, self._begun_s + _HEAD_START_S - time.monotonic())

    @contextmanager
    def open(self, *, patience_s: float = _PATIENCE_S) -> Iterator[sqlite3.Connection]:
        """Open it for reading for the length of a `with` block.

        Args:
            patience_s: How long to wait where no digest is there yet.

        Raises:
            ResourceError: It is not ready, or cannot be made.
        """
        connection = None
        while connection is None:
            connection = self._connect(patience_s)
        with closing(connection):
            yield connection

    @contextmanager
    def open_of(self, identifier: str) -> Iterator[sqlite3.Connection]:
        """Open the digest of one snapshot for the length of a `with` block; waits for it, however long that takes.

        Raises:
            ResourceError: It cannot be made, or the store has published another snapshot meanwhile.
        """
        while (file := self.begin()).stem == identifier and not file.exists():
            if self._writer is not None and self._writer.wait() and not file.exists():
                raise _unreadable()
        if file.stem != identifier:
            raise ResourceError("the store has published anew", remedy="try again in a moment")
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            yield connection

    def _connect(self, patience_s: float) -> sqlite3.Connection | None:
        """Open the newest file that is whole; return None where somebody removed it meanwhile: a newer one is there."""
        file = self.begin()
        if file.exists():
            for old in set(self._files()) - {file}:
                old.unlink(missing_ok=True)  # who reads it goes on
        else:
            file = next(iter(self._files()), None) or self._await(file, patience_s=patience_s)
        try:
            return sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        except sqlite3.OperationalError:
            if file.exists():
                raise
            return None

    def _files(self) -> list[Path]:
        return sorted(Path(self._folder.name).glob("*.sqlite"))

    def _await(self, file: Path, *, patience_s: float) -> Path:
        writer = self._writer
        try:
            failed = writer.wait(timeout=patience_s) if writer is not None else 1
        except subprocess.TimeoutExpired:
            raise ResourceError("the names of the store are still being read", remedy="try again in a moment") from None
        if failed or not file.exists():
            raise _unreadable()
        return file


def _unreadable() -> ResourceError:
    return ResourceError("the names of the store cannot be read", remedy="look for a lack of disk or memory")
