"""Choosing: at least two signals must agree on one item, and no other may come near; otherwise there is no link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from filmkg.link.candidates import Candidate, Entity, Signal, candidates
from filmkg.link.snapshot import Snapshot

# No single signal reaches the threshold, and a short name needs two more. Precision comes first: most things that
# news speaks of are not in the snapshot at all.
WEIGHTS: Mapping[Signal, float] = {
    Signal.NAME: 0.5,
    Signal.SHORT_NAME: 0.3,
    Signal.TYPE: 0.3,
    Signal.COUNTRY: 0.3,
    Signal.SECOND_NAME: 0.3,
    Signal.COMPANY: 0.3,
}
THRESHOLD = 0.75
LEAD = 0.2


@dataclass(frozen=True, slots=True)
class Link:
    """A thing of the graph that is an item of Wikidata.

    Attributes:
        node_iri: IRI of the thing.
        label: Its label.
        qid: The item, "Q227".
        item_label: The item's label.
        signals: What speaks for it, sorted.
        score: Sum of the signals' weights, at most 1.
    """

    node_iri: str
    label: str
    qid: str
    item_label: str
    signals: tuple[Signal, ...]
    score: float


def link(entities: Iterable[Entity], *, snapshot: Snapshot) -> tuple[Link, ...]:
    """Return the links of those things that are surely in the snapshot, by IRI; order of the input does not matter."""
    found = [
        (entity, candidates(entity, snapshot=snapshot))
        for entity in sorted(entities, key=lambda entity: (entity.iri, entity.type))
    ]
    company = _company(found)
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for entity, options in found:
        beside = set().union(*(company[entity.type, article] for article in entity.articles))
        if chosen := _choose(options, beside):
            item, signals = chosen.item, tuple(sorted(chosen.signals))
            links[entity.iri].append(Link(entity.iri, entity.names[0], item.qid, item.label, signals, _score(chosen)))
    # Articles can put one thing into two classes; where these lead to different items, none is sure.
    return tuple(same[0] for same in links.values() if len({found.qid for found in same}) == 1)


def _company(found: Iterable[tuple[Entity, tuple[Candidate, ...]]]) -> defaultdict[tuple[str, str], set[str]]:
    """Return, for each class and article, the QIDs that a thing of that class there could be."""
    company: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for entity, options in found:
        for article in entity.articles:
            company[entity.type, article].update(option.item.qid for option in options)
    return company


def _choose(options: tuple[Candidate, ...], beside: set[str]) -> Candidate | None:
    own = {option.item.qid for option in options}
    if beside - own:
        options = tuple(
            Candidate(option.item, option.signals | {Signal.COMPANY}) if Signal.SHORT_NAME in option.signals else option
            for option in options
        )
    ranked = sorted(options, key=lambda option: (-_score(option), option.item.qid))
    if not ranked or _score(ranked[0]) < THRESHOLD:
        return None
    if len(ranked) > 1 and _score(ranked[0]) - _score(ranked[1]) < LEAD:
        return None
    return ranked[0]


def _score(candidate: Candidate) -> float:
    return min(1.0, round(sum(WEIGHTS[signal] for signal in candidate.signals), 2))
