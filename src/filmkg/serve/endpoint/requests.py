"""Reading requests: parameters and bodies, strictly, within their limits."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Awaitable
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive

from filmkg.errors import QueryError

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
_BODY_TIMEOUT_S = 20.0
_MAX_PARAMETERS = 1_000
# So long an answer is waited for before it is watched whether its client is still there.
_WATCH_AFTER_S = 0.2

Result = TypeVar("Result")


class BodyTooLargeError(QueryError):
    """A request body over its limit."""


class SlowBodyError(QueryError):
    """A request body that does not arrive."""


class MediaTypeError(QueryError):
    """A request body of a type that is not read here."""


class ClientLeftError(Exception):
    """The client closed the connection before it was answered."""


class Parameters(dict[str, list[str]]):
    """Parameters by name, each with its values in order."""

    def add(self, encoded: str) -> None:
        """Read more of them from a query string or a form.

        Raises:
            QueryError: There are too many, or a value is not UTF-8.
        """
        try:
            pairs = parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=_MAX_PARAMETERS)
        except UnicodeDecodeError:
            raise QueryError("the request is not UTF-8", remedy="encode the query as UTF-8") from None
        except ValueError:
            raise QueryError(f"more than {_MAX_PARAMETERS} parameters", remedy="send fewer") from None
        for name, value in pairs:
            self.setdefault(name, []).append(value)

    def one(self, name: str) -> str | None:
        """Return the only value of a parameter, None where there is none.

        Raises:
            QueryError: There are several.
        """
        values = self.get(name, [])
        if len(values) > 1:
            raise QueryError(f"{name} stands in the request twice", remedy="send them one after the other")
        return values[0] if values else None


def media_type_of(request: Request) -> str:
    """Return the media type of the body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_body(request: Request, *, max_bytes: int) -> str:
    """Return the body of a request as text, reading no more than `max_bytes`.

    Raises:
        BodyTooLargeError: It is longer.
        SlowBodyError: It does not arrive in time.
        ClientLeftError: The client has gone.
        QueryError: It is not UTF-8.
    """
    too_large = BodyTooLargeError(f"the request is larger than {max_bytes:,} bytes", remedy="send a shorter query")
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared) > max_bytes:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_TIMEOUT_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > max_bytes:
                    raise too_large
    except ClientDisconnect:
        raise ClientLeftError from None
    except TimeoutError:
        raise SlowBodyError("the request did not arrive in time", remedy="send it faster") from None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError("the request is not UTF-8", remedy="encode the query as UTF-8") from None


def documents_of(body: str, content_type: str) -> list[tuple[str, str]]:
    """Return the documents that a body holds, each with its media type: itself, or the parts of a form.

    Several documents come as `multipart/form-data` (SPARQL 1.1 Graph Store HTTP Protocol, 5.5).

    Raises:
        MediaTypeError: It is a form without parts.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type != PARTS:
        return [(media_type, body)]
    form = email.message_from_string(f"Content-Type: {content_type}\r\n\r\n{body}", policy=email.policy.HTTP)
    if not form.is_multipart():
        raise MediaTypeError(f"the body has no parts of {PARTS}", remedy="name the boundary that stands between them")
    return [(part.get_content_type(), str(part.get_payload())) for part in form.iter_parts()]


async def while_connected(receive: Receive, work: Awaitable[Result]) -> Result:
    """Await work for as long as its client is there.

    Raises:
        ClientLeftError: The client has gone; the work was cancelled.
    """
    watch = _Watch(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.has_left:
            watch.waiting.uncancel()
            raise ClientLeftError from None
        raise
    finally:
        watch.end()


class _Watch:
    """Cancels the task that it was made in when the client leaves; most answers are there before it begins to look.

    Attributes:
        waiting: That task.
        has_left: Whether the client has gone and the task was cancelled.
    """

    def __init__(self, receive: Receive) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a request is answered in a task
        self.waiting: asyncio.Task[Any] = task
        self.has_left = False
        self._receive = receive
        self._watching: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_WATCH_AFTER_S, self._begin)

    def end(self) -> None:
        """Look no more."""
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _begin(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.has_left = True
        self.waiting.cancel()
