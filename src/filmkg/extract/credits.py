"""State who made a film, and what else is credited to it, where a mention stands for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filmkg.extract.facts import Object
from filmkg.extract.reach import by_focus, by_words
from filmkg.extract.reading import Reading
from filmkg.extract.values import Filler
from filmkg.model import Annotation, Evidence, Kind, Span

# which kinds of mentions a property takes
KINDS: Mapping[str, tuple[Kind, ...]] = {
    "director": (Kind.PERSON,), "screenwriter": (Kind.PERSON,), "castMember": (Kind.PERSON,),
    "producer": (Kind.PERSON, Kind.ORGANIZATION), "countryOfOrigin": (Kind.COUNTRY,), "releaseYear": (Kind.DATE,),
    "genre": (Kind.GENRE,),
}  # fmt: skip
_OF_MAKERS = ("director", "screenwriter", "castMember", "producer")
_LITERAL = ("releaseYear", "genre")


def state_credit(film: int, name: str, title: int, number: int, rule: str, confidence: float, reading: Reading) -> None:
    """State that a mention is what a film has as one of its credits.

    Args:
        film: Number of the film's thing.
        name: The property.
        title: Number of the mention of the film.
        number: Number of the mention that is credited.
        rule: What says so.
        confidence: How sure that is.
        reading: The article.
    """
    mention, thing = reading.annotation.mentions[number], reading.cast.thing_of.get(number)
    value: Object | None = reading.literal(name, Filler(mention.span, number)) if name in _LITERAL else thing
    if value is not None and value != film:
        reading.ledger.state(film, name, value, evidence_of(title, number, rule, confidence, reading))


def retract_others(names: Sequence[str], line: Span, inside: Sequence[int], reading: Reading) -> None:
    """Take out what else those are said to have done whom a line names for what it tells of them."""
    ledger = reading.ledger
    things = sorted({thing for number in inside if (thing := reading.cast.thing_of.get(number)) is not None})
    wrong = [
        (subject, name, thing)
        for name in _OF_MAKERS
        if name not in names
        for thing in things
        for subject in ledger.subjects(name, thing)
        if line.start_char < ledger.facts[subject, name, thing].focus.end_char <= line.end_char
    ]
    for fact in wrong:
        ledger.retract(fact)


def evidence_of(title: int, number: int, rule: str, confidence: float, reading: Reading) -> Evidence:
    """Return the words that state a credit: from the title to it where they stand in one sentence."""
    annotation = reading.annotation
    first, last = sorted((annotation.mentions[title].span, annotation.mentions[number].span))
    is_near = reading.sentences.at(first.start_char) == reading.sentences.at(last.start_char)
    focus = _closed(Span(first.start_char, last.end_char), annotation) if is_near else annotation.mentions[number].span
    return Evidence(
        reading.sentences.around(focus),
        focus,
        rule,
        confidence,
        subject=by_words(title, annotation) if is_near else by_focus(title, annotation),
        object=by_words(number, annotation) if number in reading.cast.thing_of else None,
    )


def _closed(span: Span, annotation: Annotation) -> Span:
    """Return a span with the bracket behind it that closes one in it."""
    words, end = annotation.article.quote(span), span.end_char
    is_open = words.count("(") > words.count(")") and annotation.article.text.startswith(")", end)
    return Span(span.start_char, end + 1) if is_open else span
