"""Days that fall into those of an event: "from 12 to 16 December … on Friday the archive presents its prints".

What is written before an event speaks of the weekdays of that event, not of those next to its own date; and where an
article has no date, the days of the event give the year to others.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from filmkg.annotate.calendar import Direction, Partial, complete, find_weekday
from filmkg.annotate.dateatoms import Atom

_DAYS_PER_WEEK = 7
_MAX_DAYS = 31  # what takes longer is no event whose days are named
_FULL = len("2025-04-28")


class Days(NamedTuple):
    """The first and the last day of an event."""

    first: date
    last: date


def days_of(value: str) -> Days | None:
    """Return the days that the value of a date covers, or None where it is no range of few days."""
    start, _, end = value.partition("/")
    if start == end or not len(start) == len(end) == _FULL:
        return None
    days = Days(date.fromisoformat(start), date.fromisoformat(end))
    return days if 0 < (days.last - days.first).days <= _MAX_DAYS else None


def within(atom: Atom, days: Days, issued: date | None) -> Atom:
    """Return a date as it is to be read beside the days of an event: a weekday, or a day without its year.

    Args:
        atom: The date as it was read.
        days: The days of the event.
        issued: Date of the article.
    """
    if atom.weekday is not None and atom.is_plain:
        is_before = issued is None or (issued < days.first and atom.direction is not Direction.PAST)
        day = find_weekday(atom.weekday, days.first, Direction.FUTURE)
        is_only = day <= days.last and (days.last - day).days < _DAYS_PER_WEEK
        if is_before and is_only:
            return replace(atom, first=Partial.of(day), last=Partial.of(day))
    elif issued is None and atom.first is not None and atom.first.year is None and atom.last == atom.first:
        known = complete(atom.first, days.first, Direction.OPEN)
        return replace(atom, first=known, last=known) if known.is_possible else atom
    return atom
