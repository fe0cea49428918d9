"""Turn a cast and a ledger into the extraction: frozen nodes, numbered in the order of the text, and sorted facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from filmkg.extract.facts import Ledger, Object, Triple
from filmkg.extract.labels import node_of
from filmkg.extract.reading import Reading
from filmkg.model import (
    NEXT_EDITION,
    PAST_EDITION,
    Concept,
    Evidence,
    Extraction,
    Fact,
    Kind,
    Part,
    Sentence,
    Span,
    Value,
)

_ONE_VALUE = frozenset({
    "startDate", "endDate", "releaseYear", "foundedIn", "edition", "status", "signedOn", "memberCount",
    "memberCountryCount", "effectiveFrom", "member", "body", "recipient",
})  # fmt: skip
# of these several are stated together, and so alike sure: one that stays behind the surest belongs to something else
_ALIKE_SURE = {"director": 0.75, "place": 0.6, "venue": 0.6, "organizer": 0.5}
# properties whose objects are bodies
_OF_BODIES = frozenset({
    "organizer", "supporter", "organization", "party", "participant", "parent", "producer", "member", "body",
})  # fmt: skip
_AHEAD = (Concept("planned"), Concept("proposed"))
_ALWAYS = ("Film", "Person", "Organization")
_NAMING = (Kind.FILM, Kind.PERSON, Kind.ORGANIZATION, Kind.EVENT)

_DIGIT = re.compile(r"\d")

# a start surer by less than this gives way to one of the same range as the end
_NO_SURER = 0.15

_Stated = Mapping[Triple, Evidence]
_Rank = tuple[int, bool, float, int, str]


def assemble(reading: Reading) -> Extraction:
    """Return what the article states; a thing that no fact speaks of is kept only if it is a film, person or body."""
    issued = reading.annotation.article.header.issued
    stated = _without_past_editions(reading.ledger)
    facts = _without_impossible(_alike_sure(_single_valued(stated)), reading.ledger, issued=issued)
    for _, name, value in facts:
        if name in _OF_BODIES and isinstance(value, int) and reading.ledger.thing(value).type == "Venue":
            reading.ledger.thing(value).type = "Organization"  # a house that organises or employs is a body as well
    used = {subject for subject, _, _ in facts} | {value for _, _, value in facts if isinstance(value, int)}
    spans = _first_spans(reading)
    kept = [
        thing
        for thing in reading.ledger.things()
        if thing.number in spans
        and (thing.number in used or (thing.type in _ALWAYS and thing.named and thing.mentions))
    ]
    kept.sort(key=lambda thing: (spans[thing.number], thing.type, thing.names, thing.number))
    number_of = {thing.number: number for number, thing in enumerate(kept)}
    mentions, wording = reading.annotation.mentions, reading.wording
    _name_editions(reading)
    nodes = tuple(node_of(thing, number_of[thing.number], spans[thing.number], mentions, wording) for thing in kept)
    all_ = [
        Fact(number_of[s], p, number_of[o] if isinstance(o, int) else o, evidence)
        for (s, p, o), evidence in facts.items()
    ]
    all_.sort(key=lambda fact: (fact.subject, fact.property, repr(fact.object)))
    return Extraction(reading.annotation.article, nodes, tuple(all_), _silent(reading))


def _without_past_editions(ledger: Ledger) -> _Stated:
    """Return the facts without those of an edition that is over, which are not of the one that an article is about."""
    past = {thing.number for thing in ledger.cast.things if thing.value == PAST_EDITION}
    if not past:
        return ledger.facts
    return {fact: evidence for fact, evidence in ledger.facts.items() if past.isdisjoint((fact[0], fact[2]))}


def _name_editions(reading: Reading) -> None:
    """Let the next edition go by the name of the event that the article is about too, without what counts that one."""
    if reading.cast.main_event is None:
        return
    main = reading.cast.things[reading.cast.main_event]
    names = [reading.wording.count.sub("", name) for name in main.names if main.named]
    for thing in reading.cast.things:
        if thing.value == NEXT_EDITION and thing.type == main.type:
            thing.names.extend(name for name in names if not _DIGIT.search(name))


def _single_valued(facts: _Stated) -> _Stated:
    """Return the facts; of a property that can have one value only, the surest, then the first in the text.

    A day beats a bare year, which is rather that of another occasion: "renewed on Monday what they concluded in 2015".
    Of when a membership began the one stands nearest to its member.
    """
    members = {subject: evidence.focus for (subject, name, _), evidence in facts.items() if name == "member"}
    ranks = {
        fact: (_nearness(evidence.focus, members[fact[0]]), *_rank(fact[2], evidence))
        if fact[1] == "effectiveFrom" and fact[0] in members
        else (0, *_rank(fact[2], evidence))
        for fact, evidence in facts.items()
        if fact[1] in _ONE_VALUE
    }
    best: dict[tuple[int, str], _Rank] = {}
    for (subject, name, _), rank in ranks.items():
        best[subject, name] = min(best.get((subject, name), rank), rank)
    best.update(_whole_ranges(facts, ranks, best))
    return {fact: evidence for fact, evidence in facts.items() if fact not in ranks or best[fact[:2]] == ranks[fact]}


def _whole_ranges(
    facts: _Stated, ranks: Mapping[Triple, _Rank], best: Mapping[tuple[int, str], _Rank]
) -> Iterator[tuple[tuple[int, str], _Rank]]:
    """Yield the starts that belong to a chosen end: of "from 16 to 20 April" both ends are taken, or none.

    A start that is surer by less than `_NO_SURER` gives way: it is rather the day of something that happened there.
    """
    for (subject, name, value), evidence in facts.items():
        start, end = (subject, "startDate"), (subject, "endDate")
        if name == "startDate" and end in best and isinstance(value, Value):
            _, _, surest, *_ = best[start]
            ends = (fact for fact in ranks if fact[:2] == end and ranks[fact] == best[end])
            last = next(ends)
            is_range = facts[last].focus == evidence.focus and value.lexical < getattr(last[2], "lexical", "")
            if is_range and evidence.confidence + surest > -_NO_SURER:
                yield start, ranks[subject, name, value]


def _nearness(focus: Span, other: Span) -> int:
    """Return how many characters lie between two stretches."""
    return max(0, focus.start_char - other.end_char, other.start_char - focus.end_char)


def _alike_sure(facts: _Stated) -> _Stated:
    """Return the facts without those of a film's directors that are far less sure than another."""
    best: dict[tuple[int, str], float] = {}
    for (subject, name, _), evidence in facts.items():
        if name in _ALIKE_SURE:
            best[subject, name] = max(best.get((subject, name), 0.0), evidence.confidence)
    return {
        (subject, name, value): evidence
        for (subject, name, value), evidence in facts.items()
        if name not in _ALIKE_SURE or evidence.confidence >= _ALIKE_SURE[name] * best[subject, name]
    }


