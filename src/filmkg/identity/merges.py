"""Clusters -> what each thing of each article is called in the merged view and why, and what was kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from filmkg.identity.canonical import Split, choose_iris, choose_labels
from filmkg.identity.clusters import Cluster, cluster
from filmkg.identity.description import Description
from filmkg.identity.joins import JOINED, Join, join_reviewed
from filmkg.identity.things import PARTED, Thing, sign_things
from filmkg.identity.variants import join_variants

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


def merge(descriptions: Iterable[Description], *, split: Split) -> Merges:
    """Decide which things of which articles are one.

    Args:
        descriptions: Of all articles, in any order.
        split: Makes, of the IRI that several things share and of words that tell one of them apart, an IRI of its own.
    """
    return merge_things(sign_things(descriptions), split=split, is_taken=lambda _: False)


def merge_things(
    things: Iterable[Thing], *, split: Split, is_taken: Callable[[str], bool], joins: Iterable[Join] = ()
) -> Merges:
    """Decide which things are one, among all there are or among those of some blocks (see `things.block_keys`).

    Args:
        things: In any order.
        split: As in `merge`.
        is_taken: Tells whether a thing of another block has an IRI; asked for each that comes into question.
        joins: What people say is one.
    """
    ordered = sorted(things, key=lambda one: (one.graph, one.iri))
    signatures = [one.signature for one in ordered]
    clusters = join_reviewed(join_variants(cluster(signatures), signatures), ordered, joins)
    labels = choose_labels(clusters, ordered)
    names = choose_iris(clusters, ordered, labels, split=split, is_taken=is_taken)
    varied = {
        iri: label
        for found, iri, label in zip(clusters, names, labels, strict=True)
        if any(ordered[one].label != label for one in found.members)
    }
    return Merges(
        decisions=tuple(sorted(_decisions(clusters, ordered, names))),
        apart=tuple(sorted(_apart(clusters, ordered, names))),
        labels=varied,
    )


def _decisions(clusters: Sequence[Cluster], things: Sequence[Thing], names: Sequence[str]) -> Iterable[Decision]:
    for found, canonical in zip(clusters, names, strict=True):
        for one in found.members:
            reason = found.reasons[one] if len(found.members) > 1 else "kept apart from others of its name"
            reason = PARTED if things[one].is_apart and not reason.startswith(JOINED) else reason
            if things[one].iri != canonical or reason == PARTED or reason.startswith(JOINED):
                yield Decision(things[one].graph, things[one].iri, canonical, reason, _confidence(reason))


def _confidence(reason: str) -> float:
    return next(value for words, value in _CONFIDENCE if words in reason)


def _apart(clusters: Sequence[Cluster], things: Sequence[Thing], names: Sequence[str]) -> Iterable[Apart]:
    bearers: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, found in enumerate(clusters):
        for one in found.members:
            for key in things[one].signature.keys:
                bearers[key].setdefault(number, one)
    told: set[tuple[str, ...]] = set()
    for _, found_by_key in sorted(bearers.items()):
        if len(found_by_key) > 1:
            members = sorted(found_by_key.values())
            signatures = [things[one].signature for one in members]
            marks = [mark for mark in signatures[0].marks if all(one.marks.get(mark) for one in signatures)]
            reason = f"other {marks[0]}" if marks else "nothing that is known of all of them tells that they are one"
            iris = tuple(sorted(names[number] for number in found_by_key))
            if iris not in told:
                told.add(iris)
                yield Apart(min(things[one].label for one in members), iris, reason)
