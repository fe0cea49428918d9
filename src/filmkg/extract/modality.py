"""Planned, proposed, cancelled or happened: the status of events, agreements and memberships.

What is planned must never be stated as happened, so "happened" needs a far greater probability than the others, and
where none is likely enough, no status is stated. A sentence whose words raise a doubt (`doubts.py`) does not tell that
something happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from filmkg.extract.carried import state_agreement_type
from filmkg.extract.cues import Cue
from filmkg.extract.doubts import is_made, without_doubtful
from filmkg.extract.reach import by_words
from filmkg.extract.reading import Reading, Verdict
from filmkg.extract.statusfeatures import status_features
from filmkg.extract.statussigns import GONE_BY, Sign, StatusSigns
from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.extract.verdicts import settled, verdicts_on
from filmkg.model import Concept, Evidence, Modality, Part, Reached, Span, Value
from filmkg.regression import Weights, softmax, unpack

STATUSES = (Modality.HAPPENED, Modality.PLANNED, Modality.PROPOSED, Modality.CANCELLED)
_HAPPENED_FROM = 0.95
_OTHER_FROM = 0.4
_MAX_CONFIDENCE = 0.95
_CONFIDENCE_OF_MEMBERSHIP = 0.8
_CONFIDENCE_OF_VERDICT = 0.9


def state_status(cues: Sequence[Cue], weights: Weights, reading: Reading) -> None:
    """State the status of every event, agreement and membership that the ledger speaks of.

    Args:
        cues: The cues of `data/vocabulary/modality.toml`.
        weights: What was learned of status, by feature.
        reading: The article.
    """
    signs = StatusSigns(cues, reading)
    for thing, what in list(with_status(reading)):
        if what == "agreement":
            state_agreement_type(thing, reading)
        sentences = told_in(thing, reading)
        if sentences:
            if what == "membership":
                _state_membership(thing, sentences, signs, reading)
            else:
                _state(thing, sentences, what, signs, weights, reading)


def with_status(reading: Reading) -> Iterator[tuple[Thing, str]]:
    """Yield what can have a status, with "event", "agreement" or "membership"."""
    used = {subject for subject, _, _ in reading.ledger.facts}
    used |= {value for _, _, value in reading.ledger.facts if isinstance(value, int)}
    for thing in reading.ledger.things():
        if thing.number not in used and thing.number != reading.cast.main_event:
            continue
        if thing.type in EVENT_TYPES and thing.type != "FestivalSeries":
            yield thing, "event"
        elif thing.type in ("Agreement", "Membership"):
            yield thing, thing.type.lower()


def told_in(thing: Thing, reading: Reading) -> list[int]:
    """Return the sentences in which a thing is named, or else those that state something of it; the title last."""
    starts: Iterable[int] = thing.starts
    if not thing.mentions:
        starts = (evidence.span.start_char for evidence in reading.ledger.evidence_of(thing.number))
    numbers = {number for start in starts if (number := reading.sentences.at(start)) is not None}
    return sorted(numbers, key=lambda number: (reading.sentences.all[number].part is Part.TITLE, number))


def _state(
    thing: Thing, sentences: Sequence[int], what: str, signs: StatusSigns, weights: Weights, reading: Reading
) -> None:
    verdicts = verdicts_on(thing, sentences, what, reading)
    verdict = settled(verdicts)
    if verdict is not None and not (verdict.status is Modality.HAPPENED and _is_to_come(thing, signs)):
        _enter(thing, verdict.status, _CONFIDENCE_OF_VERDICT, [verdict.sentence], what, signs, reading, verdict=verdict)
        return
    status, probability = _likeliest(thing, sentences, what, signs, weights, reading)
    if status is Modality.HAPPENED:
        is_to_come = what == "event" and _is_to_come(thing, signs)  # the day of a signing is often that of the news
        if is_to_come or any(verdict.status is not Modality.HAPPENED for verdict in verdicts):
            return
        told = without_doubtful(thing, sentences, what, reading)
        if not told or (what == "agreement" and not is_made(told, reading)):
            _forget_signing(thing, reading)
            return
        if len(told) < len(sentences):
            sentences = told
            status, probability = _likeliest(thing, told, what, signs, weights, reading)
    is_sure = status is not Modality.HAPPENED or _is_over(thing, sentences, what, signs)
    if probability < (_OTHER_FROM if is_sure else _HAPPENED_FROM):
        return
    _enter(thing, status, probability, sentences, what, signs, reading)


def _forget_signing(thing: Thing, reading: Reading) -> None:
    """Take out the day on which something was signed of which nothing tells that it was: it is that of the news."""
    for day in list(reading.ledger.objects(thing.number, "signedOn")):
        if isinstance(day, Value) and day.datatype == "date":
            reading.ledger.retract((thing.number, "signedOn", day))


def _likeliest(
    thing: Thing, sentences: Sequence[int], what: str, signs: StatusSigns, weights: Weights, reading: Reading
) -> tuple[Modality, float]:
    """Return the likeliest status of a thing by some sentences, with its probability."""
    packed = weights.total(status_features(thing, sentences, what, signs, reading))
    powers = softmax(unpack(packed, len(STATUSES)))
    whole = sum(powers)
    place = max(range(len(STATUSES)), key=lambda place: powers[place])
    return STATUSES[place], powers[place] / whole


def _is_over(thing: Thing, sentences: Sequence[int], what: str, signs: StatusSigns) -> bool:
    """Tell whether a thing's own dates lie before the article's and no sign speaks against its having happened."""
    own = list(signs.of_own_dates(thing.number))
    told = [sign for number in sentences for sign in signs.of(number, what)]
    is_past = any(sign.name == GONE_BY for sign in own)  # what only ends after it can still be to come
    return is_past and all(sign.status is Modality.HAPPENED for sign in told)


def _is_to_come(thing: Thing, signs: StatusSigns) -> bool:
    """Tell whether a thing's own dates lie after the article's."""
    return any(sign.status is not Modality.HAPPENED for sign in signs.of_own_dates(thing.number))


def _state_membership(thing: Thing, sentences: Sequence[int], signs: StatusSigns, reading: Reading) -> None:
    """State the status of a membership by its cues alone: annotated articles do not tell it."""
    told: Counter[Modality] = Counter()
    for number in sentences:
        for sign in signs.of(number, "membership"):
            told[sign.status] += round(2 * sign.weight)
    status = max(STATUSES, key=lambda status: (told[status], status is Modality.HAPPENED))
    _enter(thing, status, _CONFIDENCE_OF_MEMBERSHIP, sentences, "membership", signs, reading)


def _enter(
    thing: Thing,
    status: Modality,
    probability: float,
    sentences: Sequence[int],
    what: str,
    signs: StatusSigns,
    reading: Reading,
    *,
    verdict: Verdict | None = None,
) -> None:
    """Enter a status, with the sentence and the sign that speaks most for it."""
    speaking = [
        (sign.weight, -rank, sign, number)
        for rank, number in enumerate(sentences)
        for sign in signs.of(number, what)
        if sign.status is status
    ]
    own = [(sign.weight, 0, sign, sentences[0]) for sign in signs.of_own_dates(thing.number) if sign.status is status]
    bare = (0.0, 0, Sign(status, 0.0, verdict.name if verdict else "told as it is"), sentences[0])
    _, _, sign, number = max(speaking or own, key=lambda found: found[:2], default=bare)  # words tell a reader more
    span = reading.sentences.all[number].span
    confidence = round(min(_MAX_CONFIDENCE, probability), 3)
    evidence = Evidence(
        span,
        span,
        f"modality: {sign.name}",
        confidence,
        subject=_reached(thing, span, reading),
        cue=verdict.words if verdict else signs.cue(sign.name, span),
    )
    reading.ledger.state(thing.number, "status", Concept(status.value), evidence)


def _reached(thing: Thing, sentence: Span, reading: Reading) -> Reached | None:
    """Return by which of its mentions a sentence speaks of a thing; None for a node in the middle."""
    mentions = reading.annotation.mentions
    inside = [n for n in thing.mentions if sentence.start_char <= mentions[n].span.start_char < sentence.end_char]
    return by_words(min(inside, key=lambda n: mentions[n].span), reading.annotation) if inside else None
