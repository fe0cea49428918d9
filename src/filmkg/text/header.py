"""The lines above an article: title, date, byline, outlet, and the navigation between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from filmkg.model import Part
from filmkg.text.dateline import read_dateline
from filmkg.text.issued import WrittenDate
from filmkg.text.layout import Line, ends_sentence
from filmkg.text.metadata import Metadata, is_person_name, read_metadata, read_signature
from filmkg.text.vocabulary import vocabulary

_MAX_LINES = 30
_MAX_TITLE_CHARS = 160
_MAX_SUBTITLE_CHARS = 110
_MAX_TITLE_LINES = 3
_MAX_QUESTION_WORDS = 20
_MAX_STOPPED_WORDS = 12
_LIST_START = re.compile(r"[-–—•*·]\s")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above the body.

    Attributes:
        parts: What each of the first lines is a part of; the body starts after them.
        title: The headline, its lines joined by a space.
        title_lines: How many lines it has, counted from `title_index`.
        title_index: Number of its first line, -1 without a title.
        dates: All dates, in order.
        creator: Author named in a byline.
        publisher: Outlet or agency.
        place: City of a dateline that stands on a line of its own.
        url: Address.
    """

    parts: tuple[Part, ...]
    title: str | None
    title_index: int
    title_lines: int
    dates: tuple[WrittenDate, ...]
    creator: str | None
    publisher: str | None
    place: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class _Item:
    """One or more lines read together: metadata, or a candidate for the title where `metadata` is None."""

    index: int
    lines: int
    text: str
    metadata: Metadata | None


def read_head(lines: Sequence[Line]) -> Head:
    """Read the lines above the body: metadata and title lines, until the first that begins running text."""
    items = _items(lines)
    candidates = [item for item in items if item.metadata is None]
    resolved = {item.index: item.metadata for item in items if item.metadata is not None}
    for position, item in enumerate(items):
        if item.metadata is None:
            signature = _signature(items, position, candidates)
            if signature is not None:
                resolved[item.index] = signature
    candidates = [item for item in candidates if item.index not in resolved]
    dated = {item.index + step for item in items if item.metadata and item.metadata.dates for step in (-1, 1)}
    all_head = bool(items) and items[-1].index + items[-1].lines == len(lines)
    for item in [] if all_head else _outlets(candidates, dated=dated):
        resolved[item.index] = Metadata(Part.HEADER, publisher=item.text if not _is_section(item.text) else None)
    candidates = [item for item in candidates if item.index not in resolved]
    title = candidates[0] if candidates else None
    parts: list[Part] = []
    for item in items:
        parts += [resolved[item.index].part if item.index in resolved else Part.TITLE] * item.lines
    found = [resolved[index] for index in sorted(resolved)]
    creator = next((metadata.creator for metadata in found if metadata.creator), None)
    unknown = next((metadata.unknown for metadata in found if metadata.unknown), None)
    return Head(
        parts=tuple(parts),
        title=title.text if title else None,
        title_index=title.index if title else -1,
        title_lines=title.lines if title else 0,
        dates=tuple(date for metadata in found for date in metadata.dates),
        creator=creator,
        # A name beside the date that is neither section nor city is the outlet only where the author is known.
        publisher=next((metadata.publisher for metadata in found if metadata.publisher), unknown if creator else None),
        place=next((metadata.place for metadata in found if metadata.place), None),
        url=next((metadata.url for metadata in found if metadata.url), None),
    )


def _items(lines: Sequence[Line]) -> list[_Item]:
    @cache
    def read(index: int) -> Metadata | None:
        return read_metadata(lines[index].text) if index < len(lines) else None

    items: list[_Item] = []
    candidates = index = 0
    while index < min(len(lines), _MAX_LINES):
        metadata = read(index)
        if metadata is not None:
            items.append(_Item(index, 1, lines[index].text, metadata))
            index += 1
            continue
        below = read(index + 1)
        dated_below = below is not None and bool(below.dates) and candidates == 0
        length = (
            1
            if dated_below and _is_short(lines[index].text)
            else _title_length(lines, read, index=index, earlier=candidates)
        )
        if length == 0 or candidates == _MAX_TITLE_LINES:
            break
        text = " ".join(line.text for line in lines[index : index + length])
        items.append(_Item(index, length, text, None))
        candidates += 1
        index += length
    return items


