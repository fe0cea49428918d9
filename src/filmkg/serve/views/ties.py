"""What countries do together: films of one shown by another, agreements, films made together.

A tie has the status that the articles give it which state it, not one that another article gives its event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.lists.reading import PART, by_workers, settled
from filmkg.serve.nodes import local_name
from filmkg.serve.views.bars import status_of

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
    return catalogue.keep("ties", lambda: tuple(sorted({*_shown(catalogue), *_agreed(catalogue), *_made(catalogue)})))


def _shown(catalogue: Catalogue) -> Iterator[Tie]:
    shelf = catalogue.shelf("events")
    presented, hosts, years = shelf.values["films_of"], shelf.values["host"], shelf.values["year"]
    positions = [position for position in range(len(shelf.iris)) if presented[position] and hosts[position]]
    statuses = _statuses(catalogue.pool, [shelf.iris[position] for position in positions])
    for position in positions:
        event = shelf.iris[position]
        for one in presented[position]:
            status = status_of(settled(statuses.get((event, one), ())))
            for two in hosts[position]:
                if one != two:
                    year = min(years[position], default="")
                    yield Tie(one, two, "films_shown", year, status, event, shelf.names[position])


def _statuses(pool: Pool, events: list[str]) -> dict[tuple[str, str], set[str]]:
    """Return what the articles that say whose films an event shows say of its status, by event and country."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for start in range(0, len(events), PART):
        given = " ".join(f"<{event}>" for event in events[start : start + PART])
        query = f"""SELECT DISTINCT ?event ?country ?status {{
          VALUES ?event {{ {given} }}
          ?shown rdf:subject ?event ; rdf:predicate cdo:presentsCinemaOf ; rdf:object ?country ;
            prov:wasDerivedFrom ?article .
          ?told rdf:subject ?event ; rdf:predicate cdo:status ; rdf:object ?status ; prov:wasDerivedFrom ?article
        }}"""
        for event, country, status in by_workers(pool)(query):
            found[event, country].add(local_name(status))
    return found


def _agreed(catalogue: Catalogue) -> Iterator[Tie]:
    # An agreement stays with its article, so its status is that of its parties.
    shelf = catalogue.shelf("agreements")
    for position, agreement in enumerate(shelf.iris):
        year = min(shelf.values["year"][position], default="")
        status = status_of(shelf.values["status"][position])
        for one, two in combinations(shelf.values["country"][position], 2):
            yield Tie(one, two, "agreement", year, status, agreement, shelf.names[position])


def _made(catalogue: Catalogue) -> Iterator[Tie]:
    shelf = catalogue.shelf("films")
    for position, film in enumerate(shelf.iris):
        year = min(shelf.values["year"][position], default="")
        for one, two in combinations(shelf.values["country"][position], 2):
            yield Tie(one, two, "made_together", year, "unsaid", film, shelf.names[position])
