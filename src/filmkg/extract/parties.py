"""Who has an agreement with whom: what states are no parties, and which of several agreements is whose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from filmkg.extract.facts import Object, Triple
from filmkg.extract.findings import LEARNED
from filmkg.extract.reading import Reading
from filmkg.extract.things import Thing
from filmkg.model import Evidence, Kind, Part, Span

# of these words agreements are several
_PLURAL = re.compile(r"(?:(?:agree|arrange)ments|treaties|accords|deals|pacts|memorand(?:ums|a)|conventions|mous)\b")
# and these bring all of them together
_TOGETHER = re.compile(r" (?:between|among|amongst) ")
_SHARED = ("agreementType", "status")
_MIN_PARTIES = 2
# bodies have their countries in their names, countries have no bodies in theirs
_LEAD_OF_BODIES = 0.05
# and headlines call bodies by their countries: "Kenya and Norway sign film memorandum"
_LEAD_OVER_HEADLINE = 0.3

_Party = tuple[Object, Evidence]


def settle_parties(reading: Reading) -> None:
    """Set right who is a party of what agreement."""
    agreements = [thing for thing in reading.cast.things if thing.type == "Agreement" and thing.mentions]
    for thing in agreements:
        _leave_out_adjectives(thing, reading)
        _leave_out_odd_one(thing, reading)
        _leave_out_less_sure(thing, reading)
        own = {fact: evidence for fact, evidence in reading.ledger.facts.items() if fact[0] == thing.number}
        spans = [reading.annotation.mentions[number].span for number in thing.mentions]
        several = next((span for span in spans if _is_of_several(span, reading)), None)
        if several is not None:
            _part(thing, several.start_char, own, reading)


def _is_of_several(span: Span, reading: Reading) -> bool:
    """Tell whether words speak of several agreements and not of what they have in common."""
    text = reading.annotation.article.text
    plural = _PLURAL.search(text[span.start_char : span.end_char].lower())
    return plural is not None and _TOGETHER.match(text, span.end_char) is None


def _leave_out_adjectives(thing: Thing, reading: Reading) -> None:
    """Take out the states that only an adjective makes parties of an agreement between bodies.

    "The Kapok Film Fund and the Baku Film Agency signed it, for the Estonian side its director": no state did.
    """
    facts, parties = reading.ledger.facts, reading.ledger.objects(thing.number, "party")
    bodies = [one for one in parties if isinstance(one, int) and reading.ledger.thing(one).type == "Organization"]
    if len(bodies) < _MIN_PARTIES:
        return
    adjectives = {mention.span for mention in reading.annotation.mentions if mention.kind is Kind.DEMONYM}
    for party in list(parties):
        fact = (thing.number, "party", party)
        reached = facts[fact].object
        if reached is not None and reached.span in adjectives:
            reading.ledger.retract(fact)


def _leave_out_odd_one(thing: Thing, reading: Reading) -> None:
    """Take out the one state among bodies, or the one body among states: each has agreements with its like."""
    parties = list(reading.ledger.objects(thing.number, "party"))
    states = [one for one in parties if isinstance(one, int) and reading.ledger.thing(one).type == "Country"]
    bodies = [one for one in parties if one not in states]
    for few, many in ((states, bodies), (bodies, states)):
        if len(few) == 1 and len(many) >= _MIN_PARTIES:
            reading.ledger.retract((thing.number, "party", few[0]))


def _leave_out_less_sure(thing: Thing, reading: Reading) -> None:
    """Take out, where two states or more and two bodies or more are parties, those that are less sure.

    In 8 of 430 annotated agreements both are; else a country stands there because a party's name or seat has it. Where
    rules state both, both stay.
    """
    facts, known = reading.ledger.facts, list(reading.ledger.objects(thing.number, "party"))
    states = [one for one in known if isinstance(one, int) and reading.ledger.thing(one).type == "Country"]
    bodies = [one for one in known if one not in states]
    if min(len(states), len(bodies)) < _MIN_PARTIES:
        return

    def second(parties: Sequence[Object]) -> Evidence:
        """Return what states the second surest of some parties."""
        stating = sorted((facts[thing.number, "party", party] for party in parties), key=lambda e: -e.confidence)
        return stating[_MIN_PARTIES - 1]

    state, body = second(states), second(bodies)
    if state.rule.startswith(LEARNED) or body.rule.startswith(LEARNED):
        lead = _LEAD_OVER_HEADLINE if _is_in_title(state, reading) else _LEAD_OF_BODIES
        gone = states if state.confidence < body.confidence + lead else bodies
        for party in gone:
            reading.ledger.retract((thing.number, "party", party))


def _is_in_title(evidence: Evidence, reading: Reading) -> bool:
    touched = reading.sentences.touched(evidence.focus)
    return bool(touched) and touched[0].part is Part.TITLE


def _part(thing: Thing, start_char: int, own: Mapping[Triple, Evidence], reading: Reading) -> None:
    """Make of several agreements with one state or body each, "treaties with Peru and Cuba", one for each of these.

    The first keeps what was there, unless more is stated of it than who has it: it could be of any of them.
    """
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
