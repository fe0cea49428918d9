"""Who is no backer of an event: who backs a film that it shows, and who only gives festivals a badge."""

from __future__ import annotations

import re
from bisect import bisect_left

from filmkg.extract.reading import Reading
from filmkg.model import Kind, Mention, Span

_FESTIVALS = ("FilmFestival", "FestivalSeries")
_BACKED = re.compile(
    r"\b(?:supported|backed|funded|co-funded|financed|co-financed|produced|co-produced|sponsored|subsidi[sz]ed|made|"
    r"restored|support|backing|funding|money|help|assistance|grant) (?:\w+ )?(?:by|from|with|of)\b",
    re.IGNORECASE,
)


def leave_out_backers_of_films(reading: Reading) -> None:
    """Take out the supporters of events whose backing is said of the film named right before them.

    '"Red Garden", supported by Eurimages, won the main prize' says nothing of who supports the festival.
    """
    ledger, mentions = reading.ledger, reading.annotation.mentions
    told = [(m.span.start_char, m.kind) for m in mentions if m.kind is Kind.EVENT or _is_named(m)]
    for fact, evidence in list(ledger.facts.items()):
        span = evidence.object.span if fact[1] == "supporter" and evidence.object is not None else None
        if span is not None and _is_of_film(span, told, reading):
            ledger.retract(fact)


def leave_out_accrediting(reading: Reading) -> None:
    """Take out festivals that a body would organise which accredits festivals: a federation judges and runs none."""
    ledger = reading.ledger
    accrediting = {subject for subject, name, _ in ledger.facts if name == "accredits"}
    for fact in list(ledger.facts):
        subject, name, value = fact
        if name == "organizer" and value in accrediting and ledger.thing(subject).type in _FESTIVALS:
            ledger.retract(fact)


def _is_named(mention: Mention) -> bool:
    return mention.kind is Kind.FILM and not mention.anaphor


def _is_of_film(span: Span, told: list[tuple[int, Kind]], reading: Reading) -> bool:
    """Tell whether what is named last before a backer in its sentence is a film, and backing is told of it."""
    place = bisect_left(told, (span.start_char,)) - 1
    if place < 0 or told[place][1] is not Kind.FILM:
        return False
    film, sentence = told[place][0], reading.sentences.at(span.start_char)
    if sentence is None or reading.sentences.all[sentence].span.start_char > film:
        return False
    return _BACKED.search(reading.annotation.article.text, film, span.start_char) is not None
