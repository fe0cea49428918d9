"""Weights of the learned part, read from `data/model/relations.tsv`, and how they are summed.

One multinomial logistic regression a family of pairs, trained by `scripts/train_relations.py` from annotated articles.
Weights have three decimals, so they are kept as whole thousandths: sums are exact in whatever order they are made. The
weights of a feature for all relations of a family stand side by side in one integer, so that the features of a pair are
summed at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from filmkg.extract.families import FAMILIES
from filmkg.resources import DATA

MAIN = "event-main"  # the one relation of the choice of the main event
_UNIT = 1_000
_BITS = 32  # for one relation: sums stay far below 2**31 thousandths
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned.

    Attributes:
        weights: By family and feature, the packed weights; `MAIN` stands for the choice of the main event.
        add_from: By family, the probability from which a finding is stated.
    """

    weights: Mapping[str, Mapping[str, int]]
    add_from: Mapping[str, float]


def load_model(path: Path = DATA / "model" / "relations.tsv") -> Model:
    """Read the weights."""
    weights: dict[str, dict[str, int]] = {name: {} for name in (MAIN, *(family.name for family in FAMILIES))}
    add_from: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        family, feature, values = line.split("\t")
        if feature == "threshold":
            add_from[family] = float(values)
        else:
            weights[family][feature] = pack(map(float, values.split(" ")))
    return Model(weights, add_from)


def pack(values: Iterable[float]) -> int:
    """Put weights side by side into one integer."""
    return sum(round(value * _UNIT) << (_BITS * number) for number, value in enumerate(values))


def total(weights: Mapping[str, int], features: Iterable[str]) -> int:
    """Return the sum of the packed weights of some features; those without a weight count nothing."""
    return sum(map(weights.get, features, repeat(0)))


def softmax(packed: int, count: int) -> Sequence[float]:
    """Return the probabilities that packed scores give; what is missing to 1 is that of "none", whose score is 0.

    Args:
        packed: The summed weights.
        count: How many relations are packed in it.
    """
    scores = []
    for _ in range(count):
        score = ((packed + _HALF) & _MASK) - _HALF
        scores.append(score / _UNIT)
        packed = (packed - score) >> _BITS
    highest = max(0.0, *scores)
    powers = [math.exp(score - highest) for score in scores]
    whole = sum(powers) + math.exp(-highest)
    return [power / whole for power in powers]
