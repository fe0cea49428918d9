"""What lies between each two countries: films of one shown in the other, agreements, memberships, films.

Countries of one code are one here, under the first of their IRIs.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations

from filmkg.serve.digest.owners import code_of_party
from filmkg.serve.digest.quads import Reader
from filmkg.serve.digest.whereabouts import load_whereabouts
from filmkg.vocab import cdo

MAX_ARTICLES = 40
_TABLES = (
    "CREATE TABLE countries (iri TEXT PRIMARY KEY, first TEXT, label TEXT) WITHOUT ROWID",
    """CREATE TABLE bonds (one TEXT, other TEXT, date TEXT, thing TEXT, how TEXT,
        PRIMARY KEY (one, other, date, thing, how)) WITHOUT ROWID""",
    """CREATE TABLE pairs (one TEXT, other TEXT, count INTEGER, article_count INTEGER, articles TEXT,
        PRIMARY KEY (one, other)) WITHOUT ROWID""",
)

Bond = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Between:
    """A part of what lies between two countries.

    Attributes:
        one: IRI and label of the first.
        other: IRI and label of the second.
        things: IRI, how ("shown": films of the first in the second, "shown_back", "agreement", "membership", "film")
            and date of each; newest first, those without a date last.
        years: How many there are in each year, "" for those without a date, in the same order.
        articles: The newest articles that mention both, at most `MAX_ARTICLES`.
        article_count: How many mention both.
    """

    one: tuple[str, str]
    other: tuple[str, str]
    things: tuple[tuple[str, str, str], ...]
    years: tuple[tuple[str, int], ...]
    articles: tuple[str, ...]
    article_count: int


def write_bonds(index: sqlite3.Connection, reader: Reader, *, dates: Mapping[str, str]) -> None:
    """Write the countries, what lies between each two of them, and the articles that mention both."""
    for table in _TABLES:
        index.execute(table)
    map_ = _Map(reader)
    index.executemany(
        "INSERT INTO countries VALUES (?, ?, ?)",
        ((iri, map_.first[iri], map_.labels.get(iri, "")) for iri in sorted(map_.first)),
    )
    counts: Counter[tuple[str, str]] = Counter()
    for one, other, how, thing in _bonds(map_):
        row = one, other, dates.get(thing, ""), thing, how
        counts[one, other] += index.execute("INSERT OR IGNORE INTO bonds VALUES (?, ?, ?, ?, ?)", row).rowcount
    together, newest = _together(reader, map_, dates=dates)
    for pair in sorted({*counts, *together}):
        known = counts[pair], together[pair], json.dumps(newest[pair])
        index.execute("INSERT INTO pairs VALUES (?, ?, ?, ?, ?)", (*pair, *known))


class _Map:
    """Where everything is.

    Attributes:
        reader: The snapshot.
        first: IRI of a country -> the first IRI of the same code.
        labels: IRI of a country, city or body -> what it is called.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._countries, self._cities = reader.members("Country"), reader.members("City")
        self._bodies = reader.members("Organization")
        self.labels = reader.labels(self._countries | self._cities | self._bodies)
        self._places = _many(reader.pairs(cdo("place")))
        self._venues = _many(reader.pairs(cdo("venue")))
        self._by_code: dict[str, str] = {}
        self.first = {}
        whereabouts = load_whereabouts()
        for iri in sorted(self._countries):
            code = whereabouts.code(self.labels.get(iri, ""))
            self.first[iri] = self._by_code.setdefault(code, iri) if code else iri
        self._lands: dict[str, frozenset[str]] = {}
        self._owners: dict[str, frozenset[str]] = {}

    def hosts(self, event: str, supporters: Iterable[str]) -> set[str]:
        """Return the countries that an event took place in, or that support it.

        A country counts where it, or a city of it, is the event's place or that of its venue, or where it or a body
        there organises or supports it.
        """
        spots = {*self._places.get(event, ()), *supporters}
        spots |= {place for venue in self._venues.get(event, ()) for place in self._places.get(venue, ())}
        return {land for spot in spots for land in self._lands_of(spot)}

    def owners(self, party: str) -> frozenset[str]:
        """Return the countries that a party to an agreement is, or is a body of."""
        if party in self.first:
            return frozenset({self.first[party]})
        if party not in self._owners:
            name = self.labels.get(party, "")
            places = [self.labels.get(place, "") for place in self._places.get(party, ())] or [""]
            codes = {code_of_party(name, place) for place in places} if name else set()
            self._owners[party] = frozenset(self._by_code[code] for code in codes if code in self._by_code)
        return self._owners[party]

    def _lands_of(self, spot: str) -> frozenset[str]:
        if spot not in self._lands:
            self._lands[spot] = frozenset(self._find_lands(spot))
        return self._lands[spot]

    def _find_lands(self, spot: str) -> Iterator[str]:
        whereabouts = load_whereabouts()
        if spot in self.first:
            yield self.first[spot]
        elif spot in self._cities or spot in self._bodies:
            names = [self.labels.get(place, "") for place in self._places.get(spot, ())]
            codes = {whereabouts.code(name) or whereabouts.code_of_city(name) for name in names} - {""}
            if not codes and spot in self._cities:
                codes = {whereabouts.code_of_city(self.labels.get(spot, ""))}
            yield from (self._by_code[code] for code in codes if code in self._by_code)
            yield from (self.first[place] for place in self._places.get(spot, ()) if place in self.first)


