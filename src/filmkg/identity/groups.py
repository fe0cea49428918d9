"""Things -> groups of which one is decided as all are, so that a name costs what its articles differ in.

Things of one profile differ in support and country alone, and most support is nothing to any other. Two things of a
group stand for it, the first by article and the next: where they are one, all others are too, for the reason of the
second; where they are not, each of them is a thing of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import NamedTuple

from filmkg.identity.signature import Signature
from filmkg.identity.things import Profile, Thing

_SEVERAL = 2


class Group(NamedTuple):
    """Things that become the same, for the same reason.

    Attributes:
        profile: What they are compared by.
        signature: The profile's, with what else speaks for them as far as it can matter.
        things: Which they are, by article and IRI.
    """

    profile: Profile
    signature: Signature
    things: Sequence[Thing]

    @property
    def first(self) -> tuple[str, str]:
        """Graph and IRI of the first thing, by which groups are ordered."""
        return self.things[0].graph, self.profile.iri

    @property
    def supported(self) -> Signature:
        """The profile's signature, with their country and all that speaks for them."""
        support = frozenset(_support(self.things))
        return self.profile.signature._replace(support=support, country=self.things[0].country)

    @property
    def said(self) -> int:
        """How much is said of them."""
        return sum(one.said for one in self.things)

    @property
    def graphs(self) -> Iterator[str]:
        """Names of the graphs that they are in, one for each."""
        return (one.graph for one in self.things)


def group(things: Iterable[Thing], *, single: Collection[tuple[str, str]]) -> list[Group]:
    """Put together what is alike: of one profile and country, and with the same support as far as it can matter.

    What the strongest mark settles is settled whatever speaks for it: there one support is as good as another, and all
    of it speaks for others.

    Args:
        things: Which are compared with each other, in any order.
        single: Graph and IRI of those that each are to be a group.
    """
    ordered = sorted(things, key=lambda one: (one.graph, one.profile.iri))
    signatures = {id(one.profile): one.profile.signature for one in ordered}
    settled = _settled(signatures)
    mattering = _mattering(ordered, signatures, settled)
    found: defaultdict[tuple[object, ...], list[Thing]] = defaultdict(list)
    for one in ordered:
        number, own = id(one.profile), (one.graph, one.profile.iri)
        support = mattering.intersection(one.support) if mattering and number not in settled else None
        found[number, one.country, support, own if own in single else None].append(one)
    return [_group(alike, mattering, is_settled=id(alike[0].profile) in settled) for alike in found.values()]


def _group(alike: Sequence[Thing], mattering: frozenset[str], *, is_settled: bool) -> Group:
    profile = alike[0].profile
    if not mattering:
        return Group(profile, profile.signature, alike)
    support = mattering.intersection(_support(alike if is_settled else alike[:1]))
    return Group(profile, profile.signature._replace(support=support), alike)


def represent(one: Group) -> Iterator[Group]:
    """Yield the first thing of a group, and the others."""
    for things in (one.things[:1], one.things[1:]):
        if things:
            yield one._replace(things=things)


def scatter(one: Group) -> Iterator[Group]:
    """Yield each thing of a group by itself."""
    yield from (one._replace(things=(thing,)) for thing in one.things)


def _settled(signatures: Mapping[int, Signature]) -> set[int]:
    """Return which signatures have the mark by which things are parted first, whichever of their names is looked at."""
    if len({tuple(one.marks) for one in signatures.values() if one.marks}) > 1:
        return set()
    return {number for number, one in signatures.items() if next(iter(one.marks.values()), None)}


def _mattering(
    things: Sequence[Thing], signatures: Mapping[int, Signature], settled: AbstractSet[int]
) -> frozenset[str]:
    """Return the support that can matter where things are parted by names and marks (see `clusters`).

    What has a mark speaks for what is not settled, and things of a weak name for each other.
    """
    unsettled = signatures.keys() - settled
    marked = {number for number, one in signatures.items() if any(one.marks.values())}
    weak = {number for number in unsettled if signatures[number].weak}
    if not unsettled or not (marked or weak):
        return frozenset()
    theirs = set(_support(one for one in things if id(one.profile) in marked))
    shared: set[str] = set()
    counts = Counter[str]()
    for one in things:
        if id(one.profile) in unsettled:
            shared.update(theirs.intersection(one.support))
            if id(one.profile) in weak:
                counts.update(one.support)
    shared.update(support for support, count in counts.items() if count >= _SEVERAL)
    return frozenset(shared)


def _support(things: Iterable[Thing]) -> Iterator[str]:
    return chain.from_iterable(one.support for one in things)
