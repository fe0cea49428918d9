"""One request: to the address that was checked, with no more read than a page has."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, quote

from filmkg.errors import DocumentError
from filmkg.sources.fetch.address import find_address
from filmkg.sources.fetch.settings import Settings

_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered.

    Attributes:
        url: What was asked for.
        status: Status of HTTP.
        reason: Its phrase.
        headers: Name and value of each header, as sent.
        body: The body as sent, without the framing of chunks.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header, "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def get(parts: SplitResult, *, headers: Mapping[str, str], settings: Settings) -> Response:
    """Ask for a page once.

    Raises:
        DocumentError: It is in a private network, or too large.
        OSError: It cannot be reached now.
    """
    address, port = find_address(parts, private_hosts=settings.private_hosts)
    deadline_s = time.monotonic() + settings.deadline_s
    connection = _Connection(parts, address=address, port=port, timeout_s=settings.timeout_s)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~-._')}" if parts.query else ""
    )
    try:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        pieces: list[bytes] = []
        size = 0
        while piece := answer.read1(_CHUNK_BYTES):
            pieces.append(piece)
            size += len(piece)
            if size > settings.max_bytes:
                raise DocumentError(
                    parts.geturl(),
                    f"has more than {settings.max_bytes:,} bytes",
                    remedy="leave it out: an article is not that large",
                    reason="too large",
                )
            if time.monotonic() > deadline_s:
                raise TimeoutError(f"took longer than {settings.deadline_s:.0f} s")
        body = b"".join(pieces)
    except http.client.HTTPException as error:
        raise OSError(f"answered something else than HTTP ({type(error).__name__})") from error
    finally:
        connection.close()
    return Response(parts.geturl(), answer.status, answer.reason, tuple(answer.getheaders()), body)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that is known, whatever a second look-up of its name would give."""

    def __init__(self, parts: SplitResult, *, address: str, port: int, timeout_s: float) -> None:
        host = parts.hostname or ""
        self.default_port = 443 if parts.scheme == "https" else 80  # for the header Host
        super().__init__(host, port, timeout=timeout_s)
        self._address = address
        self._is_secure = parts.scheme == "https"

    def connect(self) -> None:
        """Connect, and prove who answers where the scheme is https."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
