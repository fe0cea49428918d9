"""The short way of look-ups: a query that stands alone in the address of a GET is answered before routes are reached.

Middleware, routes and what they make of each request were more than half of what a look-up cost. The same workers
answer within the same limits, and a client gets the same bytes as on the long way (`router.py`), which takes over with
what was found where that is not a short and whole answer. What was answered lately is kept (`kept.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from filmkg.errors import FilmkgError
from filmkg.serve.endpoint.kept import Finished, Kept, Key
from filmkg.serve.endpoint.requests import ClientLeftError, while_connected
from filmkg.serve.endpoint.responses import head_of
from filmkg.serve.endpoint.router import FOUND, PATH, address_of
from filmkg.serve.engine.evaluation import Asked
from filmkg.serve.engine.outcomes import Event
from filmkg.serve.engine.pool import Pool
from filmkg.serve.negotiation import accepts_gzip

_PARAMETER = b"query="
# Each byte can be written in three characters. What is longer is no look-up.
_MAX_BYTES = 3 * 4096
_MAX_HEADER_BYTES = 512
# What an answer follows from beside the query.
_HEADERS = (b"host", b"accept", b"accept-encoding", b"if-none-match")
_READ = frozenset({*_HEADERS, b"cache-control"})


class ShortWay:
    """Answers look-ups, and passes all else on.

    Args:
        app: What all else is passed on to.
        pool: The workers that evaluate.
        headers: What each answer says besides.
    """

    def __init__(self, app: ASGIApp, *, pool: Pool, headers: Mapping[str, str]) -> None:
        self._app = app
        self._pool = pool
        self._headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        self._kept = Kept()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        headers = _headers_of(scope)
        if headers is None:
            await self._app(scope, receive, send)
            return
        key = (scope["scheme"], scope["server"], scope["query_string"], *map(headers.get, _HEADERS))
        answer = None if b"cache-control" in headers else self._kept.get(key, snapshot=self._pool.snapshot)
        if answer is not None:
            self._pool.tell(answer.event)
        else:
            answer = await self._ask(scope, receive, headers, key)
        if answer is None:
            await self._app(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _ask(self, scope: Scope, receive: Receive, headers: dict[bytes, bytes], key: Key) -> Finished | None:
        """Ask a worker, and keep what it says; where that is for the long way to send, leave it in the scope."""
        asked = _asked(scope, headers)
        if asked is None:
            return None
        client = scope["client"][0] if scope["client"] else ""
        try:
            reply = await while_connected(receive, self._pool.answer(asked, client=client))
        except (FilmkgError, ClientLeftError) as error:
            scope[FOUND] = error
            return None
        if not reply.is_short:
            scope[FOUND] = reply
            return None
        status, said = head_of(reply)
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in said.items()]
        event = Event(asked.query, reply.end["outcome"], rows=reply.end["rows"], bytes=reply.end["bytes"])
        answer = Finished(status, raw + self._headers, reply.body.read_now(), event)
        if reply.head["etag"] and event.outcome == "complete" and reply.snapshot == self._pool.snapshot:
            self._kept.put(key, answer, snapshot=reply.snapshot)
        return answer


def _headers_of(scope: Scope) -> dict[bytes, bytes] | None:
    """Return the headers of a look-up that tell what is wanted, None where a request is another or an odd one."""
    if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "GET":
        return None
    encoded: bytes = scope["query_string"]
    if not encoded.startswith(_PARAMETER) or b"&" in encoded or not encoded.isascii() or len(encoded) > _MAX_BYTES:
        return None
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _READ:
            if name in headers or len(value) > _MAX_HEADER_BYTES:
                return None
            headers[name] = value
    return None if b"html" in headers.get(b"accept", b"").lower() else headers


def _asked(scope: Scope, headers: dict[bytes, bytes]) -> Asked | None:
    """Return what a look-up asks, None where it is not UTF-8."""
    encoded: bytes = scope["query_string"].removeprefix(_PARAMETER)
    try:
        query = unquote_to_bytes(encoded.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None
    return Asked(
        query,
        headers.get(b"accept", b"").decode("latin-1"),
        accepts_gzip(headers.get(b"accept-encoding", b"").decode("latin-1")),
        known=headers.get(b"if-none-match", b"").decode("latin-1"),
        base=address_of(scope),
    )
