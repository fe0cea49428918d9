"""Of which class each event is, and which is none: the learned choice. The class that its head suggests is one sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filmkg.extract.eventfeatures import Setting, class_features
from filmkg.extract.things import Thing
from filmkg.regression import softmax, total, unpack

CLASSES = ("FilmFestival", "FilmDays", "Screening", "Meeting", "Event")
_SERIES = "FestivalSeries"
_NONE_FROM = 0.85  # what is as likely none is none


def classify(
    events: Sequence[Thing], naming: Mapping[int, Sequence[str]], *, setting: Setting, weights: Mapping[str, int]
) -> list[Thing]:
    """Give each event its likeliest class; return those that are none, which keep theirs.

    A series as such ("festivals such as Cannes") stays one where the choice is a festival. Without weights (while they
    are trained) all keep their class.
    """
    if not weights:
        return []
    chosen: list[tuple[Thing, str]] = []
    for thing in events:
        packed = total(weights, class_features(thing, naming[thing.number], events, setting))
        probabilities = softmax(unpack(packed, len(CLASSES)))
        if 1 - sum(probabilities) >= _NONE_FROM:
            chosen.append((thing, ""))
        else:
            chosen.append((thing, CLASSES[max(range(len(CLASSES)), key=lambda n: probabilities[n])]))
    for thing, name in chosen:
        if name and not (name == "FilmFestival" and thing.type == _SERIES):
            thing.type = name
    return [thing for thing, name in chosen if not name]
