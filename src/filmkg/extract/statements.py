"""State what a match of a rule says: triples between what fills the rule's slots, and special properties."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from filmkg.extract.eventclass import certain_class
from filmkg.extract.facts import Object
from filmkg.extract.making import state_node
from filmkg.extract.objects import objects_of
from filmkg.extract.owners import credit_of, directs, prized_for
from filmkg.extract.reach import by_focus, by_words, reaching
from filmkg.extract.reading import Reading
from filmkg.extract.rules import Rule, Template
from filmkg.extract.things import EVENT_TYPES
from filmkg.extract.values import original_title
from filmkg.model import Evidence, Part, Value

_TITLE_PENALTY = 0.9
_MAX_YEARS_FROM_ISSUE = 1
_OF_EVENTS = frozenset({"organizer", "supporter", "participant", "screens", "venue"})
_OF_PEOPLE = frozenset({"director", "screenwriter", "castMember"})
_WITHOUT_PARTS = ("Screening", "Meeting")
_WHOLES = ("FilmFestival", "FestivalSeries")
_CODES = re.compile(r"[A-Z]{2}(?:[/,; –-]+[A-Z]{2})*")


def state(rule: Rule, match: re.Match[str], reading: Reading) -> None:
    """Enter into the ledger what a match says."""
    evidence = _evidence(rule, match, reading)
    for template in rule.templates:
        name = template.parts[0][0]
        if template.make:
            state_node(template, rule, match, evidence, reading)
        elif name == "when":
            _state_when(template, rule, match, evidence, reading)
        elif name == "metBy":
            _state_met_by(template, rule, match, evidence, reading)
        elif name in ("credited", "prizedFor"):
            _state_credited(template, rule, match, evidence, reading)
        elif name == "filmsOf":
            _state_films_of(template, rule, match, evidence, reading)
        elif name == "titleVariant":
            _state_title(template, rule, match, evidence, reading)
        else:
            _state_triple(template, rule, match, evidence, reading)


def _evidence(rule: Rule, match: re.Match[str], reading: Reading) -> Evidence:
    focus = reading.stream.span(match.start(), match.end())
    touched = reading.sentences.touched(focus)
    in_title = bool(touched) and touched[0].part is Part.TITLE
    confidence = round(rule.confidence * (_TITLE_PENALTY if in_title else 1.0), 3)
    return Evidence(reading.sentences.around(focus), focus, rule.name, confidence)


def _state_triple(template: Template, rule: Rule, match: re.Match[str], evidence: Evidence, reading: Reading) -> None:
    name, slot = template.parts[0]
    subjects = objects_of("", template.subject, rule, match, reading)
    reading.remember(subjects, name, reading.fillers(rule, match, slot))
    objects = objects_of(name, slot, rule, match, reading)
    for subject, value in product(subjects, objects):
        if isinstance(subject, int) and subject != value and _fits(subject, name, value, reading):
            own = reaching(evidence, subject=subjects[subject], object=objects[value])
            reading.ledger.state(subject, name, value, own)


def _fits(subject: int, name: str, value: Object, reading: Reading) -> bool:
    """Tell whether the subject may have the property: a rule's focus can be anything."""
    type_ = reading.ledger.thing(subject).type
    if name in _OF_PEOPLE and isinstance(value, int):
        return reading.ledger.thing(value).type == "Person"
    if name in ("startDate", "endDate") and isinstance(value, Value):
        issued = reading.annotation.article.header.issued
        near = not issued or abs(int(issued[:4]) - int(value.lexical[:4])) <= _MAX_YEARS_FROM_ISSUE
        return type_ in EVENT_TYPES and near
    if name in _OF_EVENTS:
        return type_ in EVENT_TYPES and type_ != "FestivalSeries"
    if name == "partOf" and isinstance(value, int):
        whole = reading.ledger.thing(value)
        # a festival is no part of its own market or workshop, and what lasts an hour has no parts
        is_side_event = certain_class(whole, reading.annotation, reading.wording) == "Event"
        return whole.type not in _WITHOUT_PARTS and not (type_ in _WHOLES and is_side_event)
    if type_ == "City":  # a country named behind a city can be the next of a list
        return isinstance(value, int) and reading.ledger.thing(value).value == reading.ledger.thing(subject).value
    return True


