"""Dates as the lines above an article write them; running text is read elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from filmkg.text.vocabulary import vocabulary

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_RANGE_BEFORE = re.compile(r"(?<!\d)\d{1,2}\s?[-–—]\s?$")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_RANGE_BETWEEN = re.compile(r"\s?(?:[-–—]|to|until)\s?")
_AFTERNOON = re.compile(r"(?:\s?[-–,|])?\s{1,2}(?:1[3-9]|2[0-3]):\d\d(?!\s?[ap]\.?m)", re.IGNORECASE)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_HALF_OF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date on a line.

    Attributes:
        start_char: Where it starts in the line, the weekday included.
        end_char: Where it ends.
        readings: The days that it may be, `YYYY-MM-DD`: two where day and month cannot be told apart, none where the
            year or the day is missing.
        updated: True where the words before it say that it is the day of a change.
        month_day: "MM-DD" where only the year is missing, else "".
    """

    start_char: int
    end_char: int
    readings: tuple[str, ...]
    updated: bool
    month_day: str = ""


@cache
def _pattern() -> re.Pattern[str]:
    words = vocabulary().dates
    months = rf"(?:{'|'.join(sorted(words.month_by_name, key=len, reverse=True))})(?![^\W\d_])"
    weekdays = "|".join(words.weekdays)
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    begins = r"(?<!\d)(?<!\d[./-])"
    gap, by = r"[\s,.-]{0,3}", r"(?:[\s.-]{1,2}|/)"
    years = r"\d{4}|['’]\d{2}"
    return re.compile(
        rf"""
        (?=\w)  # spares trying all of them where none begins
        (?:(?<!\w)(?:{weekdays})(?!\w)\.?,?\s{{0,3}})?
        (?:
          {begins}(?P<iso_year>\d{{4}})(?P<iso>[-/.])(?P<iso_month>\d{{1,2}})(?P=iso)(?P<iso_day>\d{{1,2}})(?!\d)
        | {begins}(?P<first>\d{{1,2}})(?P<by>[./-]|\.\s)(?P<second>\d{{1,2}})(?P=by)(?P<short_year>\d{{4}}|\d{{2}})
          (?!\d|[/-]\d)
        | {begins}(?P<day_3>\d{{1,2}}){by}(?-i:(?P<roman>{"|".join(_ROMAN)})){by}(?P<year_4>\d{{4}})(?!\d)
        | (?<![\d:])(?P<day>{day})[\s.-]{{0,2}}(?:(?:of|de)\s)?(?P<month>{months})\.?
          (?:{gap}(?:de\s)?(?P<year>{years})(?!\d))?
        | (?<!\w)(?P<month_5>{months})\.?,?\s(?P<day_5>\d{{1,2}})/(?P<year_5>\d{{4}})(?!\d)
        | (?<!\w)(?P<month_2>{months})\.?[\s)-]{{0,2}}(?P<day_2>{day})(?!\d|:\d)(?:{gap}(?P<year_2>{years})(?!\d))?
        | (?<!\w)(?P<month_3>{months})\.?,?\s(?P<year_3>\d{{4}})(?!\d)
        )
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def find_dates(line: str) -> tuple[WrittenDate, ...]:
    """Find the dates of a short line, in order. The end of a range ("4-7 March 2025") is none."""
    if _DIGIT.search(line) is None:
        return ()
    found: list[WrittenDate] = []
    previous_end = 0
    for match in _pattern().finditer(line):
        if _RANGE_BEFORE.search(line[max(0, match.start() - 5) : match.start()]) and line[match.start()].isdigit():
            previous_end = match.end()
            continue
        if found and _RANGE_BETWEEN.fullmatch(line[previous_end : match.start()]) and not found[-1].readings:
            found.pop()  # "26 April - 2 May 2017"
            previous_end = match.end()
            continue
        updated = any(
            word.casefold() in vocabulary().dates.updated
            for word in _WORD.findall(line[max(previous_end, match.start() - 30) : match.start()])
        )
        readings = _readings(match, line[match.end() :])
        month_day = "" if readings else _month_day(match)
        found.append(WrittenDate(match.start(), match.end(), readings, updated, month_day))
        previous_end = match.end()
    return tuple(found)


def days_in_prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a text names a day by its month and which, `YYYY-MM-DD` or, without its year, "MM-DD"; ranges too."""
    for match in _pattern().finditer(text):
        if match["month"] or match["month_2"]:
            readings = _readings(match, "")
            day = readings[0] if readings else _month_day(match)
            if day:
                yield match.start(), day


def months_in(line: str) -> Iterator[tuple[int, str]]:
    """Yield where a line names a month with its year and no day, and which, `YYYY-MM`."""
    if _DIGIT.search(line):
        for match in _pattern().finditer(line):
            if match["month_3"] and _FIRST_YEAR <= int(match["year_3"]) <= _LAST_YEAR:
                month = vocabulary().dates.month_by_name[match["month_3"].casefold()]
                yield match.start(), f"{match['year_3']}-{month:02d}"


def publication_date(dates: Sequence[WrittenDate]) -> str | None:
    """Choose the day of publication among the dates of a header, the most telling first.

    A day of publication beats a day of change. 10/7/2024 counts only where another date of the header settles it,
    if only by day and month.

    Returns:
        `YYYY-MM-DD`, or None where no date gives a whole day.
    """
    for group in ([date for date in dates if not date.updated], [date for date in dates if date.updated]):
        whole = [date for date in group if date.readings]
        if whole:
            settled = {date.readings[0][5:] for date in dates if len(date.readings) == 1}
            settled |= {date.month_day for date in dates if date.month_day}
            if len(whole[0].readings) == 1:
                return whole[0].readings[0]
            return next((reading for reading in whole[0].readings if reading[5:] in settled), None)
    return None


def _readings(match: re.Match[str], rest: str) -> tuple[str, ...]:
    part = match.groupdict()
    if part["iso_year"]:
        return _days([(part["iso_year"], part["iso_month"], part["iso_day"])])
    if part["first"]:
        first, second, year = part["first"], part["second"], part["short_year"]
        year = year if len(year) == 4 else f"20{year}"
        day_first, month_first = (year, second, first), (year, first, second)
        if part["by"].startswith("."):
            return _days([day_first])
        zones = {word.casefold() for word in _WORD.findall(rest[:40])}
        # A clock of 24 hours is not read where the month comes first.
        if zones & vocabulary().dates.day_first_zones or _AFTERNOON.match(rest):
            return _days([day_first]) or _days([month_first])
        if zones & vocabulary().dates.month_first_zones or _HALF_OF_DAY.search(rest[:20]):
            return _days([month_first]) or _days([day_first])
        return _days([day_first, month_first])
    if part["roman"]:
        return _days([(part["year_4"], str(_ROMAN.index(part["roman"]) + 1), part["day_3"])])
    for suffix in ("", "_2", "_5"):
        if part["month" + suffix]:
            year = re.sub("['’]", "20", part["year" + suffix] or "")
            return _days([(year, *_month_and_day(part, suffix))]) if year else ()
    return ()


def _month_and_day(part: Mapping[str, str], suffix: str) -> tuple[str, str]:
    month = vocabulary().dates.month_by_name[part["month" + suffix].casefold()]
    return str(month), re.sub(r"\D", "", part["day" + suffix])


def _month_day(match: re.Match[str]) -> str:
    """Return the month and day of a date that has no year, "" for any other."""
    part = match.groupdict()
    for suffix in ("", "_2"):
        if part["month" + suffix] and not part["year" + suffix]:
            month, day = _month_and_day(part, suffix)
            return next((written[5:] for written in _days([("2000", month, day)])), "")  # a leap year
    return ""


def _days(candidates: Iterable[tuple[str, str, str]]) -> tuple[str, ...]:
    """Turn (year, month, day) into ISO dates, without those that no calendar has and without repetition."""
    days: list[str] = []
    for candidate in candidates:
        year, month, day = map(int, candidate)
        try:
            written = dt.date(year, month, day).isoformat()
        except ValueError:
            continue
        if _FIRST_YEAR <= year <= _LAST_YEAR and written not in days:
            days.append(written)
    return tuple(days)
