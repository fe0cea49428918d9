"""What people say is one thing, whatever its articles call it: clusters are joined over two things of articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from filmkg.identity.clusters import Cluster, Union
from filmkg.identity.groups import Group

JOINED = "joined by review"
_WITH = f"{JOINED} with "


class Join(NamedTuple):
    """That a thing of an article is what another one is, in whatever they are merged into.

    Attributes:
        graph: Name of the article's graph.
        iri: The thing's IRI there.
        other_graph: Name of the graph of the article of the other.
        other_iri: The other's IRI there.
    """

    graph: str
    iri: str
    other_graph: str
    other_iri: str

    @property
    def decision(self) -> str:
        """How a table says it: the other's IRI, and the key of its article, as articles share IRIs."""
        return f"{self.other_iri} in {self.other_graph.rpartition('/')[2]}"

    @property
    def reason(self) -> str:
        """How the merged view says it."""
        return _WITH + self.decision


def told_join(graph: str, iri: str, reason: str) -> Join | None:
    """Read back a join from the reason of its decision; None where it has another reason."""
    other_iri, _, key = reason.removeprefix(_WITH).partition(" in ")
    if not reason.startswith(_WITH) or not key:
        return None
    return Join(graph, iri, f"{graph.rpartition('/')[0]}/{key}", other_iri)


def join_reviewed(clusters: Sequence[Cluster], groups: Sequence[Group], joins: Iterable[Join]) -> tuple[Cluster, ...]:
    """Join clusters by what people said; what is not among the things, or is of two kinds by now, stays as it is.

    What they speak of is a group by itself (`single` of `group`).
    """
    positions = {one.first: position for position, one in enumerate(groups)}
    numbers = {member: number for number, found in enumerate(clusters) for member in found.members}
    union, reasons = Union(), dict[int, str]()
    for join in sorted(joins):
        one, other = positions.get((join.graph, join.iri)), positions.get((join.other_graph, join.other_iri))
        if one is not None and other is not None and groups[one].profile.kind == groups[other].profile.kind:
            union.join((numbers[one], numbers[other]))
            reasons[one] = join.reason
    if not reasons:
        return tuple(clusters)
    joined = []
    for parts in union.sets(range(len(clusters))):
        members = {one: why for part in parts for one, why in clusters[part].reasons.items()}
        if len(parts) > 1:
            # What had nobody to share a name with is here by the word of a person alone.
            members |= {clusters[part].members[0]: JOINED for part in parts if len(clusters[part].members) == 1}
        members |= {one: reasons[one] for one in members if one in reasons}
        joined.append(replace(clusters[parts[0]], members=tuple(sorted(members)), reasons=members))
    return tuple(sorted(joined, key=lambda found: found.members))
