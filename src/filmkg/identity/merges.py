"""Clusters -> what each thing of each article is called in the merged view and why, and what was kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from filmkg.identity.canonical import Split, choose_iris, choose_labels
from filmkg.identity.clusters import Cluster, cluster
from filmkg.identity.description import Description
from filmkg.identity.groups import Group, group, represent, scatter
from filmkg.identity.joins import JOINED, Join, join_reviewed
from filmkg.identity.things import PARTED, Thing, sign_things
from filmkg.identity.variants import can_vary, join_variants

# How sure a decision is, by words of its reason; the values that a mark agrees in stand in brackets.
_CONFIDENCE = (
    (PARTED, 1.0),
    (JOINED, 1.0),
    ("spelling variant", 0.9),
    (", and the same", 0.95),
    (" (", 0.98),
    ("and director", 0.98),
    ("", 0.9),
)
_FEW = 2  # things of a group that stand for it


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """That a thing of an article is called otherwise in the merged view.

    Attributes:
        graph: Name of the article's graph.
        iri: What the article calls it.
        canonical: What the merged view calls it; the same only where a person decided so.
        reason: Why, in plain words.
        confidence: In (0, 1].
    """

    graph: str
    iri: str
    canonical: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class Apart:
    """Things of one name that are not one.

    Attributes:
        name: The name, as one of them is called.
        iris: What the merged view calls them, sorted.
        reason: Why, in plain words.
    """

    name: str
    iris: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Merges:
    """What became of the things of all articles.

    Attributes:
        decisions: Sorted; things that keep their IRI have none, unless a person decided on them.
        apart: Sorted.
        labels: Label of each thing that its articles call differently, by the IRI that it has in the merged view.
    """

    decisions: tuple[Decision, ...]
    apart: tuple[Apart, ...]
    labels: Mapping[str, str]


class Verdict(NamedTuple):
    """What becomes of some things.

    Attributes:
        things: Which.
        canonical: What the merged view calls them.
        reason: Why, in plain words; None where they keep their IRI and no person decided so.
        confidence: In (0, 1], None without a reason.
    """

    things: Sequence[Thing]
    canonical: str
    reason: str | None
    confidence: float | None


class Verdicts(NamedTuple):
    """What becomes of things that are compared with each other, and with no others.

    Attributes:
        verdicts: On each of them.
        apart: Those of one name that are not one, sorted.
        labels: Label of each thing that its articles call differently, by the IRI that it has in the merged view.
    """

    verdicts: Sequence[Verdict]
    apart: tuple[Apart, ...]
    labels: Mapping[str, str]


def merge(descriptions: Iterable[Description], *, split: Split) -> Merges:
    """Decide which things of which articles are one.

    Args:
        descriptions: Of all articles, in any order.
        split: Makes, of the IRI that several things share and of words that tell one of them apart, an IRI of its own.
    """
    verdicts, apart, labels = merge_things(sign_things(descriptions), split=split, is_taken=lambda _: False)
    decisions = (
        Decision(thing.graph, thing.profile.iri, one.canonical, one.reason, one.confidence)
        for one in verdicts
        if one.reason is not None and one.confidence is not None
        for thing in one.things
    )
    return Merges(tuple(sorted(decisions)), apart, labels)


def merge_things(
    things: Iterable[Thing], *, split: Split, is_taken: Callable[[str], bool], joins: Iterable[Join] = ()
) -> Verdicts:
    """Decide which things are one, among all there are or among those of some blocks (see `things.block_keys`).

    Args:
        things: In any order; where they share a profile, it is best the same object.
        split: As in `merge`.
        is_taken: Tells whether a thing of another block has an IRI; asked for each that comes into question.
        joins: What people say is one.
    """
    groups, clusters = _cluster(things, joins=tuple(joins))
    labels = choose_labels(clusters, groups)
    names = choose_iris(clusters, groups, labels, split=split, is_taken=is_taken)
    varied = {
        iri: label
        for found, iri, label in zip(clusters, names, labels, strict=True)
        if any(groups[one].profile.label != label for one in found.members)
    }
    return Verdicts(
        verdicts=tuple(_verdicts(clusters, groups, names)),
        apart=tuple(sorted(_apart(clusters, groups, names))),
        labels=varied,
    )


def _cluster(things: Iterable[Thing], *, joins: Sequence[Join]) -> tuple[Sequence[Group], Sequence[Cluster]]:
    """Return groups of things, sorted, and which of them are one."""
    alike = group(things, single={end for join in joins for end in (join[:2], join[2:])})
    while True:
        parts = sorted(
            ((part, number) for number, one in enumerate(alike) for part in represent(one)),
            key=lambda found: found[0].first,
        )
        groups = [part for part, _ in parts]
        clusters = cluster([one.signature for one in groups])
        homes: defaultdict[int, set[int]] = defaultdict(set)
        for number, found in enumerate(clusters):
            for one in found.members:
                homes[parts[one][1]].add(number)
        scattered = {number for number, found in homes.items() if len(found) > 1 and len(alike[number].things) > _FEW}
        if not scattered:
            break
        alike = [
            one for number, kept in enumerate(alike) for one in (scatter(kept) if number in scattered else (kept,))
        ]
    if can_vary(clusters, [one.signature for one in groups]):
        clusters = join_variants(clusters, [one.supported for one in groups])
    return groups, join_reviewed(clusters, groups, joins)


def _verdicts(clusters: Sequence[Cluster], groups: Sequence[Group], names: Sequence[str]) -> Iterator[Verdict]:
    for found, canonical in zip(clusters, names, strict=True):
        for one in found.members:
            profile = groups[one].profile
            reason = found.reasons[one] if len(found.members) > 1 else "kept apart from others of its name"
            reason = PARTED if profile.is_apart and not reason.startswith(JOINED) else reason
            if profile.iri != canonical or reason == PARTED or reason.startswith(JOINED):
                yield Verdict(groups[one].things, canonical, reason, _confidence(reason))
            else:
                yield Verdict(groups[one].things, canonical, None, None)


def _confidence(reason: str) -> float:
    return next(value for words, value in _CONFIDENCE if words in reason)


def _apart(clusters: Sequence[Cluster], groups: Sequence[Group], names: Sequence[str]) -> Iterable[Apart]:
    bearers: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, found in enumerate(clusters):
        for one in found.members:
            for key in groups[one].profile.signature.keys:
                bearers[key].setdefault(number, one)
    told: set[tuple[str, ...]] = set()
    for _, found_by_key in sorted(bearers.items()):
        if len(found_by_key) > 1:
            profiles = [groups[one].profile for one in sorted(found_by_key.values())]
            signatures = [one.signature for one in profiles]
            marks = [mark for mark in signatures[0].marks if all(one.marks.get(mark) for one in signatures)]
            reason = f"other {marks[0]}" if marks else "nothing that is known of all of them tells that they are one"
            iris = tuple(sorted(names[number] for number in found_by_key))
            if iris not in told:
                told.add(iris)
                yield Apart(min(one.label for one in profiles), iris, reason)
