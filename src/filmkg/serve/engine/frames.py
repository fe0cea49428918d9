"""What the service and its workers send each other through a socket: requests one way, frames the other.

A request is the length of its JSON (4 bytes, big-endian) and the JSON. An answer is a head, blocks of the body, and an
end; each is a frame: its kind (1 byte), the length of its content (4 bytes, big-endian), and the content.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from typing import Any

HEAD, BLOCK, END = 1, 2, 3

_FRAME = struct.Struct(">BI")
_LENGTH = struct.Struct(">I")


def frame(kind: int, content: bytes) -> bytes:
    """Return a frame as it is sent."""
    return _FRAME.pack(kind, len(content)) + content


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
    head = _read(channel, _LENGTH.size)
    content = _read(channel, *_LENGTH.unpack(head)) if head else b""
    return json.loads(content) if content else None


def _read(channel: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = channel.recv(min(length - len(parts), 2**20))
        if not part:
            return b""
        parts += part
    return bytes(parts)
