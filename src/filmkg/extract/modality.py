"""Planned, proposed, cancelled or happened: the status of events, agreements and memberships."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from filmkg.extract.carried import state_agreement_type
from filmkg.extract.cues import Cue
from filmkg.extract.reach import by_words
from filmkg.extract.reading import Reading
from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.model import Concept, Evidence, Kind, Mention, Modality, Part, Reached, Span, Value

_MONTH, _DAY = 7, 10  # length of a date as exact as a month, as a day
_MAX_YEARS_FROM_ISSUE = 1
_FADE = 0.35
_ORDER = list(Modality)
_BASE_CONFIDENCE, _CONFIDENCE_PER_WEIGHT, _MAX_CONFIDENCE = 0.6, 0.1, 0.95

# For each status what speaks for it: the summed weights, and where and by which cue it was first told.
_Scores = dict[Modality, tuple[float, Span, str]]
_Weight = tuple[Modality, float, str]


def state_status(cues: Sequence[Cue], reading: Reading) -> None:
    """State the status of every event, agreement and membership that the ledger speaks of."""
    used = {subject for subject, _, _ in reading.ledger.facts}
    used |= {value for _, _, value in reading.ledger.facts if isinstance(value, int)}
    signs = _Signs(cues, reading)
    for thing in list(reading.ledger.things()):
        if thing.number not in used and thing.number != reading.cast.main_event:
            continue
        if thing.type in EVENT_TYPES and thing.type != "FestivalSeries":
            _state(thing, "event", signs, reading)
        elif thing.type == "Agreement":
            state_agreement_type(thing, reading)
            _state(thing, "agreement", signs, reading)
        elif thing.type == "Membership":
            _state(thing, "membership", signs, reading)


@dataclass(slots=True)
class _Signs:
    """What each sentence tells of the status of what it names, read once a sentence; lives inside `state_status`."""

    cues: Sequence[Cue]
    reading: Reading
    dates: Sequence[Mention] = ()
    _known: dict[tuple[int, str], Sequence[_Weight]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mentions = self.reading.annotation.mentions
        self.dates = [mention for mention in mentions if mention.kind is Kind.DATE and "/" in mention.value]

    def of(self, number: int, what: str) -> Sequence[_Weight]:
        """Return what a sentence tells of an "event", "agreement" or "membership"."""
        known = self._known.get((number, what))
        if known is None:
            span = self.reading.sentences.all[number].span
            words = self.reading.annotation.article.quote(span)
            weights = [
                (cue.status, cue.weight, cue.name)
                for cue in self.cues
                if cue.of in ("any", what) and cue.pattern.search(words)
            ]
            known = self._known[number, what] = (*weights, *self._of_dates(span))
        return known

    def cue(self, name: str, span: Span) -> Span | None:
        """Return the words of a sentence that a cue finds, or None for what is no cue of words."""
        words = self.reading.annotation.article.quote(span)
        found = (cue.pattern.search(words) for cue in self.cues if cue.name == name)
        match = next((match for match in found if match), None)
        return None if match is None else Span(span.start_char + match.start(), span.start_char + match.end())

    def _of_dates(self, span: Span) -> Iterator[_Weight]:
        """Yield what the dates of a sentence tell: a day to come makes a thing planned, a day gone by happened."""
        issued = self.reading.annotation.article.header.issued
        if not issued:
            return
        starts, ends = [], []
        first = bisect_left(self.dates, span.start_char, key=lambda mention: mention.span.start_char)
        for mention in self.dates[first:]:
            if mention.span.end_char > span.end_char:
                break
            start, end = mention.value.split("/")
            if len(start) >= _MONTH and abs(int(start[:4]) - int(issued[:4])) <= _MAX_YEARS_FROM_ISSUE:
                starts.append(start)
            elif end and not start:
                ends.append(end)
        if starts and all(start > issued[: len(start)] for start in starts):
            yield Modality.PLANNED, 2.0, "a date to come in the sentence"
        elif any(len(start) == _DAY and start <= issued for start in starts) or any(
            end >= issued[: len(end)] for end in ends
        ):
            yield Modality.HAPPENED, 1.0, "a date gone by in the sentence"


def _state(thing: Thing, what: str, signs: _Signs, reading: Reading) -> None:
    numbers = _told_in(thing, reading)
    if not numbers:
        return
    spans = [reading.sentences.all[number].span for number in numbers]
    scores: _Scores = {}
    for rank, (number, span) in enumerate(zip(numbers, spans, strict=True)):
        fade = 1.0 / (1 + _FADE * rank)
        _add(scores, span, ((status, weight * fade, name) for status, weight, name in signs.of(number, what)))
    if what != "membership":
        _add(scores, spans[0], _of_own_dates(thing.number, reading))
    _add(scores, spans[0], [(Modality.HAPPENED, 0.5, "told as it is")])
    status = max(scores, key=lambda modality: (scores[modality][0], -_ORDER.index(modality)))
    score, span, name = scores[status]
    confidence = round(min(_MAX_CONFIDENCE, _BASE_CONFIDENCE + _CONFIDENCE_PER_WEIGHT * score), 3)
    evidence = Evidence(
        span, span, f"modality: {name}", confidence, subject=_reached(thing, span, reading), cue=signs.cue(name, span)
    )
    reading.ledger.state(thing.number, "status", Concept(status.value), evidence)


def _reached(thing: Thing, sentence: Span, reading: Reading) -> Reached | None:
    """Return by which of its mentions a sentence speaks of a thing; None for a node in the middle."""
    mentions = reading.annotation.mentions
    inside = [n for n in thing.mentions if sentence.start_char <= mentions[n].span.start_char < sentence.end_char]
    return by_words(min(inside, key=lambda n: mentions[n].span), reading.annotation) if inside else None


def _add(scores: _Scores, span: Span, weights: Iterable[_Weight]) -> None:
    for status, weight, name in weights:
        score, known, first = scores.get(status, (0.0, span, name))
        scores[status] = (score + weight, known, first)


def _of_own_dates(number: int, reading: Reading) -> Iterator[_Weight]:
    """Yield what the dates stated of a thing tell, beside the article's own."""
    issued = reading.annotation.article.header.issued
    if not issued:
        return
    start = _date(number, "startDate", reading) or _date(number, "signedOn", reading)
    end = _date(number, "endDate", reading)
    if end is not None and end >= issued[: len(end)] and start is None:
        yield Modality.HAPPENED, 1.0, "ends after the article's date"
    elif start and start[:_DAY] > issued[: len(start)]:
        yield Modality.PLANNED, 3.0, "date after the article's"
    elif any(date and len(date) == _DAY and date < issued for date in (start, end)):
        yield Modality.HAPPENED, 3.0, "date before the article's"


def _told_in(thing: Thing, reading: Reading) -> list[int]:
    """Return the sentences in which a thing is named, or else those that state something of it; the title last."""
    starts: Iterable[int] = thing.starts
    if not thing.mentions:
        starts = (evidence.span.start_char for evidence in reading.ledger.evidence_of(thing.number))
    numbers = {number for start in starts if (number := reading.sentences.at(start)) is not None}
    return sorted(numbers, key=lambda number: (reading.sentences.all[number].part is Part.TITLE, number))


def _date(number: int, name: str, reading: Reading) -> str | None:
    """Return the first of the dates stated of a thing."""
    dates = (value.lexical for value in reading.ledger.objects(number, name) if isinstance(value, Value))
    return min(dates, default=None)
