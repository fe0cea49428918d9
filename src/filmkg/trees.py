"""Boosted decision trees over whole numbers: the arithmetic behind the judgement of claims.

Friedman, "Greedy function approximation: a gradient boosting machine" (2001). What trees ask for, the limits and what
their leaves say are whole numbers, so that sums are exact. In a file the names of what is asked for stand in a line,
and each line below is a tree, a node before what hangs on it: "0:431 -35 2:200 12 88" says -35 where the number of the
first name is at most 431, and else 12 or 88 by that of the third.

All trees are gone through at once, after Lucchese et al., "QuickScorer" (2015): each has a bit for each of its leaves,
from the left, and a number above the limit of a node rules out the leaves to the left below it. Of the leaves that are
left in the end the leftmost is where the tree leads.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct

_UNIT = 1000
_SEPARATOR = ":"
_BYTES = 4  # for one tree
_MOST_LEAVES = 8 * _BYTES


@dataclass(frozen=True, slots=True)
class Trees:
    """Some trees.

    Attributes:
        rulings: For each number of a row that is asked for: its place, its limits, sorted, and by how many of them it
            exceeds the leaves that it leaves, those of all trees side by side.
        leaves: All leaves of all trees.
        first: The first leaf of each.
        said: By tree what each leaf says, by its bit.
        numbers: How the bits of the trees are told apart.
    """

    rulings: Sequence[tuple[int, Sequence[int], Sequence[int]]]
    leaves: int
    first: int
    said: Sequence[Mapping[int, int]]
    numbers: Struct

    def score(self, row: Sequence[int]) -> int:
        """Return what all trees say of a row together, in thousandths of the logarithm of the odds."""
        left = self.leaves
        for place, limits, ruled in self.rulings:
            left &= ruled[bisect_left(limits, row[place])]
        leftmost = left & (left ^ (left - self.first))  # no tree is without a leaf, so none borrows from the next
        bits = self.numbers.unpack(leftmost.to_bytes(self.numbers.size, "little"))
        return sum([said[bit] for said, bit in zip(self.said, bits, strict=True)])


def read_trees(text: str, names: Sequence[str]) -> Trees:
    """Return the trees of a file.

    Args:
        text: What the file holds behind its first line, which says where it comes from.
        names: What rows hold, in their order.

    Raises:
        ValueError: The trees ask for something that rows do not hold, have too many leaves, or go on behind their end.
    """
    head, *lines = text.splitlines()
    asked = head.split()
    if unknown := set(asked).difference(names):
        raise ValueError(f"trees ask for what rows do not hold: {', '.join(sorted(unknown))}")
    ruled_out = defaultdict[str, list[tuple[int, int]]](list)
    said: list[dict[int, int]] = []
    leaves = first = 0
    for number, line in enumerate(lines):
        values, nodes = list[int](), list[tuple[int, int, int]]()
        words = iter(line.split())
        _read(words, values, nodes)
        if (left_over := next(words, None)) is not None:
            raise ValueError(f"a tree ends before {left_over!r}")
        if len(values) > _MOST_LEAVES:
            raise ValueError(f"a tree has {len(values)} leaves, {_MOST_LEAVES} at most")
        shift = _MOST_LEAVES * number
        first |= 1 << shift
        leaves |= ((1 << len(values)) - 1) << shift
        said.append({1 << leaf: value for leaf, value in enumerate(values)})
        for place, limit, below in nodes:
            ruled_out[asked[place]].append((limit, below << shift))
    rulings: list[tuple[int, list[int], list[int]]] = []
    for name, nodes_of_name in ruled_out.items():
        limits, ruled = list[int](), [leaves]
        for limit, below in sorted(nodes_of_name):
            limits.append(limit)
            ruled.append(ruled[-1] & ~below)
        rulings.append((names.index(name), limits, ruled))
    return Trees(rulings, leaves, first, said, Struct(f"<{len(lines)}I"))


def _read(words: Iterator[str], values: list[int], nodes: list[tuple[int, int, int]]) -> None:
    """Read a tree into what its leaves say, and its nodes: place, limit, the bits of the leaves to the left below."""
    place, separator, limit = next(words).partition(_SEPARATOR)
    if not separator:
        values.append(int(place))
        return
    start = len(values)
    _read(words, values, nodes)
    nodes.append((int(place), int(limit), (1 << len(values)) - (1 << start)))
    _read(words, values, nodes)


def probability(score: int) -> float:
    """Return the probability that a score gives."""
    return 1 / (1 + math.exp(-score / _UNIT))


def shares(scores: Sequence[int]) -> list[float]:
    """Return the probabilities that scores give of classes of which one holds."""
    highest = max(scores)
    powers = [math.exp((score - highest) / _UNIT) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]
