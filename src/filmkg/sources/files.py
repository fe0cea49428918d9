"""Articles from files, folders and standard input, one at a time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filmkg.errors import DocumentError, FilmkgError, PassedOverError, UsageError
from filmkg.model import Document
from filmkg.sources.formats import SINGLE_SUFFIXES, SUFFIXES, open_delivery
from filmkg.sources.key import key_of
from filmkg.sources.protocol import Delivery

STDIN = "-"
_STDIN_ORIGIN = "<stdin>"
_STDIN_KEY = "stdin"
_LONGEST_FIRST = sorted(SUFFIXES, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file to be read: its path as given, its key, and an error where it was found to be unreadable already."""

    path: Path
    key: str
    error: DocumentError | None = None


def read_documents(
    paths: Sequence[str | os.PathLike[str]],
    *,
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None,
    passed_over: bool = False,
) -> Iterator[Document | DocumentError]:
    """Read articles lazily; what cannot be read comes out as an error in its place, and the rest goes on.

    Files come sorted by path whatever the order of the arguments, standard input last. The key of a file is its path
    relative to the folder it was found in, without its suffix; of a file given itself, its stem; of standard input,
    "stdin"; of an article in a file of several, that and its own name. Hidden files and folders inside a folder are
    skipped. A file reached twice is read once, under the key of the argument that reached it first.

    Args:
        paths: Files, folders (searched recursively for the suffixes of `sources.formats`), or "-" for standard input.
        stdin: Stream that "-" stands for; the process's standard input by default.
        columns: Field of an article -> column of a table that has it, where its name is not known.
        passed_over: Whether to yield a `PassedOverError` for each file that is in no format of articles.

    Returns:
        An iterator over documents and errors. Only the paths are held in memory, never more than one article or
        one file of several. `operator.length_hint` of it is how many articles there will be, where each file should
        have one, else 0.

    Raises:
        UsageError: If a path does not exist. Raised by the call itself, before anything is read.
    """
    arguments = [os.fspath(path) for path in paths]
    for argument in arguments:
        if argument != STDIN and not Path(argument).exists():
            raise UsageError(
                f"{argument}: no such file or folder",
                remedy="check the path; give files, folders, or - for standard input",
            )
    entries: dict[str, _Entry] = {}
    for argument in arguments:
        if argument != STDIN:
            for entry, real in _find(Path(argument)):
                entries.setdefault(real, entry)
    ordered = sorted(entries.values(), key=lambda entry: entry.path.as_posix())
    found = _read_all(ordered, stdin=(stdin or sys.stdin.buffer) if STDIN in arguments else None, columns=columns or {})
    if not passed_over:
        found = (one for one in found if not isinstance(one, PassedOverError))
    files = [entry.path.name.lower() for entry in ordered if entry.error is None]
    is_counted = STDIN not in arguments and all(name.endswith(SINGLE_SUFFIXES) for name in files)
    return _Documents(found, len(files) if is_counted else 0)


class _Documents(Iterator[Document | DocumentError]):
    """What is read, with how much of it there will be."""

    def __init__(self, found: Iterator[Document | DocumentError], count: int) -> None:
        self._found = found
        self._count = count

    def __next__(self) -> Document | DocumentError:
        return next(self._found)

    def __length_hint__(self) -> int:
        return self._count


def _find(path: Path) -> Iterator[tuple[_Entry, str]]:
    """Yield what is at a path, with the path that it has without symbolic links."""
    if not path.is_dir():
        key = key_of(_stem(path.name) if path.name.lower().endswith(SUFFIXES) else path.stem)
        yield _Entry(path, key), os.path.realpath(path)
        return
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        above, place, real = Path(folder), Path(folder).relative_to(path), os.path.realpath(folder).rstrip(os.sep)
        for name in names:
            if name.startswith("."):
                continue
            file = above / name
            error = None if name.lower().endswith(SUFFIXES) else PassedOverError(str(file))
            entry = _Entry(file, key_of(f"{place.as_posix()}/{_stem(name)}"), error)
            # Asking of each folder on the way whether it is a link costs more than all else that is done with a file.
            yield entry, os.path.realpath(file) if file.is_symlink() else f"{real}/{name}"
    for failure in unreadable:
        name = str(failure.filename)
        yield _Entry(Path(name), "", _unreadable(name, failure)), os.path.realpath(name)


def _stem(name: str) -> str:
    lowered = name.lower()
    suffix = next((one for one in _LONGEST_FIRST if lowered.endswith(one)), "")
    return name[: len(name) - len(suffix)] or name


def _read_all(
    entries: Sequence[_Entry], *, stdin: BinaryIO | None, columns: Mapping[str, str]
) -> Iterator[Document | DocumentError]:
    origins: dict[str, str] = {}
    for entry in entries:
        if entry.error is not None:
            yield entry.error
            continue
        for found in _open_file(entry, columns=columns):
            yield _claimed(found, origins)
    if stdin is not None:
        for found in _open(Delivery(_STDIN_KEY, _STDIN_ORIGIN, "", stdin, columns=columns)):
            yield _claimed(found, origins)


def _claimed(found: Document | DocumentError, origins: dict[str, str]) -> Document | DocumentError:
    """Return an article that has a key of its own, or the error that it has none."""
    if isinstance(found, DocumentError):
        return found
    error = _refuse_key(found.key, found.origin, origins)
    if error is None:
        origins[found.key] = found.origin
    return error or found


def _open_file(entry: _Entry, *, columns: Mapping[str, str]) -> Iterator[Document | DocumentError]:
    origin = str(entry.path)
    try:
        status = entry.path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield DocumentError(
                origin,
                "is not a regular file",
                remedy="pipe it to standard input and give - instead",
                reason="not readable",
            )
            return
        with entry.path.open("rb") as stream:
            yield from _open(
                Delivery(entry.key, origin, entry.path.name, stream, size_bytes=status.st_size, columns=columns)
            )
    except OSError as failure:
        yield _unreadable(origin, failure)


def _open(delivery: Delivery) -> Iterator[Document | DocumentError]:
    """Yield what is in a delivery, and at its end the error that it cannot be read on from there."""
    try:
        yield from open_delivery(delivery)
    except DocumentError as error:
        yield error
    except OSError as failure:
        yield _unreadable(delivery.origin, failure)
    except FilmkgError:
        raise
    except Exception as error:  # noqa: BLE001 - a defect met in one file must not cost the batch
        yield DocumentError(
            delivery.origin,
            f"filmkg failed on this file ({type(error).__name__}: {error})",
            remedy="report it with the file: this is a defect of filmkg, not of the file",
            reason="defect",
        )


def _refuse_key(key: str, origin: str, origins: dict[str, str]) -> DocumentError | None:
    if not key:
        return DocumentError(
            origin,
            "its name has neither letter nor digit to make a key of",
            remedy="rename the file, e.g. baku-days.txt",
            reason="no key",
        )
    if key in origins:
        return DocumentError(
            origin,
            f'its key "{key}" is already taken by {origins[key]}',
            remedy="rename one of the two files, or give the folder above both so that the key holds the folder's name",
            reason="key taken",
        )
    return None


def _unreadable(origin: str, failure: OSError) -> DocumentError:
    return DocumentError(
        origin,
        f"cannot be read: {failure.strerror or failure}",
        remedy="check that it exists and that you may read it",
        reason="not readable",
    )
