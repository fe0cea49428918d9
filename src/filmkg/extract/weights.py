"""Weights of the learned part: one logistic regression a family of pairs, and two for events: class, main one.

They are trained by `scripts/train_relations.py` from annotated articles and kept in `data/model/relations.tsv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

from filmkg.extract.families import FAMILIES
from filmkg.extract.signs import Signs, signs
from filmkg.regression import joined, moved, pack, total
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

    weights: Mapping[str, Mapping[str, int]]
    add_from: Mapping[str, float]
    signs: Signs[int]
    first: Mapping[str, int]


def model(weights: Mapping[str, Mapping[str, int]], add_from: Mapping[str, float]) -> Model:
    """Return the model with some weights.

    Args:
        weights: By family and feature, the packed weights.
        add_from: By family, the probability from which a finding is stated.
    """
    counts = (len(family.relations) for family in FAMILIES)
    first = dict(zip((family.name for family in FAMILIES), accumulate(counts, initial=0), strict=False))
    of_all: dict[str, int] = {}
    for name, place in first.items():
        for feature, packed in weights.get(name, {}).items():
            of_all[feature] = of_all.get(feature, 0) + moved(packed, place)
    return Model(weights, add_from, signs(partial(total, of_all), joined), first)


def load_model(path: Path = DATA / "model" / "relations.tsv") -> Model:
    """Read the weights."""
    weights: dict[str, dict[str, int]] = {name: {} for name in (*CHOICES, *(family.name for family in FAMILIES))}
    add_from: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        family, feature, values = line.split("\t")
        if feature == "threshold":
            add_from[family] = float(values)
        else:
            weights[family][feature] = pack(map(float, values.split(" ")))
    return model(weights, add_from)
