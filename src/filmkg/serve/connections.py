"""HTTP connections as uvicorn has them, with a limit on how long a request may take to say what it wants.

What is written in one turn of the loop, the head and the body of an answer, leaves in one piece: two would wake the
client twice. Look-ups take the short way (`endpoint/shortway.py`), on which there are no tasks and no timers; a request
that turns out to be none goes on as uvicorn has it, with what was begun in its scope.
"""

from __future__ import annotations

import asyncio
import math
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from filmkg.serve.endpoint.forms import START, Form, form_of, is_plain
from filmkg.serve.endpoint.kept import Finished
from filmkg.serve.endpoint.router import BEGUN
from filmkg.serve.endpoint.shortway import ShortWay
from filmkg.serve.engine.begun import Begun

_HEAD_TIMEOUT_S = 10.0
# So often it is seen to what connections wait for.
_WATCH_S = 0.5
# So much is not held back for more.
_PIECE_BYTES = 64 * 1024
_BEFORE = b"GET " + START
_HEAD_END = b"\r\n\r\n"


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

    def write_now(self, piece: bytes) -> None:
        """Send a piece that nothing follows."""
        if self._pieces:
            self._send()
        self._transport.write(piece)

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


class Watch:
    """One timer over all connections: one for each request costs more than a look-up may."""

    def __init__(self) -> None:
        self._connections: set[Connection] = set()
        self._timer: asyncio.TimerHandle | None = None

    def add(self, connection: Connection) -> None:
        """Look at a connection now and then."""
        self._connections.add(connection)
        if self._timer is None:
            self._timer = connection.loop.call_later(_WATCH_S, self._look, connection.loop)

    def remove(self, connection: Connection) -> None:
        """Look at it no more."""
        self._connections.discard(connection)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        for connection in list(self._connections):
            connection.look_at(loop.time())
        self._timer = loop.call_later(_WATCH_S, self._look, loop) if self._connections else None


class Connection(HttpToolsProtocol):
    """A connection that is closed when the head of a request does not arrive in time.

    Args:
        watch: What looks at it now and then.
        short_way: What answers look-ups, None for nobody.
        settings: As in `HttpToolsProtocol`.
    """

    def __init__(self, *, watch: Watch, short_way: ShortWay | None, **settings: Any) -> None:
        super().__init__(**settings)
        self._watch = watch
        self._short_way = short_way
        self._head_until_s = self._idle_until_s = math.inf
        # What was received last, where its end is that of the only head in it, so that no other request can follow.
        self._alone = b""
        # The form of the look-ups of this client, and what stands behind the query in them; b"" while it has sent none.
        self._form: Form | None = None
        self._tail = b""
        self._is_between = True  # two requests
        self._is_short = False
        self._begun: Begun | None = None
        self._unread = b""  # by the parser, of the look-up that was begun
        self._held = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(cast("asyncio.Transport", Gathering(transport, self.loop)))
        self._head_until_s = self.loop.time() + _HEAD_TIMEOUT_S
        self._watch.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._watch.remove(self)
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End after the request that is under way."""
        if self._begun is not None:
            self._begun.tell()
        super().shutdown()

    def look_at(self, now_s: float) -> None:
        """Close it where a head does not arrive, or no other request after a look-up."""
        if now_s >= self._head_until_s:
            self.transport.abort()
        elif now_s >= self._idle_until_s:
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Read requests; what comes while a look-up is under way is read after it."""
        if self._begun is not None:
            self._held += data
            if len(self._held) > _PIECE_BYTES:
                self.flow.pause_reading()
            return
        self._idle_until_s = math.inf
        if self._tail and data.endswith(self._tail) and data.startswith(_BEFORE) and self._is_between:
            assert self._form is not None  # noqa: S101 - it has a tail
            encoded = data[len(_BEFORE) : -len(self._tail)]
            if is_plain(encoded) and self._take(self._form, encoded):
                self._unset_keepalive_if_required()
                self._unread = data if self._begun is not None else b""
                return
        is_alone = data.endswith(_HEAD_END) and data.index(_HEAD_END) == len(data) - len(_HEAD_END)
        self._alone = data if is_alone else b""
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of the head."""
        self._head_until_s = self.loop.time() + _HEAD_TIMEOUT_S
        self._is_between = self._is_short = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Wait no more, as the body has a limit of its own, and begin to answer."""
        self._head_until_s = math.inf
        if self._unread:  # a look-up that goes on as another request
            cast("dict[str, Any]", self.scope)[BEGUN], self._unread = self._begun, b""
            self._begun = None
        elif self._alone and self._look_up():
            self._is_short = True
            return
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that nothing more of the request comes."""
        self._is_between = True
        if not self._is_short:
            super().on_message_complete()

    def _look_up(self) -> bool:
        """Read the form of a request, and begin to answer it where it is that of a look-up."""
        parser, encoded = self.parser, self.url[len(START) :]
        if (
            not self.url.startswith(START)
            or parser.get_method() != b"GET"
            or parser.get_http_version() != "1.1"
            or not parser.should_keep_alive()
            or parser.should_upgrade()
            or not is_plain(encoded)
        ):
            return False
        form = form_of(cast("dict[str, Any]", self.scope), self.config.forwarded_allow_ips)
        if form is None:
            return False
        if self._alone.startswith(_BEFORE):
            self._form, self._tail = form, self._alone[len(_BEFORE) + len(encoded) :]
        return self._take(form, encoded)

    def _take(self, form: Form, encoded: bytes) -> bool:
        """Answer a look-up or begin to; tell whether that can be done."""
        if (
            self._short_way is None
            or (self.cycle is not None and not self.cycle.response_complete)
            or self.flow.write_paused
            or len(self.connections) >= (self.limit_concurrency or math.inf)
        ):
            return False
        found = self._short_way.take(form, encoded, settle=self._settle)
        if isinstance(found, Finished):
            self._finish(found)
        else:
            self._begun = found
        return found is not None

    def _settle(self, finished: Finished | None) -> None:
        """Send the answer of a look-up, or go on with it as with another request."""
        assert self._begun is not None  # noqa: S101 - it is settled once
        assert self._short_way is not None  # noqa: S101 - it has begun it
        if self.transport.is_closing():
            if finished is None:
                self._short_way.abandon(self._begun)
            return
        if finished is not None:
            self._begun, self._unread = None, b""
            self._finish(finished)
        elif self._unread:
            super().data_received(self._unread)
        else:
            cast("dict[str, Any]", self.scope)[BEGUN], self._begun = self._begun, None
            self._is_short = False
            super().on_headers_complete()
            super().on_message_complete()
        if self._held:
            held, self._held = self._held, b""
            self.flow.resume_reading()
            self.data_received(held)

    def _finish(self, finished: Finished) -> None:
        self.server_state.total_requests += 1
        said = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        piece = b"".join((STATUS_LINE[finished.status], *said, finished.rest))
        cast("Gathering", self.transport).write_now(piece)
        self._idle_until_s = self.loop.time() + self.timeout_keep_alive
