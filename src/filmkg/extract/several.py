"""Several agreements that are spoken of at once: "Chile has treaties with Peru, Cuba and Spain" are three."""

from __future__ import annotations

import re

from filmkg.extract.facts import Object
from filmkg.extract.reading import Reading
from filmkg.extract.things import Thing
from filmkg.model import Evidence

# of these words agreements are several
_PLURAL = re.compile(r"(?:(?:agree|arrange)ments|treaties|accords|deals|pacts|memorand(?:ums|a)|conventions|mous)\b")
# and these bring all of them together
_TOGETHER = re.compile(r" (?:between|among|amongst) ")
_SHARED = ("agreementType", "status")
_MIN_PARTIES = 2

_Party = tuple[Object, Evidence]


def part_several(reading: Reading) -> None:
    """Make of several agreements with one state or body each an agreement of its own, so that these share none."""
    for thing in reading.cast.things:
        if thing.type == "Agreement" and thing.mentions:
            for number in thing.mentions:
                mention = reading.annotation.mentions[number]
                behind = reading.annotation.article.text[mention.span.end_char :][:9]
                if _PLURAL.search(mention.name.lower()) and not _TOGETHER.match(behind):
                    _part(thing, mention.span.start_char, reading)


def _part(thing: Thing, start_char: int, reading: Reading) -> None:
    """Give each of those that stand behind the mention of several agreements one of its own.

    The first keeps what was there, unless more is stated of it than who has it: it could be of any of them.
    """
    own = {fact: evidence for fact, evidence in reading.ledger.facts.items() if fact[0] == thing.number}
    parties = [(value, evidence) for (_, name, value), evidence in own.items() if name == "party"]
    before = [party for party in parties if _place(party) < start_char]
    behind = [party for party in parties if _place(party) > start_char]
    if len(before) >= _MIN_PARTIES or len(behind) < _MIN_PARTIES:
        return
    is_free = {name for _, name, _ in own} <= {"party", *_SHARED}
    for value, evidence in sorted(behind, key=_place)[is_free:]:
        reading.ledger.retract((thing.number, "party", value))
        number = reading.ledger.make(thing.type, value=thing.value)
        made = reading.ledger.thing(number)
        for mention in thing.mentions:
            made.add_mention(mention, reading.annotation.mentions[mention].span.start_char)
        for (_, name, shared), known in own.items():
            if name in _SHARED:
                reading.ledger.state(number, name, shared, known)
        for party, known in (*before, (value, evidence)):
            reading.ledger.state(number, "party", party, known)


def _place(party: _Party) -> int:
    """Return where the words for a party stand; its evidence has them."""
    reached = party[1].object
    return party[1].focus.start_char if reached is None or reached.span is None else reached.span.start_char
