"""What the running text tells of a day that is written in part above it: which way round, or of which year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from filmkg.text.issued import days_in_prose

_MAX_CHARS = 6000
# "7/3/2025" is 7 March: days near that and farther from 3 July are enough. For 3 July they must be near that alone.
_NEAR_DAYS, _NEARER_DAYS = 45, 14
_CLOSE_DAYS, _FAR_DAYS = 14, 90
# "BUDAPEST, October 9 … was signed on October 8, 2024", "Jan 30 … on Sunday … the letter of January 24, 2012"
_JUST_DAYS, _SAME_NEWS_DAYS = 7, 14
_OPENING_CHARS, _LEAD_CHARS = 800, 450
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"(?i)\b(?:{'|'.join(_WEEKDAYS)})\b")


def settle(readings: Sequence[str], text: str) -> str | None:
    """Return which of two days is meant by the days that a text names.

    Args:
        readings: The day with the day first, and with the month first, which is much the rarer of the two.
        text: The running text.

    Returns:
        One of them, or None where the text leaves it open.
    """
    written = [day for _, day in days_in_prose(text[:_MAX_CHARS])]
    day_first, month_first = (_nearest(dt.date.fromisoformat(reading), written) for reading in readings)
    if day_first <= _NEAR_DAYS and month_first - day_first > _NEARER_DAYS:
        return readings[0]
    return readings[1] if month_first <= _CLOSE_DAYS and day_first > _FAR_DAYS else None


def year_of(month_day: str, text: str) -> str | None:
    """Return the year of a dateline's day, by days near it that the text writes out in full.

    It is sure where they all give one year, and one of them opens the text and is the dateline's or up to seven days
    before it, or the first words name the weekday that the dateline's day then is, or the one before: agencies report
    of today or yesterday. Anniversaries and next editions have other weekdays.

    Args:
        month_day: "MM-DD".
        text: The running text.
    """
    near, just = set[dt.date](), False
    for start_char, written in days_in_prose(text[:_MAX_CHARS]):
        if len(written) != len("2012-01-24"):
            continue
        day = dt.date.fromisoformat(written)
        found = [*_near_days(month_day, day)]
        near.update(found)
        just |= start_char < _OPENING_CHARS and any(0 <= (other - day).days <= _JUST_DAYS for other in found)
    if len(near) != 1:
        return None
    day = near.pop()
    told = {_WEEKDAYS.index(weekday.casefold()) for weekday in _WEEKDAY.findall(text[:_LEAD_CHARS])}
    is_told = not told.isdisjoint({day.weekday(), (day.weekday() - 1) % len(_WEEKDAYS)})
    return str(day.year) if just or is_told else None


def _near_days(month_day: str, written: dt.date) -> Iterator[dt.date]:
    """Yield the days of this month and day that are near a date."""
    for year in (written.year - 1, written.year, written.year + 1):
        day = _day(year, month_day)
        if day is not None and abs((day - written).days) <= _SAME_NEWS_DAYS:
            yield day


def _nearest(day: dt.date, written: Sequence[str]) -> int:
    """Return how many days away the nearest of some days is, with its year or without."""
    away = [dt.date.max.toordinal()]
    for other in written:
        if len(other) == len("01-24"):
            days = (_day(year, other) for year in (day.year - 1, day.year, day.year + 1))
            away += [abs((near - day).days) for near in days if near is not None]
        else:
            away.append(abs((dt.date.fromisoformat(other) - day).days))
    return min(away)


def _day(year: int, month_day: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{year:04d}-{month_day}")
    except ValueError:
        return None
