"""The day of an article whose header lines tell none.

Pages and newsletters write their day in more ways than a header can be told by: "DAY 2 – Tuesday, 14 March 2023" above
a title, "Kabar Inform, 11.04.2024." before the first words, a day in the dateline and the year in the last line. Lines
of credit are read in `credits`, mastheads in `masthead`; what the text itself settles is told by `settling`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from filmkg.text.credits import credit_days
from filmkg.text.issued import WrittenDate, find_dates, publication_date
from filmkg.text.layout import ends_sentence
from filmkg.text.masthead import find_period
from filmkg.text.settling import settle, year_of
from filmkg.text.vocabulary import vocabulary

_TOP_BLOCKS = 8
_LINE_CHARS = 140
_MAX_WORDS_OF_NOTE = 10
# how far into the first paragraph it can stand
_OPENING_CHARS = 70
_LAST_BLOCKS = 3
_LAST_LINES = 2
_END_CHARS = 14
_YEAR_LINE_WORDS = 9
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d%/-]|[.,]\d)")
# "(2022)", "[2022]", "(end) 2025", "APP/arh/2022", "— CMI/pr/2026"
_YEAR_AT_END = re.compile(
    r"(?:\((?:19|20)\d\d\)|\[(?:19|20)\d\d\]|\((?i:ends?)\)\s(?:19|20)\d\d|[^\W\d]/(?:19|20)\d\d)\W{0,3}$"
)
_YEAR_IN_END = re.compile(r"(?:19|20)\d\d(?=\D{0,4}$)")
_RIGHTS = re.compile(r"©|\(c\)|\b(?:copyright|dated|all rights)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def find_day(blocks: Sequence[str]) -> str | None:
    """Return the day of publication by the first lines and, for a day without its year, by the last ones.

    Args:
        blocks: The lines of the header and the paragraphs below it, in order.

    Returns:
        `YYYY-MM-DD`, or None where nothing gives a whole day.
    """
    top = [*_top(blocks)]
    dates = [date for text in top for date in find_dates(text) if not _is_of_happening(text, date)]
    day = publication_date(dates) or next(credit_days(blocks), None)
    if day is not None:
        return day
    body = "\n".join(blocks[max(0, len(top) - 1) :])
    doubtful = next((date.readings for date in dates if len(date.readings) > 1), None)
    if doubtful is not None:
        return settle(doubtful, body)
    for text in top:
        for date in find_dates(text):
            if date.month_day and not _is_of_happening(text, date):
                year = _year(blocks, top) or year_of(date.month_day, body)
                return _checked(f"{year}-{date.month_day}", text[date.start_char : date.end_char]) if year else None
    return None


def find_time(blocks: Sequence[str]) -> str | None:
    """Return the month or year of an article without a day, `YYYY-MM` or `YYYY`, or None where no masthead gives it."""
    return find_period([*_top(blocks)], blocks[-_LAST_BLOCKS:])


def _top(blocks: Sequence[str]) -> Iterator[str]:
    """Yield the lines above the first paragraph of running text, and what that opens with."""
    for block in blocks[:_TOP_BLOCKS]:
        if len(block) > _LINE_CHARS or (ends_sentence(block) and len(block.split()) > _MAX_WORDS_OF_NOTE):
            yield block[:_OPENING_CHARS]
            return
        yield block


def _is_of_happening(text: str, date: WrittenDate) -> bool:
    """Tell whether the word before a date makes it one on which something happens."""
    words = [word.casefold() for word in _WORD.findall(text[: date.start_char])]
    told = vocabulary().dates
    return bool(words) and words[-1] in told.happening and told.publishing.isdisjoint(words)


def _year(blocks: Sequence[str], top: Sequence[str]) -> str | None:
    """Return the year that the last lines give, or else the only one of the first lines; None where neither does."""
    for block in reversed(blocks[-_LAST_BLOCKS:]):
        years: list[str] = _YEAR.findall(block)
        is_note = _RIGHTS.search(block[:_LINE_CHARS]) or len(block.split()) <= _YEAR_LINE_WORDS
        if len(block) <= _LINE_CHARS and is_note and len(set(years)) == 1:
            return years[0]
        for line in reversed(block.splitlines()[-_LAST_LINES:]):
            at_end = _YEAR_AT_END.search(line[-_END_CHARS:]) and _YEAR_IN_END.search(line[-_END_CHARS:])
            if at_end:
                return at_end.group()
    known = sorted({year for text in top for year in _YEAR.findall(text)})
    return known[0] if len(known) == 1 else None


def _checked(day: str, written: str) -> str | None:
    """Return a day unless the calendar has none such or the weekday written with it is another."""
    try:
        weekday = dt.date.fromisoformat(day).weekday()
    except ValueError:
        return None
    told = written[:3].casefold()
    return day if told not in _WEEKDAYS or told == _WEEKDAYS[weekday] else None
