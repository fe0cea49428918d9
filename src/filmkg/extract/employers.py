"""Employers that a post names by their class: "festival director Karin Holm", "society president Ana Duarte"."""

from __future__ import annotations

import re
from bisect import bisect_left

from filmkg.extract.reach import by_focus, reaching
from filmkg.extract.reading import Reading
from filmkg.extract.things import Thing
from filmkg.memory import Memory
from filmkg.model import Evidence, Value

_RULE = "employer in the title"
_PART = 0.9  # of the confidence of the post itself
_LAST_WORD = re.compile(r"\b(\w+) \Z")
_WORD_CHARS = 24
_FESTIVALS = ("FilmFestival", "FilmDays")
_BODIES = ("Organization", "Venue")

_Named = list[tuple[int, int]]  # offset and number of each mention, sorted


def state_employers(reading: Reading) -> None:
    """Give each post without a body the one whose class its title names, if the article names one before."""
    ledger, mentions = reading.ledger, reading.annotation.mentions
    named = Memory[str, _Named](lambda head: _named(head, reading))
    for position in ledger.made:
        if position.type != "Position" or ledger.objects(position.number, "organization"):
            continue
        for title in list(ledger.objects(position.number, "positionTitle")):
            evidence = ledger.facts[position.number, "positionTitle", title]
            head = _head(title.lexical, evidence, reading) if isinstance(title, Value) else ""
            place = bisect_left(named[head], (evidence.focus.start_char, len(mentions)))
            if head and place:
                body = named[head][place - 1][1]
                own = evidence._replace(rule=_RULE, confidence=round(evidence.confidence * _PART, 3))
                own = reaching(own, subject=None, object=by_focus(body, reading.annotation))
                ledger.state(position.number, "organization", reading.cast.thing_of[body], own)


def _head(title: str, evidence: Evidence, reading: Reading) -> str:
    """Return the word for the employer in a title or right before it, or ""."""
    start = evidence.focus.start_char
    before = _LAST_WORD.search(reading.annotation.article.text, max(0, start - _WORD_CHARS), start)
    words = (*title.lower().split()[:-1], before[1].lower() if before else "")
    return next((word for word in words if word in reading.wording.employing), "")


def _named(head: str, reading: Reading) -> _Named:
    """Return the mentions of all that a word can stand for."""
    mentions = reading.annotation.mentions
    fitting = [thing for thing in reading.cast.things if thing.named and _is_called(thing, head)]
    return sorted((mentions[number].span.start_char, number) for thing in fitting for number in thing.mentions)


def _is_called(thing: Thing, head: str) -> bool:
    if head == "festival":
        return thing.type in _FESTIVALS
    return thing.type in _BODIES and any(head in name.lower().split() for name in thing.names)
