"""What a store publishes: immutable snapshots, of which readers open the current one, whatever is being written.

DIR/current                        identifier of the current snapshot; replaced atomically
DIR/snapshots/ID/oxigraph/         its quads; files that two snapshots share are hard links
DIR/snapshots/ID/lock              held shared by each process that has it open
DIR/snapshots/ID/digest-*, answer-* what `filmkg serve` made of it for its pages
DIR/snapshots/ID.unfinished/       one that is being made, or was when a process was killed
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from filmkg.errors import StoreError
from filmkg.store.format import check_format

_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of a store that does not change any more.

    Attributes:
        identifier: Safe in URLs and ETags; snapshots of different content never share it.
        folder: Where it is.
    """

    identifier: str
    folder: Path

    @property
    def number(self) -> int:
        """How many snapshots the store had with this one."""
        return int(self.identifier.partition("-")[0])


def current_snapshot(store: Path) -> Snapshot:
    """Return the snapshot that a store published last; cheap, it reads two small files.

    Raises:
        StoreError: No store, one of another format, or one that has published nothing yet.
    """
    check_format(store)
    try:
        identifier = (store / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise StoreError(f"{store}: the store is empty", remedy=f"filmkg build ARTICLES --store {store}") from None
    except OSError as error:
        raise StoreError(
            f"{store}: the store cannot be read: {error.strerror}", remedy="check its permissions"
        ) from error
    return Snapshot(identifier, store / "snapshots" / identifier)


@contextmanager
def open_snapshot(snapshot: Snapshot) -> Iterator[Store]:
    """Open a snapshot for reading for the length of a `with` block; it stays on disk as long as that.

    Yields:
        The store, which refuses writes. Let go of it when the block ends.

    Raises:
        StoreError: It has been removed, or is damaged.
    """
    with _held(snapshot.folder):
        try:
            store = Store.read_only(str(snapshot.folder / "oxigraph"))
        except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: RocksDB found it corrupt
            raise StoreError(
                f"{snapshot.folder}: the snapshot cannot be opened: {error}",
                remedy="build the store anew in another folder",
            ) from error
        try:
            yield store
        finally:
            del store


def start_snapshot(path: Path, *, after: Snapshot | None) -> Path:
    """Make the folder of a new snapshot, and return where its Oxigraph folder is to be.

    Raises:
        StoreError: It cannot be made.
    """
    number = after.number + 1 if after else 1
    folder = path / "snapshots" / f"{number:06}-{secrets.token_hex(4)}{_UNFINISHED}"
    try:
        folder.mkdir(parents=True)
        (folder / "lock").touch()
    except OSError as error:
        raise write_error(error) from error
    return folder / "oxigraph"


def copy_snapshot(snapshot: Snapshot, oxigraph: Path) -> None:
    """Fill the Oxigraph folder of a new snapshot with what another holds, by hard links.

    Raises:
        StoreError: The snapshot cannot be read, or the disk is full.
    """
    with open_snapshot(snapshot) as store:
        backup(store, oxigraph)
        del store


def backup(store: Store, oxigraph: Path) -> None:
    """Fill the Oxigraph folder of a new snapshot with what an open store holds.

    Raises:
        StoreError: The disk is full or failed.
    """
    try:
        store.backup(str(oxigraph))
    except OSError as error:
        raise write_error(error) from error


def finish_snapshot(oxigraph: Path) -> Snapshot:
    """Give a new snapshot its name, once its quads are on disk and its store is closed.

    Raises:
        StoreError: The disk is full or failed.
    """
    unfinished = oxigraph.parent
    folder = unfinished.with_name(unfinished.name.removesuffix(_UNFINISHED))
    try:
        for log in oxigraph.glob("LOG*"):  # RocksDB's diary, of no use to a reader
            log.unlink()
        for file in (*oxigraph.iterdir(), oxigraph, unfinished):
            _sync(file)
        unfinished.rename(folder)
        _sync(folder.parent)
    except OSError as error:
        raise write_error(error) from error
    return Snapshot(folder.name, folder)


def publish_snapshot(path: Path, snapshot: Snapshot) -> None:
    """Make a finished snapshot the current one.

    Raises:
        StoreError: The disk is full or failed; the current snapshot is the one before.
    """
    pointer, unfinished = path / "current", path / f"current{_UNFINISHED}"
    try:
        unfinished.write_text(f"{snapshot.identifier}\n", encoding="ascii")
        _sync(unfinished)
        unfinished.replace(pointer)
        _sync(path)
    except OSError as error:
        raise write_error(error) from error


def remove_unused(path: Path) -> tuple[Snapshot, ...]:
    """Remove all snapshots but the current one that no process has open, and what a killed process left unfinished.

    Returns:
        Those that are open somewhere, and so stay.
    """
    with suppress(FileNotFoundError):
        (path / f"current{_UNFINISHED}").unlink()
    current = (path / "current").read_text(encoding="ascii").strip() if (path / "current").exists() else ""
    kept = []
    for folder in sorted((path / "snapshots").glob("*")):
        if folder.name == current:
            continue
        if folder.name.endswith(_UNFINISHED):
            shutil.rmtree(folder, ignore_errors=True)
        elif not _remove(folder):
            kept.append(Snapshot(folder.name, folder))
    return tuple(kept)


def write_error(error: OSError) -> StoreError:
    """Return the error to raise where writing failed."""
    return StoreError(
        f"the store could not be written: {error.strerror or error}",
        remedy="check that the disk has room and that you may write there, then do it again: nothing is lost",
    )


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep a snapshot from being removed."""
    gone = StoreError(f"{folder}: the snapshot has been removed", remedy="open the store's current one")
    try:
        descriptor = os.open(folder / "lock", os.O_RDONLY)
    except FileNotFoundError:
        raise gone from None
    except OSError as error:
        raise StoreError(
            f"{folder}: the snapshot cannot be read: {error.strerror}", remedy="check its permissions"
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:  # it is being removed
            raise gone from None
        if not os.fstat(descriptor).st_nlink:  # it was, between the two calls
            raise gone
        yield
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> bool:
    """Remove a snapshot unless it is open; tell whether it is gone."""
    with suppress(FileNotFoundError):
        descriptor = os.open(folder / "lock", os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            (folder / "lock").unlink()
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
    shutil.rmtree(folder, ignore_errors=True)
    return True


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
