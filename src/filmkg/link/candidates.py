"""Which items a thing could be, and what speaks for each: type before name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from filmkg.link.snapshot import Item, Snapshot, Words
from filmkg.naming.folding import is_acronym, is_part, without
from filmkg.naming.people import are_alike, skeleton

# "TIFF" is Toronto for one article and Tbilisi for the next: a short single word tells too little.
_MIN_WORD_LETTERS = 6
# An edition's name is that of its series and more, and a branch's that of its mother and more; a place's is not.
_WHOLE_NAMES = frozenset({"City", "Country"})


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the graph as the linker sees it.

    Attributes:
        iri: Its IRI.
        type: Class of the ontology, by local name.
        names: Label first, then the other names.
        country: ISO 3166-1 alpha-2 code of the country that it belongs to, "" where the graph does not say.
        articles: Articles (any stable key) that speak of it.
    """

    iri: str
    type: str
    names: tuple[str, ...]
    country: str = ""
    articles: frozenset[str] = frozenset()


class Signal(StrEnum):
    """What can speak for an item. The first six say how the names agree."""

    LABEL = "label"
    ALIAS = "alias"
    NATIONAL_NAME = "national name"  # "France's Culture Ministry" for the Ministry of Culture (France)
    ACRONYM = "acronym"
    SHORT_NAME = "short name"  # "Cannes" for the Cannes Film Festival
    SIMILAR_NAME = "similar name"  # a person's, in another transliteration
    TYPE = "type"  # counts only where name and type together leave a single item
    COUNTRY = "country"
    SECOND_NAME = "second name"  # two names of the thing are names of the item
    COMPANY = "company"  # named beside other things of its kind that are in the snapshot
    COUNTRY_BESIDE = "country beside"  # the item's country is named in the same article
    REVIEW = "review"  # a person said so


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a thing could be, with what speaks for it."""

    item: Item
    signals: frozenset[Signal]


def candidates(entity: Entity, *, snapshot: Snapshot) -> tuple[Candidate, ...]:
    """Return the items of the fitting type that share a name with a thing, by IRI.

    An item of another country than the thing's is none.
    """
    found: dict[str, tuple[Item, set[Signal], set[str]]] = {}
    for name, item, signals in _matches(entity, snapshot):
        if entity.country and item.code and entity.country != item.code:
            continue
        _, known, names = found.setdefault(item.iri, (item, set(), set()))
        names.add(name)
        known.update(signals)
        if len(names) > 1:
            known.add(Signal.SECOND_NAME)
        # "French" in "French Institute" is no second signal where each country has a branch of that name.
        if entity.country and entity.country == item.code and item.scope != "branches":
            known.add(Signal.COUNTRY)
    return tuple(Candidate(item, frozenset(signals)) for _, (item, signals, _) in sorted(found.items()))


def _matches(entity: Entity, snapshot: Snapshot) -> Iterator[tuple[str, Item, set[Signal]]]:
    """Yield each item that one of a thing's names leads to, with that name and what it says."""
    words = snapshot.words
    for name in own_names(entity, words):
        key = words.key(name)
        items = snapshot.by_name.get((entity.type, key), ())
        for item in items:
            kind = Signal.LABEL if words.key(item.label) == key else Signal.ALIAS
            alone = len(items) == 1 and _is_distinctive(key, entity, item, words)
            yield key, item, {kind, Signal.TYPE} if alone else {kind}
        if not items:
            yield from _indirect_matches(name, key, entity, snapshot)


def _indirect_matches(
    name: str, key: str, entity: Entity, snapshot: Snapshot
) -> Iterator[tuple[str, Item, set[Signal]]]:
    """Yield the items of which a name is no label and no alias."""
    words = snapshot.words
    if is_acronym(name):
        items = snapshot.by_acronym.get((entity.type, key), ())
        # "DFI" of the Doha Film Institute is no sign of the Danish one: where a name is told in full, that counts.
        alone = len(items) == 1 and all(map(is_acronym, entity.names))
        for item in items:
            yield key, item, {Signal.ACRONYM, Signal.TYPE} if alone else {Signal.ACRONYM}
    if entity.country:
        # It says name and country at once, so that the type adds nothing.
        national = f"{entity.country} {words.national(key)}"
        for item in snapshot.by_national_name.get((entity.type, national), ()):
            yield key, item, {Signal.NATIONAL_NAME}
    short = snapshot.by_short_name.get((entity.type, without(key, words.festival)), ())
    for item in short:
        yield key, item, {Signal.SHORT_NAME, Signal.TYPE} if len(short) == 1 else {Signal.SHORT_NAME}
    if entity.type == "Person":
        alike = [
            item
            for item in snapshot.by_skeleton.get((entity.type, skeleton(key)), ())
            if any(are_alike(key, words.key(other)) for other in (item.label, *item.aliases))
        ]
        for item in alike:
            yield key, item, {Signal.SIMILAR_NAME, Signal.TYPE} if len(alike) == 1 else {Signal.SIMILAR_NAME}


def own_names(entity: Entity, words: Words) -> tuple[str, ...]:
    """Return the names that say what a thing is; of those that are written alike the first.

    "European Union" in "Delegation of the European Union to India" is another thing's name, unless what else stands
    there is the country: "Turkish Ministry of Culture and Tourism".
    """
    keys = {words.key(name): name for name in reversed(entity.names)}
    keys.pop("", None)
    if entity.type in _WHOLE_NAMES or len(keys) == 1:
        return tuple(reversed(keys.values()))
    return tuple(
        name
        for key, name in reversed(keys.items())
        if not any(is_part(key, other) and words.nations.without_owner(other) != key for other in keys)
    )


def _is_distinctive(key: str, entity: Entity, item: Item, words: Words) -> bool:
    """Tell whether a name is likely to have a single bearer in the world, not only in the snapshot."""
    parts = key.split()
    if len(parts) == 1 and key in words.generic:
        return False
    if item.scope:
        return item.scope == "world"
    if len(parts) == 1:
        # Films and people with one-word names have too many namesakes.
        return entity.type not in ("Film", "Person") and len(key) >= _MIN_WORD_LETTERS
    return not words.generic.issuperset(parts)
