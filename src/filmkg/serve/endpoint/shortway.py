"""The short way of look-ups: a query that stands alone in the address of a GET is answered before routes are reached.

Middleware, routes and what they make of each request were more than half of what a look-up cost. The same workers
answer within the same limits, and a client gets the same bytes as on the long way (`router.py`), which takes over with
what was found where that is not a short and whole answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from filmkg.errors import FilmkgError
from filmkg.serve.endpoint.requests import ClientLeftError, while_connected
from filmkg.serve.endpoint.responses import head_of
from filmkg.serve.endpoint.router import FOUND, PATH, address_of
from filmkg.serve.engine.evaluation import Asked
from filmkg.serve.engine.pool import Pool
from filmkg.serve.engine.reply import Reply
from filmkg.serve.negotiation import accepts_gzip

_PARAMETER = b"query="
# Each byte can be written in three characters. What is longer is no look-up.
_MAX_BYTES = 3 * 4096
_MAX_HEADER_BYTES = 512


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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        asked = _look_up(scope)
        if asked is not None:
            found: Reply | Exception
            try:
                client = scope["client"][0] if scope["client"] else ""
                found = await while_connected(receive, self._pool.answer(asked, client=client))
            except (FilmkgError, ClientLeftError) as error:
                found = error
            if isinstance(found, Reply) and found.is_short:
                await self._send(found, send)
                return
            scope[FOUND] = found
        await self._app(scope, receive, send)

    async def _send(self, reply: Reply, send: Send) -> None:
        status, headers = head_of(reply)
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw + self._headers})
        await send({"type": "http.response.body", "body": reply.body.read_now()})


def _look_up(scope: Scope) -> Asked | None:
    """Return what a request asks, or None where that is to be found out on the long way."""
    if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "GET":
        return None
    encoded: bytes = scope["query_string"]
    if not encoded.startswith(_PARAMETER) or b"&" in encoded or not encoded.isascii() or len(encoded) > _MAX_BYTES:
        return None
    headers = {b"host": b"", b"accept": b"", b"accept-encoding": b"", b"if-none-match": b""}
    for name, value in scope["headers"]:
        if name in headers:
            if headers[name] or len(value) > _MAX_HEADER_BYTES:
                return None
            headers[name] = value
    accept = headers[b"accept"].decode("latin-1")
    if "html" in accept.lower():
        return None
    try:
        query = unquote_to_bytes(encoded[len(_PARAMETER) :].replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        return None
    return Asked(
        query,
        accept,
        accepts_gzip(headers[b"accept-encoding"].decode("latin-1")),
        known=headers[b"if-none-match"].decode("latin-1"),
        base=address_of(scope),
    )
