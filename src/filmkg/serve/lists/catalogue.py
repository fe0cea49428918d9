"""All entries of a list with what they are chosen and sorted by, kept in memory for one snapshot of the store.

It is read in parts of a bounded number of things, so that a query stays short however large the store is.
"""

from __future__ import annotations

import csv
import io
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from filmkg.naming.folding import fold
from filmkg.serve.lists.kinds import BY_NAME, Field, Kind
from filmkg.serve.nodes import local_name
from filmkg.serve.pool import Pool
from filmkg.vocab import CDO_BASE

PART = 5_000
_AHEAD = frozenset({"planned", "proposed"})
_NAME = "?thing rdfs:label|dcterms:title ?value"

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries of a list, by position; never changed once they are read.

    Attributes:
        iris: Their IRIs, in the order of their names.
        names: Their names.
        folded: The names as they are searched.
        values: For each facet, each field to sort by and each that is kept, what each entry has of it, sorted.
        places: Position by IRI.
    """

    iris: Sequence[str]
    names: Sequence[str]
    folded: Sequence[str]
    values: Mapping[str, Sequence[tuple[str, ...]]]
    places: Mapping[str, int]


class Catalogue:
    """Lists, each read when it is first asked for, and again once the store has another snapshot.

    Args:
        pool: The workers that evaluate.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._kept: dict[str, tuple[str, object]] = {}

    @property
    def pool(self) -> Pool:
        """The workers that evaluate."""
        return self._pool

    def shelf(self, name: str) -> Shelf:
        """Return the entries of a list."""
        return self.keep(f"list {name}", lambda: read_shelf(self._pool, BY_NAME[name]))

    def keep(self, key: str, read: Callable[[], Kept]) -> Kept:
        """Return what was read for this snapshot, reading it where nobody did; only one caller reads."""
        snapshot = str(getattr(self._pool, "snapshot", ""))
        with self._lock:
            lock = self._locks[key]
        with lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != snapshot:
                kept = snapshot, read()
                self._kept[key] = kept
            return kept[1]  # type: ignore[return-value]  # what is kept under a key is always of one type


def read_shelf(pool: Pool, kind: Kind) -> Shelf:
    """Read the entries of a list."""
    names: dict[str, str] = {}
    wanted = [one for one in kind.fields if one.is_facet or one.is_sorted or one.is_kept]
    found: dict[str, dict[str, tuple[str, ...]]] = {one.name: {} for one in wanted}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    for things in parts(pool, kind.classes):
        own = read_field(pool, Field("name", (_NAME,), "text"), things)
        names.update({thing: own[thing][0] if thing in own else local_name(thing) for thing in things})
        for one in wanted:
            for thing, values in read_field(pool, one, things, classes=kind.classes).items():
                found[one.name][thing] = shared.setdefault(values, values)
    folded = {thing: fold(name) or name.casefold() for thing, name in names.items()}
    iris = sorted(names, key=lambda thing: (folded[thing], names[thing], thing))
    return Shelf(
        iris=iris,
        names=[names[thing] for thing in iris],
        folded=[folded[thing] for thing in iris],
        values={name: [values.get(thing, ()) for thing in iris] for name, values in found.items()},
        places={thing: position for position, thing in enumerate(iris)},
    )


def parts(pool: Pool, classes: Iterable[str]) -> Iterator[list[str]]:
    """Yield the IRIs of all things of some classes, `PART` or fewer at a time; one of two classes comes once."""
    seen: set[str] = set()
    for name in classes:
        for start in range(0, 10**9, PART):
            # One pattern alone is read in the order of the index, so the parts of one snapshot do not overlap.
            rows = table(pool, f"SELECT ?thing {{ ?thing a cdo:{name} }} LIMIT {PART} OFFSET {start}")
            fresh = [row[0] for row in rows if row[0] not in seen]
            seen.update(fresh)
            if fresh:
                yield fresh
            if len(rows) < PART:
                break


def read_field(
    pool: Pool, one: Field, things: Sequence[str], *, classes: Iterable[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return the values of a field by thing, sorted, for those that have any.

    Args:
        pool: The workers that evaluate.
        one: The field.
        things: IRIs, at most `PART`.
        classes: Which classes count where the field is the class.

    Returns:
        IRIs of things, local names of classes and concepts, else texts.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    given = " ".join(f"<{thing}>" for thing in things)
    for pattern in one.patterns if things else ():
        if one.form == "number":
            query = (
                f"SELECT ?thing (COUNT(DISTINCT ?value) AS ?count) {{ VALUES ?thing {{ {given} }} {pattern} }}"
                " GROUP BY ?thing"
            )
        else:
            query = f"SELECT DISTINCT ?thing ?value {{ VALUES ?thing {{ {given} }} {pattern} }}"
        for thing, value in table(pool, query):
            found[thing].add(value)
    if one.form in ("class", "concept"):
        known = frozenset(classes)
        for thing, values in found.items():
            own = {value.removeprefix(CDO_BASE) for value in values if value.startswith(CDO_BASE)}
            if one.form == "class":
                own &= known
            elif one.name == "status":
                own = set(settled(own))
            found[thing] = own
    return {thing: tuple(sorted(values)) for thing, values in found.items() if values}


def settled(statuses: Iterable[str]) -> tuple[str, ...]:
    """Return statuses sorted, without what is only announced where another article tells what became of it."""
    told = set(statuses)
    return tuple(sorted((told - _AHEAD) or told))


def table(pool: Pool, query: str) -> list[list[str]]:
    """Ask a SELECT query of our own, and return its rows as texts; "" is a variable without a value."""
    text = pool.ask(query, accept="text/csv").body.decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]
