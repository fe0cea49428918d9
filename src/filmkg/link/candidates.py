"""Which items a thing could be, and what speaks for each: type before name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from filmkg.link.names import fold, without
from filmkg.link.snapshot import Item, Snapshot

# "TIFF" is Toronto for one article and Tbilisi for the next: a short single word tells too little.
_MIN_WORD_LETTERS = 6


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
    """What can speak for an item."""

    NAME = "name"  # label or alias, after folding
    SHORT_NAME = "short name"  # "Cannes" for the Cannes Film Festival
    TYPE = "type"  # counts only where name and type together leave a single item
    COUNTRY = "country"
    SECOND_NAME = "second name"  # two names of the thing are names of the item
    COMPANY = "company"  # named beside other things of its kind that are in the snapshot


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a thing could be, with what speaks for it."""

    item: Item
    signals: frozenset[Signal]


def candidates(entity: Entity, *, snapshot: Snapshot) -> tuple[Candidate, ...]:
    """Return the items of the fitting type that share a name with a thing, by QID.

    An item of another country than the thing's is none.
    """
    found: dict[str, tuple[Item, set[Signal]]] = {}
    for item, signals in _matches(entity, snapshot):
        if entity.country and item.code and entity.country != item.code:
            continue
        known = found.setdefault(item.qid, (item, set()))[1]
        if Signal.NAME in known and Signal.NAME in signals:
            known.add(Signal.SECOND_NAME)
        known.update(signals)
        if entity.country and entity.country == item.code:
            known.add(Signal.COUNTRY)
    return tuple(Candidate(item, frozenset(signals)) for _, (item, signals) in sorted(found.items()))


def _matches(entity: Entity, snapshot: Snapshot) -> Iterator[tuple[Item, set[Signal]]]:
    for name in dict.fromkeys(fold(name) for name in entity.names):
        items = snapshot.by_name.get((entity.type, name), ())
        alone = {Signal.TYPE} if len(items) == 1 and _is_distinctive(name, entity, snapshot) else set()
        for item in items:
            yield item, {Signal.NAME} | alone
        if not items:
            short = snapshot.by_short_name.get((entity.type, without(name, snapshot.festival_words)), ())
            for item in short:
                yield item, {Signal.SHORT_NAME} | ({Signal.TYPE} if len(short) == 1 else set())


def _is_distinctive(name: str, entity: Entity, snapshot: Snapshot) -> bool:
    """Tell whether a name is likely to have a single bearer in the world, not only in the snapshot."""
    if entity.type in ("City", "Country"):
        return True
    words = name.split()
    if len(words) == 1:
        # Films and people with one-word names have too many namesakes.
        return (
            entity.type not in ("Film", "Person")
            and len(name) >= _MIN_WORD_LETTERS
            and name not in snapshot.generic_words
        )
    return not snapshot.generic_words.issuperset(words)
