"""Answers as HTTP: status, headers (`engine/heads.py`), and a body that is sent as it comes.

Where an answer that was sent before its end was known comes to a limit, the connection is broken off, so that nobody
can take what came for the whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from filmkg.errors import FilmkgError, QueryError
from filmkg.serve.engine.heads import head_of
from filmkg.serve.engine.outcomes import BusyError, MemoryLimitError, TimeLimitError
from filmkg.serve.engine.reply import Reply

# A client that takes nothing for so long is left.
_SEND_TIMEOUT_S = 30.0
_EXPOSED = "ETag, Retry-After, Filmkg-Outcome, Filmkg-Limit, Filmkg-Rows, Filmkg-Warning, Location"
CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": _EXPOSED}
PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def preflight(methods: str) -> Response:
    """Answer OPTIONS: what can be asked, and from any page, without credentials."""
    headers = {**PREFLIGHT, "Allow": methods, "Access-Control-Allow-Methods": methods}
    return Response(status_code=204, headers=headers)


def respond(reply: Reply) -> Response:
    """Make the response to a query whose answer has begun or is whole."""
    if (whole := reply.whole) is not None:
        response = Response(whole.body, status_code=whole.status)
        lines = whole.headers.split(b"\r\n")[:-1]
        response.raw_headers = [(name, value) for name, _, value in (line.partition(b": ") for line in lines)]
        return response
    status, headers = head_of(reply.head, reply.end, size=reply.body.size)
    if reply.end and reply.end["outcome"] != "wrong":
        body = reply.body.read_now()
        if len(body) == reply.body.size:
            return Response(body, status_code=status, headers=headers)
        return Streamed(reply, body, status_code=status, headers=headers)
    return Streamed(reply, b"", status_code=status, headers=headers)


class Streamed(Response):
    """An answer that is sent as it comes.

    Args:
        reply: What comes.
        begun: What was read of it already.
        status_code: As in `Response`.
        headers: As in `Response`.
    """

    def __init__(self, reply: Reply, begun: bytes, *, status_code: int, headers: Mapping[str, str]) -> None:
        self.status_code = status_code
        self.background = None
        self.init_headers(headers)
        self._reply = reply
        self._begun = begun

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Send it; leave it unfinished, which breaks the connection off, where it cannot be finished."""
        reply = self._reply
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            block = self._begun or await reply.body.read()
            while block:
                async with asyncio.timeout(_SEND_TIMEOUT_S):
                    await send({"type": "http.response.body", "body": block, "more_body": True})
                block = await reply.body.read()
            if reply.end and (reply.end["outcome"] == "complete" or self.status_code == 206):
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            return
        finally:
            reply.body.discard()


def outcome_headers(error: FilmkgError) -> dict[str, str]:
    """Return the headers that tell an error of a query from the others."""
    if isinstance(error, BusyError):
        return {"Filmkg-Outcome": "busy", "Retry-After": str(error.retry_after_s)}
    if isinstance(error, TimeLimitError):
        return {"Filmkg-Outcome": "stopped", "Filmkg-Limit": "time"}
    if isinstance(error, MemoryLimitError):
        return {"Filmkg-Outcome": "stopped", "Filmkg-Limit": "memory"}
    return {"Filmkg-Outcome": "wrong"} if isinstance(error, QueryError) else {}
