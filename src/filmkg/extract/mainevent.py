"""Which event an article is about: the learned choice among the events that it names, and the runner-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest

from filmkg.extract.eventfeatures import Setting, main_features
from filmkg.extract.things import Thing
from filmkg.regression import Weights


def main_events(
    events: Sequence[Thing], naming: Mapping[int, Sequence[str]], *, setting: Setting, weights: Weights
) -> tuple[int, ...]:
    """Return the numbers of the two likeliest events, the likelier first; of two alike, the one named first.

    Articles about a visit, a signing or a festival guest can be about two; what stands in another sentence is weighed
    for both.
    """
    scored = ((weights.total(features), -thing.number) for thing, features in main_features(events, naming, setting))
    return tuple(-number for _, number in nlargest(2, scored))
