"""How a worker sends an answer: in blocks, compressed where the client takes that, short answers in one piece."""

from __future__ import annotations

import json
import socket
import zlib
from typing import Any

from filmkg.serve.engine.frames import BLOCK, END, HEAD, Whole, frame, pack_whole
from filmkg.serve.engine.heads import lines_of

_BLOCK_BYTES = 64 * 1024
_MIN_GZIP_BYTES = 1024
_GZIP = 16 + zlib.MAX_WBITS


class Output:
    """One answer on its way through a channel.

    Attributes:
        size: How many bytes were written, before compression.
        sent: Whether a part of the answer has left.
    """

    def __init__(self, channel: socket.socket, *, gzips: bool) -> None:
        self._channel = channel
        self._gzips = gzips
        self._head: dict[str, Any] | None = None
        self._block = bytearray()
        self._compressor: Any = None
        self.size = 0
        self.sent = False

    def begin(self, head: dict[str, Any]) -> None:
        """Set the head; it leaves with the first block."""
        self._head = head

    def write(self, piece: bytes) -> int:
        """Add to the body."""
        self._block += piece
        self.size += len(piece)
        if len(self._block) >= _BLOCK_BYTES:
            self._channel.sendall(self._frames(is_last=False))
            self.sent = True
        return len(piece)

    def flush(self) -> None:
        """Do nothing: blocks leave when they are full."""

    def end(self, *, rows: int, limit: str = "") -> None:
        """Send what is left, and how it ended."""
        head = self._head
        if head is None:
            outcome = "truncated" if limit else "complete"
            self._end({"outcome": outcome, "rows": rows, "limit": limit, "bytes": self.size})
            return
        # nothing has left
        whole = whole_of(head, bytes(self._block), gzips=self._gzips, rows=rows, limit=limit)
        self._channel.sendall(pack_whole(whole))

    def refuse(self, status: int, problem: str, remedy: str) -> None:
        """Say what is wrong, in place of the answer where none of it has left."""
        if not self.sent:
            self._block.clear()
            self.size = 0
            self.begin({"status": status, "problem": problem, "remedy": remedy})
        self._end({"outcome": "wrong", "rows": 0, "problem": problem, "bytes": self.size})

    def _end(self, end: dict[str, Any]) -> None:
        self._channel.sendall(self._frames(is_last=True) + frame(END, json.dumps(end).encode()))

    def _frames(self, *, is_last: bool) -> bytes:
        block, head = self._compressed(is_last=is_last), b""
        if self._head is not None:
            head, self._head = frame(HEAD, json.dumps(self._head).encode()), None
        return head + (frame(BLOCK, block) if block else b"")

    def _compressed(self, *, is_last: bool) -> bytes:
        """Take what was written; whether all is compressed is decided at the first block, and the head says it."""
        block = bytes(self._block)
        self._block.clear()
        if self._head is not None and self._gzips and len(block) >= _MIN_GZIP_BYTES:
            self._compressor = _compressor()
            self._head["encoding"] = "gzip"
        if self._compressor is not None:
            block = self._compressor.compress(block) + (self._compressor.flush() if is_last else b"")
        return block


def whole_of(head: dict[str, Any], body: bytes, *, gzips: bool, rows: int, limit: str = "") -> Whole:
    """Return an answer that fits into one piece.

    Args:
        head: `status`, `media_type`, `etag`, and `warning` where it has one.
        body: The body.
        gzips: Whether the client takes it compressed.
        rows: As in `heads.lines_of`.
        limit: As in `heads.lines_of`.
    """
    size = len(body)
    if gzips and size >= _MIN_GZIP_BYTES:
        compressor = _compressor()
        body, head = compressor.compress(body) + compressor.flush(), {**head, "encoding": "gzip"}
    status, headers = lines_of(head, rows=rows, limit=limit, size=len(body))
    return Whole(status, not limit and head["etag"] != "", rows, size, limit, head["media_type"], headers, body)


def _compressor() -> Any:
    return zlib.compressobj(1, zlib.DEFLATED, _GZIP)
