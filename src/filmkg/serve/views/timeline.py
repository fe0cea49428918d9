"""Events along time: a bar from their first day to their last, as exactly as the articles say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from filmkg.serve.lists.cells import Value
from filmkg.serve.rendering import titled
from filmkg.serve.views.bars import status_of
from filmkg.serve.views.drawing import NARROW, Drawing, Shape, clipped, shape, words

MAX_EVENTS = 60
_WIDTH, _LABEL, _LINE = 860, 250, 20
# On a phone a name stands above its bar.
_NARROW_LINE = 36
_DATE_CHARS = (4, 7, 10)


@dataclass(frozen=True, slots=True)
class Moment:
    """An event with its dates.

    Attributes:
        event: The event.
        start: First day, month or year, "" where no article says.
        end: Last day, month or year, "" where no article says.
        statuses: Its statuses.
    """

    event: Value
    start: str
    end: str
    statuses: tuple[str, ...]


def draw(moments: Sequence[Moment], *, is_narrow: bool = False) -> Drawing:
    """Draw events that have a date, in the order given.

    Args:
        moments: At most `MAX_EVENTS` are drawn.
        is_narrow: Whether it is for a phone.
    """
    width, left, line = (NARROW, 4, _NARROW_LINE) if is_narrow else (_WIDTH, _LABEL, _LINE)
    dated = [(moment, *span) for moment in moments if (span := extent(moment))][:MAX_EVENTS]
    if not dated:
        return Drawing(width, 40, ())
    first = min(start for _, start, _ in dated).year
    last = max(end for _, _, end in dated).year + 1
    begin = dt.date(first, 1, 1).toordinal()
    scale = (width - left - 20) / (dt.date(min(last, 9999), 1, 1).toordinal() - begin or 1)
    height = 34 + len(dated) * line
    shapes: list[Shape] = []
    step = max(1, -(-(last - first) // (6 if is_narrow else 10)))
    for year in range(first, last + 1, step):
        x = left + (dt.date(min(year, 9999), 1, 1).toordinal() - begin) * scale
        shapes.append(shape("line", "line", x1=x, y1=22, x2=x, y2=height - 6))
        if year < last:
            shapes.append(words(str(year), x=x + 3, y=16, tone="soft", size=11))
    for number, (moment, start, end) in enumerate(dated):
        y = 28 + number * line
        tone = status_of(moment.statuses)
        x = left + (start.toordinal() - begin) * scale
        length = max((end.toordinal() + 1 - start.toordinal()) * scale, 6)
        name = titled(moment.event.text)
        title = f"{name}: {moment.start or moment.end}"
        if is_narrow:
            shapes.append(words(clipped(name, chars=37), x=left, y=y + 11, size=12))
            date = moment.start or moment.end
            shapes.append(words(date, x=width - 4, y=y + 11, tone="soft", size=11, anchor="end"))
            y += 17
        else:
            shapes.append(words(clipped(name, chars=36), x=left - 10, y=y + 10, anchor="end", size=11.5))
        shapes.append(shape("rect", tone, x=x, y=y, width=length, height=11, rx=3, stroke_width=1.5, title=title))
    return Drawing(width, height, tuple(shapes))


def extent(moment: Moment) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day that an event may have, or None where it has no date at all."""
    start = _days(moment.start) or _days(moment.end)
    if not start:
        return None
    end = _days(moment.end) or start
    return start[0], max(end[1], start[0])


def _days(date: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a day, month or year of the years 1 to 9998."""
    if len(date) not in _DATE_CHARS:
        return None
    try:
        numbers = [int(part) for part in date.split("-")]
        year, month, day = (*numbers, 0, 0)[:3]
        first = dt.date(year, month or 1, day or 1)
        if day:
            return first, first
        after = dt.date(year + (not month or month == 12), (month % 12) + 1 if month else 1, 1)
        return first, after - dt.timedelta(days=1)
    except ValueError:
        return None
