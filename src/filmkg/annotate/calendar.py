"""Arithmetic of the dates that news leaves incomplete: "28 April", "in February", "on Monday", "last week".

Nothing becomes more exact than the text: what names a month stays a month.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import TypeAlias

# The first month of each season north of the equator, where the articles are written.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_MONTHS_PER_SEASON = 3
_DAYS_PER_WEEK = 7
# how much farther away a day seems against which the words around it speak: they can belong to something else
_AGAINST_DAYS = 120
# how far from its article a day or month is surely that of the nearest year; which months are surely those of its year
_SURE_MONTHS_OF_DAY, _SURE_MONTHS_OF_MONTH = 4, 3
_FIRST_SURE_MONTH, _LAST_SURE_MONTH = 2, 11


class Direction(IntEnum):
    """Where the words around a date look."""

    PAST = -1
    OPEN = 0
    FUTURE = 1


@dataclass(frozen=True, slots=True)
class Partial:
    """A day, month or year, as far as the text gives it; without a year it waits to be completed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> Partial:
        """Return a full date."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def read(cls, written: str) -> Partial:
        """Read `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
        return cls(*map(int, written.split("-")))

    @property
    def is_possible(self) -> bool:
        """Tell whether the calendar has such a day; 29 February passes as long as no year is known."""
        if self.month is None or self.day is None:
            return True
        try:
            date(self.year or 2000, self.month, self.day)
        except ValueError:
            return False
        return True

    def isoformat(self) -> str:
        """Return `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


# When an article appeared: its day, or its month or year where that is all that is known of it.
Issue: TypeAlias = date | Partial


def complete(partial: Partial, issued: date, direction: Direction) -> Partial:
    """Give a day or month without year the year that the article means.

    A day takes the year that brings it closest to the article, and counts as farther away where the words around it
    look the other way; a month looks where they look.
    """
    if partial.year is not None or partial.month is None:
        return partial
    years = (issued.year, issued.year - 1, issued.year + 1)
    if partial.day is not None:
        days = [replace(partial, year=year) for year in years]
        possible = [day for day in days if day.is_possible]
        away = {day: _ordinal(day) - issued.toordinal() for day in possible}
        return min(
            possible,
            key=lambda day: abs(away[day]) + (_AGAINST_DAYS if away[day] * direction < 0 else 0),
            default=days[0],
        )
    distances = {year: (year - issued.year) * 12 + partial.month - issued.month for year in years}
    allowed = [year for year in years if distances[year] * direction >= 0]
    return replace(partial, year=min(allowed, key=lambda year: abs(distances[year])))


def complete_within(partial: Partial, period: Partial, direction: Direction) -> Partial | None:
    """Give a day or month without year the year that an article means of which only the month or year is known.

    Sure is the year in which a day lies within four months of the article's month, and a month within three, on the
    side to which the words around it look. Where no more than a year is known, that is the year of all that lies from
    February to November, since in the months at its ends the year before or the one to come may be spoken of. All else
    stays without a year.

    Args:
        partial: The day or month.
        period: Month or year in which the article appeared.
        direction: Where the words around look.
    """
    if partial.year is not None or partial.month is None or period.year is None:
        return None
    if period.month is None:
        is_sure = _FIRST_SURE_MONTH <= partial.month <= _LAST_SURE_MONTH
        return replace(partial, year=period.year) if is_sure else None
    most = _SURE_MONTHS_OF_MONTH if partial.day is None else _SURE_MONTHS_OF_DAY
    for year in (period.year, period.year - 1, period.year + 1):
        n_months = (year - period.year) * 12 + partial.month - period.month
        if abs(n_months) <= most and n_months * direction >= 0:
            return replace(partial, year=year)
    return None


def follow(start: Partial, end: Partial) -> Partial:
    """Give the end of a range the first year in which it does not come before its start."""
    if start.year is None or end.month is None:
        return end
    same_year = replace(end, year=start.year)
    if (end.month, end.day or 31) < (start.month or 1, start.day or 1):
        return replace(end, year=start.year + 1)
    return same_year


def precede(start: Partial, end: Partial) -> Partial:
    """Give the start of a range the last year in which it does not come after its end."""
    if end.year is None or start.month is None:
        return start
    if (start.month, start.day or 1) > (end.month or 12, end.day or 31):
        return replace(start, year=end.year - 1)
    return replace(start, year=end.year)


def find_weekday(weekday: int, issued: date, direction: Direction, *, strictly: bool = False) -> date:
    """Return the nearest such day: the day of the article counts, unless strictly before or after is asked for.

    Args:
        weekday: Monday is 0.
        issued: Date of the article.
        direction: FUTURE for the coming one; otherwise the last one.
        strictly: True for "last Friday" and "next Friday".
    """
    if direction is Direction.FUTURE:
        n_days = (weekday - issued.weekday()) % _DAYS_PER_WEEK
        return issued + timedelta(days=n_days or (_DAYS_PER_WEEK if strictly else 0))
    n_days = (issued.weekday() - weekday) % _DAYS_PER_WEEK
    return issued - timedelta(days=n_days or (_DAYS_PER_WEEK if strictly else 0))


def next_weekday(weekday: int, start: Partial) -> Partial:
    """Return the first such day on or after the start of a range."""
    day = date(start.year or 1, start.month or 1, start.day or 1)
    return Partial.of(find_weekday(weekday, day, Direction.FUTURE))


def previous_weekday(weekday: int, end: Partial) -> Partial:
    """Return the last such day on or before the end of a range."""
    day = date(end.year or 1, end.month or 1, end.day or 1)
    return Partial.of(find_weekday(weekday, day, Direction.PAST))


def shift_months(issued: date, n_months: int) -> Partial:
    """Return the month that lies so many months after the article's."""
    year, month = divmod(issued.year * 12 + issued.month - 1 + n_months, 12)
    return Partial(year, month + 1)


def shift_weeks(issued: date, n_weeks: int) -> Partial:
    """Return the month that holds all of a week, or else its ISO year: RDF has no type for weeks."""
    monday = issued - timedelta(days=issued.weekday()) + timedelta(weeks=n_weeks)
    sunday = monday + timedelta(days=_DAYS_PER_WEEK - 1)
    if monday.month == sunday.month:
        return Partial(monday.year, monday.month)
    return Partial(monday.isocalendar().year)


def end_of_week(issued: date) -> Partial:
    """Return the Sunday of the article's week."""
    return Partial.of(find_weekday(6, issued, Direction.FUTURE))


def find_season(season: str, issued: date, direction: Direction) -> Partial:
    """Return the year of "last spring", "next spring" or "this spring"; a season itself has no type in RDF."""
    first_month = SEASONS[season]
    if direction is Direction.FUTURE and first_month <= issued.month:
        return Partial(issued.year + 1)
    if direction is Direction.PAST and first_month + _MONTHS_PER_SEASON > issued.month:
        return Partial(issued.year - 1)
    return Partial(issued.year)


def _ordinal(partial: Partial) -> int:
    return date(partial.year or 1, partial.month or 1, partial.day or 1).toordinal()
