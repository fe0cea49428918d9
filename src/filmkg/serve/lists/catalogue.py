"""All entries of a list with what they are chosen and sorted by, kept in memory for one snapshot of the store.

It is read in parts of a bounded number of things, so that a query stays short however large the store is.
"""

from __future__ import annotations

import csv
import io
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar, cast

from filmkg.errors import ResourceError
from filmkg.serve.digest.whereabouts import load_whereabouts
from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.kinds import BY_NAME, Field, Kind
from filmkg.serve.lists.shelf import Shelf, fill_shelf
from filmkg.serve.nodes import local_name
from filmkg.vocab import CDO_BASE

PART = 5_000
PATIENCE_S = 8.0
# A drawing with its table can take a megabyte.
MAX_REMEMBERED = 48
_AHEAD = frozenset({"planned", "proposed"})
_NAME = "?thing rdfs:label|dcterms:title ?value"

Kept = TypeVar("Kept")


class ReadingError(ResourceError):
    """What is asked for is still being read from a large store."""


class Catalogue:
    """Lists, each read in the background when it is first asked for, and again once the store has another snapshot.

    While another snapshot is read, what was read of the one before is given.

    Args:
        pool: The workers that evaluate.
        patience_s: How long a caller waits for what was never read before.
    """

    def __init__(self, pool: Pool, *, patience_s: float = PATIENCE_S) -> None:
        self._pool = pool
        self._patience_s = patience_s
        # One thread, so that reading takes one worker and leaves the others to pages and queries.
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="catalogue")
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[str, object]] = {}
        self._reading: dict[str, Future[None]] = {}
        self._reader_ids: set[int] = set()
        self._remembered: OrderedDict[Hashable, tuple[Sequence[object], object]] = OrderedDict()

    @property
    def pool(self) -> Pool:
        """The workers that evaluate."""
        return self._pool

    def close(self) -> None:
        """Read nothing more."""
        self._reader.shutdown(wait=False, cancel_futures=True)

    def shelf(self, name: str) -> Shelf:
        """Return the entries of a list."""
        return self.keep(f"list {name}", lambda: read_shelf(self._pool, BY_NAME[name]))

    def keep(self, key: str, read: Callable[[], Kept]) -> Kept:
        """Return what was read of the store under a key, having it read where it is not or of an older snapshot.

        Raises:
            ReadingError: It is not there yet.
        """
        snapshot = str(getattr(self._pool, "snapshot", ""))
        with self._lock:
            kept, reading = self._kept.get(key), self._reading.get(key)
            is_old = kept is None or kept[0] != snapshot
            is_reader = threading.get_ident() in self._reader_ids
            if is_old and reading is None and not is_reader:
                reading = self._reader.submit(self._read, key, snapshot, read)
                self._reading[key] = reading
        if is_old and is_reader:  # what is read needs other lists; to wait for itself it would wait for ever
            kept = self._kept[key] = snapshot, read()
        if kept is None and reading is not None:
            try:
                reading.result(timeout=self._patience_s)
            except TimeoutError:
                raise ReadingError(
                    "the lists of this large store are still being read", remedy="come back to this page in a minute"
                ) from None
            kept = self._kept[key]
        return cast("tuple[str, Kept]", kept)[1]

    def remember(self, key: Hashable, sources: Sequence[object], make: Callable[[], Kept]) -> Kept:
        """Return what is made of what was kept, made anew where that was read anew; the last `MAX_REMEMBERED` stay.

        Args:
            key: What is made.
            sources: What `keep` and `shelf` gave to make it of.
            make: Makes it; two who ask for it at once both do. What a store elsewhere says is not kept: it has no
                snapshots.
        """
        if not getattr(self._pool, "snapshot", ""):
            return make()
        with self._lock:
            found = self._remembered.get(key)
            if found is not None and all(old is new for old, new in zip(found[0], sources, strict=True)):
                self._remembered.move_to_end(key)
                return cast("Kept", found[1])
        made = make()
        with self._lock:
            self._remembered[key] = sources, made
            self._remembered.move_to_end(key)
            while len(self._remembered) > MAX_REMEMBERED:
                self._remembered.popitem(last=False)
        return made

    def _read(self, key: str, snapshot: str, read: Callable[[], object]) -> None:
        self._reader_ids.add(threading.get_ident())
        try:
            self._kept[key] = snapshot, read()
        finally:
            with self._lock:
                del self._reading[key]


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
    return fill_shelf(kind, names, found)


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
    if one.towns and things:
        _add_countries(pool, one, things, found)
    return {thing: tuple(sorted(values)) for thing, values in found.items() if values}


def _add_countries(pool: Pool, one: Field, things: Sequence[str], found: defaultdict[str, set[str]]) -> None:
    """Add the country of a city to things of which no article says the country."""
    whereabouts = load_whereabouts()
    rows = table(pool, "SELECT ?country ?name { ?country a cdo:Country ; rdfs:label ?name }")
    by_code = {code: country for country, name in sorted(rows, reverse=True) if (code := whereabouts.code(name))}
    given = " ".join(f"<{thing}>" for thing in things if not found.get(thing))
    for pattern in one.towns if given else ():
        for thing, name in table(pool, f"SELECT DISTINCT ?thing ?value {{ VALUES ?thing {{ {given} }} {pattern} }}"):
            country = by_code.get(whereabouts.code_of_city(name))
            if country:
                found[thing].add(country)


def settled(statuses: Iterable[str]) -> tuple[str, ...]:
    """Return statuses sorted, without what is only announced where another article tells what became of it."""
    told = set(statuses)
    return tuple(sorted((told - _AHEAD) or told))


def table(pool: Pool, query: str) -> list[list[str]]:
    """Ask a SELECT query of our own, and return its rows as texts; "" is a variable without a value."""
    text = pool.ask(query, accept="text/csv").body.decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]
