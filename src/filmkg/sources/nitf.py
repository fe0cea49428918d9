"""NITF 3 (IPTC): headline, dates and byline in its head, the body in its body.content."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from filmkg.model import Document
from filmkg.sources.bounds import read_bounded
from filmkg.sources.markup import element_paragraphs, local_name
from filmkg.sources.protocol import Delivered, Delivery
from filmkg.sources.story import known_values, story
from filmkg.sources.xmltree import parse_xml


def open_nitf(delivery: Delivery) -> Delivered:
    """Yield the article of a NITF file."""
    root = parse_xml(read_bounded(delivery.stream, origin=delivery.origin), origin=delivery.origin)
    yield read_nitf(root, Document(delivery.key, delivery.origin, b"", known=delivery.known))


def read_nitf(nitf: Element, document: Document) -> Document:
    """Return the article of an element `nitf`, after what the document is known to say already."""
    rows: list[tuple[str, object, str]] = [
        ("title", _text(nitf, "body.head", "hedline", "hl1"), "NITF hl1"),
        ("title", _text(nitf, "head", "title"), "NITF title"),
        ("issued", _attribute(nitf, "date.release", "norm"), "NITF date.release"),
        ("issued", _attribute(nitf, "date.issue", "norm"), "NITF date.issue"),
        ("issued", _attribute(nitf, "pubdata", "date.publication"), "NITF pubdata"),
        ("issued", _attribute(nitf, "story.date", "norm"), "NITF story.date"),
        ("creator", _author(nitf), "NITF byline"),
        ("publisher", _text(nitf, "body.head", "distributor"), "NITF distributor"),
        ("publisher", _attribute(nitf, "doc.copyright", "holder"), "NITF doc.copyright"),
        ("url", _attribute(nitf, "pubdata", "ex-ref"), "NITF pubdata"),
        ("language", nitf.get("{http://www.w3.org/XML/1998/namespace}lang"), "NITF xml:lang"),
    ]
    paragraphs = [paragraph for content in named(nitf, "body.content") for paragraph in element_paragraphs(content)]
    dateline = _text(nitf, "body.head", "dateline", "location")
    if dateline and paragraphs and not paragraphs[0].casefold().startswith(dateline.casefold()):
        paragraphs[0] = f"{dateline} -- {paragraphs[0]}"
    return story(document, paragraphs=paragraphs, known=known_values(rows))


def named(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name inside an element, whatever their namespace."""
    return (one for one in element.iter() if local_name(one) == name)


def words(element: Element) -> str:
    """Return all text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _text(element: Element, *path: str) -> str | None:
    for name in path:
        found = next(named(element, name), None)
        if found is None:
            return None
        element = found
    return words(element)


def _attribute(element: Element, name: str, attribute: str) -> str | None:
    return next((one.get(attribute) for one in named(element, name) if one.get(attribute)), None)


def _author(nitf: Element) -> str | None:
    byline = next(named(nitf, "byline"), None)
    if byline is None:
        return None
    person = next(named(byline, "person"), None)
    return words(byline if person is None else person).removeprefix("By ").removeprefix("by ")
