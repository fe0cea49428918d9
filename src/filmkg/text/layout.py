"""Lines, and the paragraphs that they make up. No text is changed; only spans are drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from filmkg.model import Part

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BYTE_ORDER_MARK = "\ufeff"
_SENTENCE_END = re.compile(r"[.!?…。؟।][\"'”’»)\]]{0,3}$")
# The space after a dash is often missing; before a figure a "-" is a minus or a range.
_BULLET = re.compile(r"(?:[•·▪■●◦*►»✓]\s*|[-–—]\s*(?=[^\W\d])|[-–—]\s+|\(?\d{1,2}[.)]\s+)(?=\S)")
_LIST_ITEM_END = re.compile(r"[;,](?: and| or)?$")
_MAX_WRAPPED_CHARS = 130
_MIN_WRAPPED_CHARS = 45
_MAX_ITEM_CHARS = 250
# A share of continuation lines that start in lower case: above it, the file was broken at a fixed width.
_WRAPPED_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it.

    Attributes:
        start_char: Where it starts in the article.
        end_char: Where it ends.
        text: Its words.
        opens_block: True where a blank line, or nothing, stands before it.
    """

    start_char: int
    end_char: int
    text: str
    opens_block: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of whole lines, and what it is a part of."""

    start_char: int
    end_char: int
    part: Part


def lines_of(text: str) -> list[Line]:
    """Cut a text into its lines, leaving out blank ones. A byte order mark at the start is read as white space."""
    lines: list[Line] = []
    previous_end = -2
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.lstrip()
        start = match.start() + len(raw) - len(stripped)
        if start == 0 and stripped.startswith(_BYTE_ORDER_MARK):
            without_mark = stripped[1:].lstrip()
            start += len(stripped) - len(without_mark)
            stripped = without_mark
        stripped = stripped.rstrip()
        if stripped:
            lines.append(Line(start, start + len(stripped), stripped, match.start() - previous_end > 1))
            previous_end = match.end()
    return lines


def ends_sentence(line: str) -> bool:
    """Tell whether a line ends as a sentence does, closing quotation marks and brackets included."""
    return _SENTENCE_END.search(line[-5:]) is not None


def is_headline_like(line: str) -> bool:
    """Tell whether a line is short and does not end as a sentence or a list item does."""
    return len(line) <= 130 and not line.endswith((".", ";", ":", ",", '."', ".”"))


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether a text was broken into lines of a fixed width."""
    continued = lower = 0
    for previous, line in pairwise(lines):
        if not line.opens_block and not _BULLET.match(line.text):
            if len(previous.text) > _MAX_WRAPPED_CHARS:
                return False
            continued += 1
            lower += _continues(previous, line)
    return continued > 0 and lower >= _WRAPPED_SHARE * continued


def paragraphs_of(lines: Sequence[Line], *, wrapped: bool) -> list[Paragraph]:
    """Group the lines of a body into paragraphs and list items.

    Args:
        lines: The lines, in order.
        wrapped: Whether the text is broken at a fixed width, as `is_wrapped` says of all of it.

    Returns:
        Paragraphs (`Part.BODY`) and items of enumerations and programmes (`Part.LIST`), in order.
    """
    paragraphs: list[Paragraph] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].opens_block:
            block = lines[start:end]
            after_colon = start > 0 and lines[start - 1].text.endswith(":")
            paragraphs += _paragraphs_of_block(block, wrapped=wrapped, after_colon=after_colon)
            start = end
    return paragraphs


def _paragraphs_of_block(block: Sequence[Line], *, wrapped: bool, after_colon: bool) -> list[Paragraph]:
    first = block[0]
    if len(block) == 1:
        item = _LIST_ITEM_END.search(first.text) is not None and len(first.text) <= _MAX_WRAPPED_CHARS and after_colon
        return [Paragraph(first.start_char, first.end_char, Part.LIST if item else Part.BODY)]
    bullets = sum(_BULLET.match(line.text) is not None for line in block)
    items = sum(_LIST_ITEM_END.search(line.text) is not None for line in block[:-1])
    if bullets > 1 and 2 * bullets >= len(block) - 1:
        lead_in = [first] if not _BULLET.match(first.text) else []
        return [Paragraph(line.start_char, line.end_char, Part.BODY) for line in lead_in] + _join(
            block[len(lead_in) :],
            lambda previous, line: _continues(previous, line) and not _BULLET.match(line.text),
            Part.LIST,
        )
    if (len(block) > 2 and items == len(block) - 1) or (after_colon and items and items >= len(block) - 2):
        return _join(block, lambda _previous, _line: False, Part.LIST)
    widest = max(len(line.text) for line in block)
    if widest <= _MAX_WRAPPED_CHARS and ((wrapped and widest >= _MIN_WRAPPED_CHARS) or _is_prose(block)):
        return [Paragraph(first.start_char, block[-1].end_char, Part.BODY)]
    # One line a paragraph, or short lines that stay apart: a programme.
    unended = sum(not ends_sentence(line.text) and not line.text.endswith(":") for line in block)
    is_list = widest <= _MAX_ITEM_CHARS and 2 * unended > len(block)
    return _join(block, _continues, Part.LIST if is_list else Part.BODY)


def _is_prose(block: Sequence[Line]) -> bool:
    """Tell whether a block by itself shows that it was broken at a fixed width."""
    continued = sum(_continues(previous, line) for previous, line in pairwise(block))
    return 2 * continued >= len(block) - 1


def _continues(previous: Line, line: Line) -> bool:
    """Tell whether a line goes on in the middle of the sentence before it."""
    return line.text[0].islower() and not previous.text.endswith((";", ":")) and not ends_sentence(previous.text)


def _join(block: Sequence[Line], joins: Callable[[Line, Line], bool], part: Part) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    start = 0
    for end in range(1, len(block) + 1):
        if end == len(block) or not joins(block[end - 1], block[end]):
            paragraphs.append(Paragraph(block[start].start_char, block[end - 1].end_char, part))
            start = end
    return paragraphs