def _rank(value: Object, evidence: Evidence) -> tuple[bool, float, int, str]:
    is_year = isinstance(value, Value) and value.datatype == "gYear"
    return is_year, -evidence.confidence, evidence.focus.start_char, repr(value)


def _without_impossible(facts: _Stated, ledger: Ledger, *, issued: str | None) -> _Stated:
    """Leave out what cannot be.

    That is an end before the start, a date of a series, which has none, a post without a title, a membership of nobody
    or in nothing, and, of what is only planned or proposed, a day gone by on which it was signed, and prizes granted
    there to nobody yet.
    """
    titled = {subject for subject, name, _ in facts if name == "positionTitle"}
    starts = {s: value.lexical for (s, name, value) in facts if name == "startDate" and isinstance(value, Value)}
    halves = [{subject for subject, other, _ in facts if other == name} for name in ("member", "body")]
    ahead = {subject for (subject, name, value) in facts if name == "status" and value in _AHEAD}
    received = {subject for subject, name, _ in facts if name == "recipient"}
    ungranted = {s for (s, name, value) in facts if name == "grantedAt" and value in ahead} - received

    def is_possible(subject: int, name: str, value: Object) -> bool:
        if subject in ungranted or (ledger.thing(subject).type == "Position" and subject not in titled):
            return False
        if ledger.thing(subject).type == "Membership" and not all(subject in half for half in halves):
            return False
        if name not in ("startDate", "endDate", "edition", "signedOn") or not isinstance(value, Value):
            return True
        if name == "signedOn":
            return subject not in ahead or issued is None or value.lexical >= issued[: len(value.lexical)]
        if ledger.thing(subject).type == "FestivalSeries":
            return False
        start, end = starts.get(subject, ""), value.lexical
        return name != "endDate" or end[: len(start)] >= start[: len(end)]

    return {fact: evidence for fact, evidence in facts.items() if is_possible(*fact)}


def _first_spans(reading: Reading) -> dict[int, Span]:
    """Return by number of a thing where it is first named, or else where the first fact of it is stated."""
    mentions = reading.annotation.mentions
    stated: dict[int, Span] = {}
    for (subject, _, value), evidence in reading.ledger.facts.items():
        for number in (subject, value):
            if isinstance(number, int):
                stated[number] = min(stated.get(number, evidence.focus), evidence.focus)
    for thing in reading.ledger.things():
        if thing.mentions:
            stated[thing.number] = min(mentions[n].span for n in thing.mentions)
    return stated


def _silent(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences that name something and gave no fact."""
    mentions = reading.annotation.mentions
    naming = [m.span for m in mentions if m.kind in _NAMING and not m.anaphor]
    speaking = {
        sentence.span
        for focus in {evidence.focus for evidence in reading.ledger.facts.values()}
        for sentence in reading.sentences.touched(focus)
    }

    def names(sentence: Sentence) -> bool:
        for span in naming[bisect_left(naming, Span(sentence.span.start_char, 0)) :]:
            return sentence.span.covers(span)
        return False

    return tuple(
        sentence
        for sentence in reading.annotation.article.sentences
        if sentence.part in (Part.BODY, Part.LIST) and sentence.span not in speaking and names(sentence)
    )