def _state_when(template: Template, rule: Rule, match: re.Match[str], evidence: Evidence, reading: Reading) -> None:
    """State both ends of a date."""
    name, slot = template.parts[0]
    subjects = objects_of("", template.subject, rule, match, reading)
    reading.remember(subjects, name, reading.fillers(rule, match, slot))
    for end in ("startDate", "endDate"):
        for subject, value in product(subjects, objects_of(end, slot, rule, match, reading)):
            if isinstance(subject, int):
                own = reaching(evidence, subject=subjects[subject], object=None)
                reading.ledger.state(subject, end, value, own)


def _state_met_by(template: Template, rule: Rule, match: re.Match[str], evidence: Evidence, reading: Reading) -> None:
    """State who met, of meetings only."""
    _, slot = template.parts[0]
    subjects = objects_of("", template.subject, rule, match, reading)
    reading.remember(subjects, "participant", reading.fillers(rule, match, slot))
    objects = objects_of("participant", slot, rule, match, reading)
    for subject, value in product(subjects, objects):
        if isinstance(subject, int) and reading.ledger.thing(subject).type == "Meeting":
            own = reaching(evidence, subject=subjects[subject], object=objects[value])
            reading.ledger.state(subject, "participant", value, own)


def _state_credited(template: Template, rule: Rule, match: re.Match[str], evidence: Evidence, reading: Reading) -> None:
    """State what somebody did for a film, by the role or the prize that the match names."""
    pseudo, slot = template.parts[0]
    by_prize = pseudo == "prizedFor"
    name = prized_for(rule, match, reading) if by_prize else credit_of(rule, match, reading, slot)
    if name:
        _state_triple(replace(template, parts=((name, slot),)), rule, match, evidence, reading)


def _state_films_of(template: Template, rule: Rule, match: re.Match[str], evidence: Evidence, reading: Reading) -> None:
    """State who directed the films of a retrospective, of those of which nobody else is told."""
    ledger, (_, slot) = reading.ledger, template.parts[0]
    makers = objects_of("director", slot, rule, match, reading)
    events = objects_of("", template.subject, rule, match, reading)
    for event, maker in product(events, makers):
        if not isinstance(event, int) or not isinstance(maker, int) or ledger.thing(event).type != "FilmDays":
            continue
        if not directs(maker, reading):
            continue
        for film in ledger.objects(event, "screens"):
            mentions = ledger.thing(film).mentions if isinstance(film, int) else ()
            if mentions and isinstance(film, int) and not ledger.objects(film, "director"):
                reached = by_focus(mentions[0], reading.annotation)
                ledger.state(film, "director", maker, reaching(evidence, subject=reached, object=makers[maker]))


def _is_title(words: str) -> bool:
    """Tell whether what stands in brackets behind a film can be a title, and not codes of countries: "CZ/SK"."""
    return words[0].isupper() and _CODES.fullmatch(words) is None


def _state_title(template: Template, rule: Rule, match: re.Match[str], evidence: Evidence, reading: Reading) -> None:
    """Give a film its other title as a name, and state which of the two is the original one."""
    _, slot = template.parts[0]
    for film in reading.fillers(rule, match, template.subject):
        number, mention = reading.cast.thing_of.get(film.mention), reading.mention(film)
        for other in reading.fillers(rule, match, slot):
            title = reading.literal("originalTitle", other)
            if number is None or mention is None or title is None or not _is_title(title.lexical):
                continue
            thing = reading.ledger.thing(number)
            if title.lexical not in thing.names:
                thing.names.append(title.lexical)
            original = original_title(mention.name, title.lexical, english=reading.english)
            own = reaching(evidence, subject=by_words(film.mention, reading.annotation), object=None)
            reading.ledger.state(number, "originalTitle", Value(original), own)
