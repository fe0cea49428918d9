"""Weights of the learned part: one logistic regression a family of pairs, and two for events: class, main one.

They are trained by `scripts/train_relations.py` from annotated articles and kept in `data/model/relations.tsv`: after
a line "=NAME" with the probability from which a finding is stated, each feature with its weights in hundredths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

from filmkg.extract.families import FAMILIES
from filmkg.extract.signs import Signs, signs
from filmkg.regression import Weights, joined, moved, pack_hundredths, ready
from filmkg.resources import DATA

MAIN = "event-main"  # the one relation of the choice of the main event
EVENT_CLASS = "event-class"  # whose relations are the classes of events
STATUS = "status"  # whose relations are the statuses
CHOICES = (MAIN, EVENT_CLASS, STATUS)
COUNT = sum(len(family.relations) for family in FAMILIES)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned.

    Attributes:
        weights: By family and feature, the packed weights; `MAIN`, `EVENT_CLASS` and `STATUS`
            stand for the choices among and about events.
        add_from: By family, the probability from which a finding is stated.
        signs: By sign, the sum of the weights of its features, those of all families side by side.
        first: By family, the place of its weights among those of all.
    """

    weights: Mapping[str, Weights]
    add_from: Mapping[str, float]
    signs: Signs[int]
    first: Mapping[str, int]


def model(weights: Mapping[str, Mapping[str, int]], add_from: Mapping[str, float]) -> Model:
    """Return the model with some weights.

    Args:
        weights: By family and feature, the packed weights.
        add_from: By family, the probability from which a finding is stated.
    """
    return _model({name: ready(of_family) for name, of_family in weights.items()}, add_from)


def _model(weights: Mapping[str, Weights], add_from: Mapping[str, float]) -> Model:
    first = _places()
    placed = [(place, weights[name]) for name, place in first.items() if name in weights]

    def read(feature: str) -> int:
        return sum([moved(of_family[feature], place) for place, of_family in placed if feature in of_family.features])

    of_all = Weights(frozenset().union(*(of_family.features for _, of_family in placed)), read)
    return Model(weights, add_from, signs(of_all.each, joined), first)


def _places() -> dict[str, int]:
    counts = (len(family.relations) for family in FAMILIES)
    return dict(zip((family.name for family in FAMILIES), accumulate(counts, initial=0), strict=False))


def load_model(path: Path = DATA / "model" / "relations.tsv") -> Model:
    """Read the weights."""
    _, *parts = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n=")  # the first tells what of
    weights: dict[str, Weights] = {}
    add_from: dict[str, float] = {}
    for part in parts:
        name, threshold, *cells = part.replace("\t", "\n").split("\n")
        add_from[name] = float(threshold)
        of_family = dict(zip(cells[0::2], cells[1::2], strict=True))
        weights[name] = Weights(of_family, partial(_read_of, of_family))
    return _model(weights, add_from)


def _read_of(texts: Mapping[str, str], feature: str) -> int:
    return pack_hundredths(map(int, texts[feature].split(" ")))
