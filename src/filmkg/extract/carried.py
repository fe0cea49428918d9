"""Facts that names carry in themselves: "2nd Turkish Film Week in Cologne" has edition, country, place."""

from __future__ import annotations

import re

from filmkg.extract.facts import Ledger
from filmkg.extract.things import EVENT_TYPES, Cast, Thing
from filmkg.model import Annotation, Concept, Evidence, Kind, Mention, Span, Value
from filmkg.vocab import ORGANIZATION_TYPES

_FILM_AFTER = re.compile(
    r"\W*(?:[\w-]+\W+){0,2}?(?:film|films|cinema|movie|movies|screen|short|documentary|animation|pictures)",
    re.IGNORECASE,
)
_CONFIDENCE = 0.9


def state_carried(annotation: Annotation, cast: Cast, ledger: Ledger) -> None:
    """State what the names of events and bodies say of them."""
    for thing in list(cast.things):
        if thing.type not in EVENT_TYPES and thing.type not in ("Organization", "Venue"):
            continue
        if thing.type == "Organization" and thing.value in ORGANIZATION_TYPES and thing.value != "otherOrganization":
            named = annotation.mentions[thing.mentions[0]]
            ledger.state(thing.number, "organizationType", Concept(thing.value), _evidence(annotation, named))
        for number in thing.mentions:
            for part in annotation.mentions[number].parts:
                _state(annotation, annotation.mentions[number], part, thing, ledger, cast)


def _state(annotation: Annotation, mention: Mention, part: Mention, thing: Thing, ledger: Ledger, cast: Cast) -> None:
    text = annotation.article.text
    evidence = _evidence(annotation, mention)
    before = text[mention.span.start_char : part.span.start_char]
    after = text[part.span.end_char : mention.span.end_char]
    is_event = thing.type in EVENT_TYPES
    if part.kind is Kind.ORDINAL and is_event and part.value.isdigit():
        ledger.state(thing.number, "edition", Value(part.value, "integer"), evidence)
    elif part.kind in (Kind.DEMONYM, Kind.COUNTRY) and is_event:
        is_shown = _FILM_AFTER.match(after) and not re.search(r"\b[Ii]nternational\b", mention.name)
        if is_shown and (part.kind is Kind.DEMONYM or thing.type == "FilmDays"):
            ledger.state(thing.number, "presentsCinemaOf", _place(part, cast, ledger), evidence)
        elif part.kind is Kind.COUNTRY and re.search(r"\bin (?:the )?$", before):
            ledger.state(thing.number, "place", _place(part, cast, ledger), evidence)
    elif (
        part.kind is Kind.CITY
        and is_event
        and (thing.number == cast.main_event or re.search(r"\b(?:in|of) (?:the )?$", before))
    ) or (
        part.kind in (Kind.CITY, Kind.COUNTRY)
        and thing.type in ("Organization", "Venue")
        and re.search(r"\bin (?:the )?$", before)
    ):
        ledger.state(thing.number, "place", _place(part, cast, ledger), evidence)


def _place(part: Mention, cast: Cast, ledger: Ledger) -> int:
    """Return the thing of a place inside a name: the one there is, or a new one."""
    type_ = "City" if part.kind is Kind.CITY else "Country"
    for thing in (*cast.things, *ledger.made):
        if thing.type == type_ and ((thing.value == part.value and type_ == "Country") or part.name in thing.names):
            return thing.number
    return ledger.make(type_, label=part.aliases[0] if part.kind is Kind.DEMONYM else part.name, value=part.value)


def _evidence(annotation: Annotation, mention: Mention) -> Evidence:
    for sentence in annotation.article.sentences:
        if sentence.span.start_char <= mention.span.start_char < sentence.span.end_char:
            span = Span(sentence.span.start_char, max(sentence.span.end_char, mention.span.end_char))
            return Evidence(span, mention.span, "carried by the name", _CONFIDENCE)
    return Evidence(mention.span, mention.span, "carried by the name", _CONFIDENCE)
