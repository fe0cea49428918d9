"""NewsML-G2 (IPTC): news items, alone or in a message, whose text is NITF or XHTML inside, or plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from filmkg.errors import DocumentError
from filmkg.model import Document
from filmkg.sources.bounds import read_bounded
from filmkg.sources.key import key_of
from filmkg.sources.markup import element_paragraphs, local_name
from filmkg.sources.nitf import named, read_nitf, words
from filmkg.sources.protocol import Delivered, Delivery
from filmkg.sources.story import known_values, plain_paragraphs, story
from filmkg.sources.xmltree import parse_xml

_TEXT = "icls:text"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def open_newsml(delivery: Delivery) -> Delivered:
    """Yield the articles of a NewsML-G2 file; pictures and packages of references are passed over."""
    root = parse_xml(read_bounded(delivery.stream, origin=delivery.origin), origin=delivery.origin)
    items = [root] if local_name(root) == "newsItem" else list(named(root, "newsItem"))
    articles = [item for item in items if _class(item) in {"", _TEXT}]
    if not articles:
        raise DocumentError(
            delivery.origin,
            "has no news item of text",
            remedy="pictures and packages have no text: deliver the items that they refer to",
            reason="no article",
        )
    for number, item in enumerate(articles, start=1):
        name = "" if len(articles) == 1 else key_of(item.get("guid") or str(number))
        origin = f"{delivery.origin}#{item.get('guid') or number}" if name else delivery.origin
        document = Document("-".join(filter(None, (delivery.key, name))), origin, b"", known=delivery.known)
        try:
            yield _read(item, document)
        except DocumentError as error:
            yield error


def _read(item: Element, document: Document) -> Document:
    inline = next(_inline(item), None)
    rows = [
        ("title", _first(item, "headline"), "NewsML-G2 headline"),
        ("issued", _first(item, "contentCreated"), "NewsML-G2 contentCreated"),
        ("issued", _first(item, "firstPublished"), "NewsML-G2 firstPublished"),
        ("issued", _first(item, "versionCreated"), "NewsML-G2 versionCreated"),
        ("modified", _first(item, "contentModified"), "NewsML-G2 contentModified"),
        ("creator", (_first(item, "by") or "").removeprefix("By ").removeprefix("by "), "NewsML-G2 by"),
        ("creator", _named(item, "creator"), "NewsML-G2 creator"),
        ("publisher", _named(item, "provider"), "NewsML-G2 provider"),
        ("publisher", _named(item, "infoSource"), "NewsML-G2 infoSource"),
        ("url", next((one.get("href") for one in named(item, "link") if one.get("rel") == "irel:canonical"), None),
         "NewsML-G2 link"),
        ("language", next((one.get("tag") for one in named(item, "language")), None), "NewsML-G2 language"),
        ("language", item.get(_LANG), "NewsML-G2 xml:lang"),
    ]  # fmt: skip
    known = known_values(rows)
    if inline is None:
        plain = next(named(item, "inlineData"), None)
        text = "".join(plain.itertext()) if plain is not None else ""
        return story(document, paragraphs=plain_paragraphs(text), known=known)
    if local_name(inline) == "nitf":
        return read_nitf(inline, replace(document, known=(*document.known, *known)))
    return story(document, paragraphs=element_paragraphs(_body(inline)), known=known)


def _inline(item: Element) -> Iterator[Element]:
    """Yield the roots of what is inside in XML; a body delivered twice, in two forms, is read once."""
    for holder in named(item, "inlineXML"):
        yield from holder


def _body(xhtml: Element) -> Element:
    return next(named(xhtml, "body"), xhtml)


def _class(item: Element) -> str:
    return next((one.get("qcode") or "" for one in named(item, "itemClass")), "").replace("ninat:", "icls:")


def _first(item: Element, name: str) -> str | None:
    """Return the text of the first element of that name that stands in the item's metadata, not in its content."""
    for part in item:
        if local_name(part) in {"itemMeta", "contentMeta"}:
            for one in named(part, name):
                return words(one) or None
    return None


def _named(item: Element, name: str) -> str | None:
    for part in item:
        if local_name(part) in {"itemMeta", "contentMeta"}:
            for one in named(part, name):
                return next((words(label) for label in named(one, "name")), None) or one.get("literal")
    return None
