"""Employers that a post carries in its title: "festival director Karin Holm", "society president Ana Duarte"."""

from __future__ import annotations

from filmkg.extract.antecedents import nearest
from filmkg.extract.reach import reaching
from filmkg.extract.reading import Reading
from filmkg.extract.things import Thing
from filmkg.model import Reach, Reached, Value

_RULE = "employer in the title"
_PART = 0.9  # of the confidence of the post itself
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
            head, _, rest = title.lexical.lower().partition(" ") if isinstance(title, Value) else ("", "", "")
            if head not in heads or not rest:
                continue
            evidence = ledger.facts[position.number, "positionTitle", title]
            body = nearest(_fitting(head, reading), evidence.focus.start_char)
            if body is not None:
                reached = Reached(Reach.SPOKEN_OF, reading.annotation.mentions[body.mentions[0]].span)
                own = reaching(evidence, subject=None, object=reached)
                ledger.state(position.number, "organization", body.number, own)


def _fitting(head: str, reading: Reading) -> list[Thing]:
    """Return the things that a head word can stand for."""
    things = [thing for thing in reading.cast.things if thing.named and thing.mentions]
    if head == "festival":
        return [thing for thing in things if thing.type in _FESTIVALS]
    return [thing for thing in things if thing.type in _BODIES and _is_called(thing, head)]


def _is_called(thing: Thing, head: str) -> bool:
    return any(head in name.lower().split() for name in thing.names)
