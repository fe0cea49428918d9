"""How much of anything is read: hostile files are refused at a limit instead of being held."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, cast

from filmkg.errors import DocumentError

MAX_ARTICLE_BYTES = 1024 * 1024  # plain text
MAX_PAGE_BYTES = 4 * 1024 * 1024  # one article in markup, scripts and all
MAX_FILE_BYTES = 16 * 1024 * 1024  # a file that is parsed in one piece: a feed, a message of an agency, a PDF
MAX_HELD_BYTES = 64 * 1024 * 1024  # an archive from a pipe
# News compresses to a third or a tenth; deflate's limit is 1032. Below the floor any ratio does no harm.
MAX_EXPANSION = 100
EXPANSION_FLOOR_BYTES = 8 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class ExpansionError(Exception):
    """What is compressed becomes far larger than it is; or it is damaged."""


def read_bounded(stream: BinaryIO, *, origin: str, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Read a stream to its end.

    Raises:
        DocumentError: It has more bytes than that, or expands too much; one byte more is read at most.
        OSError: It cannot be read.
    """
    try:
        data = stream.read(max_bytes + 1)
    except ExpansionError as error:
        raise DocumentError(
            origin, str(error), remedy="unpack it yourself, and look whether it is what it says", reason="too large"
        ) from error
    if len(data) > max_bytes:
        raise too_large(origin, f"more than {max_bytes:,} bytes", max_bytes=max_bytes)
    return data


def read_fully(stream: BinaryIO, size_bytes: int) -> bytes:
    """Read that many bytes, fewer only at the end: a pipe gives what it has so far."""
    pieces: list[bytes] = []
    while size_bytes > 0 and (piece := stream.read(size_bytes)):
        pieces.append(piece)
        size_bytes -= len(piece)
    return b"".join(pieces)


def put_back(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return a stream that begins with what was read off the start of one already."""
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream if isinstance(stream, io.BufferedIOBase) else cast("BinaryIO", io.BufferedReader(_raw(stream)))
    return cast("BinaryIO", io.BufferedReader(_Rejoined(head, stream)))


def _raw(stream: BinaryIO) -> io.RawIOBase:
    return cast("io.RawIOBase", stream)


class _Rejoined(io.RawIOBase):
    """The start of a stream, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(piece) :] if self._head else b""
        view[: len(piece)] = piece
        return len(piece)


def too_large(origin: str, size: str, *, max_bytes: int) -> DocumentError:
    """Return the error for what has more bytes than its format may."""
    return DocumentError(
        origin,
        f"has {size}; an article has at most {max_bytes:,}",
        remedy="split the file so that each article is a file of its own",
        reason="too large",
    )


def inflate(data: bytes, *, max_bytes: int) -> bytes:
    """Unpack gzip or zlib data; raise ExpansionError where it is damaged or becomes larger than `max_bytes`."""
    unpacked = Inflated(io.BytesIO(data)).read(max_bytes + 1)
    if len(unpacked) > max_bytes:
        raise ExpansionError(f"unpacks to more than {max_bytes:,} bytes")
    return unpacked


class Inflated(io.RawIOBase):
    """The unpacked bytes of a gzip stream of any number of members, read forward in bounded pieces."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._rest = b""
        self._read_bytes = self._given_bytes = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read that many bytes, fewer at the end; all in one piece is not given.

        Raises:
            ExpansionError: The data are damaged, or unpack to more than they may.
        """
        if size < 0 or size > MAX_HELD_BYTES:
            size = MAX_HELD_BYTES
        pieces: list[bytes] = []
        while size > 0:
            piece = self._next(min(size, _CHUNK_BYTES))
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def readinto(self, buffer: object) -> int:
        """Read into a buffer."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self.read(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _next(self, max_bytes: int) -> bytes:
        while True:
            if self._inflater.eof:
                rest = self._inflater.unused_data or self._fill()
                if not rest.strip(b"\0"):  # tar and some servers pad with zeros
                    return b""
                self._inflater, self._rest = zlib.decompressobj(_GZIP_OR_ZLIB), rest
            packed = self._rest or self._fill()
            try:
                piece = self._inflater.decompress(packed, max_bytes)
            except zlib.error as error:
                raise ExpansionError(f"is damaged: {error}") from error
            self._rest = self._inflater.unconsumed_tail
            if piece:
                self._count(len(piece))
                return piece
            if not packed and not self._inflater.eof:
                raise ExpansionError("is damaged: it ends in the middle")

    def _fill(self) -> bytes:
        packed = self._packed.read(_CHUNK_BYTES)
        self._read_bytes += len(packed)
        return packed

    def _count(self, unpacked_bytes: int) -> None:
        self._given_bytes += unpacked_bytes
        if self._given_bytes > max(EXPANSION_FLOOR_BYTES, MAX_EXPANSION * self._read_bytes):
            raise ExpansionError(f"unpacks to more than {MAX_EXPANSION} times its size")
