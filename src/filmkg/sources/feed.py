"""RSS and Atom, from their bytes (feedparser): an article an entry, where the feed carries its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from filmkg.errors import DocumentError
from filmkg.model import Document
from filmkg.sources.bounds import MAX_PAGE_BYTES, read_bounded
from filmkg.sources.key import key_of
from filmkg.sources.markup import html_paragraphs
from filmkg.sources.protocol import Delivered, Delivery, missing_extra
from filmkg.sources.story import known_values, plain_paragraphs, story
from filmkg.sources.xmltree import parse_xml

# A summary of one or two sentences is no article.
_MIN_SUMMARY_CHARS = 600


def open_feed(delivery: Delivery) -> Delivered:
    """Yield the articles of a feed; an entry with a link and a summary only is an error in its place."""
    data = read_bounded(delivery.stream, origin=delivery.origin, max_bytes=MAX_PAGE_BYTES)
    feed = parse_feed(data, origin=delivery.origin)
    for entry in feed.entries:
        identifier = str(entry.get("id") or entry.get("link") or entry.get("title") or "")
        origin = f"{delivery.origin}#{identifier}"
        document = Document(f"{delivery.key}-{key_of(identifier)}".rstrip("-"), origin, b"", known=delivery.known)
        try:
            known = known_values(_known(entry, feed, origin=origin))
            yield story(document, paragraphs=_paragraphs(entry, origin=origin), known=known)
        except DocumentError as error:
            yield error


def parse_feed(data: bytes, *, origin: str) -> Any:
    """Return a feed as feedparser has it, nothing fetched.

    Raises:
        DocumentError: It declares entities, or is no feed.
    """
    feedparser = _feedparser(origin=origin)
    # Feeds are often not well-formed, which feedparser bears; what is hostile is found by then.
    try:
        parse_xml(data, origin=origin)
    except DocumentError as error:
        if error.reason != "damaged" or b"<!ENTITY" in data:
            raise
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise DocumentError(
            origin, "is no feed (RSS or Atom)", remedy="open it in a browser and save what it shows", reason="damaged"
        )
    return feed


def _paragraphs(entry: Mapping[str, Any], *, origin: str) -> list[str]:
    contents = [one.get("value") or "" for one in entry.get("content") or ()]
    text = max(contents, key=len, default="")
    summary = entry.get("summary") or ""
    if not text.strip() and len(summary) >= _MIN_SUMMARY_CHARS:
        text = summary
    paragraphs = html_paragraphs(text, origin=origin)
    if not paragraphs:
        link = entry.get("link") or "its page"
        raise DocumentError(
            origin,
            "has a summary only, and no text",
            remedy=f"get the article: filmkg fetch {link}",
            reason="link only",
        )
    return paragraphs if len(paragraphs) > 1 or "<" in text else plain_paragraphs(text)


def _known(entry: Mapping[str, Any], feed: Any, *, origin: str) -> Iterator[tuple[str, object, str]]:
    kind = "Atom" if str(feed.get("version")).startswith("atom") else "RSS"
    channel = feed.feed
    yield "title", _plain(entry.get("title"), origin=origin), f"{kind} title"
    yield "issued", entry.get("published"), f"{kind} published"
    yield "modified", entry.get("updated"), f"{kind} updated"
    yield "creator", entry.get("author"), f"{kind} author"
    yield "publisher", (entry.get("source") or {}).get("title"), f"{kind} source"
    yield "publisher", _plain(channel.get("title"), origin=origin), f"{kind} feed title"
    yield "url", entry.get("link"), f"{kind} link"
    for content in entry.get("content") or ():
        yield "language", content.get("language"), f"{kind} xml:lang"
    yield "language", channel.get("language"), f"{kind} language"


def _plain(value: object, *, origin: str) -> str | None:
    return " ".join(html_paragraphs(value, origin=origin)) if isinstance(value, str) else None


def _feedparser(*, origin: str) -> ModuleType:
    try:
        import feedparser
    except ImportError as error:
        raise missing_extra("feedparser", extra="web", origin=origin) from error
    module: ModuleType = feedparser
    return module
