"""HTTP connections as uvicorn has them, with a limit on how long a request may take to say what it wants.

What is written in one turn of the loop, the head and the body of an answer, leaves in one piece: two would wake the
client twice.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_HEAD_TIMEOUT_S = 10.0
# So much is not held back for more.
_PIECE_BYTES = 64 * 1024


class Gathering:
    """A transport that holds back what is written until the turn of the loop ends.

    Args:
        transport: What it then goes to.
        loop: The loop.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, piece: bytes) -> None:
        """Send a piece, before the loop goes on."""
        if not self._pieces:
            self._loop.call_soon(self._send)
        self._pieces.append(piece)
        self._size += len(piece)
        if self._size >= _PIECE_BYTES:
            self._send()

    def close(self) -> None:
        """Close the connection, once all has been sent."""
        self._send()
        self._transport.close()

    def is_closing(self) -> bool:
        """Tell whether the connection is closed or about to be."""
        return self._transport.is_closing()

    def __getattr__(self, name: str) -> Any:
        """Do all else as the transport does."""
        return getattr(self._transport, name)

    def _send(self) -> None:
        pieces, self._pieces, self._size = self._pieces, [], 0
        if pieces and not self._transport.is_closing():
            self._transport.write(b"".join(pieces))


class Connection(HttpToolsProtocol):
    """A connection that is closed when the head of a request does not arrive in time."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(cast("asyncio.Transport", Gathering(transport, self.loop)))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of the head."""
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Wait no more: the body has a limit of its own."""
        self._stop()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._stop()
        self._timer = self.loop.call_later(_HEAD_TIMEOUT_S, self._give_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        transport: Any = self.transport
        if transport is not None and not transport.is_closing():
            transport.abort()
