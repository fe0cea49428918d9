"""A store on disk: one writer or many readers at a time, and a version so that a later release knows what it opens.

DIR/format       "filmkg store 1"
DIR/lock         held shared by readers, exclusively by the writer, who leaves the process id in it
DIR/oxigraph/    the quads
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from filmkg.errors import StoreError

FORMAT = "filmkg store 1"


@contextmanager
def open_store(path: Path, *, writable: bool) -> Iterator[Store]:
    """Open a store for the length of a `with` block.

    Args:
        path: The store's folder; made when it is opened for writing and does not exist.
        writable: Whether to write. Reading refuses writes, and goes on beside other readers.

    Yields:
        The store. Let go of it when the block ends: its files stay open as long as it is referred to.

    Raises:
        StoreError: Missing, no store of this version, in use, or damaged.
    """
    if writable:
        _prepare(path)
    _check_format(path)
    with _locked(path, exclusive=writable):
        folder = path / "oxigraph"
        if not writable and not folder.is_dir():
            raise StoreError(f"{path}: the store is empty", remedy=f"filmkg build ARTICLES --store {path}")
        try:
            # Read-only beside a writer is undefined in Oxigraph; the lock keeps the two apart.
            store = Store(folder) if writable else Store.read_only(str(folder))
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: RocksDB found it corrupt
            raise StoreError(
                f"{path}: the store cannot be opened: {error}",
                remedy="if no program has it open, build it anew in another folder",
            ) from error
        try:
            yield store
        finally:
            if writable:
                store.flush()
            del store


def _prepare(path: Path) -> None:
    marker = path / "format"
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not marker.exists() and not any(path.iterdir()):
            unfinished = path / f"format.{os.getpid()}"
            unfinished.write_text(f"{FORMAT}\n", encoding="utf-8")
            unfinished.replace(marker)
    except OSError as error:
        raise StoreError(
            f"{path}: a store cannot be made here: {error.strerror}", remedy="choose a folder that you may write to"
        ) from error


def _check_format(path: Path) -> None:
    try:
        found = (path / "format").read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        if path.is_dir():
            raise StoreError(f"{path}: not a filmkg store", remedy="choose an empty or a new folder") from None
        raise StoreError(f"{path}: no such store", remedy=f"filmkg build ARTICLES --store {path}") from None
    except OSError as error:
        raise StoreError(
            f"{path}: the store cannot be read: {error.strerror}", remedy="check its permissions"
        ) from error
    if found != FORMAT:
        raise StoreError(
            f"{path}: written in another format ({found[:40]!r}; this is {FORMAT!r})",
            remedy="build it anew in another folder, or use the release that wrote it",
        )


@contextmanager
def _locked(path: Path, *, exclusive: bool) -> Iterator[None]:
    lock = path / "lock"
    try:
        if exclusive:
            lock.touch()
        # A reader may have no right to write here, so it opens the file for reading only.
        descriptor = os.open(lock, os.O_RDWR if exclusive else os.O_RDONLY)
    except FileNotFoundError:
        raise StoreError(f"{path}: the store is empty", remedy=f"filmkg build ARTICLES --store {path}") from None
    except OSError as error:
        raise StoreError(
            f"{path}: the store cannot be locked: {error.strerror}", remedy="check its permissions"
        ) from error
    try:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            use = f"being written by process {holder}" if holder else "being read by another process"
            raise StoreError(f"{path}: the store is {use}", remedy="wait until it has ended, or end it") from None
        if exclusive:
            os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        try:
            yield
        finally:
            if exclusive:
                os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)
