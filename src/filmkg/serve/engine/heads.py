"""The head of an answer to a query: a status of HTTP and headers that tell what became of it.

Four outcomes are told apart. Complete is 200; truncated at a limit 206, as Virtuoso has it; stopped at the time limit
504, at the memory limit 422; a wrong query 400. `Filmkg-Outcome` says the same in a word. An answer that takes long is
sent before its end is known ("streaming").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

NOT_MODIFIED = 304
_PARTIAL = 206
_COUNTED = ("Filmkg-Rows", "Content-Length")


def head_of(head: Mapping[str, Any], end: Mapping[str, Any], *, size: int) -> tuple[int, dict[str, str]]:
    """Return the status and the headers of an answer that has begun or is whole.

    Args:
        head: `status`, `media_type`, `etag`, and `encoding` and `warning` where it has them.
        end: `outcome`, `rows` and `limit`; empty where it is not known yet.
        size: Length of the body as it is sent; not said before the end is known.
    """
    outcome = end.get("outcome", "streaming")
    headers = {"Vary": "Accept, Accept-Encoding", "Filmkg-Outcome": outcome}
    status = head["status"]
    if outcome == "truncated":
        status = _PARTIAL
        headers |= {"Filmkg-Limit": end["limit"], "Cache-Control": "no-store"}
    elif head["etag"]:
        headers |= {"ETag": head["etag"], "Cache-Control": "no-cache"}
    else:
        headers["Cache-Control"] = "no-store"
    if end.get("rows", -1) >= 0 and status != NOT_MODIFIED:
        headers["Filmkg-Rows"] = str(end["rows"])
    if "encoding" in head:
        headers["Content-Encoding"] = head["encoding"]
    if head.get("warning"):
        headers["Filmkg-Warning"] = head["warning"].encode("ascii", "replace").decode()
    if status != NOT_MODIFIED:
        if end and end["outcome"] != "wrong":
            headers["Content-Length"] = str(size)
        media_type = head["media_type"]
        headers["Content-Type"] = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    return status, headers


def lines_of(head: Mapping[str, Any], *, rows: int, limit: str, size: int) -> tuple[int, bytes]:
    """Return the status of a whole answer, and its headers as they are sent, a line each, names in small letters.

    Args:
        head: As in `head_of`.
        rows: Rows of the answer, -1 for a boolean.
        limit: The limit that it was cut off at, "" where it is complete.
        size: As in `head_of`.
    """
    warning = head.get("warning", "")
    read = _read_lines.__wrapped__ if warning else _read_lines  # what can be long is not remembered
    status, lines, counted = read(
        head["status"], head["media_type"], head["etag"], head.get("encoding", ""), warning, limit, min(rows, 0)
    )
    return status, lines % (rows, size)[2 - counted :]


@lru_cache(maxsize=64)
def _read_lines(
    status: int, media_type: str, etag: str, encoding: str, warning: str, limit: str, rows: int
) -> tuple[int, bytes, int]:
    """Return the status, the lines with `%d` for what is counted, and how many of rows and size these are."""
    head = {"status": status, "media_type": media_type, "etag": etag, "warning": warning}
    end = {"outcome": "truncated" if limit else "complete", "limit": limit, "rows": rows}
    status, said = head_of(head | ({"encoding": encoding} if encoding else {}), end, size=0)
    values = {name: "%d" if name in _COUNTED else value.replace("%", "%%") for name, value in said.items()}
    lines = "".join(f"{name.lower()}: {value}\r\n" for name, value in values.items()).encode("latin-1")
    return status, lines, sum(name in said for name in _COUNTED)
