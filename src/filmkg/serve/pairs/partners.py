"""The countries that one country has something with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import local_name
from filmkg.serve.pairs.agreements import agreements_of
from filmkg.serve.pairs.events import MAX_EVENTS, hosts_of
from filmkg.serve.pairs.whereabouts import load_whereabouts
from filmkg.vocab import cdo

MAX_PARTNERS = 24
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Partner:
    """Another country, and how many things lie between the two."""

    iri: str
    label: str
    count: int

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return local_name(self.iri)


class Partners:
    """The partners of countries, kept for one snapshot of the store; there are as many as countries.

    Args:
        pool: The workers that evaluate. What a store elsewhere says is not kept, as it has no snapshots.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._kept: tuple[str, dict[str, tuple[Partner, ...]]] = "", {}

    def of(self, country: NamedNode) -> tuple[Partner, ...]:
        """Return the partners of a country."""
        snapshot = str(getattr(self._pool, "snapshot", ""))
        if self._kept[0] != snapshot:
            self._kept = snapshot, {}
        _, kept = self._kept
        if country.value not in kept:
            found = partners_of(self._pool, country)
            if not snapshot or not found:  # nor what is asked for and is no country
                return found
            kept[country.value] = found
        return kept[country.value]


def partners_of(pool: Pool, country: NamedNode) -> tuple[Partner, ...]:
    """Return the countries that have most with a country: its cinema shown there, theirs here, agreements, films."""
    known = {
        row["one"].value: row["name"].value
        for row in pool.select(f"SELECT ?one ?name {{ ?one a {cdo('Country')} ; rdfs:label ?name }} LIMIT 1000")
    }
    whereabouts = load_whereabouts()
    by_code = {code: iri for iri, name in sorted(known.items(), reverse=True) if (code := whereabouts.code(name))}
    name = known.get(country.value, "")
    origin = cdo("countryOfOrigin")
    made_together = (
        f"SELECT DISTINCT ?thing ?other {{ {{ SELECT ?thing {{ ?thing {origin} {country} }}"
        f" LIMIT {MAX_EVENTS} }} ?thing {origin} ?other . ?other a {cdo('Country')} }}"
    )
    counts: Counter[str] = Counter()
    with ThreadPoolExecutor(_AT_ONCE) as readers:  # none of these needs another's answer
        shown = readers.submit(hosts_of, pool, country)
        agreed = readers.submit(agreements_of, pool, country, name)
        films = readers.submit(pool.select, made_together)
        guests = readers.submit(_guests, pool, country, whereabouts.names_of_cities(whereabouts.code(name)))
        for codes in (*shown.result().values(), *agreed.result().values()):
            counts.update(by_code[code] for code in codes if code in by_code)
        counts.update(row["other"].value for row in films.result())
        counts.update(guests.result())
    counts.pop(country.value, None)
    best = sorted((iri for iri in counts if iri in known), key=lambda iri: (-counts[iri], known[iri]))
    return tuple(Partner(iri, known[iri], counts[iri]) for iri in best[:MAX_PARTNERS])


def _guests(pool: Pool, country: NamedNode, cities: Iterable[str]) -> Counter[str]:
    """Count the events in a country by whose cinema they show: in itself, its cities, or cities of these names."""
    place = cdo("place")
    names = " ".join(str(Literal(name)) for name in cities)
    rows = pool.select(
        f"SELECT DISTINCT ?event ?guest {{ {{ SELECT DISTINCT ?event {{ {{ ?event {place} {country} }} UNION"
        f" {{ ?city {place} {country} . ?event {place} ?city }} UNION"
        f" {{ VALUES ?name {{ {names} }} ?city rdfs:label ?name ; a {cdo('City')} . ?event {place} ?city }}"
        f" }} LIMIT {MAX_EVENTS} }} ?event {cdo('presentsCinemaOf')} ?guest }}"
    )
    return Counter(row["guest"].value for row in rows)
