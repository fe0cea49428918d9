"""What countries do together: films of one shown by another, agreements, films made together.

A tie has the status that the articles give it which state it, not one that another article gives its event.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from itertools import combinations

from filmkg.serve.digest.quads import Reader
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.lists.kinds import BY_NAME
from filmkg.serve.lists.reading import Ask, by_itself, by_workers, settled
from filmkg.serve.lists.shelf import Shelf
from filmkg.serve.lists.writing import load_shelf
from filmkg.serve.nodes import local_name
from filmkg.serve.views.bars import status_of

_EVENTS_ASKED = 500  # of a few thousand Oxigraph no longer looks each up, but reads all that is said of any event
HOWS = ("films_shown", "agreement", "made_together")


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """One thing that two countries have in common.

    Attributes:
        one: The country whose films are shown; else the first of the two.
        two: The country where they are shown, or whose bodies show them; else the second.
        how: One of `HOWS`.
        year: "" where no article says.
        status: One of `bars.STATUSES`.
        thing: The event, agreement or film.
        name: What it is called.
    """

    one: str
    two: str
    how: str
    year: str
    status: str
    thing: str
    name: str


def read_ties(catalogue: Catalogue) -> tuple[Tie, ...]:
    """Return all ties, sorted."""
    ask = by_workers(catalogue.pool)
    return catalogue.keep("ties", lambda: catalogue.read(load_ties, lambda: find_ties(ask, catalogue.shelf)))


def find_ties(ask: Ask, shelf_of: Callable[[str], Shelf]) -> tuple[Tie, ...]:
    """Find all ties, sorted, by the lists of a store and what it answers."""
    return tuple(
        sorted({*_shown(ask, shelf_of("events")), *_agreed(shelf_of("agreements")), *_made(shelf_of("films"))})
    )


def write_ties(index: sqlite3.Connection, reader: Reader) -> None:
    """Put all ties of a snapshot into the digest, which has its lists already."""
    index.execute("CREATE TABLE ties (number INTEGER PRIMARY KEY, tie TEXT)")
    found = find_ties(by_itself(reader), lambda name: load_shelf(index, BY_NAME[name]))
    index.executemany(
        "INSERT INTO ties VALUES (?, ?)",
        ((number, json.dumps(astuple(tie), ensure_ascii=False)) for number, tie in enumerate(found)),
    )


def load_ties(index: sqlite3.Connection) -> tuple[Tie, ...]:
    """Return the ties as `write_ties` wrote them."""
    return tuple(Tie(*json.loads(text)) for (text,) in index.execute("SELECT tie FROM ties ORDER BY number"))


def _shown(ask: Ask, shelf: Shelf) -> Iterator[Tie]:
    presented, hosts, years = shelf.values["films_of"], shelf.values["host"], shelf.values["year"]
    positions = [position for position in range(len(shelf.iris)) if presented[position] and hosts[position]]
    statuses = _statuses(ask, [shelf.iris[position] for position in positions])
    for position in positions:
        event = shelf.iris[position]
        for one in presented[position]:
            status = status_of(settled(statuses.get((event, one), ())))
            for two in hosts[position]:
                if one != two:
                    year = min(years[position], default="")
                    yield Tie(one, two, "films_shown", year, status, event, shelf.names[position])


def _statuses(ask: Ask, events: list[str]) -> dict[tuple[str, str], set[str]]:
    """Return what the articles that say whose films an event shows say of its status, by event and country."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for start in range(0, len(events), _EVENTS_ASKED):
        given = " ".join(f"<{event}>" for event in events[start : start + _EVENTS_ASKED])
        query = f"""SELECT DISTINCT ?event ?country ?status {{
          VALUES ?event {{ {given} }}
          ?shown rdf:subject ?event ; rdf:predicate cdo:presentsCinemaOf ; rdf:object ?country ;
            prov:wasDerivedFrom ?article .
          ?told rdf:subject ?event ; rdf:predicate cdo:status ; rdf:object ?status ; prov:wasDerivedFrom ?article
        }}"""
        for event, country, status in ask(query):
            found[event, country].add(local_name(status))
    return found


def _agreed(shelf: Shelf) -> Iterator[Tie]:
    # An agreement stays with its article, so its status is that of its parties.
    for position, agreement in enumerate(shelf.iris):
        year = min(shelf.values["year"][position], default="")
        status = status_of(shelf.values["status"][position])
        for one, two in combinations(shelf.values["country"][position], 2):
            yield Tie(one, two, "agreement", year, status, agreement, shelf.names[position])


def _made(shelf: Shelf) -> Iterator[Tie]:
    for position, film in enumerate(shelf.iris):
        year = min(shelf.values["year"][position], default="")
        for one, two in combinations(shelf.values["country"][position], 2):
            yield Tie(one, two, "made_together", year, "unsaid", film, shelf.names[position])
