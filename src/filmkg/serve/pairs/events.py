"""Events at which the films of a country were shown, and the countries that these took place in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from filmkg.serve.engine.pool import Pool
from filmkg.serve.pairs.whereabouts import load_whereabouts
from filmkg.vocab import cdo

MAX_EVENTS = 300


def hosts_of(pool: Pool, country: NamedNode) -> dict[str, set[str]]:
    """Return the events that show a country's cinema, by IRI, each with codes of the countries it took place in.

    A country counts where it, or a city of it, is the event's place or that of its venue, or where it or a body there
    organises or supports it.
    """
    events = f"{{ SELECT DISTINCT ?event {{ ?event {cdo('presentsCinemaOf')} {country} }} LIMIT {MAX_EVENTS} }}"
    place, venue = cdo("place"), cdo("venue")
    at = f"{{ ?event {place} ?at }} UNION {{ ?event {venue}/{place} ?at }}"
    by = f"{{ ?event {cdo('organizer')}|{cdo('supporter')} ?at }}"
    rows = pool.select(
        f"SELECT DISTINCT ?event ?name ?kind ?land {{ {events} {{ {at} UNION {by} }} ?at rdfs:label ?name ; a ?kind ."
        f" FILTER(?kind IN ({cdo('Country')}, {cdo('City')}, {cdo('Organization')}))"
        f" OPTIONAL {{ ?at {place} ?in . ?in rdfs:label ?land }} }} LIMIT {MAX_EVENTS * 10}"
    )
    whereabouts = load_whereabouts()
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        name, kind = row["name"].value, row["kind"]
        names = [row["land"].value] if "land" in row else []
        codes = {whereabouts.code(one) or whereabouts.code_of_city(one) for one in names}
        if kind == cdo("Country"):
            codes.add(whereabouts.code(name))
        elif kind == cdo("City") and not codes:
            codes.add(whereabouts.code_of_city(name))
        found[row["event"].value] |= codes - {""}
    return dict(found)


def codes_of(names: Iterable[str]) -> set[str]:
    """Return the codes of countries by their names."""
    whereabouts = load_whereabouts()
    return {code for name in names if (code := whereabouts.code(name))}
