"""The month or year of an article that tells no day: "Members' circular, March 2009", "No. 3/2017", "Summer 2016"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmkg.text.dateline import is_place
from filmkg.text.issued import months_in
from filmkg.text.vocabulary import vocabulary

_MAX_WORDS = 18
_MAX_CREDIT_WORDS = 6
_YEAR = re.compile(r"(?<![\d€$£])(?:19|20)\d\d(?!\d)")
_WORD = re.compile(r"[^\W\d_]+[°º]?")
# "No. 7", "issue 88", "Week 34/2022": a number makes sure that the word is one of a masthead
_NUMBER_BEHIND = re.compile(r"\.?\s?[#(]?\d")
_NUMBERED = frozenset({"no", "nr", "n°", "nº", "number", "vol", "volume", "week"})
_SEPARATOR = re.compile(r"[,.;:]\s|\s[/·•|–—-]\s|\s?[()\[\]]\s?")
_RANGE = re.compile(r"[-–/]\s?$")
_RIGHTS = re.compile(r"©|\(c\)", re.IGNORECASE)
_FIRST_WORDS = re.compile(r"[^.!?]{4,60}?(?:19|20)\d\d(?=\.\s|\.?$)")


def find_period(top: Sequence[str], last: Sequence[str]) -> str | None:
    """Return when an article appeared, as far as the line says that is its masthead.

    Args:
        top: The lines above the first paragraph of running text, and what that opens with.
        last: The last paragraphs.

    Returns:
        `YYYY-MM`, `YYYY`, or None.
    """
    lines = [line for line in top if len(line.split()) <= _MAX_WORDS]
    months = {month for line in lines for month in (_month(line),) if month}
    if len(months) == 1:
        return months.pop()
    years = {year for line in lines for year in (_year(line),) if year} | {month[:4] for month in months}
    if years:
        return years.pop() if len(years) == 1 else None
    for block in reversed(last):
        if _RIGHTS.match(block) or _RIGHTS.search(block[-12:]):
            year = _only_year(block[-80:])
            if year:
                return year
        first = _FIRST_WORDS.match(block)
        if first and len(first.group().split()) <= _MAX_CREDIT_WORDS and (month := _credit(first.group())):
            return month
    return None


def _month(line: str) -> str | None:
    """Return the month of a masthead."""
    programmes = vocabulary().dates.programmes
    for start_char, month in months_in(line):
        before = line[:start_char]
        if _RANGE.search(before):
            continue
        last = _WORD.findall(before)
        is_happening = bool(last) and last[-1].casefold() in vocabulary().dates.happening
        of_programme = any(before.casefold().rstrip().endswith(f"{word} of") for word in programmes)
        if of_programme or (not is_happening and (_is_masthead(line) or _is_place_and_month(before))):
            return month
    return None


def _is_place_and_month(before: str) -> bool:
    """Tell whether a month stands alone or behind nothing but a place: "Ottawa, June 2013", "Programme, March 2020"."""
    name = before.strip(" ,([|–—-")
    return not name or is_place(name) or name.casefold() in vocabulary().dates.programmes


def _is_masthead(line: str) -> bool:
    """Tell whether a line has a word for what appears by months or numbers."""
    for match in _WORD.finditer(line):
        word = match.group().casefold()
        is_numbered = word not in _NUMBERED or _NUMBER_BEHIND.match(line, match.end()) is not None
        if word in vocabulary().dates.mastheads and is_numbered:
            return True
    return False


def _year(line: str) -> str | None:
    """Return the year of a masthead, of a season that stands alone, or of what happens: "Polish Film Week 2024"."""
    year = _only_year(line)
    if year is None:
        return None
    told = vocabulary()
    named = line[: line.index(year)].rstrip().casefold()
    words = _WORD.findall(named)
    is_of_event = bool(words) and words[-1] in told.header.happenings and named.endswith(words[-1])
    segments = [segment.casefold().split() for segment in _SEPARATOR.split(line)]
    is_season = any(len(parts) == 2 and parts[0] in told.dates.seasons and parts[1] == year for parts in segments)
    return year if is_of_event or is_season or _is_masthead(line) else None


def _only_year(line: str) -> str | None:
    years = set(_YEAR.findall(line))
    return years.pop() if len(years) == 1 else None


def _credit(line: str) -> str | None:
    """Return the month of "Kultuurivahe, July 2021"."""
    for start_char, month in months_in(line):
        name = line[:start_char].rstrip(" ")
        words = {word.casefold() for word in _WORD.findall(name)}
        is_event = not vocabulary().dates.no_credits.isdisjoint(words) or not words.isdisjoint(
            vocabulary().dates.happening
        )
        if name.endswith(",") and not is_event and not is_place(name.rstrip(",")):
            return month
    return None
