"""How answers travel: compressed where the client takes that, and not at all where it has them already.

What evaluates queries compresses and validates its own answers (`engine/`); these pass through here as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from filmkg.serve.lists.download import MEDIA_TYPES
from filmkg.serve.negotiation import accepts_gzip

# Below this a page would fit into one packet as it is; answers to queries are not compressed either (`output.py`).
_LEAST_BYTES = 1_024
# Of the nine levels the one after which a page takes more time than it saves.
_LEVEL = 6
_DIGEST_CHARS = 24


class Compression:
    """Compresses answers with gzip (RFC 9110, 8.4), and says that they vary by what the client accepts."""

    def __init__(self, app: ASGIApp) -> None:
        compressed_already = (*DEFAULT_EXCLUDED_CONTENT_TYPES, MEDIA_TYPES["xlsx"])
        self._app = GZipMiddleware(app, _LEAST_BYTES, _LEVEL, exclude_content_types=compressed_already)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "http" and not accepts_gzip(Headers(scope=scope).get("accept-encoding", "")):
            # The middleware looks for the word alone, and would take "gzip;q=0" for consent.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}

        async def send_once_varied(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                if vary := headers.get("vary"):  # the middleware names its header again where it was named already
                    headers["Vary"] = ", ".join(dict.fromkeys(name.strip() for name in vary.split(",")))
            await send(message)

        await self._app(scope, receive, send_once_varied)


class Validation:
    """Gives whole answers a validator, and says 304 to a client that has the same (RFC 9110, 13.1.2).

    The validator is weak: of an answer there is a compressed and a plain form.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        known = Headers(scope=scope).get("if-none-match", "")
        start: MutableMapping[str, Any] = {}  # the head, until it is known whether the body follows in one piece

        async def send_validated(message: MutableMapping[str, Any]) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                if message["status"] == 200 and "etag" not in headers and headers.get("cache-control") != "no-store":
                    start = message
                    return
            elif start:
                head, start = start, {}
                if not message.get("more_body"):
                    head, message = _validated(head, message, known=known)
                await send(head)
            await send(message)

        await self._app(scope, receive, send_validated)


def _validated(
    head: MutableMapping[str, Any], body: MutableMapping[str, Any], *, known: str
) -> tuple[MutableMapping[str, Any], MutableMapping[str, Any]]:
    """Return head and body of an answer with its validator, or those of 304 where it is among the `known`."""
    headers = MutableHeaders(raw=head["headers"])
    tag = f'"{hashlib.sha256(body.get("body", b"")).hexdigest()[:_DIGEST_CHARS]}"'
    headers["ETag"] = f"W/{tag}"
    headers.setdefault("Cache-Control", "no-cache")
    if tag not in known and known.strip() != "*":
        return head, body
    for name in ("content-length", "content-type", "content-encoding"):
        if name in headers:
            del headers[name]
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")  # `Compression` sees no body here, and would leave it out
    return {**head, "status": 304}, {**body, "body": b""}
