"""Dates and ranges of dates in English news, by a grammar of our own; relative ones count from the article's date.

`Mention.value` is "START/END", each end `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: "2025-04-28/2025-04-30" for a range, one
date twice for one day, month or year, "2019-09-23/" for "since 23 September", "/2024-11-24" for "until 24 November",
and "" where neither the text nor the article's date gives the year. The span leaves out the preposition before it.

Where no more than the month or year of an article is known, it gives years to days and months near it, and counts for
nothing that needs a day ("on Friday").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from filmkg.annotate.calendar import (
    Direction,
    Issue,
    Partial,
    complete,
    complete_within,
    follow,
    next_weekday,
    precede,
    previous_weekday,
)
from filmkg.annotate.dateatoms import Atom, read_atom, read_number
from filmkg.annotate.dateforms import DASH, SPACE, find_forms
from filmkg.annotate.eventdays import Days, days_of, within
from filmkg.annotate.tense import find_direction
from filmkg.model import Article, Kind, Mention, Span

_JOIN = re.compile(rf"{DASH}|,?{SPACE}(?:and{SPACE})?(?:to|through|thru|until|till){SPACE}(?:the{SPACE})?")
_AND = re.compile(rf"{SPACE}and{SPACE}")
_LAST_WORD = re.compile(r"([A-Za-z]+)[ \t\n\u00a0(\"“«-]{0,3}$")
# Between the word that opens a range and the date: "starting on Monday", "since early May".
_FILLER = re.compile(r"\b(?:on|the|early|late)\s{1,2}$")
_DAYS = ("day_month", "month_day")
_OPEN_START = frozenset({"since", "from", "starting", "beginning", "after"})
# "announced for December", "put off to May"
_AIMS = frozenset({"for", "to"})
_OPEN_END = frozenset({"until", "till", "til", "through", "by", "before"})
# Months that are verbs or first names stand alone only after one of these.
_NAMES = frozenset({"mar", "apr", "may", "jun", "aug"})
_CUES = frozenset({
    "in", "of", "since", "until", "till", "through", "during", "before", "after", "between", "the", "this", "each",
    "every",
})  # fmt: skip
_WEAK_CUES = frozenset({"and", "or", "for", "to", "by", "from"})
_SURNAME = re.compile(rf"{SPACE}[A-Z]")
_TEMPORAL = frozenset({"in", "since", "until", "by", "during", "year", "and", "to"})
# "more than 2000", "2000 Songs": how many, not when.
_COUNTING = frozenset({"than", "over", "about", "around", "some", "nearly", "almost", "least", "approximately", "no"})
_COUNTED = re.compile(rf"{SPACE}(?:people|million|(?!was\b|has\b|is\b|as\b|its\b|this\b|plus\b)[A-Za-z]+s\b)")
_CONTEXT_CHARS = 30
_WITHOUT_YEAR = ("day_month", "month_day", "month")
_OWNER_YEAR = re.compile(r"\b([Nn]ext|[Ll]ast) year['’]s\b[^.;:,\n\d\"“”«»]*$")
_YEAR_BEHIND = re.compile(r",?(?: of)? (next|last) year\b", re.IGNORECASE)
_OWNER_CHARS = 80
_YEAR_OF_LINE = re.compile(r"((?:19|20)\d\d)(?:[.:]|\s[-–—])\s")
_LINE_CHARS = 1000
# "Mar del Plata": a short form is a month beside a day or year only.
_SHORT = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"})


def annotate_dates(article: Article) -> tuple[Mention, ...]:
    """Find the dates and ranges of an article, sorted and apart; the module says what `Mention.value` holds."""
    day = date.fromisoformat(article.header.issued) if article.header.issued else None
    issued = day or (Partial.read(article.header.period) if article.header.period else None)
    atoms = list(_find_atoms(article, issued))
    days = _days_of_event(article.text, atoms, issued)
    if days is not None:
        atoms = [within(atom, days, day) for atom in atoms]
    mentions, i = [], 0
    while i < len(atoms):
        atom = atoms[i]
        i += 1
        if i < len(atoms) and (value := _join(article.text, atom, atoms[i], issued)) is not None:
            span = Span(atom.span.start_char, atoms[i].span.end_char)
            i += 1
        elif atom.doubtful:
            continue
        else:
            span, value = atom.span, _value(article.text, atom, issued)
        mentions.append(Mention(Kind.DATE, span, article.quote(span), value))
    return tuple(mentions)


def _days_of_event(text: str, atoms: Sequence[Atom], issued: Issue | None) -> Days | None:
    """Return the first days from one to another that the article writes out with their year, or that follow from it."""
    for number, atom in enumerate(atoms):
        joined = _join(text, atom, atoms[number + 1], issued) if number + 1 < len(atoms) else None
        found = days_of(joined or _value(text, atom, issued))
        if found is not None:
            return found
    return None


def _find_atoms(article: Article, issued: Issue | None) -> Iterator[Atom]:
    text = article.text
    starts = [sentence.span.start_char for sentence in article.sentences]
    for form, start_char, end_char, words in find_forms(text):
        span = Span(start_char, end_char)
        if form in ("year", "years") and _is_count(text, span):
            continue
        if form in _DAYS:
            span, words = _without_second_day(text, form, span, words)
        direction = Direction.OPEN
        if form in ("weekday", "month", *_DAYS):
            index = bisect_right(starts, start_char) - 1
            sentence = article.sentences[index].span if index >= 0 else Span(0, len(text))
            direction = find_direction(text, span, sentence)
            opening = _opening(text, span)
            if opening == "since":
                direction = Direction.PAST
            elif opening in _AIMS or (direction is Direction.OPEN and opening in _OPEN_END):
                direction = Direction.FUTURE
            if form in _DAYS and direction is Direction.PAST:
                direction = Direction.OPEN  # "held on 26 October" is said of what comes as well
        atom = read_atom(form, span, words, direction=direction, issued=issued)
        if atom is None:
            continue
        if issued is not None and form in _WITHOUT_YEAR:
            atom = _of_year_of_line(text, atom) if isinstance(issued, Partial) else atom
            atom = _of_other_year(text, atom, issued)
        if form == "month" and _is_doubtful(text, span, words[1] or ""):
            atom = replace(atom, doubtful=True)
        yield atom


def _of_year_of_line(text: str, atom: Atom) -> Atom:
    """Give a day or month the year that heads its line in a chronology: "1989. In Havana, from 4 to 15 December"."""
    start = text.rfind("\n", max(0, atom.span.start_char - _LINE_CHARS), atom.span.start_char) + 1
    head = _YEAR_OF_LINE.match(text, start, atom.span.start_char)
    first, last = atom.first, atom.last
    if head is None or first is None or last is None or first.year is not None or last.year is not None:
        return atom
    begins = replace(first, year=int(head[1]))
    return replace(atom, first=begins, last=follow(begins, last))


def _of_other_year(text: str, atom: Atom, issued: Issue) -> Atom:
    """Give a day or month the year beside it: "next year's edition from 21 November", "on 14 June next year"."""
    first, last = atom.first, atom.last
    if first is None or last is None or first.year is not None or last.year is not None:
        return atom
    start = atom.span.start_char
    owner = _YEAR_BEHIND.match(text, atom.span.end_char) or _OWNER_YEAR.search(
        text, max(0, start - _OWNER_CHARS), start
    )
    if owner is None:
        return atom
    year = (issued.year or 0) + (1 if owner[1].lower() == "next" else -1)
    begins = replace(first, year=year)
    return replace(atom, first=begins, last=begins if last == first else last)  # the end of a range follows its start


def _without_second_day(
    text: str, form: str, span: Span, words: tuple[str | None, ...]
) -> tuple[Span, tuple[str | None, ...]]:
    """Keep, of "15 and 22 May" that is no range, the day beside the month."""
    first, last = (0, 1) if form == "day_month" else (1, 2)
    gap = _AND.search(text, span.start_char, span.end_char) if words[last] else None
    if (
        gap is None
        or _opening(text, span) == "between"
        or read_number(words[last]) == (read_number(words[first]) or 0) + 1
    ):
        return span, words
    if form == "day_month":
        return Span(gap.end(), span.end_char), (words[1], None, *words[2:])
    return Span(span.start_char, gap.start()), (*words[:2], None, *words[3:])


def _value(text: str, atom: Atom, issued: Issue | None) -> str:
    """Return the value of a date that stands alone."""
    first = _known(atom.first, issued, atom.direction)
    if first is None or atom.last is None:
        return ""
    last = atom.last if atom.last.year is not None else follow(first, atom.last)
    opening = _opening(text, atom.span) if first == last else ""
    # "A drama from 2018" was made that year; "from 23 September" something begins.
    if opening in _OPEN_START and not (opening == "from" and first.month is None):
        return f"{first.isoformat()}/"
    if opening in _OPEN_END:
        return f"/{last.isoformat()}"
    return f"{first.isoformat()}/{last.isoformat()}"


def _join(text: str, start: Atom, end: Atom, issued: Issue | None) -> str | None:
    """Return the value of the range between two dates, or None where the words between them make none."""
    between = text[start.span.end_char : end.span.start_char]
    is_range = _JOIN.fullmatch(between) or (_AND.fullmatch(between) and _opening(text, start.span) == "between")
    if not is_range or start.first != start.last or end.first != end.last:
        return None
    first, last = start.first, end.last
    if first is None or last is None:
        return ""
    if (first.month is None) != (last.month is None):
        return None
    if first.year is None and last.year is not None:
        first = precede(first, last)
    first = _known(first, issued, start.direction)
    if last.year is None and first is not None:
        last = follow(first, last)
    if first is None or not (first.is_possible and last.is_possible):
        return ""  # 29 February of a year that has none
    if end.weekday is not None and first.day is not None:
        last = next_weekday(end.weekday, first)
    if start.weekday is not None and last.day is not None and first.isoformat() > last.isoformat():
        first = previous_weekday(start.weekday, last)
    return f"{first.isoformat()}/{last.isoformat()}" if first.isoformat() <= last.isoformat() else None


def _known(partial: Partial | None, issued: Issue | None, direction: Direction) -> Partial | None:
    """Return the date with its year, or None where nothing gives it or the calendar has no such day."""
    if partial is None or partial.year is not None:
        return partial
    if isinstance(issued, Partial):
        known = complete_within(partial, issued, direction)
    else:
        known = None if issued is None else complete(partial, issued, direction)
    return known if known is not None and known.is_possible else None


def _last_word(text: str, end_char: int) -> str:
    """Return the word that stands directly before, in lower case, or ""."""
    match = _LAST_WORD.search(text[max(0, end_char - _CONTEXT_CHARS) : end_char])
    return match[1].lower() if match else ""


def _opening(text: str, span: Span) -> str:
    """Return the preposition before a date."""
    before = _FILLER.sub("", text[max(0, span.start_char - _CONTEXT_CHARS) : span.start_char])
    return _last_word(before, len(before))


def _is_doubtful(text: str, span: Span, month: str) -> bool:
    """Tell whether a month that is shortened, a verb or a first name stands alone, with no word that makes it one."""
    if len(month) < span.end_char - span.start_char:
        return False
    if month.rstrip(".").lower() in _SHORT:
        return True
    if month[:3].lower() not in _NAMES:
        return False
    before = _last_word(text, span.start_char)
    weak = before in _WEAK_CUES and not _SURNAME.match(text, span.end_char)
    return not (weak or before in _CUES)


def _is_count(text: str, span: Span) -> bool:
    """Tell whether four digits say how many and not when."""
    before = _last_word(text, span.start_char)
    return before in _COUNTING or (before not in _TEMPORAL and _COUNTED.match(text, span.end_char) is not None)
