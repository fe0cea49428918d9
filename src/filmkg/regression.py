"""Multinomial logistic regression over named features: the arithmetic behind the learned parts.

Weights have two decimals, so they are kept as whole hundredths: sums are exact in whatever order they are made.
The weights of a feature for all classes stand side by side in one integer, so that the features of a case are summed
at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from struct import Struct

_UNIT = 100
_BYTES = 4  # for one class: sums stay far below 2**31 hundredths
_BITS = 8 * _BYTES
_MAX_CLASSES = 64
# by count of classes: the sign bit of each of them, and how they are written
_BIAS = tuple(sum(1 << (_BITS * number + _BITS - 1) for number in range(count)) for count in range(_MAX_CLASSES + 1))
_NUMBERS = tuple(Struct(f"<{count}i") for count in range(_MAX_CLASSES + 1))


class Weights(Mapping[str, int]):
    """Packed weights by feature, each read when it is first asked for: a few articles ask for few.

    Args:
        features: All that have weights.
        read: Returns the packed weights of a feature.
    """

    def __init__(self, features: Collection[str], read: Callable[[str], int]) -> None:
        self.features, self._known = features, _Known(read)

    def __getitem__(self, feature: str) -> int:
        """Return the packed weights of a feature."""
        if feature not in self.features:
            raise KeyError(feature)
        return self._known[feature]

    def __contains__(self, feature: object) -> bool:
        """Tell whether a feature has weights; does not read them."""
        return feature in self.features

    def __iter__(self) -> Iterator[str]:
        """Yield the features."""
        return iter(self.features)

    def __len__(self) -> int:
        """Return the number of features."""
        return len(self.features)

    def each(self, features: Iterable[str]) -> Sequence[int]:
        """Return the packed weights of some features one by one; 0 for those without a weight."""
        having, known = self.features, self._known
        return [known[feature] if feature in having else 0 for feature in features]

    def total(self, features: Iterable[str]) -> int:
        """Return the sum of the packed weights of some features; those without a weight count nothing."""
        having, known = self.features, self._known
        return sum([known[feature] for feature in features if feature in having])


class _Known(dict[str, int]):
    """The weights read so far: of features that have some, so there is an end of them."""

    def __init__(self, read: Callable[[str], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, feature: str) -> int:
        weights = self[feature] = self._read(feature)
        return weights


def ready(weights: Mapping[str, int]) -> Weights:
    """Return weights that need no reading."""
    return Weights(weights, weights.__getitem__)


def pack(weights: Iterable[float]) -> int:
    """Put the weights of a feature, one for each class, side by side into one integer."""
    return pack_hundredths(round(weight * _UNIT) for weight in weights)


def pack_hundredths(weights: Iterable[int]) -> int:
    """Put weights side by side that are given in hundredths, as files have them."""
    return sum([weight << (_BITS * number) for number, weight in enumerate(weights)])


def joined(packed: Iterable[int]) -> int:
    """Return the sum of packed weights, of which many are 0: to leave those out costs less than to add them."""
    return sum(filter(None, packed))


def moved(packed: int, places: int) -> int:
    """Return packed weights so many places up, to be added to those of other classes."""
    return packed << (_BITS * places)


def unpack(packed: int, count: int, *, first: int = 0, of: int = 0) -> tuple[int, ...]:
    """Return packed scores one by one, in hundredths.

    Args:
        packed: The summed weights.
        count: How many scores are wanted.
        first: Place of the first of them.
        of: How many classes are packed in it, where that is more than is wanted.
    """
    whole = of or count
    bias = _BIAS[whole]
    # a negative score borrows from the one above it: with the bias none does, and without it each is itself again
    written = ((packed + bias) ^ bias).to_bytes(_BYTES * whole, "little")
    return _NUMBERS[count].unpack_from(written, _BYTES * first)


def softmax(scores: Sequence[int]) -> Sequence[float]:
    """Return the probabilities that scores in hundredths give; what is missing to 1 is of "none", whose score is 0."""
    highest = max(0, *scores)
    powers = [math.exp((score - highest) / _UNIT) for score in scores]
    whole = sum(powers) + math.exp(-highest / _UNIT)
    return [power / whole for power in powers]
