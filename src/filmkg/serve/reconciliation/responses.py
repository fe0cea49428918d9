"""JSON for any origin: CORS without credentials, and JSONP for older clients.

The specification's section is "Cross-Origin Access".
"""

from __future__ import annotations

import json
import re

from fastapi import Response

from filmkg.errors import QueryError

# Everything here is read-only and public, so any page may read it; credentials are never asked for.
CORS = {"Access-Control-Allow-Origin": "*"}
PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
_MAX_CALLBACK_CHARS = 100
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*", re.ASCII)


def check_callback(callback: str | None) -> None:
    """Raise QueryError for a JSONP callback that is no name of a function."""
    if callback is not None and not (len(callback) <= _MAX_CALLBACK_CHARS and _CALLBACK.fullmatch(callback)):
        raise QueryError("the callback is no name of a function", remedy="use letters, digits, _, $ and dots")


def answer(content: object, *, callback: str | None) -> Response:
    """Return a value as JSON, or as a call of a function whose name was checked."""
    # In ASCII, JSON is a part of JavaScript, and half a character that a client sent as a key does no harm.
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    if callback is None:
        return Response(text, media_type="application/json")
    # The comment keeps the client from choosing the first bytes of a file that could be taken for something else.
    return Response(f"/**/{callback}({text});", media_type="text/javascript")
