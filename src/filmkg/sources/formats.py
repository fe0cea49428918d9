"""The table of formats: what tells each, and what reads it. The content counts first, the suffix second."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import BinaryIO, cast

from filmkg.errors import DocumentError
from filmkg.model import Document
from filmkg.sources.archive import open_tar, open_zip
from filmkg.sources.bounds import (
    MAX_ARTICLE_BYTES,
    MAX_FILE_BYTES,
    MAX_PAGE_BYTES,
    ExpansionError,
    Inflated,
    put_back,
    read_bounded,
    read_fully,
    too_large,
)
from filmkg.sources.feed import open_feed
from filmkg.sources.newsml import open_newsml
from filmkg.sources.nitf import open_nitf
from filmkg.sources.pdf import read_pdf
from filmkg.sources.plain import read_plain
from filmkg.sources.protocol import Delivered, Delivery, Format
from filmkg.sources.rows import open_csv, open_json, open_json_lines
from filmkg.sources.warc import open_warc
from filmkg.sources.webpage import read_page

HEAD_BYTES = 4096
Recognises = Callable[[bytes], bool]
_PROLOGUE = re.compile(
    r"\s*(?:(?:<\?[^>]{0,500}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,3000}?\])?\s*>)\s*)*",
    re.DOTALL | re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})[\s/>]")
_DOCTYPE_HTML = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<!doctype\s+html", re.IGNORECASE | re.DOTALL)
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:')


def _root(head: bytes) -> str:
    """Return the name of the first element of markup, without its prefix; "" where it is none."""
    if b"<" not in head:
        return ""
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if utf16 else "utf-8", "ignore").removeprefix("\ufeff")
    if _DOCTYPE_HTML.match(text):
        return "html"
    start = _PROLOGUE.match(text)
    found = _ELEMENT.match(text, start.end() if start else 0)
    return found.group(1) if found else ""


def _has_root(*names: str) -> Recognises:
    return lambda head: _root(head).lower() in names


def _starts(*marks: bytes) -> Recognises:
    return lambda head: head.startswith(marks)


def _never(_head: bytes) -> bool:
    return False


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _is_json(head: bytes) -> bool:
    return _JSON.match(head) is not None


def _open_gzip(delivery: Delivery) -> Delivered:
    """Yield the articles of what is inside."""
    inside = Inflated(delivery.stream)
    name = re.sub(r"\.gz$", "", delivery.name, flags=re.IGNORECASE)
    name = re.sub(r"\.tgz$", ".tar", name, flags=re.IGNORECASE)
    try:
        head = read_fully(cast("BinaryIO", inside), HEAD_BYTES)
        if head.startswith(b"\x1f\x8b"):
            raise _nested(delivery)
        stream = put_back(cast("BinaryIO", inside), head)
        yield from open_delivery(replace(delivery, name=name, stream=stream, size_bytes=None))
    except ExpansionError as error:
        raise DocumentError(
            delivery.origin, str(error), remedy="unpack it yourself, and look at it", reason="too large"
        ) from error


def open_delivery(delivery: Delivery) -> Delivered:
    """Yield the articles of a file, an archive or a pipe, each in plain text or with the name of its reader.

    Raises:
        DocumentError: It cannot be read on from here.
        OSError: It cannot be read.
    """
    head = read_fully(delivery.stream, HEAD_BYTES)
    chosen = choose(head, delivery.name)
    if chosen.container is not None:
        if delivery.packed and chosen.name in _ARCHIVES:
            raise _nested(delivery)
        yield from chosen.container(replace(delivery, stream=put_back(delivery.stream, head)))
        return
    if delivery.size_bytes is not None and delivery.size_bytes > chosen.max_bytes:
        raise too_large(delivery.origin, f"{delivery.size_bytes:,} bytes", max_bytes=chosen.max_bytes)
    data = head
    if len(head) == HEAD_BYTES:  # else that was all
        data = read_bounded(put_back(delivery.stream, head), origin=delivery.origin, max_bytes=chosen.max_bytes)
    document = Document(delivery.key, delivery.origin, data, format=chosen.name, known=delivery.known)
    yield read_plain(document) if chosen.name == "text" else document


def _nested(delivery: Delivery) -> DocumentError:
    return DocumentError(
        delivery.origin,
        "is an archive inside an archive, which is not opened",
        remedy="unpack the outer one",
        reason="unknown format",
    )


def _open_member(delivery: Delivery) -> Delivered:
    return open_delivery(delivery)


def _recognise(data: bytes) -> str:
    return choose(data[:HEAD_BYTES], "").name


def is_known(name: str) -> bool:
    """Tell whether a file of that name, found in a folder, is read."""
    return name.lower().endswith(SUFFIXES)


FORMATS: tuple[Format, ...] = (
    Format("warc", (".warc",), _starts(b"WARC/"),
           container=partial(open_warc, open_member=_open_member, recognise=_recognise)),
    Format("gzip", (".warc.gz", ".tar.gz", ".tgz", ".jsonl.gz", ".ndjson.gz", ".csv.gz"), _starts(b"\x1f\x8b"),
           container=_open_gzip),
    Format("zip", (".zip",), _starts(b"PK\3\4", b"PK\5\6"),
           container=partial(open_zip, open_member=_open_member, is_known=is_known)),
    Format("tar", (".tar",), _is_tar, container=partial(open_tar, open_member=_open_member, is_known=is_known)),
    Format("pdf", (".pdf",), _starts(b"%PDF-"), reader=read_pdf, max_bytes=MAX_FILE_BYTES),
    Format("newsml", (), _has_root("newsitem", "newsmessage", "packageitem"), container=open_newsml),
    Format("nitf", (".nitf",), _has_root("nitf"), container=open_nitf),
    Format("feed", (".rss", ".atom", ".xml"), _has_root("rss", "feed", "rdf"), container=open_feed),
    Format("html", (".html", ".htm", ".xhtml"), _has_root("html"), reader=read_page, max_bytes=MAX_PAGE_BYTES),
    Format("json", (".json",), _is_json, container=open_json),
    Format("jsonl", (".jsonl", ".ndjson"), _never, container=open_json_lines),
    Format("csv", (".csv",), _never, container=open_csv),
    Format("text", (".txt",), _never, reader=read_plain, max_bytes=MAX_ARTICLE_BYTES),
)  # fmt: skip
SUFFIXES = tuple(suffix for row in FORMATS for suffix in row.suffixes)
# Of files that hold one article each.
SINGLE_SUFFIXES = tuple(suffix for row in FORMATS if row.reader for suffix in row.suffixes)
_ARCHIVES = frozenset({"gzip", "zip", "tar", "warc"})
_BY_NAME = {row.name: row for row in FORMATS}
# Lines are told from one object by their suffix alone.
_BY_SUFFIX_FIRST = frozenset({"jsonl", "csv"})


def choose(head: bytes, name: str) -> Format:
    """Return the format of a file.

    Args:
        head: Its first bytes, `HEAD_BYTES` where it has as many.
        name: What it is called.
    """
    suffixed = next((row for row in FORMATS if name.lower().endswith(row.suffixes) and row.suffixes), None)
    if suffixed is not None and suffixed.name in _BY_SUFFIX_FIRST:
        return suffixed
    return next((row for row in FORMATS if row.recognises(head)), None) or suffixed or _BY_NAME["text"]


def read_document(document: Document) -> Document:
    """Make plain text of an article by the reader of its format.

    Raises:
        DocumentError: There is no article in it.
    """
    reader = _BY_NAME[document.format].reader
    assert reader is not None  # noqa: S101 - documents come from `open_delivery`
    return reader(document)
