"""Spelling variants of people's names: the only names that are compared loosely, and never without a second signal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from filmkg.identity.clusters import Cluster, Union
from filmkg.identity.signature import Signature
from filmkg.naming.people import are_alike, skeleton

_PERSON = "person "


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A cluster of people as it is compared: one of its names, and what speaks for it in any of its articles."""

    cluster: int
    name: str
    support: frozenset[str]
    countries: frozenset[str]
    homes: frozenset[str]


def join_variants(clusters: Sequence[Cluster], signatures: Sequence[Signature]) -> tuple[Cluster, ...]:
    """Make one of clusters of people whose names are spelling variants, where something else agrees as well."""
    blocks: defaultdict[str, list[_Bearer]] = defaultdict(list)
    for number, found in enumerate(clusters):
        for bearer in _bearers(number, found, signatures):
            for key in _keys(bearer.name):
                blocks[key].append(bearer)
    union, reasons = Union(), dict[int, str]()
    for key in sorted(blocks):
        for one, other in combinations(blocks[key], 2):
            if one.cluster != other.cluster and (reason := _agreement(one, other)):
                union.join((one.cluster, other.cluster))
                reasons.setdefault(one.cluster, f"spelling variant of “{_shown(other.name)}”, and the same {reason}")
                reasons.setdefault(other.cluster, f"spelling variant of “{_shown(one.name)}”, and the same {reason}")
    joined = []
    for numbers in union.sets(range(len(clusters))):
        members = {one: why for number in numbers for one, why in clusters[number].reasons.items()}
        if len(numbers) > 1:
            members = {one: reasons[number] for number in numbers for one in clusters[number].members}
        joined.append(replace(clusters[numbers[0]], members=tuple(sorted(members)), reasons=members))
    return tuple(sorted(joined, key=lambda found: found.members))


def variant_keys(key: str) -> set[str]:
    """Return under which keys a signature's key is looked for by spelling; nothing for what is no person's name."""
    return _keys(key.removeprefix(_PERSON)) if key.startswith(_PERSON) else set()


def _bearers(number: int, found: Cluster, signatures: Sequence[Signature]) -> list[_Bearer]:
    people = [signatures[one] for one in found.members if any(key.startswith(_PERSON) for key in signatures[one].keys)]
    names = sorted({key.removeprefix(_PERSON) for one in people for key in one.keys if key.startswith(_PERSON)})
    support = frozenset(support for one in people for support in one.support)
    countries = frozenset(value for one in people for value in one.marks["country"])
    homes = frozenset(one.country for one in people) - {""}
    return [_Bearer(number, name, support, countries, homes) for name in names]


def _keys(name: str) -> set[str]:
    """Return what a name is looked up by: its consonants, and for initials the surname with the initial."""
    keys = {found} if (found := skeleton(name)) else set()
    words = name.split()
    long = [word for word in words if len(word) > 1]
    if len(words) == 2:
        keys |= {f"{word[0]} {surname}" for surname in long for word in words if word != surname}
    return keys


def _agreement(one: _Bearer, other: _Bearer) -> str:
    """Return what agrees besides names that are alike; "" where they are not, or nothing does."""
    if one.countries and other.countries and not one.countries & other.countries:
        return ""
    initial = min(len(word) for name in (one.name, other.name) for word in name.split()) == 1
    if not initial and not (skeleton(one.name) == skeleton(other.name) and are_alike(one.name, other.name)):
        return ""
    if shared := sorted(one.support & other.support):
        return shared[0]
    countries = (one.countries | one.homes) & (other.countries | other.homes)
    return f"country ({min(countries)})" if countries and not initial else ""


def _shown(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())
