"""Planned, proposed, cancelled or happened: the status of events, agreements and memberships.

What words right beside a name say settles it. Else two choices are made: the first goes by the words of the sentences,
the second is made by trees, which see the first, the dates and what else is stated (`statusrows.py`). What is planned
must never be stated as happened, so that needs both, or a far greater probability than the others; where none is likely
enough, no status is stated. A sentence whose words raise a doubt (`doubts.py`) does not tell that something happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from filmkg.extract.carried import state_agreement_type
from filmkg.extract.cues import Cue
from filmkg.extract.reach import by_words
from filmkg.extract.reading import Reading, Verdict
from filmkg.extract.statusrows import STATUSES, Told, row, told_of
from filmkg.extract.statussigns import Sign, StatusSigns
from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.extract.verdicts import settled
from filmkg.extract.weights import STATUS, Model
from filmkg.model import Concept, Evidence, Modality, Part, Reached, Span, Value
from filmkg.regression import softmax
from filmkg.trees import shares

# the first choice
_HAPPENED_FROM = 0.95
_OTHER_FROM = 0.4
# the second, where the first says the same, and where it does not
_AS_WELL_FROM = 0.2
_HAPPENED_ALL_THE_SAME_FROM, _OTHER_ALL_THE_SAME_FROM = 0.9, 0.38
_MAX_CONFIDENCE = 0.95
_CONFIDENCE_OF_MEMBERSHIP = 0.8
_CONFIDENCE_OF_VERDICT = 0.9


def state_status(cues: Sequence[Cue], model: Model, reading: Reading) -> None:
    """State the status of every event, agreement and membership that the ledger speaks of.

    Args:
        cues: The cues of `data/vocabulary/modality.toml`.
        model: What was learned.
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
                told = told_of(thing, sentences, what, signs=signs, weights=model.weights[STATUS], reading=reading)
                _state(told, signs, model, reading)


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


def _state(told: Told, signs: StatusSigns, model: Model, reading: Reading) -> None:
    verdict = settled(told.verdicts)
    if verdict is not None and not (verdict.status is Modality.HAPPENED and told.is_to_come):
        place = [verdict.sentence]
        _enter(told.thing, verdict.status, _CONFIDENCE_OF_VERDICT, place, told.what, signs, reading, verdict=verdict)
        return
    first, sureness = _first_choice(told)
    if first is Modality.CANCELLED:  # so rare that the trees have learned little of it
        _enter(told.thing, first, sureness, told.sentences, told.what, signs, reading)
        return
    chances = _second_choice(told, signs, model, reading)
    status = max(STATUSES, key=lambda status: chances[status])
    if status is Modality.HAPPENED and (not told.undoubted or (told.what == "agreement" and not told.is_made)):
        _forget_signing(told.thing, reading)
        return
    if status is not Modality.HAPPENED and chances[status] < _OTHER_ALL_THE_SAME_FROM:
        status = first if first in chances and first is not Modality.HAPPENED else status
    is_agreed, has_happened = first is status, status is Modality.HAPPENED
    all_the_same = _HAPPENED_ALL_THE_SAME_FROM if has_happened else _OTHER_ALL_THE_SAME_FROM
    least = _AS_WELL_FROM if is_agreed else all_the_same
    if chances[status] < least or (has_happened and not is_agreed and _speaks_against(told, signs)):
        return
    sentences = told.undoubted if has_happened else told.sentences
    probability = max(sureness, chances[status]) if is_agreed else chances[status]
    _enter(told.thing, status, probability, sentences, told.what, signs, reading)


def _first_choice(told: Told) -> tuple[Modality | None, float]:
    """Return the status that the words say, None where that is not sure enough, and its probability."""
    status, probability = _likeliest(told.scores)
    if status is Modality.HAPPENED:
        if _is_said_to_come(told):
            return None, probability
        status, probability = _likeliest(told.undoubted_scores)
    is_sure = status is not Modality.HAPPENED or told.is_over
    return (status if probability >= (_OTHER_FROM if is_sure else _HAPPENED_FROM) else None), probability


def _is_said_to_come(told: Told) -> bool:
    """Tell whether dates or words beside its name say that a thing has not happened."""
    if told.what == "event" and told.is_to_come:  # the day of a signing is often that of the news
        return True
    return any(verdict.status is not Modality.HAPPENED for verdict in told.verdicts)


def _speaks_against(told: Told, signs: StatusSigns) -> bool:
    """Tell whether anything in the sentences of a thing says that it has not happened."""
    told_by = (sign.status for number in told.undoubted for sign in signs.of(number, told.what))
    return _is_said_to_come(told) or any(status is not Modality.HAPPENED for status in told_by)


def _second_choice(told: Told, signs: StatusSigns, model: Model, reading: Reading) -> dict[Modality, float]:
    """Return how likely the trees find each status; what is missing to 1 is of none."""
    surroundings = row(told, signs, reading)
    _, *chances = shares([trees.score(surroundings) for trees in model.statuses])
    return dict(zip(STATUSES, chances, strict=True))


def _likeliest(scores: Sequence[int]) -> tuple[Modality, float]:
    powers = softmax(scores)
    place = max(range(len(STATUSES)), key=lambda place: powers[place])
    return STATUSES[place], powers[place] / sum(powers)


def _forget_signing(thing: Thing, reading: Reading) -> None:
    """Take out the day on which something was signed of which nothing tells that it was: it is that of the news."""
    for day in list(reading.ledger.objects(thing.number, "signedOn")):
        if isinstance(day, Value) and day.datatype == "date":
            reading.ledger.retract((thing.number, "signedOn", day))


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
