"""A store on disk: readers open the snapshot that was published last, one writer at a time makes the next.

DIR/format, DIR/current, DIR/snapshots/     see `format.py` and `snapshots.py`
DIR/lock                                    held by the writer, who leaves the process id in it
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pyoxigraph import Store

from filmkg.errors import StoreError
from filmkg.store.format import check_format, prepare_folder
from filmkg.store.journal import open_journal
from filmkg.store.snapshots import (
    Snapshot,
    backup,
    copy_snapshot,
    current_snapshot,
    finish_snapshot,
    open_snapshot,
    publish_snapshot,
    remove_unused,
    start_snapshot,
)

_ATTEMPTS = 5  # a writer can remove a snapshot between finding and opening it


@contextmanager
def open_store(path: Path, *, writable: bool) -> Iterator[Store]:
    """Open a store for the length of a `with` block.

    Args:
        path: The store's folder; made when it is opened for writing and does not exist.
        writable: Whether to write. What is written is published, all at once, when the block ends; after an error
            nothing is. Reading refuses writes, and goes on beside other readers and beside a writer.

    Yields:
        The store. Let go of it when the block ends: its files stay open as long as it is referred to.

    Raises:
        StoreError: Missing, no store of this version, being written by another process, or damaged.
    """
    if writable:
        with lock_store(path), _edited(path, keeps_articles=False) as store:
            yield store
    else:
        with ExitStack() as stack:
            yield _enter_current(path, stack)


@contextmanager
def extend_store(path: Path) -> Iterator[Store]:
    """Open a store as `open_store` does for writing, to write what is beside the articles: links.

    The journal goes on to hold what the articles state, so that the next build need not read them anew.
    """
    with lock_store(path), _edited(path, keeps_articles=True) as store:
        yield store


@contextmanager
def lock_store(path: Path) -> Iterator[None]:
    """Be the only writer of a store for the length of a `with` block; its folder is made where there is none.

    Raises:
        StoreError: Another process writes to it, or it is no store of this version.
    """
    prepare_folder(path)
    check_format(path)
    try:
        descriptor = os.open(path / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreError(
            f"{path}: the store cannot be locked: {error.strerror}", remedy="check its permissions"
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            raise StoreError(
                f"{path}: the store is being written by process {holder or '(unknown)'}",
                remedy="wait until it has ended, or end it",
            ) from None
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        try:
            _settle(path)
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def latest_snapshot(path: Path) -> Snapshot | None:
    """Return the current snapshot of a store, None where it has published nothing yet."""
    return current_snapshot(path) if (path / "current").exists() else None


def _settle(path: Path) -> None:
    """Publish the snapshot that the journal counts as published, where a process was killed between the two."""
    if not (path / "journal.sqlite").exists():
        return
    with open_journal(path) as journal:
        identifier = journal.get("snapshot")
    known = latest_snapshot(path)
    folder = path / "snapshots" / identifier
    if identifier and folder.is_dir() and (known is None or known.number < Snapshot(identifier, folder).number):
        publish_snapshot(path, Snapshot(identifier, folder))


@contextmanager
def _edited(path: Path, *, keeps_articles: bool) -> Iterator[Store]:
    """Yield a copy of the current snapshot, and publish it at the end."""
    remove_unused(path)
    base = latest_snapshot(path)
    draft = start_snapshot(path, after=base)
    try:
        if base is not None:
            copy_snapshot(base, draft)
        store = open_writable(draft)
        yield store
        store.flush()
        # The caller can still refer to the store, so what is published is a copy.
        published = start_snapshot(path, after=base)
        backup(store, published)
        snapshot = finish_snapshot(published)
        if keeps_articles and base is not None:
            with open_journal(path) as journal:
                if journal.get("snapshot") == base.identifier:
                    journal.set("snapshot", snapshot.identifier)
        publish_snapshot(path, snapshot)
    finally:
        shutil.rmtree(draft.parent, ignore_errors=True)
        remove_unused(path)


def open_writable(folder: Path) -> Store:
    """Open the Oxigraph folder of an unfinished snapshot.

    Raises:
        StoreError: It is damaged, or the disk is full.
    """
    try:
        return Store(str(folder))
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: RocksDB found it corrupt
        raise StoreError(
            f"{folder}: the store cannot be opened: {error}",
            remedy="check the disk; if it has room, build the store anew in another folder",
        ) from error


def _enter_current(path: Path, stack: ExitStack) -> Store:
    for attempt in range(1, _ATTEMPTS + 1):
        snapshot = current_snapshot(path)
        try:
            return stack.enter_context(open_snapshot(snapshot))
        except StoreError:
            if attempt == _ATTEMPTS or current_snapshot(path) == snapshot:
                raise
    raise AssertionError
