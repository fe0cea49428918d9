"""Fit multinomial logistic regressions over named features, and write them down."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

MIN_COUNT = 3
SMALLEST = 0.06  # of weights as they are written
STRENGTH = 0.3

Example = tuple[Any, tuple[str, ...], str]  # what it competes for, features, label


def train(
    examples: list[Example], relations: tuple[str, ...], *, strength: float = STRENGTH
) -> dict[str, tuple[float, ...]]:
    """Fit one family; return the weights by feature, "none" being zero.

    What competes for the same place is weighed together: the probability of a relation of one pair is its share among
    all relations of all pairs of that place and "none". A feature that an example has twice counts twice, as it does
    where the converter sums the weights.
    """
    counts = Counter(feature for _, features, _ in examples for feature in set(features))
    names = sorted(feature for feature, count in counts.items() if count >= MIN_COUNT)
    column = {feature: number for number, feature in enumerate(names)}
    place_of: dict[object, int] = {}
    places = np.array([place_of.setdefault(key, len(place_of)) for key, _, _ in examples])
    rows, columns = zip(*(
        (row, column[f]) for row, (_, features, _) in enumerate(examples) for f in features if f in column
    ), strict=True)  # fmt: skip
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(examples), len(names)))
    right = np.array([[label == relation for relation in relations] for _, _, label in examples])
    n_places = len(place_of)
    has_right = np.zeros(n_places, bool)
    np.logical_or.at(has_right, places, right.any(axis=1))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(names), len(relations))
        scores = matrix @ weights
        highest = np.zeros(n_places)
        np.maximum.at(highest, places, scores.max(axis=1))
        powers = np.exp(scores - highest[places, None])
        of_none = np.exp(-highest)
        whole = of_none.copy()
        np.add.at(whole, places, powers.sum(axis=1))
        good = np.where(has_right, 0.0, of_none)
        np.add.at(good, places, (powers * right).sum(axis=1))
        good = np.maximum(good, 1e-300)
        gradient = powers / whole[places, None] - np.where(right, powers / good[places, None], 0.0)
        value = float(np.sum(np.log(whole) - np.log(good)) + 0.5 / strength * np.sum(flat**2))
        return value, (matrix.T @ gradient).ravel() + flat / strength

    found = minimize(loss, np.zeros(len(names) * len(relations)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights = found.x.reshape(len(names), len(relations)).round(2)
    return {
        name: tuple(map(float, row)) for name, row in zip(names, weights, strict=True) if np.abs(row).max() >= SMALLEST
    }


def lines_of(name: str, weights: dict[str, tuple[float, ...]]) -> list[str]:
    """Return the lines of the file for one family or choice."""
    rows = (
        f"{feature}\t{' '.join(str(round(value * 100)) for value in values)}"
        for feature, values in sorted(weights.items())
    )
    return [f"={name}", *rows]
