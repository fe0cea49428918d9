"""Spelling variants of people's names: the only names that are compared loosely, and never without a second signal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations, islice, product

from filmkg.identity.clusters import Cluster, Union
from filmkg.identity.signature import Signature
from filmkg.naming.people import are_alike, skeleton

_PERSON = "person "
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class _Bearer:
    """A cluster of people as it is compared: one of its names, and what speaks for it in any of its articles."""

    cluster: int
    name: str
    support: frozenset[str]
    countries: frozenset[str]
    homes: frozenset[str]


def can_vary(clusters: Sequence[Cluster], signatures: Sequence[Signature]) -> bool:
    """Tell whether there are several people, of whom `join_variants` could make one."""
    people = (
        found
        for found in clusters
        if any(key.startswith(_PERSON) for one in found.members for key in signatures[one].keys)
    )
    return len(list(islice(people, _SEVERAL))) == _SEVERAL


def join_variants(clusters: Sequence[Cluster], signatures: Sequence[Signature]) -> tuple[Cluster, ...]:
    """Make one of clusters of people whose names are spelling variants, where something else agrees as well.

    Names are compared with each other, and their bearers are looked up by what agrees, so that the cost is linear in
    the bearers: of a common name there are thousands. Names with an initial come last, when it is known how many
    people there are that they can stand for: only where there is one are they that one's.
    """
    named: defaultdict[str, list[_Bearer]] = defaultdict(list)
    for number, found in enumerate(clusters):
        for bearer in _bearers(number, found, signatures):
            named[bearer.name].append(bearer)
    union, reasons = Union(), dict[int, str]()
    for one, other in _variants(sorted(named)):
        _join_agreeing(named[one], named[other] if other != one else (), union, reasons)
    _join_initials(named, union, reasons)
    joined = []
    for numbers in union.sets(range(len(clusters))):
        members = {one: why for number in numbers for one, why in clusters[number].reasons.items()}
        if len(numbers) > 1:
            members = {one: reasons[number] for number in numbers for one in clusters[number].members}
        joined.append(replace(clusters[numbers[0]], members=tuple(sorted(members)), reasons=members))
    return tuple(sorted(joined, key=lambda found: found.members))


def variant_keys(key: str) -> tuple[set[str], set[str]]:
    """Return the keys that a signature's key is found under by its spelling, and those that it looks under.

    A name with an initial looks for the full names that it can stand for, and they for it. They do not look for each
    other: by way of initials alone most people of a large store would be in one block.

    Returns:
        Both empty for what is no person's name.
    """
    if not key.startswith(_PERSON):
        return set(), set()
    name = key.removeprefix(_PERSON)
    alike, shortened = _skeletons(name), _shortened(name)
    initial, full = ({f"{kind} {one}" for one in shortened} for kind in ("initial", "full"))
    return (alike | initial, alike | initial | full) if _has_initial(name) else (alike | full, alike | initial)


def _bearers(number: int, found: Cluster, signatures: Sequence[Signature]) -> list[_Bearer]:
    people = [signatures[one] for one in found.members if any(key.startswith(_PERSON) for key in signatures[one].keys)]
    names = sorted({key.removeprefix(_PERSON) for one in people for key in one.keys if key.startswith(_PERSON)})
    support = frozenset().union(*(one.support for one in people))
    countries = frozenset().union(*(one.marks["country"] for one in people))
    homes = frozenset(one.country for one in people) - {""}
    return [_Bearer(number, name, support, countries, homes) for name in names]


def _skeletons(name: str) -> set[str]:
    return {found} if (found := skeleton(name)) else set()


def _shortened(name: str) -> set[str]:
    """Return a name of two words with either of them as an initial."""
    words = name.split()
    if len(words) != 2:
        return set()
    return {f"{word[0]} {surname}" for surname in words for word in words if len(surname) > 1 and word != surname}


def _variants(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield which names, sorted, can be one person's: each with others, and then with itself."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if spoken := skeleton(name):  # what says too little is compared by its initials alone
            alike[spoken].append(name)
    yield from sorted(pair for group in alike.values() for pair in combinations(group, 2) if are_alike(*pair))
    yield from ((name, name) for name in names if skeleton(name) or _shortened(name))


def _join_agreeing(
    bearers: Sequence[_Bearer], others: Sequence[_Bearer], union: Union, reasons: dict[int, str]
) -> None:
    """Join the bearers of two names, or of one, that share something and are of no two countries."""
    shared: defaultdict[tuple[bool, str], list[_Bearer]] = defaultdict(list)
    several = _of_several(one.support for one in (*bearers, *others))
    initial = any(_has_initial(names[0].name) for names in (bearers, others) if names)
    for one in (*bearers, *others):
        for support in one.support & several:
            shared[False, support].append(one)
        if not initial:  # too little to tell people of a country apart
            for country in one.countries | one.homes:
                shared[True, country].append(one)
    by_several = ((what, found) for what, found in shared.items() if len(found) > 1)
    for (is_country, value), found in sorted(by_several, key=lambda item: item[0]):
        if len({one.name for one in found}) < 1 + bool(others):
            continue
        reason = f"country ({value})" if is_country else value
        for group in _of_no_two_countries(found):
            clusters, names = {one.cluster for one in group}, {one.name for one in group}
            if len(clusters) > 1:
                union.join(clusters)
                for one in group:
                    if one.cluster not in reasons:
                        other = min(names - {one.name}, default=one.name)
                        reasons[one.cluster] = f"spelling variant of “{_shown(other)}”, and the same {reason}"


def _of_several(sets: Iterable[AbstractSet[str]]) -> set[str]:
    """Return what is in several sets."""
    seen, several = set[str](), set[str]()
    for one in sets:
        several |= seen & one
        seen |= one
    return several


def _join_initials(named: Mapping[str, Sequence[_Bearer]], union: Union, reasons: dict[int, str]) -> None:
    """Join who has a name with an initial with the only person of a full name that something speaks for."""
    initials = {short: name for name in sorted(named) if _has_initial(name) for short in _shortened(name)}
    bearers = _by_support(named, initials, union)
    candidates: defaultdict[int, dict[int, tuple[str, str, str]]] = defaultdict(dict)
    for short, name in initials.items():
        for one in named[name]:
            for support in sorted(one.support):
                by_country = bearers[short].get(support, {})
                for country in sorted({*one.countries, ""} & by_country.keys() if one.countries else by_country):
                    for person, full in by_country[country].items():
                        candidates[union.find(one.cluster)].setdefault(person, (name, full, support))
    for root, found in sorted(candidates.items()):
        if len(found) == 1 and root not in found:
            ((other, (name, full, support)),) = found.items()
            union.join((root, other))
            for cluster, variant in ((root, full), (other, name)):
                reasons.setdefault(cluster, f"spelling variant of “{_shown(variant)}”, and the same {support}")


def _by_support(
    named: Mapping[str, Sequence[_Bearer]], wanted: Collection[str], union: Union
) -> Mapping[str, Mapping[str, Mapping[str, Mapping[int, str]]]]:
    """Return who bears a full name: by its short form, what speaks for them, and their country, "" where unknown.

    Of those that all this is the same of, two are enough to know that there are several.
    """
    found: dict[str, dict[str, dict[str, dict[int, str]]]] = {short: {} for short in wanted}
    for name in sorted(named):
        for short in sorted(_shortened(name) & found.keys()) if not _has_initial(name) else ():
            for one in named[name]:
                for support, country in product(sorted(one.support), sorted(one.countries) or [""]):
                    people = found[short].setdefault(support, {}).setdefault(country, {})
                    if len(people) < _SEVERAL:
                        people.setdefault(union.find(one.cluster), name)
    return found


def _of_no_two_countries(bearers: Sequence[_Bearer]) -> Iterator[Sequence[_Bearer]]:
    """Yield those that go together: all where one is of no country, else those of each."""
    if not all(one.countries for one in bearers):
        yield bearers
        return
    countries: defaultdict[str, list[_Bearer]] = defaultdict(list)
    for one in bearers:
        for country in one.countries:
            countries[country].append(one)
    yield from (countries[country] for country in sorted(countries))


def _has_initial(name: str) -> bool:
    return min(map(len, name.split())) == 1


def _shown(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split())