def _bonds(map_: _Map) -> Iterator[Bond]:
    """Yield two countries in order, how, and the thing between them."""
    reader = map_.reader
    supporters = _many(pair for role in ("organizer", "supporter") for pair in reader.pairs(cdo(role)))
    for event, guest in reader.pairs(cdo("presentsCinemaOf")):
        if guest in map_.first:
            guest = map_.first[guest]
            for host in sorted(map_.hosts(event, supporters.get(event, ()))):
                if guest < host:
                    yield guest, host, "shown", event
                elif host < guest:
                    yield host, guest, "shown_back", event
    for agreement, parties in _many(reader.pairs(cdo("party"))).items():
        for one, other in combinations(sorted({land for party in parties for land in map_.owners(party)}), 2):
            yield one, other, "agreement", agreement
    members = _many(
        (membership, map_.first[land]) for membership, land in reader.pairs(cdo("member")) if land in map_.first
    )
    of_bodies: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for membership, body in reader.pairs(cdo("body")):
        of_bodies[body] += [(land, membership) for land in members.get(membership, ())]
    for together in of_bodies.values():
        for (one, membership), (other, _) in permutations(sorted(set(together)), 2):
            if one < other:
                yield one, other, "membership", membership
    for film, lands in _many(reader.pairs(cdo("countryOfOrigin"))).items():
        for one, other in combinations(sorted({map_.first[land] for land in lands if land in map_.first}), 2):
            yield one, other, "film", film


def _together(
    reader: Reader, map_: _Map, *, dates: Mapping[str, str]
) -> tuple[Counter[tuple[str, str]], defaultdict[tuple[str, str], list[str]]]:
    """Return how many articles mention both of two countries, and the newest of these."""
    lands: defaultdict[str, set[str]] = defaultdict(set)
    for article, thing in reader.pairs(cdo("mentions")):
        if thing in map_.first:
            lands[article].add(map_.first[thing])
    counts: Counter[tuple[str, str]] = Counter()
    newest: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for article in sorted(lands, key=lambda article: (dates.get(article, ""), article), reverse=True):
        for pair in combinations(sorted(lands[article]), 2):
            counts[pair] += 1
            if len(newest[pair]) < MAX_ARTICLES:
                newest[pair].append(article)
    return counts, newest


def _many(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
    return found
