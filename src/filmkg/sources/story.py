"""From the pieces of an article, as formats keep them apart, to its plain text and what is known of it."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from email.utils import parsedate_to_datetime

from filmkg.errors import DocumentError
from filmkg.model import Document, Known
from filmkg.sources.bounds import MAX_ARTICLE_BYTES, too_large

_SPACE = re.compile(r"\s+")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_BASIC_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}(?:Z|[+-]\d{2}:?\d{2})?)?$")  # of NITF and NewsML
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]{3,2000}$", re.IGNORECASE)
_MAX_VALUE_CHARS = 500
_MIN_REPEATED_CHARS = 60


def story(document: Document, *, paragraphs: Sequence[str], known: Iterable[Known] = ()) -> Document:
    """Write an article down as plain text: its headline, a blank line, its paragraphs with blank lines between them.

    A paragraph that says again what an earlier one said (a body that is delivered twice) is left out.

    Args:
        document: The article as it was delivered, whose `known` comes first.
        paragraphs: Its body; a line break inside one stays.
        known: What its format says of it, in the order in which it counts; of two values of a field the first stays.

    Raises:
        DocumentError: It has no text, too much of it, or characters that no text has.
    """
    values = first_of_each((*document.known, *known))
    title = next((one.value for one in values if one.field == "title"), None)
    kept: list[str] = []
    seen: set[str] = set()
    for paragraph in paragraphs:
        lines = [_SPACE.sub(" ", line).strip() for line in paragraph.split("\n")]
        text = "\n".join(line for line in lines if line)
        if not text or (not kept and title and _SPACE.sub(" ", text).casefold() == title.casefold()):
            continue
        if text in seen and len(text) >= _MIN_REPEATED_CHARS:
            continue
        seen.add(text)
        kept.append(text)
    if not kept:
        raise DocumentError(
            document.origin, "has no text", remedy="look at it: it may be a picture or a link only", reason="no text"
        )
    data = encoded("\n\n".join([title, *kept] if title else kept) + "\n", origin=document.origin)
    if len(data) > MAX_ARTICLE_BYTES:
        raise too_large(document.origin, f"{len(data):,} bytes of text", max_bytes=MAX_ARTICLE_BYTES)
    return replace(document, data=data, format="text", known=values)


def plain_paragraphs(text: str) -> list[str]:
    """Cut plain text at its blank lines; what its other line breaks mean is for the stage `text` to say."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")


def encoded(text: str, *, origin: str) -> bytes:
    """Return text as UTF-8; raise DocumentError where it has a NUL or half a surrogate pair."""
    zero = text.find("\0")
    if zero >= 0:
        raise DocumentError(
            origin, f"is binary (a NUL character at {zero})", remedy="deliver the text alone", reason="not text"
        )
    try:
        return text.encode()
    except UnicodeEncodeError as failure:
        raise DocumentError(
            origin,
            f"has half a character (the lone surrogate U+{ord(text[failure.start]):04X})",
            remedy="write it anew: whatever cut the text cut a character in two",
            reason="not text",
        ) from failure


def first_of_each(known: Iterable[Known]) -> tuple[Known, ...]:
    """Return the first value of each field, by field."""
    first: dict[str, Known] = {}
    for one in known:
        first.setdefault(one.field, one)
    return tuple(sorted(first.values()))


def known_values(rows: Iterable[tuple[str, object, str]]) -> list[Known]:
    """Bring what a format says into the form that `Header` has; leave out what does not have that form.

    Args:
        rows: Field, value as found (anything but a text is left out), and the place where it was found.
    """
    known: list[Known] = []
    for field, found, place in rows:
        value = _READ[field](found) if isinstance(found, str) else None
        if value:
            known.append(Known(field, value, place))
    return known


def _words(text: str) -> str | None:
    """Return a short text on one line, or None where it is not one."""
    words = _SPACE.sub(" ", html.unescape(text)).strip()
    usable = words and len(words) <= _MAX_VALUE_CHARS and words.isprintable()
    return words if usable else None


def _name(text: str) -> str | None:
    words = _words(text)
    return None if words is None or "://" in words else words


def _day(text: str) -> str | None:
    """Return the day of a time stamp (ISO 8601, its basic form, RFC 5322), as its own time zone has it."""
    text = text.strip()
    match = _DAY.match(text) or _BASIC_DAY.match(text)
    try:
        if match:
            return dt.date(*map(int, match.groups())).isoformat()
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _url(text: str) -> str | None:
    address = text.strip()
    return address if _URL.match(address) else None


def _language(text: str) -> str | None:
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.match(tag) else None


_READ = {
    "title": _words,
    "issued": _day,
    "modified": _day,
    "creator": _name,
    "publisher": _name,
    "url": _url,
    "language": _language,
}
FIELDS = tuple(_READ)
