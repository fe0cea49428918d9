"""A page of text as it stands on paper -> its regions in the order of reading: columns one after the other.

A page is a grid of characters. A gutter is a strip of blanks with lines of prose on both sides; what is above and below
it goes across. Columns of a table are no prose, and stay row by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

MIN_LINES = 5  # of prose in a region, and in each column
_MIN_GUTTER_CHARS = 3
_MIN_COLUMN_CHARS = 20
_MIN_FILLED = 0.6  # of a column by its lines, on average: rows of a table are shorter
# Of a page that is looked through for columns, and how often its parts are: the cost is bounded by these.
_MAX_LINES = 120
_MAX_CHARS = 220
_MAX_DEPTH = 4


class _Gutter(NamedTuple):
    """Lines `start` to `end`, not included, have nothing from the character `left` to `right`, not included."""

    start: int
    end: int
    left: int
    right: int


def regions(page: str) -> list[list[str]]:
    """Cut a page into regions, each a list of lines; "" is a line that is blank.

    Args:
        page: Its text with blanks in the place of white space on paper.
    """
    lines = [line.rstrip() for line in page.expandtabs().split("\n")]
    is_page = len(lines) <= _MAX_LINES and max(map(len, lines), default=0) <= _MAX_CHARS
    parts = _cut(lines, depth=0) if is_page else [lines]
    return [found for part in parts if any(found := _spaced(part))]


def _cut(lines: Sequence[str], *, depth: int) -> list[list[str]]:
    gutter = _gutter(lines) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [list(lines)]
    inside = lines[gutter.start : gutter.end]
    parts = [
        lines[: gutter.start],
        [line[: gutter.left].rstrip() for line in inside],
        [line[gutter.right :] for line in inside],
        lines[gutter.end :],
    ]
    return [found for part in parts for found in _cut(part, depth=depth + 1)]


def _gutter(lines: Sequence[str]) -> _Gutter | None:
    """Return the gutter with most lines beside it, the leftmost of these; None where there are no columns."""
    width = max(map(len, lines), default=0)
    best = None
    for left in range(_MIN_COLUMN_CHARS, width - _MIN_COLUMN_CHARS - _MIN_GUTTER_CHARS + 1):
        start = None
        for number, line in enumerate([*lines, "x" * width]):
            if line[left : left + _MIN_GUTTER_CHARS].strip():
                most = best.end - best.start if best else MIN_LINES - 1
                if start is not None and number - start > most:
                    found = _prose(lines, _Gutter(start, number, left, left + _MIN_GUTTER_CHARS))
                    best = found if found and found.end - found.start > most else best
                start = None
            elif start is None:
                start = number
    while best and all(line[best.right : best.right + 1].isspace() for line in lines[best.start : best.end]):
        best = best._replace(right=best.right + 1)
    return best


def _prose(lines: Sequence[str], gutter: _Gutter) -> _Gutter | None:
    """Return a gutter without a headline that does not reach it; None where there is not prose on both sides."""
    start, end, left, right = gutter
    sides = [(bool(line[:left].strip()), bool(line[right:].strip())) for line in lines[start:end]]
    if not all(sum(side) >= MIN_LINES for side in zip(*sides, strict=True)):
        return None
    # A headline stands above both columns, with a blank line below it.
    blank = next((number for number, side in enumerate(sides) if not any(side)), len(sides))
    if blank < len(sides) and not any(right_side for _, right_side in sides[:blank]):
        return _prose(lines, gutter._replace(start=start + blank + 1))
    for column in ([line[:left] for line in lines[start:end]], [line[right:] for line in lines[start:end]]):
        lengths = [len(text) for line in column if (text := line.strip())]
        if max(lengths) < _MIN_COLUMN_CHARS or sum(lengths) < _MIN_FILLED * max(lengths) * len(lengths):
            return None
    return gutter


def _spaced(lines: Sequence[str]) -> list[str]:
    """Return lines with a blank one where more space is left than between most of them.

    Columns whose lines do not stand at the same height have a blank one after each.
    """
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    gaps = [after - before for before, after in pairwise(numbers)]
    usual = sorted(gaps)[len(gaps) // 10] if len(gaps) >= MIN_LINES else 1
    spaced: list[str] = []
    for number, gap in zip(numbers, [1, *gaps], strict=False):
        spaced += [""] * (gap > usual) + [lines[number].strip()]
    return spaced
