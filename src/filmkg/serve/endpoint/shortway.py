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
from filmkg.serve.endpoint.kept import Finished, Kept
from filmkg.serve.endpoint.requests import ClientLeftError, while_connected
from filmkg.serve.endpoint.responses import head_of
from filmkg.serve.endpoint.router import FOUND, PATH, address_of
from filmkg.serve.engine.evaluation import Asked
from filmkg.serve.engine.outcomes import Event
from filmkg.serve.engine.pool import Pool
from filmkg.serve.engine.reply import Reply
from filmkg.serve.negotiation import accepts_gzip

_PARAMETER = b"query="
# Each byte can be written in three characters. What is longer is no look-up.
_MAX_BYTES = 3 * 4096
_MAX_HEADER_BYTES = 512
_HEADERS = frozenset({b"host", b"accept", b"accept-encoding", b"if-none-match", b"cache-control"})


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
        asked, takes_kept = _look_up(scope)
        if asked is None:
            await self._app(scope, receive, send)
            return
        answer = self._kept.get(asked, snapshot=self._pool.snapshot) if takes_kept else None
        if answer is not None:
            self._pool.tell(Event(asked.query, "complete", rows=answer.rows, bytes=answer.size))
        else:
            found: Reply | Exception
            try:
                client = scope["client"][0] if scope["client"] else ""
                found = await while_connected(receive, self._pool.answer(asked, client=client))
            except (FilmkgError, ClientLeftError) as error:
                found = error
            if not (isinstance(found, Reply) and found.is_short):
                scope[FOUND] = found
                await self._app(scope, receive, send)
                return
            answer = self._finish(asked, found)
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})

    def _finish(self, asked: Asked, reply: Reply) -> Finished:
        """Return what is sent, and keep it where another would get the same."""
        status, headers = head_of(reply)
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        answer = Finished(status, raw + self._headers, reply.body.read_now(), reply.end["rows"], reply.end["bytes"])
        if reply.head["etag"] and reply.end["outcome"] == "complete" and reply.snapshot == self._pool.snapshot:
            self._kept.put(asked, answer, snapshot=reply.snapshot)
        return answer


def _look_up(scope: Scope) -> tuple[Asked | None, bool]:
    """Return what a request asks, and whether what was kept will do; None where the long way is to find that out."""
    if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "GET":
        return None, False
    encoded: bytes = scope["query_string"]
    if not encoded.startswith(_PARAMETER) or b"&" in encoded or not encoded.isascii() or len(encoded) > _MAX_BYTES:
        return None, False
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _HEADERS:
            if name in headers or len(value) > _MAX_HEADER_BYTES:
                return None, False
            headers[name] = value
    accept = headers.get(b"accept", b"").decode("latin-1")
    if "html" in accept.lower():
        return None, False
    try:
        query = unquote_to_bytes(encoded[len(_PARAMETER) :].replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None, False
    asked = Asked(
        query,
        accept,
        accepts_gzip(headers.get(b"accept-encoding", b"").decode("latin-1")),
        known=headers.get(b"if-none-match", b"").decode("latin-1"),
        base=address_of(scope),
    )
    return asked, b"cache-control" not in headers
