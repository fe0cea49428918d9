"""Web archives (WARC, ISO 28500), as crawlers and CC-News ship them: a page a response (warcio)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import ModuleType
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from filmkg.errors import DocumentError, FilmkgError, PassedOverError
from filmkg.model import Document, Known
from filmkg.sources.bounds import MAX_PAGE_BYTES, ExpansionError, inflate, read_bounded
from filmkg.sources.key import key_of
from filmkg.sources.protocol import Delivered, Delivery, missing_extra

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_KINDS = frozenset({
    "warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation",
})  # fmt: skip
_RECORDS = frozenset({"response", "resource"})
_OK = "200"
_MAX_KEY_CHARS = 120
_MAX_KIND_CHARS = 60


def open_warc(delivery: Delivery) -> Delivered:
    """Yield the pages of an unpacked web archive; what is no page (pictures, redirects) is passed over."""
    for record in _records(delivery):
        if record.rec_type not in _RECORDS:
            continue
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        origin = f"{delivery.origin}#{url}"
        headers = record.http_headers
        status = headers.get_statuscode() if headers else _OK
        kind = (headers.get_header("Content-Type") if headers else record.content_type) or ""
        if status != _OK or not kind.lower().startswith(_PAGE_TYPES):
            said = f"HTTP {status}" if status != _OK else kind.partition(";")[0].strip().lower()[:_MAX_KIND_CHARS]
            yield PassedOverError(origin, reason=said or "no type")
            continue
        try:
            data = _payload(record, origin=origin)
        except DocumentError as error:
            yield error
            continue
        known = [Known("url", url, "WARC-Target-URI")] if url.startswith(("http://", "https://")) else []
        yield Document(page_key(url), origin, data, format="html", known=(*delivery.known, *known))


def page_key(url: str) -> str:
    """Return the key of a page: the same for the same address in whatever archive."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/").rpartition(".") if "." in parts.path.rpartition("/")[2] else (parts.path, "", "")
    words = f"{(parts.hostname or '').removeprefix('www.')} {path[0] or path[2]} {parts.query}"
    return key_of(words)[:_MAX_KEY_CHARS].rstrip("-")


def _records(delivery: Delivery) -> Iterator[Any]:
    warcio = _warcio(origin=delivery.origin)
    records = warcio.ArchiveIterator(_Lines(delivery.stream))
    try:
        for record in records:
            yield _checked(record)
    except (FilmkgError, OSError):
        raise
    except Exception as error:
        raise DocumentError(
            delivery.origin,
            f"is damaged or no web archive, from byte {records.offset:,} on: {error}",
            remedy="get it anew; what stands before that was read",
            reason="damaged",
        ) from error


def _checked(record: Any) -> Any:
    """Return a record; raise ValueError where it is of no kind that there is, as warcio reads one off anything."""
    if record.rec_type not in _KINDS:
        raise ValueError(f"a record of the kind {str(record.rec_type)[:40]!r}")
    return record


def _payload(record: Any, *, origin: str) -> bytes:
    """Return the page of a record, unpacked where the server packed it."""
    coding = (record.http_headers.get_header("Content-Encoding") if record.http_headers else "") or ""
    chunked = (record.http_headers.get_header("Transfer-Encoding") if record.http_headers else "") or ""
    stream = record.raw_stream
    if "chunked" in chunked.lower():
        from warcio.bufferedreaders import ChunkedDataReader

        stream = ChunkedDataReader(stream, decomp_type=None)
    data = read_bounded(stream, origin=origin, max_bytes=MAX_PAGE_BYTES)
    if coding.lower() in {"gzip", "x-gzip", "deflate"} and not data.lstrip().startswith(b"<"):
        try:
            return inflate(data, max_bytes=MAX_PAGE_BYTES)
        except ExpansionError as error:
            raise DocumentError(
                origin, str(error), remedy="leave it out: a page is not that large", reason="too large"
            ) from error
    if coding.lower() not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise DocumentError(
            origin,
            f"is packed as {coding}, which is not read",
            remedy="crawl it with Accept-Encoding: gzip",
            reason="unknown format",
        )
    return data


class _Lines(io.RawIOBase):
    """A stream that ends with an error where a line, such as one of a header, is longer than any page."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._line_bytes = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        end = data.rfind(b"\n")
        self._line_bytes = len(data) - 1 - end if end >= 0 else self._line_bytes + len(data)
        if self._line_bytes > MAX_PAGE_BYTES:
            raise ValueError(f"a line of more than {MAX_PAGE_BYTES:,} bytes")
        return data


def _warcio(*, origin: str) -> ModuleType:
    try:
        import warcio
    except ImportError as error:
        raise missing_extra("warcio", extra="web", origin=origin) from error
    module: ModuleType = warcio
    return module
