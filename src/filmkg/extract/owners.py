"""What "its" stands for before a post or a credit: "its president" is a body's, "its producer" a film's."""

from __future__ import annotations

import re

from filmkg.extract.focus import first_of, last_of
from filmkg.extract.reach import by_focus, by_words
from filmkg.extract.reading import Reading
from filmkg.extract.rules import Rule
from filmkg.extract.stream import LETTERS
from filmkg.extract.things import EVENT_TYPES
from filmkg.model import Kind, Reached

_BODIES = tuple(LETTERS[kind] for kind in (Kind.ORGANIZATION, Kind.VENUE, Kind.EVENT))
_FILM = LETTERS[Kind.FILM]
_OTHER_WORK = ("castMember", "producer", "screenwriter")
_BESIDE_CHARS = 60
_WORD = re.compile(r"[a-z-]+")
_CLAUSE = re.compile(r", (?:which|who|whose) [^,\n]{1,200},")
_NO_EMPLOYERS = frozenset(EVENT_TYPES) - {"FilmFestival", "FilmDays", "FestivalSeries"}


def credit_of(rule: Rule, match: re.Match[str], reading: Reading, slot: str = "") -> str:
    """Return the property of a film that a role in a match names ("director"), or "" for a post of any body.

    Of several roles it is the last one before what fills a slot, or where there is no slot, the first of all.
    """
    roles: dict[int, str] = {}
    for name in match.re.groupindex:
        for filler in reading.fillers(rule, match, name):
            mention = reading.mention(filler)
            if mention is not None and mention.kind is Kind.ROLE:
                roles[filler.span.start_char] = mention.name.lower()
    credited = reading.fillers(rule, match, slot) if slot else ()
    before = [start for start in roles if not credited or start < credited[0].span.start_char]
    chosen = (max if credited else min)(before or roles, default=None)
    return "" if chosen is None else reading.wording.credit(roles[chosen])


def prized_for(rule: Rule, match: re.Match[str], reading: Reading) -> str:
    """Return what somebody did for a film by the prize for it that a match names ("Best Actress"), or ""."""
    for name in match.re.groupindex:
        for filler in reading.fillers(rule, match, name):
            mention = reading.mention(filler)
            if mention is not None and mention.kind is Kind.AWARD:
                told = (reading.wording.prized.get(word) for word in mention.name.lower().replace("-", " ").split())
                return next(filter(None, told), "")
    return ""


def directs(person: int, reading: Reading) -> bool:
    """Tell whether somebody whom a retrospective is for can have directed its films: nothing else is told of her work.

    What is said to be her work stands beside her name: "the actress Ana Duarte", "Ana Duarte, a composer".
    """
    ledger, text = reading.ledger, reading.annotation.article.text
    if any(ledger.subjects(name, person) for name in _OTHER_WORK):
        return False
    holds_post = bool(ledger.subjects("holder", person))
    for number in ledger.thing(person).mentions:
        start, end = reading.annotation.mentions[number].span
        beside = _WORD.findall(text[max(0, start - _BESIDE_CHARS) : end + _BESIDE_CHARS].lower())
        if any(reading.wording.credits.get(word) == "director" for word in beside):
            return True
        if not reading.wording.other_work.isdisjoint(beside):
            return False
    return not holds_post


def film_of(position: int, reading: Reading) -> tuple[int, Reached] | None:
    """Return the film last named before a place in its sentence; where no body stands there, that of the one before."""
    start, _ = reading.stream.sentence(position)
    found, reach = last_of(_FILM, start, position, reading), by_words
    if found is None and start and _last_body(start, position, reading) is None:
        found, reach = last_of(_FILM, *reading.stream.sentence(start - 1), reading), by_focus
    return None if found is None else (reading.cast.thing_of[found], reach(found, reading.annotation))


def body_of(position: int, reading: Reading) -> tuple[int, Reached] | None:
    """Return the body or festival last named before a place in its sentence, else the first of the sentence before."""
    start, _ = reading.stream.sentence(position)
    found, reach = _last_body(start, position, reading), by_words
    if found is None and start:
        firsts = [first_of(letter, *reading.stream.sentence(start - 1), reading) for letter in _BODIES]
        found = min((first for first in firsts if first is not None and _employs(first, reading)), default=None)
        reach = by_focus
    return None if found is None else (reading.cast.thing_of[found], reach(found, reading.annotation))


def _last_body(start: int, end: int, reading: Reading) -> int | None:
    """Return the last mention of a body in a range of the stream, if possible none inside a relative clause."""
    edges = [start]
    for clause in _CLAUSE.finditer(reading.stream.text, start, end):
        edges.extend(clause.span())
    edges.append(end)
    for low, high in (*zip(edges[-2::-2], edges[::-2], strict=True), (start, end)):
        lasts = [last_of(letter, low, high, reading) for letter in _BODIES]
        found = max((last for last in lasts if last is not None and _employs(last, reading)), default=None)
        if found is not None:
            return found
    return None


def _employs(mention: int, reading: Reading) -> bool:
    """Tell whether a mention is of what can employ: a meeting or a screening has no president."""
    return reading.ledger.thing(reading.cast.thing_of[mention]).type not in _NO_EMPLOYERS
