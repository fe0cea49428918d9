"""What surrounds the status of a thing: what its words, verdicts and dates say, and what is stated of it.

A row of whole numbers a thing, for the trees to ask for: scores in hundredths, weights in tenths, confidences in
thousandths, statuses and classes by their place in a list, -1 where there is nothing of the sort.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from filmkg.extract.doubts import is_made, without_doubtful
from filmkg.extract.reading import Reading, Verdict
from filmkg.extract.statusfeatures import status_features
from filmkg.extract.statussigns import GONE_BY, StatusSigns
from filmkg.extract.things import EVENT_TYPES, STANDINGS, Thing
from filmkg.extract.verdicts import settled, verdicts_on
from filmkg.model import Modality
from filmkg.regression import Weights, unpack

STATUSES = (Modality.HAPPENED, Modality.PLANNED, Modality.PROPOSED, Modality.CANCELLED)
FEATURES = (
    # the thing
    "is-event", "class", "standing", "named", "mentions", "first-sentence",
    # what the words of all its sentences say, and of those that raise no doubt
    *(f"score-{status}" for status in STATUSES), *(f"undoubted-{status}" for status in STATUSES),
    "sentences", "undoubted-sentences", "is-made", "will",
    # what cues say, and words beside it
    *(f"cues-{status}" for status in STATUSES), "verdict", "verdicts",
    # its dates beside the article's
    "is-over", "is-to-come", "start", "start-exactness", "end", "end-exactness", "signed", "issued",
    # what is stated of it, and of others by way of it
    "facts", "likeliest-fact", "films", "participants",
)  # fmt: skip
_NOTHING = -1
_DATES = ("startDate", "endDate", "signedOn")


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells of the status of a thing.

    Attributes:
        thing: The thing.
        what: "event" or "agreement".
        sentences: Numbers of the sentences that speak of it, the title last.
        undoubted: Those of them in which no words raise a doubt.
        verdicts: What words beside its name say.
        scores: What the words of all its sentences say for each status, in hundredths.
        undoubted_scores: What those say that raise no doubt; of all where there are none.
        is_over: Whether its own dates lie before the article's and no sign speaks against its having happened.
        is_to_come: Whether its own dates lie after the article's.
        is_made: Of an agreement: whether a sentence without doubt tells that it was made.
    """

    thing: Thing
    what: str
    sentences: Sequence[int]
    undoubted: Sequence[int]
    verdicts: Sequence[Verdict]
    scores: Sequence[int]
    undoubted_scores: Sequence[int]
    is_over: bool
    is_to_come: bool
    is_made: bool


def told_of(
    thing: Thing, sentences: Sequence[int], what: str, *, signs: StatusSigns, weights: Weights, reading: Reading
) -> Told:
    """Gather what an article tells of the status of a thing.

    Args:
        thing: The thing.
        sentences: Numbers of the sentences that speak of it, the title last.
        what: "event" or "agreement".
        signs: The signs of the article's sentences.
        weights: What was learned of status, by feature.
        reading: The article.
    """

    def scores_by(numbers: Sequence[int]) -> Sequence[int]:
        return unpack(weights.total(status_features(thing, numbers, what, signs, reading)), len(STATUSES))

    undoubted = without_doubtful(thing, sentences, what, reading)
    scores = scores_by(sentences)
    own = list(signs.of_own_dates(thing.number))
    # what only ends after the article's day can still be to come
    is_past = any(sign.name == GONE_BY for sign in own)
    return Told(
        thing,
        what,
        sentences,
        undoubted,
        verdicts_on(thing, sentences, what, reading),
        scores,
        scores_by(undoubted) if 0 < len(undoubted) < len(sentences) else scores,
        is_past and all(sign.status is Modality.HAPPENED for number in sentences for sign in signs.of(number, what)),
        any(sign.status is not Modality.HAPPENED for sign in own),
        what == "agreement" and bool(undoubted) and is_made(undoubted, reading),
    )


def row(told: Told, signs: StatusSigns, reading: Reading) -> tuple[int, ...]:
    """Return what surrounds the status of a thing, in the order of `FEATURES`."""
    thing, verdict = told.thing, settled(told.verdicts)
    issued = reading.annotation.article.header.issued or ""
    start, end, signed = (signs.date(thing.number, name) or "" for name in _DATES)
    cues = Counter[Modality]()
    for number in told.sentences:
        for sign in signs.of(number, told.what):
            cues[sign.status] += round(10 * sign.weight)
    confidences = [evidence.confidence for evidence in reading.ledger.evidence_of(thing.number)]
    return (
        told.what == "event",
        EVENT_TYPES.index(thing.type) if thing.type in EVENT_TYPES else _NOTHING,
        STANDINGS.index(reading.cast.standing(thing.number)),
        thing.named,
        len(thing.mentions),
        told.sentences[0],
        *told.scores,
        *told.undoubted_scores,
        len(told.sentences),
        len(told.undoubted),
        told.is_made,
        signs.n_will,
        *(cues[status] for status in STATUSES),
        _NOTHING if verdict is None else STATUSES.index(verdict.status),
        len(told.verdicts),
        told.is_over,
        told.is_to_come,
        _order(start, issued),
        len(start),
        _order(end, issued),
        len(end),
        _order(signed, issued),
        issued != "",
        len(confidences),
        round(1000 * max(confidences, default=0.0)),
        len(reading.ledger.objects(thing.number, "screens")),
        len(reading.ledger.objects(thing.number, "participant")),
    )


def _order(date: str, issued: str) -> int:
    """Return 1 for a date before that of the article, 2 for the same as far as both are known, 3 for one behind it."""
    exact = min(len(date), len(issued))
    one, other = date[:exact], issued[:exact]
    return _NOTHING if not exact else 1 if one < other else 2 if one == other else 3
