"""Employers that a post carries in its title: "festival director Karin Holm", "society president Ana Duarte"."""

from __future__ import annotations

import re

from filmkg.extract.antecedents import nearest
from filmkg.extract.reach import reaching
from filmkg.extract.reading import Reading
from filmkg.extract.things import Thing
from filmkg.model import Evidence, Reach, Reached, Value

_LAST_WORD = re.compile(r"\b(\w+) \Z")
_WORD_CHARS = 24
_FESTIVALS = ("FilmFestival", "FilmDays")
_BODIES = ("Organization", "Venue")


def state_employers(reading: Reading) -> None:
    """Give each post without a body the one that its title begins with, where the article names such a body."""
    ledger = reading.ledger
    heads = reading.wording.employing
    for position in ledger.made:
        if position.type != "Position" or ledger.objects(position.number, "organization"):
            continue
        for title in list(ledger.objects(position.number, "positionTitle")):
            evidence = ledger.facts[position.number, "positionTitle", title]
            words = title.lexical.lower().split() if isinstance(title, Value) else []
            head = next((word for word in (*words[:-1], _before(evidence, reading)) if word in heads), None)
            fitting = _around(evidence, words, reading) if head is None else _fitting(head, reading)
            body = nearest(fitting, evidence.focus.start_char)
            if body is not None:
                reached = Reached(Reach.SPOKEN_OF, reading.annotation.mentions[body.mentions[0]].span)
                own = reaching(evidence, subject=None, object=reached)
                ledger.state(position.number, "organization", body.number, own)


def _before(evidence: Evidence, reading: Reading) -> str:
    """Return the word right before what states a post, in lower case."""
    start = evidence.focus.start_char
    found = _LAST_WORD.search(reading.annotation.article.text, max(0, start - _WORD_CHARS), start)
    return found[1].lower() if found else ""


def _around(evidence: Evidence, words: list[str], reading: Reading) -> list[Thing]:
    """Return the body named in the sentence of a post and the two before it, where it is the only one."""
    if not words or words[-1] not in reading.wording.employed:
        return []
    number = reading.sentences.at(evidence.focus.start_char)
    if number is None:
        return []
    start = reading.sentences.all[max(0, number - 2)].span.start_char
    end = reading.sentences.all[number].span.end_char
    found = [
        thing
        for thing in reading.cast.things
        if thing.type == "Organization" and any(start <= place < end for place in thing.starts)
    ]
    return found if len(found) == 1 else []


def _fitting(head: str, reading: Reading) -> list[Thing]:
    """Return the things that a head word can stand for."""
    things = [thing for thing in reading.cast.things if thing.named and thing.mentions]
    if head == "festival":
        return [thing for thing in things if thing.type in _FESTIVALS]
    return [thing for thing in things if thing.type in _BODIES and _is_called(thing, head)]


def _is_called(thing: Thing, head: str) -> bool:
    return any(head in name.lower().split() for name in thing.names)