def _title_length(lines: Sequence[Line], read: Callable[[int], Metadata | None], *, index: int, earlier: int) -> int:
    """Return how many lines from `index` on make up a title; 0 where running text begins."""
    first = lines[index].text
    if not _may_be_title(first) or (earlier and len(first) > _MAX_SUBTITLE_CHARS):
        return 0
    run = [lines[index]]
    while (
        len(run) <= 2 * _MAX_TITLE_LINES
        and index + len(run) < len(lines)
        and not lines[index + len(run)].opens_block
        and read(index + len(run)) is None
    ):
        run.append(lines[index + len(run)])
    if len(run) == 1:
        return 1
    widest = max(len(line.text) for line in run[1:])
    if run[1].text[0].islower():
        whole = len(run) <= _MAX_TITLE_LINES and not any(ends_sentence(line.text) for line in run)
        return len(run) if whole and sum(len(line.text) for line in run) <= _MAX_TITLE_CHARS else 0
    running = any(ends_sentence(line.text) for line in run[1:])
    # Running text broken at a fixed width fills its first line; a title above long lines does not.
    if running and widest <= _MAX_TITLE_CHARS and len(first) > 0.75 * widest:
        return 0
    return 1


def _is_short(line: str) -> bool:
    """Tell whether a line is short enough for a headline even if it ends with a full stop, given a date below it."""
    return len(line.split()) <= _MAX_STOPPED_WORDS and read_dateline(line) is None


def _may_be_title(line: str) -> bool:
    if len(line) > _MAX_TITLE_CHARS or line.endswith((":", ";", ",")) or _LIST_START.match(line):
        return False
    if ends_sentence(line) and not line.isupper():
        asks = line.rstrip("\"'”’»)").endswith(("?", "!")) and len(line.split()) <= _MAX_QUESTION_WORDS
        if not asks or line.startswith(('"', "“", "«")):
            return False
    return read_dateline(line) is None


def _signature(items: Sequence[_Item], position: int, candidates: Sequence[_Item]) -> Metadata | None:
    """Read a line as a bare byline ("Laman Ismayilova Read more"): beside a date, or below the title."""
    item = items[position]
    neighbours = [items[other] for other in (position - 1, position + 1) if 0 <= other < len(items)]
    beside_date = any(other.metadata is not None and other.metadata.dates for other in neighbours)
    below_title = position > 0 and (items[position - 1].metadata is None or candidates[0].index < item.index)
    above = items[position - 1].metadata if position > 0 else None
    if above is not None and above.creator and item.text.split()[-1].casefold() in vocabulary().header.posts:
        return Metadata(Part.HEADER)
    if item.lines > 1 or not (beside_date or below_title):
        return None
    return read_signature(item.text)


def _outlets(candidates: Sequence[_Item], *, dated: set[int]) -> list[_Item]:
    """Return the candidates that name the page's outlet or section; the lines in `dated` stand beside a date."""
    words = vocabulary().header
    outlets: list[_Item] = []
    for number, item in enumerate(candidates):
        tokens = [token.strip(".,'’").casefold() for token in item.text.split()]
        tokens = [token for token in tokens if token.strip("#№").isalpha()] or tokens
        names = _is_capitalised(item.text)
        has_later = number + 1 < len(candidates)
        apart = has_later and candidates[number + 1].index > item.index + item.lines
        if (
            (names and len(tokens) <= 4 and any(token in words.outlet_words for token in tokens))
            or (names and item.index in dated and has_later and tokens[0] == "the" and len(tokens) <= 4)
            or (len(tokens) == 1 and has_later and len(outlets) == number)
            or (names and apart and len(tokens) <= 12 and any(token in words.institutions for token in tokens))
            or (names and has_later and len(tokens) <= 6 and tokens[0] in words.institutions and tokens[1:2] == ["of"])
        ):
            outlets.append(item)
    if len(outlets) == len(candidates) and outlets and is_person_name(outlets[-1].text):
        outlets.pop()
    return outlets


def _is_capitalised(text: str) -> bool:
    particles = vocabulary().header.name_particles | {"in", "for", "at", "to", "on", "with"}
    return all(word[0].isupper() or not word[0].isalpha() or word in particles for word in text.split())


def _is_section(text: str) -> bool:
    return text.casefold() in vocabulary().header.sections
