"""Signatures -> clusters of what is one thing, by keys alone: the cost is linear, and the order of articles is nothing.

Among those that share a key, what has a mark in common is one, and what has a mark but none in common is two. What has
no mark joins where there is one candidate, else where something else speaks for it, else it stays alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from filmkg.identity.signature import Signature

_UNREADABLE = frozenset({"director"})  # compared by consonants
_MAX_TOLD = 3


@dataclass(frozen=True, slots=True)
class Cluster:
    """What is one thing.

    Attributes:
        members: Positions of its descriptions, sorted.
        reasons: By position, why it is one of them.
    """

    members: tuple[int, ...]
    reasons: Mapping[int, str]


class Union:
    """Disjoint sets of positions; the smallest stands for its set."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def find(self, position: int) -> int:
        """Return the position that stands for a set."""
        parents = self._parents
        while (parent := parents.get(position, position)) != position:
            # each second step is left out next time
            parents[position] = position = parents.get(parent, parent)
        return position

    def join(self, positions: Iterable[int]) -> None:
        """Make one set of those that positions are in."""
        roots = set(map(self.find, positions))
        if len(roots) > 1:
            first = min(roots)
            self._parents.update((other, first) for other in roots if other != first)

    def sets(self, positions: Iterable[int]) -> list[tuple[int, ...]]:
        """Return the sets that positions are in, each sorted, by their smallest member."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for position in sorted(positions):
            found[self.find(position)].append(position)
        return [tuple(found[root]) for root in sorted(found)]


def partition(positions: Iterable[int], signatures: Sequence[Signature]) -> tuple[Cluster, ...]:
    """Part the bearers of one name into things."""
    naming = _Namesakes(sorted(positions), signatures)
    naming.join_marked()
    naming.join_unmarked()
    return naming.clusters()


def cluster(signatures: Sequence[Signature]) -> tuple[Cluster, ...]:
    """Part all signatures into things: by each of their names, and then across the names that a thing has."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(signatures):
        for key in one.keys:
            bearers[key].append(position)
    union, reasons = Union(), dict[int, str]()
    parted: set[tuple[int, ...]] = set()
    for key in sorted(bearers):
        one_name = tuple(bearers[key])
        if len(one_name) == 1 or one_name in parted:  # a name, and the IRI made from it, have the same bearers
            continue
        parted.add(one_name)
        for found in partition(bearers[key], signatures):
            union.join(found.members)
            if len(found.members) > 1:
                for member, why in found.reasons.items():
                    if reasons.get(member, signatures[member].agreement) == signatures[member].agreement:
                        reasons[member] = why
    clusters: list[Cluster] = []
    for members in union.sets(range(len(signatures))):
        if len(members) > 1 and _contradict(members, signatures):
            # A second name bridges what marks hold apart: here only the first name counts.
            firsts: defaultdict[str, list[int]] = defaultdict(list)
            for member in members:
                firsts[signatures[member].keys[0]].append(member)
            clusters.extend(found for key in sorted(firsts) for found in partition(firsts[key], signatures))
        else:
            clusters.append(Cluster(members, {one: reasons.get(one, signatures[one].agreement) for one in members}))
    return tuple(sorted(clusters, key=lambda found: found.members))


class _Namesakes:
    """The bearers of one name while they are parted."""

    def __init__(self, positions: Sequence[int], signatures: Sequence[Signature]) -> None:
        self._positions = positions
        self._signatures = signatures
        self._union = Union()
        self._settled: list[int] = []
        self._reasons = {one: signatures[one].agreement for one in positions}

    def clusters(self) -> tuple[Cluster, ...]:
        return tuple(
            Cluster(members, {one: self._reasons[one] for one in members})
            for members in self._union.sets(self._positions)
        )

    def join_marked(self) -> None:
        """Join by the strongest mark that each has."""
        for mark in dict.fromkeys(mark for one in self._positions for mark in self._signatures[one].marks):
            self._join_by(mark)

    def _join_by(self, mark: str) -> None:
        roots: defaultdict[str, set[int]] = defaultdict(set)
        for one in self._settled:
            for value in self._signatures[one].marks.get(mark, ()):
                roots[value].add(self._union.find(one))
        done = set(self._settled)
        marked = [one for one in self._positions if one not in done and self._signatures[one].marks.get(mark)]
        if self._settled and not roots:
            return  # nothing that it could agree with or contradict
        firsts: dict[str, int] = {}
        for one in marked:
            values = sorted(self._signatures[one].marks[mark])
            self._reasons[one] = f"{self._signatures[one].agreement} and {mark}{_told(mark, values)}"
            candidates = set[int]().union(*(roots[value] for value in values if value in roots))
            if len(candidates) == 1:
                self._union.join((one, *candidates))
            self._union.join([one, *(firsts.setdefault(value, one) for value in values)])
        self._settled.extend(marked)

    def join_unmarked(self) -> None:
        """Join what no mark settled."""
        parts = self._union.sets(self._settled)
        supported: defaultdict[str, set[int]] = defaultdict(set)
        for part in parts:
            for support in {support for one in part for support in self._signatures[one].support}:
                supported[support].add(part[0])
        settled = set(self._settled)
        rest = [one for one in self._positions if one not in settled]
        plain = [one for one in rest if not self._signatures[one].weak]
        firsts: dict[str, int] = {}
        for one in rest:
            signature = self._signatures[one]
            shared = sorted(support for support in signature.support if support in supported)
            candidates = set[int]().union(*(supported[support] for support in shared))
            if len(candidates) == 1:
                self._join(one, candidates.pop(), f", and the same {shared[0]}")
            elif not signature.weak and len(parts) < 2:
                self._join(one, parts[0][0] if parts else plain[0], ", and nothing speaks against it")
            elif not parts:
                for support in sorted(signature.support):
                    if (first := firsts.setdefault(support, one)) != one:
                        self._join(one, first, f", and the same {support}")

    def _join(self, one: int, other: int, also: str) -> None:
        self._union.join((one, other))
        agreement = self._signatures[one].agreement
        if self._reasons[one] == agreement:
            self._reasons[one] = agreement + also


def _told(mark: str, values: Sequence[str]) -> str:
    return (
        "" if mark in _UNREADABLE else f" ({', '.join(values[:_MAX_TOLD])}{', …' if len(values) > _MAX_TOLD else ''})"
    )


def _contradict(members: Sequence[int], signatures: Sequence[Signature]) -> bool:
    """Tell whether the strongest mark cuts a cluster into several."""
    mark = next((mark for one in members for mark in signatures[one].marks), None)
    marked = [one for one in members if mark and signatures[one].marks.get(mark)]
    union, firsts = Union(), dict[str, int]()
    for one in marked:
        union.join([one, *(firsts.setdefault(value, one) for value in sorted(signatures[one].marks[mark or ""]))])
    return len(union.sets(marked)) > 1
