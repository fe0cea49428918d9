"""Multinomial logistic regression over named features: the arithmetic behind the learned parts.

Weights have three decimals, so they are kept as whole thousandths: sums are exact in whatever order they are made.
The weights of a feature for all classes stand side by side in one integer, so that the features of a case are summed
at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

_UNIT = 1_000
_BITS = 32  # for one class: sums stay far below 2**31 thousandths
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1


def pack(weights: Iterable[float]) -> int:
    """Put the weights of a feature, one for each class, side by side into one integer."""
    return sum(round(weight * _UNIT) << (_BITS * number) for number, weight in enumerate(weights))


def total(weights: Mapping[str, int], features: Iterable[str]) -> int:
    """Return the sum of the packed weights of some features; those without a weight count nothing."""
    return sum(map(weights.get, features, repeat(0)))


def unpack(packed: int, count: int) -> list[int]:
    """Return packed scores one by one, in thousandths.

    Args:
        packed: The summed weights.
        count: How many classes are packed in it.
    """
    scores = []
    for _ in range(count):
        score = ((packed + _HALF) & _MASK) - _HALF
        scores.append(score)
        packed = (packed - score) >> _BITS
    return scores


def softmax(scores: Sequence[int]) -> Sequence[float]:
    """Return the probabilities that scores in thousandths give; what is missing to 1 is of "none", whose score is 0."""
    highest = max(0, *scores)
    powers = [math.exp((score - highest) / _UNIT) for score in scores]
    whole = sum(powers) + math.exp(-highest / _UNIT)
    return [power / whole for power in powers]
