"""Clusters -> what each thing of each article is called in the merged view and why, and what was kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from filmkg.identity.canonical import Split, choose_iris, choose_labels
from filmkg.identity.clusters import Cluster, cluster
from filmkg.identity.description import TIES, Description
from filmkg.identity.knowledge import load_knowledge
from filmkg.identity.signature import Signature
from filmkg.identity.signing import sign
from filmkg.identity.ties import Settled, sign_tie
from filmkg.identity.variants import join_variants

# How sure a decision is, by words of its reason; the values that a mark agrees in stand in brackets.
_CONFIDENCE = (("spelling variant", 0.9), (", and the same", 0.95), (" (", 0.98), ("and director", 0.98), ("", 0.9))


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """That a thing of an article is called otherwise in the merged view.

    Attributes:
        graph: Name of the article's graph.
        iri: What the article calls it.
        canonical: What the merged view calls it.
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
        decisions: Sorted; things that keep their IRI have none.
        apart: Sorted.
        labels: Label of each thing that its articles call differently, by the IRI that it has in the merged view.
    """

    decisions: tuple[Decision, ...]
    apart: tuple[Apart, ...]
    labels: Mapping[str, str]

    def settled(self) -> Settled:
        """Return what things are called in the merged view, where it is otherwise than in their article."""
        return {(one.graph, one.iri): one.canonical for one in self.decisions}


def merge(descriptions: Iterable[Description], *, split: Split) -> Merges:
    """Decide which things of which articles are one, and then which ties between them.

    Args:
        descriptions: Of all articles, in any order.
        split: Makes, of the IRI that several things share and of words that tell one of them apart, an IRI of its own.
    """
    ordered = sorted(descriptions, key=lambda one: (one.graph, one.iri))
    things = merge_things((one for one in ordered if one.kind not in TIES), split=split)
    ties = merge_ties((one for one in ordered if one.kind in TIES), settled=things.settled(), split=split)
    return Merges(
        decisions=tuple(sorted((*things.decisions, *ties.decisions))),
        apart=tuple(sorted((*things.apart, *ties.apart))),
        labels={**things.labels, **ties.labels},
    )


def merge_things(descriptions: Iterable[Description], *, split: Split) -> Merges:
    """Decide which things that have a name are one; only those that share a key (`signing.sign`) bear on each other.

    Names of people bear on those with a key of `variants.py` in common too.

    Args:
        descriptions: Sorted by graph and IRI.
        split: As of `merge`.
    """
    ordered, knowledge = tuple(descriptions), load_knowledge()
    signatures = [sign(one, knowledge) for one in ordered]
    return _merges(join_variants(cluster(signatures), signatures), ordered, signatures, split)


def merge_ties(descriptions: Iterable[Description], *, settled: Settled, split: Split) -> Merges:
    """Decide which agreements, memberships and posts are one; only those that share a key bear on each other.

    Their keys (`ties.sign_tie`) follow from what the things that they tie together are called in the merged view, so
    that a tie is to be looked at anew where its article changes, and where a thing of its article is called otherwise
    than before.

    Args:
        descriptions: Sorted by graph and IRI.
        settled: What the things of the same articles are called, from `merge_things`.
        split: As of `merge`.
    """
    ordered, knowledge = tuple(descriptions), load_knowledge()
    signatures = [sign_tie(one, settled, knowledge) for one in ordered]
    return _merges(cluster(signatures), ordered, signatures, split)


def _merges(
    clusters: Sequence[Cluster], descriptions: Sequence[Description], signatures: Sequence[Signature], split: Split
) -> Merges:
    labels = choose_labels(clusters, descriptions)
    names = choose_iris(clusters, descriptions, signatures, labels, split=split)
    varied = {
        iri: label
        for found, iri, label in zip(clusters, names, labels, strict=True)
        if any(descriptions[one].names[0] != label for one in found.members)
    }
    return Merges(
        decisions=tuple(sorted(_decisions(clusters, descriptions, names))),
        apart=tuple(sorted(_apart(clusters, descriptions, signatures, names))),
        labels=varied,
    )


def _decisions(
    clusters: Sequence[Cluster], descriptions: Sequence[Description], names: Sequence[str]
) -> Iterable[Decision]:
    for found, canonical in zip(clusters, names, strict=True):
        for one in found.members:
            if descriptions[one].iri != canonical:
                reason = found.reasons[one] if len(found.members) > 1 else "kept apart from others of its name"
                yield Decision(descriptions[one].graph, descriptions[one].iri, canonical, reason, _confidence(reason))


def _confidence(reason: str) -> float:
    return next(value for words, value in _CONFIDENCE if words in reason)


def _apart(
    clusters: Sequence[Cluster],
    descriptions: Sequence[Description],
    signatures: Sequence[Signature],
    names: Sequence[str],
) -> Iterable[Apart]:
    bearers: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number, found in enumerate(clusters):
        for one in found.members:
            for key in signatures[one].keys:
                bearers[key].setdefault(number, one)
    told: set[tuple[str, ...]] = set()
    for _, found_by_key in sorted(bearers.items()):
        if len(found_by_key) > 1:
            members = sorted(found_by_key.values())
            marks = [
                mark for mark in signatures[members[0]].marks if all(signatures[one].marks[mark] for one in members)
            ]
            reason = f"other {marks[0]}" if marks else "nothing that is known of all of them tells that they are one"
            iris = tuple(sorted(names[number] for number in found_by_key))
            if iris not in told:
                told.add(iris)
                yield Apart(min(descriptions[one].names[0] for one in members), iris, reason)
