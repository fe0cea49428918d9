"""What one written date says: its ends, as far as the text and the article's date give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from filmkg.annotate.calendar import (
    Direction,
    Issue,
    Partial,
    end_of_week,
    find_season,
    find_weekday,
    shift_months,
    shift_weeks,
)
from filmkg.annotate.dateforms import COUNTS
from filmkg.model import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NUMBERS = {name: i for i, name in enumerate(_MONTHS, 1)} | {name: i for i, name in enumerate(_WEEKDAYS)}
_RELATIVE = frozenset({"weekday", "week_end", "season", "shifted", "same_year", "ago", "relative", "month_of_year"})
_MIN_YEAR, _MAX_YEAR = 1880, 2099
_SHIFTS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
# These count from what was told before, not from the article.
_NARRATIVE = frozenset({"previous", "following"})
_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """One date, or one range written in one piece, with what is known of its ends.

    Attributes:
        first: Start; without year while it is to be completed; None where the article's date would be needed.
        last: End, alike.
        direction: Where the words around look.
        weekday: Number of a day of the week given by name alone (Monday is 0), to fit it to the start of a range.
        is_plain: True where no word before it says which one ("last Friday").
        doubtful: True where it is a date only as part of a range ("May").
    """

    span: Span
    first: Partial | None
    last: Partial | None
    direction: Direction = Direction.OPEN
    weekday: int | None = None
    is_plain: bool = False
    doubtful: bool = False


def read_atom(
    form: str, span: Span, words: tuple[str | None, ...], *, direction: Direction, issued: Issue | None
) -> Atom | None:
    """Read a date by its form; None for a day that no calendar has.

    Args:
        form: Name of the form, from `dateforms.find_forms`.
        span: Where it stands.
        words: The words in the slots of the form.
        direction: Where the words around look.
        issued: When the article appeared.
    """
    if form in _RELATIVE or (form == "month" and words[0]):
        return _read_relative(form, span, words, direction, issued)
    return _read_written(form, span, words, direction)


def _read_written(form: str, span: Span, words: tuple[str | None, ...], direction: Direction) -> Atom | None:
    """Read a date that stands for itself; None for days that no calendar has."""
    numbers = [read_number(word) if form != "part_year" or word == words[-1] else None for word in words]
    if form == "iso":
        days = [Partial(numbers[0], numbers[1], numbers[2])]
    elif form == "dotted":
        days = [Partial(numbers[3], numbers[2], day) for day in (numbers[0], numbers[1]) if day]
    elif form in ("day_month", "month_day"):
        first, last, month = (0, 1, 2) if form == "day_month" else (1, 2, 0)
        days = [Partial(numbers[3], numbers[month], numbers[day]) for day in (first, last) if numbers[day]]
    elif form == "month_year":
        days = [Partial(numbers[1], numbers[0])]
    elif form == "month":
        days = [Partial(None, numbers[1])]
    elif form == "years":
        end = numbers[1] or 0
        days = [Partial(numbers[0]), Partial(end if end > 99 else (numbers[0] or 0) // 100 * 100 + end)]
    else:
        days = [Partial(numbers[-1])]
    possible = [day for day in days if day.is_possible]
    if not possible or (form == "years" and not _MIN_YEAR <= (days[0].year or 0) < (days[1].year or 0) <= _MAX_YEAR):
        return None
    backwards = (possible[-1].day or 0) < (possible[0].day or 0)
    return Atom(span, possible[0], possible[0] if backwards else possible[-1], direction)


def _read_relative(
    form: str, span: Span, words: tuple[str | None, ...], direction: Direction, issued: Issue | None
) -> Atom:
    """Read a date that counts from the article's."""
    weekday = read_number(words[1]) if form == "weekday" else None
    slots = [" ".join((word or "").lower().split()) for word in words]
    is_plain = weekday is not None and not slots[0]
    if isinstance(issued, Partial):
        issued = date(issued.year or 1, issued.month or 1, 1) if _is_counted(form, slots, issued) else None
    if issued is None or (slots and slots[0] in _NARRATIVE):
        return Atom(span, None, None, direction, weekday, is_plain)
    day = _resolve(form, slots, direction, issued)
    return Atom(span, day, day, direction, weekday, is_plain)


def _is_counted(form: str, slots: list[str], period: Partial) -> bool:
    """Tell whether a date counts in years, or in months where the article's month is known: "next year", "last May"."""
    if form in ("shifted", "ago"):
        unit = slots[1]
    elif form in ("month", "season"):
        unit = "month"
    else:
        unit = "year" if form in ("month_of_year", "same_year") else ""
    return unit == "year" or (unit == "month" and period.month is not None)


def _resolve(form: str, slots: list[str], direction: Direction, issued: date) -> Partial:
    """Count from the article's date; the slots hold the words that the form leaves open, in lower case."""
    shift = _SHIFTS.get(slots[0]) if slots else None
    towards = direction if shift is None else Direction(shift)
    match form:
        case "weekday":
            towards = Direction.FUTURE if shift == 0 else towards
            return Partial.of(find_weekday(read_number(slots[1]) or 0, issued, towards, strictly=bool(shift)))
        case "week_end":
            return end_of_week(issued)
        case "season":
            return find_season(slots[1], issued, towards)
        case "month":
            n_months = (read_number(slots[1]) or 1) - issued.month
            # "last February" in February is that of the year before.
            return shift_months(issued, n_months + (12 * towards if n_months * towards <= 0 else 0))
        case "month_of_year":
            return Partial(issued.year + _SHIFTS[slots[1]], read_number(slots[0]))
        case "relative":
            return Partial.of(issued + timedelta(days=_DAYS[slots[0]]))
        case "ago":
            count = COUNTS.index(slots[0]) + 1 if slots[0] in COUNTS else int(slots[0]) if slots[0].isdigit() else 1
            return _shift(issued, -count, slots[1])
        case _:
            return _shift(issued, shift or 0, slots[1] if slots else "year")


def _shift(issued: date, count: int, unit: str) -> Partial:
    """Return the day, month or year so many units after the article's; a week gives the month that holds it."""
    if unit == "day":
        return Partial.of(issued + timedelta(days=count))
    if unit == "month":
        return shift_months(issued, count)
    if unit == "year":
        return Partial(issued.year + count)
    return shift_weeks(issued, count)


def read_number(word: str | None) -> int | None:
    """Return the number of a day, month, weekday or year as written; None for an empty slot."""
    if not word:
        return None
    if word[0].isdigit():
        return int(word.rstrip("stndrh"))
    return _NUMBERS[word[:3].lower()]
