"""The paragraphs of markup: of an element of any XML vocabulary for text, or of a piece of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Protocol

from filmkg.errors import DocumentError

_MAX_TAGS = 50_000
_SPACE = re.compile(r"\s+")
# Of HTML, of NITF (hl2, note, block), and of what trafilatura makes of a page (head, item, row, cell, lb).
_BLOCKS = frozenset({
    "p", "div", "section", "article", "blockquote", "quote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hl2", "main", "table", "list", "ul", "ol", "dl", "body", "block", "note", "body.content", "address",
    "hr", "center",
})  # fmt: skip
_LINES = frozenset({"li", "item", "row", "tr", "dt", "dd", "br", "lb"})
_LISTS = frozenset({"ul", "ol", "dl", "list", "table"})
_CELLS = frozenset({"td", "th", "cell"})
# Pictures with their captions, navigation, forms, and what is never shown.
_LEFT_OUT = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "svg", "figure", "figcaption", "media",
    "media-caption", "media-producer", "caption", "nav", "aside", "footer", "form", "button", "select", "title",
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip


class Element(Protocol):
    """What `xml.etree` and lxml have in common."""

    @property
    def tag(self) -> object:
        """Its name; something else than a text for a comment."""

    @property
    def text(self) -> str | None:
        """The text before its first child."""

    @property
    def tail(self) -> str | None:
        """The text behind it."""

    def __iter__(self) -> Iterator[Element]:
        """Go through the children."""


class Blocks:
    """Takes tags and text in their order, and cuts the text into paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._left_out = self._lists = 0

    def open(self, tag: str) -> None:
        """Take the start of an element."""
        if tag in _LEFT_OUT:
            self._left_out += 1
        elif tag in _LINES or (tag in _BLOCKS and self._lists):
            self._pieces.append("\n")
        elif tag in _BLOCKS:
            self._flush()
        elif tag in _CELLS:
            self._pieces.append(" ")
        if tag in _LISTS:
            self._lists += 1

    def close(self, tag: str) -> None:
        """Take the end of an element."""
        if tag in _LEFT_OUT:
            self._left_out = max(0, self._left_out - 1)
            return
        if tag in _LISTS:
            self._lists = max(0, self._lists - 1)
        if tag in _BLOCKS and not self._lists:
            self._flush()
        elif tag in _BLOCKS:
            self._pieces.append("\n")

    def text(self, text: str | None) -> None:
        """Take text."""
        if text and not self._left_out:
            self._pieces.append(_SPACE.sub(" ", text))

    def end(self) -> list[str]:
        """Return the paragraphs."""
        self._flush()
        return self.paragraphs

    def _flush(self) -> None:
        text = "".join(self._pieces)
        lines = [" ".join(line.split()) for line in text.split("\n")]
        paragraph = "\n".join(line for line in lines if line)
        if paragraph:
            self.paragraphs.append(paragraph)
        self._pieces = []


def element_paragraphs(element: Element) -> list[str]:
    """Return the paragraphs of an element; namespaces do not matter."""
    blocks = Blocks()
    # by hand, since a tree may be deeper than Python calls
    waiting: list[tuple[Element, bool]] = [(element, False)]
    while waiting:
        node, seen = waiting.pop()
        tag = local_name(node)
        if seen:
            blocks.close(tag)
            if node is not element:
                blocks.text(node.tail)
            continue
        if tag:  # not a comment
            blocks.open(tag)
            blocks.text(node.text)
            waiting.append((node, True))
            waiting += [(child, False) for child in reversed(list(node))]
        elif node is not element:
            blocks.text(node.tail)
    return blocks.end()


def html_paragraphs(fragment: str, *, origin: str) -> list[str]:
    """Return the paragraphs of a piece of HTML, however badly it is formed.

    Raises:
        DocumentError: It has more tags than any article.
    """
    parser = _Fragment(origin)
    parser.feed(fragment)
    parser.close()
    return parser.blocks.end()


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Fragment(HTMLParser):
    def __init__(self, origin: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = Blocks()
        self._origin, self._tags = origin, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - their signature
        self._tags += 1
        if self._tags > _MAX_TAGS:
            raise DocumentError(
                self._origin, f"has more than {_MAX_TAGS:,} tags", remedy="look whether it is news", reason="hostile"
            )
        self.blocks.open(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.blocks.close(tag)

    def handle_data(self, data: str) -> None:
        self.blocks.text(data)
