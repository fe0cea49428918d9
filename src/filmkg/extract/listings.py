"""What the layout of lists states: who directed a film, where it is from, who gets a prize."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from filmkg.extract.credits import KINDS, evidence_of, retract_others, state_credit
from filmkg.extract.laureates import state_laureate
from filmkg.extract.reading import Reading
from filmkg.extract.values import original_title
from filmkg.model import Kind, Mention, Span, Value

_RULE = "layout of a list"
_CONFIDENCE = 0.93
# what who did one thing for a film may have done for it as well
_MAKERS = ("director", "screenwriter", "producer")
_TOGETHER = {"director": _MAKERS, "screenwriter": _MAKERS, "castMember": ("castMember",)}


def state_listings(reading: Reading) -> None:
    """State what the layout of each line says, over what was found there before."""
    mentions = reading.annotation.mentions
    starts = [mention.span.start_char for mention in mentions]
    for subject, name, object_ in reading.annotation.listed:
        of = next((number for number in _inside(subject, mentions, starts) if mentions[number].span == subject), None)
        told = _inside(object_, mentions, starts)
        if of is None or not told:
            continue
        if name == "recipient":
            state_laureate(of, told[0], _RULE, reading)
        elif (film := reading.cast.thing_of.get(of)) is not None and mentions[of].kind is Kind.FILM:
            _state_of_film(film, name, of, told, reading)


def _inside(span: Span, mentions: Sequence[Mention], starts: Sequence[int]) -> list[int]:
    """Return the numbers of the mentions that lie in a span; all of them start at `starts`, sorted."""
    first, end = bisect_left(starts, span.start_char), bisect_left(starts, span.end_char)
    return [
        number
        for number in range(first, end)
        if mentions[number].kind is not Kind.QUOTE and span.covers(mentions[number].span)
    ]


def _state_of_film(film: int, name: str, of: int, told: Sequence[int], reading: Reading) -> None:
    """State a property of a film; an empty one only says that who is named there did nothing else for it."""
    mentions = reading.annotation.mentions
    if name == "originalTitle":
        found = Value(original_title(mentions[of].name, mentions[told[0]].name, english=reading.english))
        reading.ledger.state(film, name, found, evidence_of(of, told[0], _RULE, _CONFIDENCE, reading))
        return
    line = Span(
        min(mentions[n].span.start_char for n in (of, *told)), max(mentions[n].span.end_char for n in (of, *told))
    )
    retract_others(_TOGETHER.get(name, ()), line, [n for n in told if mentions[n].kind is Kind.PERSON], reading)
    for number in told:
        if mentions[number].kind in KINDS.get(name, ()):
            state_credit(film, name, of, number, _RULE, _CONFIDENCE, reading)
