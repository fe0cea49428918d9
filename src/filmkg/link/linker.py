"""Choosing: at least two signals must agree on one item, and no other may come near; otherwise there is no link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from filmkg.link.candidates import Candidate, Entity, Signal, candidates
from filmkg.link.snapshot import Snapshot

# No single signal but a person's word reaches the threshold, and a short or similar name or an acronym needs two more.
# Precision comes first: most things that news speaks of are not in the snapshot at all.
WEIGHTS: Mapping[Signal, float] = {
    Signal.LABEL: 0.5,
    Signal.ALIAS: 0.45,
    Signal.NATIONAL_NAME: 0.45,
    Signal.ACRONYM: 0.35,
    Signal.SHORT_NAME: 0.3,
    Signal.SIMILAR_NAME: 0.3,
    Signal.TYPE: 0.3,
    Signal.COUNTRY: 0.3,
    Signal.SECOND_NAME: 0.3,
    Signal.COMPANY: 0.3,
    Signal.COUNTRY_BESIDE: 0.1,
    Signal.REVIEW: 1.0,
}
THRESHOLD = 0.75
LEAD = 0.2
# Several ways in which one name agrees are one signal, the strongest.
_NAME_KINDS = (
    Signal.LABEL, Signal.ALIAS, Signal.NATIONAL_NAME, Signal.ACRONYM, Signal.SHORT_NAME, Signal.SIMILAR_NAME,
)  # fmt: skip


class Outcome(StrEnum):
    """What became of a thing."""

    LINKED = "linked"
    CANDIDATES = "candidates"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Decision:
    """A thing with what it could be, and whether it surely is.

    Attributes:
        entity: The thing.
        outcome: Linked, candidates (none is sure), or none.
        qid: The item that it is linked to, "" where it is not.
        candidates: What it could be, best first; the popular one first among equals.
        is_reviewed: Whether a person decided.
    """

    entity: Entity
    outcome: Outcome
    qid: str
    candidates: tuple[Candidate, ...]
    is_reviewed: bool = False


def decide(entities: Iterable[Entity], *, snapshot: Snapshot) -> tuple[Decision, ...]:
    """Say of each thing which item it is, could be, or that none is known; by IRI, whatever the order of the input.

    A thing that articles put into two classes comes out once for each.
    """
    found = [
        (entity, candidates(entity, snapshot=snapshot))
        for entity in sorted(entities, key=lambda entity: (entity.iri, entity.type))
    ]
    company = _company(found)
    countries, cities = (_codes_beside(found, class_name) for class_name in ("Country", "City"))
    decisions = []
    for entity, options in found:
        beside = set().union(*(company[entity.type, article] for article in entity.articles))
        places = () if entity.type == "Country" else (countries,) if entity.type == "City" else (countries, cities)
        named = set().union(*(place[article] for place in places for article in entity.articles))
        has_company = bool(beside.difference(option.item.iri for option in options))
        ranked = sorted(
            (_in_context(option, has_company=has_company, named=named) for option in options),
            key=lambda option: (-score(option), -option.item.popularity, int(option.item.qid[1:])),
        )
        decisions.append(_decision(entity, tuple(ranked)))
    return _without_contradictions(decisions)


def score(candidate: Candidate) -> float:
    """Return the sum of the weights of what speaks for an item, at most 1; of the kinds of name only the strongest."""
    kind = max((WEIGHTS[signal] for signal in _NAME_KINDS if signal in candidate.signals), default=0.0)
    others = sum(WEIGHTS[signal] for signal in candidate.signals.difference(_NAME_KINDS))
    return min(1.0, round(kind + others, 2))


def _company(found: Iterable[tuple[Entity, tuple[Candidate, ...]]]) -> defaultdict[tuple[str, str], set[str]]:
    """Return, for each class and article, the items that a thing of that class there could be."""
    company: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for entity, options in found:
        for article in entity.articles:
            company[entity.type, article].update(option.item.iri for option in options)
    return company


def _codes_beside(found: Iterable[tuple[Entity, tuple[Candidate, ...]]], class_name: str) -> defaultdict[str, set[str]]:
    """Return, for each article, the codes of the countries or cities that it names."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for entity, options in found:
        if entity.type == class_name:
            for article in entity.articles:
                codes[article].update(option.item.code for option in options)
    return codes


def _in_context(option: Candidate, *, has_company: bool, named: set[str]) -> Candidate:
    """Add what the articles around a thing say for an item."""
    more = set()
    if has_company and Signal.SHORT_NAME in option.signals:
        more.add(Signal.COMPANY)
    if option.item.code and option.item.code in named:
        more.add(Signal.COUNTRY_BESIDE)
    return Candidate(option.item, option.signals | more) if more else option


def _decision(entity: Entity, ranked: tuple[Candidate, ...]) -> Decision:
    if not ranked:
        return Decision(entity, Outcome.NONE, "", ())
    best = score(ranked[0])
    if best < THRESHOLD or (len(ranked) > 1 and round(best - score(ranked[1]), 2) < LEAD):
        return Decision(entity, Outcome.CANDIDATES, "", ranked)
    return Decision(entity, Outcome.LINKED, ranked[0].item.qid, ranked)


def _without_contradictions(decisions: list[Decision]) -> tuple[Decision, ...]:
    """Take links back where one thing, put into two classes, would be two items."""
    qids: defaultdict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.qid:
            qids[decision.entity.iri].add(decision.qid)
    return tuple(
        replace(decision, outcome=Outcome.CANDIDATES, qid="")
        if decision.qid and len(qids[decision.entity.iri]) > 1
        else decision
        for decision in decisions
    )
