"""Looking names up in the index that `writing.py` makes: one a snapshot, begun when the service starts.

When the store publishes another snapshot, the index of the one before serves until the new one is whole.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filmkg.errors import ResourceError
from filmkg.naming.folding import fold
from filmkg.store import current_snapshot

_MAX_WORDS = 12
_PATIENCE_S = 5.0  # who searches waits so long for the index; who opens the first page, not
_GLANCE_S = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that bears a name.

    Attributes:
        iri: Its IRI.
        kind: Local name of its class.
        label: What it is called.
        articles: How many articles mention it.
    """

    iri: str
    kind: str
    label: str
    articles: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page tells of a store.

    Attributes:
        counts: How many things there are, by class.
        newest: IRI, title ("" for none) and date of the newest articles.
    """

    counts: Mapping[str, int]
    newest: tuple[tuple[str, str, str], ...]


class Names:
    """The names of a store; safe to use from many threads.

    Args:
        store_path: Folder of the store.
        base: Start of the IRIs that have a page.
    """

    def __init__(self, store_path: Path, *, base: str) -> None:
        self._store_path = store_path
        self._base = base
        self._folder = tempfile.TemporaryDirectory(prefix="filmkg-names-")
        self._lock = threading.Lock()
        self._writer: subprocess.Popen[bytes] | None = None

    def begin(self) -> Path:
        """Return the file of the index for what the store publishes now; begin to make it where nobody did."""
        snapshot = current_snapshot(self._store_path)
        file = Path(self._folder.name) / f"{snapshot.identifier}.sqlite"
        with self._lock:
            if not file.exists() and (self._writer is None or self._writer.poll() is not None):
                command = [
                    sys.executable, "-m", "filmkg.serve.searching.writing",
                    snapshot.identifier, str(snapshot.folder), self._base, str(file),
                ]  # fmt: skip
                self._writer = subprocess.Popen(  # noqa: S603 - our own module
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )  # fmt: skip
        return file

    def close(self) -> None:
        """End the making of the index, and remove it."""
        if self._writer is not None:
            self._writer.kill()
            self._writer.wait()
        self._folder.cleanup()

    def find(self, text: str, *, classes: tuple[str, ...] = (), limit: int, is_prefix: bool = False) -> list[Found]:
        """Return things with all the words in their names: first those that are called just so.

        Args:
            text: Words, in any order; case, accents and punctuation do not count.
            classes: Local names of classes; none means any.
            limit: How many at most.
            is_prefix: Whether the last word can be the beginning of one.

        Raises:
            ResourceError: The index is not ready, or cannot be made.
        """
        key = fold(text)
        words = key.split()[:_MAX_WORDS]
        if not words:
            return []
        asked = [f'"{word}"' for word in words]
        if is_prefix:
            asked[-1] += "*"
        if classes:
            asked.append("(" + " OR ".join(f'"class{name.lower()}"' for name in classes) + ")")
        columns = "iri, class, label, articles"
        with self._open() as index:
            equal = index.execute(
                f"SELECT number, {columns} FROM names JOIN things USING (number) WHERE name = ?"  # noqa: S608
                f" {'AND class IN (' + ', '.join('?' * len(classes)) + ')' if classes else ''} ORDER BY number LIMIT ?",
                (key, *classes, limit),
            ).fetchall()
            others = index.execute(
                f"SELECT number, {columns} FROM words JOIN things ON number = words.rowid"  # noqa: S608 - fixed names
                " WHERE words MATCH ? ORDER BY words.rowid LIMIT ?",
                (" AND ".join(asked), limit + len(equal)),
            ).fetchall()
        numbers = {row[0]: row[1:] for row in (*equal, *others)}
        return [Found(*row) for row in list(numbers.values())[:limit]]

    def overview(self) -> Overview:
        """Return counts and newest articles; raises as `find`."""
        with self._open(patience_s=_GLANCE_S) as index:
            counts = dict(index.execute("SELECT class, count FROM counts"))
            newest = tuple(index.execute("SELECT iri, title, issued FROM newest ORDER BY rowid"))
        return Overview(counts, newest)

    @contextmanager
    def _open(self, *, patience_s: float = _PATIENCE_S) -> Iterator[sqlite3.Connection]:
        file = self.begin()
        if file.exists():
            for old in set(self._files()) - {file}:
                old.unlink(missing_ok=True)  # who reads it goes on
        else:
            file = next(iter(self._files()), None) or self._await(file, patience_s=patience_s)
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as index:
            yield index

    def _files(self) -> list[Path]:
        return sorted(Path(self._folder.name).glob("*.sqlite"))

    def _await(self, file: Path, *, patience_s: float) -> Path:
        writer = self._writer
        try:
            failed = writer.wait(timeout=patience_s) if writer is not None else 1
        except subprocess.TimeoutExpired:
            raise ResourceError("the names of the store are still being read", remedy="try again in a moment") from None
        if failed or not file.exists():
            raise ResourceError("the names of the store cannot be read", remedy="look for a lack of disk or memory")
        return file
