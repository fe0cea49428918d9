"""Web archives (WARC, ISO 28500), as crawlers and CC-News ship them (warcio).

A response is a web page, or a PDF, feed, message of an agency, table or text, which is opened as a file of its own is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from filmkg.errors import DocumentError, FilmkgError, PassedOverError
from filmkg.model import Document, Known
from filmkg.sources.bounds import MAX_FILE_BYTES, MAX_PAGE_BYTES, ExpansionError, inflate, read_bounded
from filmkg.sources.key import key_of
from filmkg.sources.protocol import Delivered, Delivery, missing_extra
from filmkg.sources.story import first_of_each

Open = Callable[[Delivery], Delivered]
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
# Media types that articles come in besides; their content must tell the format, but for text and CSV.
_TEXT, _CSV = "text/plain", "text/csv"
_FILE_TYPES = frozenset({
    _TEXT, _CSV, "application/pdf", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
    "application/xml", "text/xml", "application/json", "application/x-ndjson", "application/jsonl",
})  # fmt: skip
# What sites say to programs.
_NOTICES = ("/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt", "/security.txt", "/llms.txt")
_NO_ARTICLE = frozenset({"link only", "no article", "no text"})
_KINDS = frozenset({
    "warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation",
})  # fmt: skip
_RECORDS = frozenset({"response", "resource"})
_OK = "200"
_MAX_KEY_CHARS = 120
_MAX_KIND_CHARS = 60


def open_warc(delivery: Delivery, *, open_member: Open, recognise: Callable[[bytes], str]) -> Delivered:
    """Yield the articles of an unpacked web archive; what is none (pictures, redirects, sitemaps) is passed over.

    Args:
        delivery: The archive.
        open_member: Opens what is no page.
        recognise: Tells the name of the format of bytes, "text" where they do not tell.
    """
    for record in _records(delivery):
        if record.rec_type not in _RECORDS:
            continue
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        origin = f"{delivery.origin}#{url}"
        headers = record.http_headers
        status = headers.get_statuscode() if headers else _OK
        kind = (headers.get_header("Content-Type") if headers else record.content_type) or ""
        kind = kind.partition(";")[0].strip().lower()[:_MAX_KIND_CHARS]
        is_page = kind.startswith(_PAGE_TYPES)
        if status != _OK or not (is_page or kind in _FILE_TYPES) or (kind == _TEXT and url.endswith(_NOTICES)):
            yield PassedOverError(origin, reason=f"HTTP {status}" if status != _OK else kind or "no type")
            continue
        known = (Known("url", url, "WARC-Target-URI"),) if url.startswith(("http://", "https://")) else ()
        try:
            data = _payload(record, origin=origin, max_bytes=MAX_PAGE_BYTES if is_page else MAX_FILE_BYTES)
            if is_page:
                yield Document(page_key(url), origin, data, format="html", known=(*delivery.known, *known))
            elif kind not in {_TEXT, _CSV} and recognise(data) == "text":
                yield PassedOverError(origin, reason=kind)
            else:
                name = "records.csv" if kind == _CSV else ""
                member = replace(
                    delivery, key=page_key(url), origin=origin, name=name, stream=io.BytesIO(data),
                    size_bytes=len(data), packed=True,
                )  # fmt: skip
                yield from (_within(found, member, known, kind=kind) for found in open_member(member))
        except DocumentError as error:
            yield _within(error, replace(delivery, origin=origin), known, kind=kind)


def _within(
    found: Document | DocumentError, member: Delivery, known: tuple[Known, ...], *, kind: str
) -> Document | DocumentError:
    """Return what was found in a record: the address of the record is that of its one article, but not of several.

    What programs exchange is passed over where it carries no article, and so are the entries of a feed without text:
    their pages are in the archive, or can be fetched.
    """
    if isinstance(found, DocumentError):
        is_beside = found.reason in _NO_ARTICLE and kind not in {_TEXT, _CSV, "application/pdf", *_PAGE_TYPES}
        return PassedOverError(found.origin, reason=f"{kind}, {found.reason}") if is_beside else found
    return replace(found, known=first_of_each((*found.known, *known))) if found.key == member.key else found


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


def _payload(record: Any, *, origin: str, max_bytes: int) -> bytes:
    """Return what a record holds, unpacked where the server packed it."""
    coding = (record.http_headers.get_header("Content-Encoding") if record.http_headers else "") or ""
    chunked = (record.http_headers.get_header("Transfer-Encoding") if record.http_headers else "") or ""
    stream = record.raw_stream
    if "chunked" in chunked.lower():
        from warcio.bufferedreaders import ChunkedDataReader

        stream = ChunkedDataReader(stream, decomp_type=None)
    data = read_bounded(stream, origin=origin, max_bytes=max_bytes)
    if coding.lower() in {"gzip", "x-gzip", "deflate"} and not data.lstrip().startswith(b"<"):
        try:
            return inflate(data, max_bytes=max_bytes)
        except ExpansionError as error:
            raise DocumentError(
                origin, str(error), remedy="leave it out: an article is not that large", reason="too large"
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
