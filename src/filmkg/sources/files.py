"""Articles from files, folders and standard input, one at a time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from filmkg.errors import DocumentError, UsageError
from filmkg.model import Document
from filmkg.sources.key import key_of

MAX_ARTICLE_BYTES = 1024 * 1024
STDIN = "-"
_STDIN_ORIGIN = "<stdin>"
_STDIN_KEY = "stdin"
_SUFFIX = ".txt"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file to be read: its path as given, its key, and an error where it was found to be unreadable already."""

    path: Path
    key: str
    error: DocumentError | None = None


def read_documents(
    paths: Sequence[str | os.PathLike[str]], *, stdin: BinaryIO | None = None
) -> Iterator[Document | DocumentError]:
    """Read articles lazily; what cannot be read comes out as an error in its place, and the rest goes on.

    Files come sorted by path whatever the order of the arguments, standard input last. The key of a file is its path
    relative to the folder it was found in, without ".txt"; of a file given itself, its stem; of standard input,
    "stdin". Hidden files and folders inside a folder are skipped. A file reached twice is read once, under the key of
    the argument that reached it first.

    Args:
        paths: Files, folders (searched recursively for `*.txt`), or "-" for standard input.
        stdin: Stream that "-" stands for; the process's standard input by default.

    Returns:
        An iterator over documents and errors. Only the paths are held in memory, never more than one article.

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
            for entry in _find(Path(argument)):
                entries.setdefault(os.path.realpath(entry.path), entry)
    ordered = sorted(entries.values(), key=lambda entry: entry.path.as_posix())
    return _read_all(ordered, stdin=(stdin or sys.stdin.buffer) if STDIN in arguments else None)


def _find(path: Path) -> Iterator[_Entry]:
    if not path.is_dir():
        yield _Entry(path, key_of(path.stem))
        return
    unreadable: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(_SUFFIX) and not name.startswith("."):
                file = Path(folder, name)
                yield _Entry(file, key_of(file.relative_to(path).with_suffix("").as_posix()))
    for failure in unreadable:
        yield _Entry(Path(failure.filename), "", _unreadable(str(failure.filename), failure))


def _read_all(entries: Sequence[_Entry], *, stdin: BinaryIO | None) -> Iterator[Document | DocumentError]:
    origins: dict[str, str] = {}
    for entry in entries:
        origin = str(entry.path)
        error = entry.error or _refuse_key(entry.key, origin, origins)
        if error is not None:
            yield error
            continue
        origins[entry.key] = origin
        try:
            yield Document(key=entry.key, origin=origin, data=_read_file(entry.path))
        except DocumentError as failure:
            yield failure
    if stdin is not None:
        error = _refuse_key(_STDIN_KEY, _STDIN_ORIGIN, origins)
        if error is not None:
            yield error
            return
        try:
            yield Document(key=_STDIN_KEY, origin=_STDIN_ORIGIN, data=_read_stream(stdin, origin=_STDIN_ORIGIN))
        except DocumentError as failure:
            yield failure


def _refuse_key(key: str, origin: str, origins: dict[str, str]) -> DocumentError | None:
    if not key:
        return DocumentError(
            origin,
            "its name has neither letter nor digit to make a key of",
            remedy="rename the file, e.g. baku-days.txt",
        )
    if key in origins:
        return DocumentError(
            origin,
            f'its key "{key}" is already taken by {origins[key]}',
            remedy="rename one of the two files, or give the folder above both so that the key holds the folder's name",
        )
    return None


def _read_file(path: Path) -> bytes:
    origin = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(origin, "is not a regular file", remedy="pipe it to standard input and give - instead")
        if status.st_size > MAX_ARTICLE_BYTES:
            raise _too_large(origin, f"{status.st_size:,} bytes")
        with path.open("rb") as stream:
            return _read_stream(stream, origin=origin)
    except OSError as failure:
        raise _unreadable(origin, failure) from failure


def _read_stream(stream: BinaryIO, *, origin: str) -> bytes:
    try:
        data = stream.read(MAX_ARTICLE_BYTES + 1)
    except OSError as failure:
        raise _unreadable(origin, failure) from failure
    if len(data) > MAX_ARTICLE_BYTES:
        raise _too_large(origin, f"more than {MAX_ARTICLE_BYTES:,} bytes")
    if not data.removeprefix(_BYTE_ORDER_MARK).strip():
        raise DocumentError(origin, "is empty", remedy="check how the file was saved, or leave it out")
    zero = data.find(b"\0")
    if zero >= 0:
        raise DocumentError(
            origin,
            f"is binary (a NUL byte at byte {zero})",
            remedy="give plain text in UTF-8; UTF-16 becomes UTF-8 by iconv -f UTF-16 -t UTF-8",
        )
    return data


def _too_large(origin: str, size: str) -> DocumentError:
    return DocumentError(
        origin,
        f"has {size}; an article has at most {MAX_ARTICLE_BYTES:,}",
        remedy="split the file so that each article is a file of its own",
    )


def _unreadable(origin: str, failure: OSError) -> DocumentError:
    return DocumentError(
        origin, f"cannot be read: {failure.strerror or failure}", remedy="check that it exists and that you may read it"
    )
