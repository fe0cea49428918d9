"""Folders in one file: zip and tar. Nothing is written to disk, and no link is followed."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from filmkg.errors import DocumentError, PassedOverError
from filmkg.sources.bounds import (
    EXPANSION_FLOOR_BYTES,
    MAX_EXPANSION,
    MAX_FILE_BYTES,
    MAX_HELD_BYTES,
    ExpansionError,
    read_bounded,
    too_large,
)
from filmkg.sources.key import key_of
from filmkg.sources.protocol import Delivered, Delivery

Open = Callable[[Delivery], Delivered]
_MAX_DIRECTORY_BYTES = 8 * 1024 * 1024  # of a zip file: over 50,000 members
_MAX_READ_BYTES = 2 * MAX_FILE_BYTES  # in one piece, by tarfile
_END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
_MAX_COMMENT_BYTES = 65_535


def open_zip(delivery: Delivery, *, open_member: Open, is_known: Callable[[str], bool]) -> Delivered:
    """Yield the articles in the files of a zip archive."""
    if not delivery.stream.seekable():
        held = read_bounded(delivery.stream, origin=delivery.origin, max_bytes=MAX_HELD_BYTES)
        delivery = replace(delivery, stream=io.BytesIO(held))
    _check_directory(delivery)
    try:
        archive = zipfile.ZipFile(delivery.stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise _damaged(delivery, error) from error
    with archive:
        for info in archive.infolist():
            if info.is_dir() or _is_hidden(info.filename):
                continue
            member = _member(delivery, info.filename, size_bytes=info.file_size)
            refused = _refusal(info.filename, member.origin, is_link=info.external_attr >> 28 == 0xA)
            if refused is not None:
                yield refused
            elif not is_known(info.filename):
                yield PassedOverError(member.origin)
            elif info.flag_bits & 1:
                yield DocumentError(
                    member.origin, "is encrypted", remedy="unpack the archive with its password", reason="not readable"
                )
            elif info.file_size > max(EXPANSION_FLOOR_BYTES, MAX_EXPANSION * info.compress_size):
                yield _expands(member)
            else:
                try:
                    with archive.open(info) as stream:
                        data = read_bounded(cast("BinaryIO", stream), origin=member.origin)
                    yield from open_member(_with_data(member, data))
                except DocumentError as error:
                    yield error
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
                    yield _damaged(member, error)


def open_tar(delivery: Delivery, *, open_member: Open, is_known: Callable[[str], bool]) -> Delivered:
    """Yield the articles in the files of a tar archive, which is read forward once."""
    try:
        with tarfile.open(fileobj=_Bounded(delivery.stream), mode="r|") as archive:
            for info in archive:
                vars(archive)["members"] = []  # tarfile keeps all that it has seen
                if info.isdir() or _is_hidden(info.name):
                    continue
                member = _member(delivery, info.name, size_bytes=info.size)
                refused = _refusal(info.name, member.origin, is_link=not info.isfile())
                if refused is not None:
                    yield refused
                    continue
                stream = archive.extractfile(info) if is_known(info.name) else None
                if stream is None:
                    yield PassedOverError(member.origin)
                    continue
                try:
                    if info.size > MAX_FILE_BYTES:
                        raise too_large(member.origin, f"{info.size:,} bytes", max_bytes=MAX_FILE_BYTES)
                    data = read_bounded(cast("BinaryIO", stream), origin=member.origin)
                    yield from open_member(_with_data(member, data))
                except DocumentError as error:
                    yield error
    except ExpansionError as error:
        raise DocumentError(
            delivery.origin, str(error), remedy="unpack it yourself, and look at it", reason="too large"
        ) from error
    except (tarfile.TarError, ValueError, OverflowError, EOFError) as error:
        raise _damaged(delivery, error) from error


class _Bounded(io.RawIOBase):
    """A stream that gives no piece larger than tar needs, so that a header cannot ask for all memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_READ_BYTES:
            raise tarfile.ReadError(f"a header has {size:,} bytes")
        return self._stream.read(size)


def _member(delivery: Delivery, name: str, *, size_bytes: int) -> Delivery:
    path = PurePosixPath(name.replace("\\", "/"))
    key = "-".join(filter(None, (delivery.key, key_of(path.with_suffix("").as_posix()))))
    origin = f"{delivery.origin}!{name.encode('utf-8', 'replace').decode()}"
    return Delivery(
        key, origin, path.name, io.BytesIO(), size_bytes=size_bytes, packed=True, columns=delivery.columns,
        known=delivery.known,
    )  # fmt: skip


def _with_data(member: Delivery, data: bytes) -> Delivery:
    return Delivery(
        member.key, member.origin, member.name, io.BytesIO(data), size_bytes=len(data), packed=True,
        columns=member.columns, known=member.known,
    )  # fmt: skip


def _refusal(name: str, origin: str, *, is_link: bool) -> DocumentError | None:
    """Return the error for a member that would lie outside the archive, or is no file."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
        return DocumentError(
            origin, "would lie outside its archive", remedy="pack it anew with paths inside it", reason="hostile"
        )
    if is_link:
        return DocumentError(
            origin, "is a link or device, no file", remedy="pack the file that it leads to", reason="hostile"
        )
    return None


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or "__MACOSX" in parts


def _expands(member: Delivery) -> DocumentError:
    return DocumentError(
        member.origin,
        f"unpacks to more than {MAX_EXPANSION} times its size",
        remedy="unpack it yourself, and look at it",
        reason="too large",
    )


def _check_directory(delivery: Delivery) -> None:
    """Refuse a zip file whose list of members would fill memory: `zipfile` reads all of it."""
    stream = delivery.stream
    end = stream.seek(0, io.SEEK_END)
    start = max(0, end - _END_OF_DIRECTORY.size - _MAX_COMMENT_BYTES)
    stream.seek(start)
    tail = stream.read(end - start)
    at = tail.rfind(b"PK\5\6")
    if at >= 0 and len(tail) - at >= _END_OF_DIRECTORY.size:
        size = _END_OF_DIRECTORY.unpack_from(tail, at)[5]
        if size > _MAX_DIRECTORY_BYTES:
            raise DocumentError(
                delivery.origin,
                f"lists too many members ({size:,} bytes of names)",
                remedy="make several archives of it, or a tar file",
                reason="too large",
            )
    stream.seek(0)


def _damaged(delivery: Delivery, error: Exception) -> DocumentError:
    return DocumentError(
        delivery.origin, f"is damaged: {error}", remedy="get it anew, or unpack it yourself", reason="damaged"
    )
