"""All entries of a list with what they are chosen and sorted by, kept in memory for one snapshot of the store.

They come out of the digest of the store; of a store elsewhere, which has none, they are read in parts.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar, cast

from filmkg.errors import ResourceError
from filmkg.serve.digest import Digest
from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.kinds import BY_NAME, Kind
from filmkg.serve.lists.reading import by_workers, parts, read_shelf
from filmkg.serve.lists.shelf import Shelf
from filmkg.serve.lists.writing import load_shelf

PATIENCE_S = 8.0
# A drawing with its table can take a megabyte.
MAX_REMEMBERED = 48

Kept = TypeVar("Kept")


class ReadingError(ResourceError):
    """What is asked for is still being read from a large store."""


class Catalogue:
    """Lists, each read in the background when it is first asked for, and again once the store has another snapshot.

    While another snapshot is read, what was read of the one before is given.

    Args:
        pool: The workers that evaluate.
        digest: What has the lists of the store; None for a store elsewhere.
        patience_s: How long a caller waits for what was never read before.
    """

    def __init__(self, pool: Pool, digest: Digest | None = None, *, patience_s: float = PATIENCE_S) -> None:
        self._pool = pool
        self._digest = digest
        self._patience_s = patience_s
        # One thread, so that reading takes one worker and leaves the others to pages and queries.
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="catalogue")
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[str, object]] = {}
        self._reading: dict[str, Future[None]] = {}
        self._reader_ids: set[int] = set()
        self._remembered: OrderedDict[Hashable, tuple[Sequence[object], object]] = OrderedDict()

    @property
    def pool(self) -> Pool:
        """The workers that evaluate."""
        return self._pool

    def close(self) -> None:
        """Read nothing more."""
        self._reader.shutdown(wait=False, cancel_futures=True)

    def shelf(self, name: str) -> Shelf:
        """Return the entries of a list."""
        return self.keep(f"list {name}", lambda: self._read_shelf(BY_NAME[name]))

    def keep(self, key: str, read: Callable[[], Kept]) -> Kept:
        """Return what was read of the store under a key, having it read where it is not or of an older snapshot.

        Raises:
            ReadingError: It is not there yet.
        """
        snapshot = str(getattr(self._pool, "snapshot", ""))
        with self._lock:
            kept, reading = self._kept.get(key), self._reading.get(key)
            is_old = kept is None or kept[0] != snapshot
            is_reader = threading.get_ident() in self._reader_ids
            if is_old and reading is None and not is_reader:
                reading = self._reader.submit(self._read, key, snapshot, read)
                self._reading[key] = reading
        if is_old and is_reader:  # what is read needs other lists; to wait for itself it would wait for ever
            kept = self._kept[key] = snapshot, read()
        if kept is None and reading is not None:
            try:
                reading.result(timeout=self._patience_s)
            except TimeoutError:
                raise ReadingError(
                    "the lists of this large store are still being read", remedy="come back to this page in a minute"
                ) from None
            kept = self._kept[key]
        return cast("tuple[str, Kept]", kept)[1]

    def remember(self, key: Hashable, sources: Sequence[object], make: Callable[[], Kept]) -> Kept:
        """Return what is made of what was kept, made anew where that was read anew; the last `MAX_REMEMBERED` stay.

        Args:
            key: What is made.
            sources: What `keep` and `shelf` gave to make it of.
            make: Makes it; two who ask for it at once both do. What a store elsewhere says is not kept: it has no
                snapshots.
        """
        if not getattr(self._pool, "snapshot", ""):
            return make()
        with self._lock:
            found = self._remembered.get(key)
            if found is not None and all(old is new for old, new in zip(found[0], sources, strict=True)):
                self._remembered.move_to_end(key)
                return cast("Kept", found[1])
        made = make()
        with self._lock:
            self._remembered[key] = sources, made
            self._remembered.move_to_end(key)
            while len(self._remembered) > MAX_REMEMBERED:
                self._remembered.popitem(last=False)
        return made

    def read(self, load: Callable[[sqlite3.Connection], Kept], ask: Callable[[], Kept]) -> Kept:
        """Return what is loaded from the digest; of a store elsewhere, which has none, what asking it gives."""
        if self._digest is None:
            return ask()
        with self._digest.open_of(str(self._pool.snapshot)) as index:
            return load(index)

    def _read_shelf(self, kind: Kind) -> Shelf:
        ask = by_workers(self._pool)
        return self.read(lambda index: load_shelf(index, kind), lambda: read_shelf(ask, kind, parts(ask, kind.classes)))

    def _read(self, key: str, snapshot: str, read: Callable[[], object]) -> None:
        self._reader_ids.add(threading.get_ident())
        try:
            self._kept[key] = snapshot, read()
        finally:
            with self._lock:
                del self._reading[key]
