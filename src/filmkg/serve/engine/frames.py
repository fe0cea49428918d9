"""What the service and its workers send each other through a socket: requests one way, frames the other.

A request is the length of what follows (4 bytes, big-endian) and the values of its fields, as `marshal` writes them. An
answer is a head, blocks of the body, and an end; each is a frame: its kind (1 byte), the length of its content (4
bytes, big-endian), and the content. A short answer is a single frame that holds the headers of HTTP as they are sent.
"""

from __future__ import annotations

import marshal
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

HEAD, BLOCK, END, WHOLE = 1, 2, 3, 4

_FRAME = struct.Struct(">BI")
_LENGTH = struct.Struct(">I")
# Status, whether it may be kept, rows, bytes before compression, and the lengths of what follows but the body.
_WHOLE = struct.Struct(">H?iIBBI")
_PART_BYTES = 64 * 1024


@dataclass(slots=True)
class Whole:
    """A short answer.

    Attributes:
        status: Of HTTP.
        may_be_kept: Whether the same snapshot answers the same each time.
        rows: Rows of the answer, -1 for a boolean.
        size: Length of the answer before compression.
        limit: The limit that it was cut off at, "" where it is complete.
        media_type: Its format.
        headers: As they are sent, a line each, names in small letters.
        body: As it is sent.
    """

    status: int
    may_be_kept: bool
    rows: int
    size: int
    limit: str
    media_type: str
    headers: bytes
    body: bytes

    @property
    def outcome(self) -> str:
        """What became of the query."""
        return "truncated" if self.limit else "complete"


def frame(kind: int, content: bytes) -> bytes:
    """Return a frame as it is sent."""
    return _FRAME.pack(kind, len(content)) + content


def pack_whole(whole: Whole) -> bytes:
    """Return a short answer as it is sent, in one frame."""
    said = f"{whole.limit}{whole.media_type}".encode()
    start = _WHOLE.pack(
        whole.status, whole.may_be_kept, whole.rows, whole.size,
        len(whole.limit), len(whole.media_type), len(whole.headers),
    )  # fmt: skip
    length = len(start) + len(said) + len(whole.headers) + len(whole.body)
    return b"".join((_FRAME.pack(WHOLE, length), start, said, whole.headers, whole.body))


def unpack_whole(content: bytes) -> Whole:
    """Return a short answer from its frame."""
    status, may_be_kept, rows, size, limit, media_type, headers = _WHOLE.unpack_from(content)
    limit_end = _WHOLE.size + limit
    type_end = limit_end + media_type
    headers_end = type_end + headers
    return Whole(
        status, may_be_kept, rows, size,
        content[_WHOLE.size : limit_end].decode(), content[limit_end:type_end].decode(),
        content[type_end:headers_end], content[headers_end:],
    )  # fmt: skip


def only_frame(received: bytes) -> tuple[int, bytes] | None:
    """Return the frame that all that was received is, None where it is something else."""
    if len(received) >= _FRAME.size:
        kind, length = _FRAME.unpack_from(received)
        if len(received) == _FRAME.size + length:
            return kind, received[_FRAME.size :]
    return None


def pop_frames(received: bytearray) -> Iterator[tuple[int, bytes]]:
    """Take whole frames from the beginning of what was received; the rest stays in it."""
    start, size = 0, len(received)
    while size - start >= _FRAME.size:
        kind, length = _FRAME.unpack_from(received, start)
        if size - start - _FRAME.size < length:
            break
        yield kind, bytes(received[start + _FRAME.size : start + _FRAME.size + length])
        start += _FRAME.size + length
    del received[:start]


def pack_request(request: tuple[Any, ...]) -> bytes:
    """Return a request as it is sent."""
    content = marshal.dumps(request)
    return _LENGTH.pack(len(content)) + content


def read_request(channel: socket.socket) -> tuple[Any, ...] | None:
    """Wait for a request; return None where the other side has gone."""
    received = channel.recv(_PART_BYTES)  # all of it, most often: the next request comes after its answer
    parts = received
    while received and (len(parts) < _LENGTH.size or len(parts) < _LENGTH.size + _LENGTH.unpack_from(parts)[0]):
        received = channel.recv(_PART_BYTES)
        parts += received
    # The service, which is trusted, has written it, and the same Python reads it: its workers are forks of its own.
    return marshal.loads(memoryview(parts)[_LENGTH.size :]) if received else None  # noqa: S302
