"""Facts that names carry in themselves: "2nd Turkish Film Week in Cologne" has edition, country, place."""

from __future__ import annotations

import re

from filmkg.extract.facts import Ledger
from filmkg.extract.reach import by_words
from filmkg.extract.reading import Reading
from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.model import Concept, Evidence, Kind, Mention, Reach, Reached, Span, Value
from filmkg.vocab import ORGANIZATION_TYPES

_IN = re.compile(r"\bin (?:the )?$")
_IN_OR_OF = re.compile(r"\b(?:in|of) (?:the )?$")
_OWNED = re.compile(r"[’']s? ")
_YEAR = re.compile(r"(?<![\w–-])(?:19|20)\d\d(?![\w–-])")
_RULE = "carried by the name"
_CONFIDENCE = 0.9
_CONFIDENCE_OF_CLASS = 0.95
_BODIES = ("Organization", "Venue")


def state_carried(reading: Reading) -> None:
    """State what the names of events and bodies say of them."""
    mentions = reading.annotation.mentions
    for thing in reading.cast.things:
        if thing.type not in EVENT_TYPES and thing.type not in _BODIES:
            continue
        if thing.type == "Organization" and thing.value in ORGANIZATION_TYPES and thing.value != "otherOrganization":
            evidence = _evidence(thing.mentions[0], _CONFIDENCE, reading)
            reading.ledger.state(thing.number, "organizationType", Concept(thing.value), evidence)
        for number in thing.mentions:
            for part in mentions[number].parts:
                _state(number, part, thing, reading)
        if thing.type in EVENT_TYPES:
            _state_year(thing, reading)


def names_cinema(thing: Thing, reading: Reading) -> bool:
    """Tell whether the name of an event says whose films it shows."""
    mentions = reading.annotation.mentions
    return any(
        _stated_by(mentions[number], part, thing, reading) == "presentsCinemaOf"
        for number in thing.mentions
        for part in mentions[number].parts
    )


def state_agreement_type(thing: Thing, reading: Reading) -> None:
    """State which kind of agreement it is: the word that names it says so."""
    if thing.mentions and thing.value:
        evidence = _evidence(thing.mentions[0], _CONFIDENCE_OF_CLASS, reading)
        reading.ledger.state(thing.number, "agreementType", Concept(thing.value), evidence)


def _state(number: int, part: Mention, thing: Thing, reading: Reading) -> None:
    """State what one part of a name says of the thing."""
    name = _stated_by(reading.annotation.mentions[number], part, thing, reading)
    if name is None:
        return
    evidence = _evidence(number, _CONFIDENCE, reading)
    if name == "edition":
        reading.ledger.state(thing.number, name, Value(part.value, "integer"), evidence)
    else:
        evidence = evidence._replace(object=Reached(Reach.WORDS, part.span))
        reading.ledger.state(thing.number, name, _place(part, reading.ledger), evidence)


def _state_year(thing: Thing, reading: Reading) -> None:
    """State the year in the name of an event of which more is told ("Europe on Screen 2025"), but no day."""
    ledger = reading.ledger
    if ledger.objects(thing.number, "startDate") or not any(ledger.evidence_of(thing.number)):
        return
    years = {year: number for number in thing.mentions[::-1] for year in _years(number, reading)}
    if len(years) == 1:
        ((year, number),) = years.items()
        ledger.state(thing.number, "startDate", Value(year, "gYear"), _evidence(number, _CONFIDENCE, reading))


def _years(number: int, reading: Reading) -> list[str]:
    mention = reading.annotation.mentions[number]
    return [] if mention.anaphor else _YEAR.findall(mention.name)


def _stated_by(mention: Mention, part: Mention, thing: Thing, reading: Reading) -> str | None:
    """Return the property that a part of a name is the object of, or None."""
    text, wording = reading.annotation.article.text, reading.wording
    before = text[mention.span.start_char : part.span.start_char]
    after = text[part.span.end_char : mention.span.end_char]
    if thing.type in EVENT_TYPES:
        if part.kind is Kind.ORDINAL:
            return "edition" if part.value.isdigit() else None
        if part.kind in (Kind.DEMONYM, Kind.COUNTRY):
            is_shown = wording.film_after.match(after) and not wording.worldwide.search(mention.name)
            if is_shown and (part.kind is Kind.DEMONYM or thing.type == "FilmDays"):
                return "presentsCinemaOf"
            return "place" if part.kind is Kind.COUNTRY and _IN.search(before) else None
        if part.kind is Kind.CITY:
            is_there = _is_central(thing, reading) or _IN_OR_OF.search(before) or _is_owner(before, after)
            return "place" if is_there else None
        return None
    is_there = _IN.search(before) or (part.kind is Kind.CITY and _is_owner(before, after))
    return "place" if part.kind in (Kind.CITY, Kind.COUNTRY) and is_there else None


def _is_owner(before: str, after: str) -> bool:
    """Tell whether a city is said to own what the name goes on with: "Riga's Splendid Palace"."""
    return not before and _OWNED.match(after) is not None


def _is_central(thing: Thing, reading: Reading) -> bool:
    """Tell whether an article is about an event, or about a screening without a name beside it, as part of it."""
    cast = reading.cast
    main = None if cast.main_event is None else cast.things[cast.main_event]
    if main is not None and main.type == "Screening" and not main.named:
        return thing.number in (cast.main_event, cast.second_event)
    return thing is main


def _place(part: Mention, ledger: Ledger) -> int:
    """Return the thing of a place inside a name: the one there is, or a new one."""
    if part.kind is Kind.CITY:
        known = ledger.known("City", part.name)
        return known if known is not None else ledger.make("City", label=part.name, value=part.value)
    known = ledger.known("Country", part.value)
    label = part.aliases[0] if part.kind is Kind.DEMONYM else part.name
    return known if known is not None else ledger.make("Country", label=label, value=part.value)


def _evidence(number: int, confidence: float, reading: Reading) -> Evidence:
    """Return a mention, which speaks of the fact's subject, as evidence."""
    mention = reading.annotation.mentions[number]
    span = mention.span
    place = reading.sentences.at(span.start_char)
    if place is not None:
        sentence = reading.sentences.all[place].span
        span = Span(sentence.start_char, max(sentence.end_char, span.end_char))
    return Evidence(span, mention.span, _RULE, confidence, subject=by_words(number, reading.annotation))
