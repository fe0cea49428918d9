"""Reading what a list says of its entries: by parts through the workers, or all at once from a snapshot itself."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import QuerySolutions

from filmkg.serve.digest.quads import Reader
from filmkg.serve.digest.whereabouts import load_whereabouts
from filmkg.serve.engine.functions import QUERY_PREFIXES
from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.kinds import Field, Kind
from filmkg.serve.lists.shelf import Shelf, fill_shelf
from filmkg.serve.nodes import local_name
from filmkg.vocab import CDO_BASE

PART = 1_000  # of five thousand Oxigraph no longer looks each up where a pattern has two steps
_AHEAD = frozenset({"planned", "proposed"})
_NAME = Field("name", ("?thing rdfs:label|dcterms:title ?value",), "text")

# Answers a SELECT query of our own with its rows as texts; "" is a variable without a value.
Ask = Callable[[str], Iterable[list[str]]]


@dataclass(frozen=True, slots=True)
class Portion:
    """Some entries of a list.

    Attributes:
        things: Their IRIs.
        given: Graph patterns that bind `?thing` to them; each to some of them.
    """

    things: Sequence[str]
    given: tuple[str, ...]


def portion_of(things: Sequence[str]) -> Portion:
    """Return things one by one, at most `PART`."""
    return Portion(things, (f"VALUES ?thing {{ {' '.join(f'<{thing}>' for thing in things)} }}",) if things else ())


def by_workers(pool: Pool) -> Ask:
    """Return what asks the workers, within the limits of each query."""

    def ask(query: str) -> Iterable[list[str]]:
        text = pool.ask(query, accept="text/csv").body.decode("utf-8")
        return list(csv.reader(io.StringIO(text, newline="")))[1:]

    return ask


def by_itself(reader: Reader) -> Ask:
    """Return what asks a snapshot in this process, without any limit: for queries that read a whole list."""

    def ask(query: str) -> Iterator[list[str]]:
        rows = reader.store.query(query, prefixes=QUERY_PREFIXES, use_default_graph_as_union=reader.graph is None)
        assert isinstance(rows, QuerySolutions)  # noqa: S101 - a SELECT query has solutions
        for row in rows:
            yield ["" if term is None else str(getattr(term, "value", "")) for term in row]

    return ask


def parts(ask: Ask, classes: Iterable[str]) -> Iterator[Portion]:
    """Yield all things of some classes, `PART` or fewer at a time, so that a query stays short; each comes once."""
    seen: set[str] = set()
    for name in classes:
        for start in range(0, 10**9, PART):
            # One pattern alone is read in the order of the index, so the parts of one snapshot do not overlap.
            rows = list(ask(f"SELECT ?thing {{ ?thing a cdo:{name} }} LIMIT {PART} OFFSET {start}"))
            fresh = [row[0] for row in rows if row[0] not in seen]
            seen.update(fresh)
            if fresh:
                yield portion_of(fresh)
            if len(rows) < PART:
                break


def whole(ask: Ask, classes: Iterable[str]) -> Iterator[Portion]:
    """Yield all things of some classes at once."""
    given = tuple(f"?thing a cdo:{name}" for name in classes)
    things = dict.fromkeys(row[0] for pattern in given for row in ask(f"SELECT ?thing {{ {pattern} }}"))
    yield Portion(list(things), given)


def read_shelf(ask: Ask, kind: Kind, portions: Iterable[Portion]) -> Shelf:
    """Read the entries of a list."""
    names: dict[str, str] = {}
    wanted = [one for one in kind.fields if one.is_read]
    found: dict[str, dict[str, tuple[str, ...]]] = {one.name: {} for one in wanted}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    for portion in portions:
        own = read_field(ask, _NAME, portion)
        names.update({thing: own[thing][0] if thing in own else local_name(thing) for thing in portion.things})
        for one in wanted:
            for thing, values in read_field(ask, one, portion, classes=kind.classes).items():
                found[one.name][thing] = shared.setdefault(values, values)
    return fill_shelf(kind, names, found)


def read_field(ask: Ask, one: Field, portion: Portion, *, classes: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return the values of a field by thing, sorted, for those that have any.

    Args:
        ask: Who answers.
        one: The field.
        portion: The things.
        classes: Which classes count where the field is the class.

    Returns:
        IRIs of things, local names of classes and concepts, else texts.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for pattern in one.patterns:
        for given in portion.given:
            if one.form == "number":
                query = f"SELECT ?thing (COUNT(DISTINCT ?value) AS ?count) {{ {given} . {pattern} }} GROUP BY ?thing"
            else:
                query = f"SELECT DISTINCT ?thing ?value {{ {given} . {pattern} }}"
            for thing, value in ask(query):
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
    if one.towns:
        _add_countries(ask, one, portion, found)
    return {thing: tuple(sorted(values)) for thing, values in found.items() if values}


def _add_countries(ask: Ask, one: Field, portion: Portion, found: defaultdict[str, set[str]]) -> None:
    """Add the country of a city to things of which no article says the country."""
    whereabouts = load_whereabouts()
    rows = ask("SELECT ?country ?name { ?country a cdo:Country ; rdfs:label ?name }")
    by_code = {code: country for country, name in sorted(rows, reverse=True) if (code := whereabouts.code(name))}
    placed = {thing for thing, values in found.items() if values}
    for pattern in one.towns:
        for given in portion.given:
            for thing, name in ask(f"SELECT DISTINCT ?thing ?value {{ {given} . {pattern} }}"):
                country = by_code.get(whereabouts.code_of_city(name)) if thing not in placed else None
                if country:
                    found[thing].add(country)


def settled(statuses: Iterable[str]) -> tuple[str, ...]:
    """Return statuses sorted, without what is only announced where another article tells what became of it."""
    told = set(statuses)
    return tuple(sorted((told - _AHEAD) or told))
