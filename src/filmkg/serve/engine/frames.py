"""What the service and its workers send each other through a socket: requests one way, frames the other.

A request is the length of its JSON (4 bytes, big-endian) and the JSON. An answer is a head, blocks of the body, and an
end; each is a frame: its kind (1 byte), the length of its content (4 bytes, big-endian), and the content. A short
answer is a single frame: the length of the JSON (4 bytes, big-endian) that is both head and end, that JSON, and the
body.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from typing import Any

HEAD, BLOCK, END, WHOLE = 1, 2, 3, 4

_FRAME = struct.Struct(">BI")
_LENGTH = struct.Struct(">I")
_PART_BYTES = 64 * 1024


def frame(kind: int, content: bytes) -> bytes:
    """Return a frame as it is sent."""
    return _FRAME.pack(kind, len(content)) + content


def pack_whole(told: dict[str, Any], body: bytes) -> bytes:
    """Return a short answer as it is sent, in one frame."""
    content = json.dumps(told).encode()
    size = _LENGTH.size + len(content) + len(body)
    return b"".join((_FRAME.pack(WHOLE, size), _LENGTH.pack(len(content)), content, body))


def unpack_whole(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return what a short answer says, as head and as end, and its body."""
    start = _LENGTH.size + _LENGTH.unpack_from(content)[0]
    return json.loads(content[_LENGTH.size : start]), content[start:]


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


def pack_request(request: dict[str, Any]) -> bytes:
    """Return a request as it is sent."""
    content = json.dumps(request).encode()
    return _LENGTH.pack(len(content)) + content


def read_request(channel: socket.socket) -> dict[str, Any] | None:
    """Wait for a request; return None where the other side has gone."""
    received = channel.recv(_PART_BYTES)  # all of it, most often: the next request comes after its answer
    parts = bytearray(received)
    while received and (len(parts) < _LENGTH.size or len(parts) < _LENGTH.size + _LENGTH.unpack_from(parts)[0]):
        received = channel.recv(_PART_BYTES)
        parts += received
    return json.loads(parts[_LENGTH.size :]) if received else None
