"""What look-ups of one client have in common: all of a request but its query.

A client that keeps its connection sends the same head again and again, so what it means is read once.
"""

from __future__ import annotations

import binascii
from collections.abc import MutableMapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from filmkg.serve.endpoint.router import PATH, address_of
from filmkg.serve.negotiation import accepts_gzip

START = f"{PATH}?query=".encode()
# Each byte can be written in three characters. What is longer is no look-up.
_MAX_BYTES = 3 * 4096
_MAX_HEADER_BYTES = 512
# What may stand behind it: all of ASCII that is seen, but for what ends the value or the address.
_ALLOWED = bytes(code for code in range(0x21, 0x7F) if code not in b"&#")
# What an answer follows from beside the query.
_HEADERS = (b"host", b"accept", b"accept-encoding", b"if-none-match")
_FRESH = b"cache-control"
_FORWARDED = frozenset({b"x-forwarded-for", b"x-forwarded-proto"})
# What has one of these is no look-up.
_REFUSED = frozenset({b"content-length", b"transfer-encoding", b"expect", b"upgrade"})
_READ = frozenset({*_HEADERS, _FRESH, *_FORWARDED, *_REFUSED})


@dataclass(frozen=True, slots=True)
class Form:
    """What look-ups have in common.

    Attributes:
        wanted: What is wanted.
        client: Who asks.
        is_fresh: Whether it is to be evaluated though the answer is known.
    """

    wanted: Wanted
    client: str
    is_fresh: bool


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """Fields of `Asked` that follow from a head, compared by identity: equal heads have the same."""

    accept: str
    gzips: bool
    known: str
    base: str


def form_of(scope: MutableMapping[str, Any], trusted_proxies: list[str] | str) -> Form | None:
    """Return the form of a look-up, None where a request is another or an odd one.

    Args:
        scope: The request; of who stands behind a proxy, it is made that of the client.
        trusted_proxies: Of whom it is believed which client they speak for, as uvicorn has it.
    """
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _READ:
            if name in headers or name in _REFUSED or len(value) > _MAX_HEADER_BYTES:
                return None
            headers[name] = value
    if b"html" in headers.get(b"accept", b"").lower():
        return None
    if not _FORWARDED.isdisjoint(headers):
        _see_through(scope, trusted_proxies)
    wanted = _wanted(scope["scheme"], scope["server"], scope["root_path"], *[headers.get(name) for name in _HEADERS])
    return Form(wanted, scope["client"][0] if scope["client"] else "", _FRESH in headers)


def is_plain(encoded: bytes) -> bool:
    """Tell whether a query stands alone behind `START`, and is short."""
    return len(encoded) <= _MAX_BYTES and not encoded.translate(None, _ALLOWED)


def query_of(encoded: bytes) -> str | None:
    """Return a query that `is_plain`, None where it is not UTF-8."""
    # Quoted-printable differs from this in its sign alone, and is read eight times as fast as by `unquote_to_bytes`.
    printable = encoded.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    query = binascii.a2b_qp(printable)
    if len(printable) - len(query) != 2 * printable.count(b"="):  # a sign without digits
        query = unquote_to_bytes(encoded.replace(b"+", b" "))
    try:
        return query.decode()
    except UnicodeDecodeError:
        return None


@lru_cache(maxsize=256)
def _wanted(
    scheme: str, server: tuple[str, int] | None, root_path: str, host: bytes | None, *headers: bytes | None
) -> Wanted:
    scope: Scope = {
        "scheme": scheme, "server": server, "root_path": root_path, "headers": [(b"host", host)] if host else [],
    }  # fmt: skip
    accept, coding, known = ((header or b"").decode("latin-1") for header in headers)
    return Wanted(accept, accepts_gzip(coding), known, address_of(scope))


def _see_through(scope: MutableMapping[str, Any], trusted: list[str] | str) -> None:
    """Make a request that came by a proxy one of its client, as the middleware of uvicorn does on the long way."""
    try:
        _middleware(trusted if isinstance(trusted, str) else ",".join(trusted))(scope, _receive, _send).send(None)
    except StopIteration:
        return  # it waited for nothing


@cache
def _middleware(trusted: str) -> Any:
    async def nothing(_scope: Any, _receive: Any, _send: Any) -> None: ...

    return ProxyHeadersMiddleware(nothing, trusted_hosts=trusted)


async def _receive() -> Any: ...


async def _send(_message: Any) -> None: ...
