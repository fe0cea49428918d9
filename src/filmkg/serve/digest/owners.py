"""Agreements of a country: those that it, or a body of it, is a party to."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from pyoxigraph import Literal, NamedNode

from filmkg.naming.folding import fold
from filmkg.naming.nations import Nations, load_nations
from filmkg.serve.engine.pool import Pool
from filmkg.serve.pairs.whereabouts import load_whereabouts
from filmkg.vocab import cdo

MAX_AGREEMENTS = 300
_MAX_TAIL_WORDS = 3


def agreements_of(pool: Pool, country: NamedNode, name: str) -> dict[str, set[str]]:
    """Return the agreements of a country by IRI, each with the codes of the countries of all its parties.

    Args:
        pool: The workers that evaluate.
        country: The country.
        name: What it is called; bodies in the cities that the gazetteer puts into it are its bodies.
    """
    party, place = cdo("party"), cdo("place")
    whereabouts = load_whereabouts()
    cities = " ".join(str(Literal(city)) for city in whereabouts.names_of_cities(whereabouts.code(name)))
    rows = pool.select(
        f"SELECT DISTINCT ?thing ?name ?land {{ {{ SELECT DISTINCT ?thing {{ {{ ?thing {party} {country} }} UNION"
        f" {{ ?body {place} {country} . ?thing {party} ?body }} UNION"
        f" {{ ?city {place} {country} . ?body {place} ?city . ?thing {party} ?body }} UNION"
        f" {{ VALUES ?town {{ {cities} }} ?city rdfs:label ?town ; a {cdo('City')} . ?body {place} ?city ."
        f" ?thing {party} ?body }} }} LIMIT {MAX_AGREEMENTS} }}"
        f" ?thing {party} ?party . ?party rdfs:label ?name OPTIONAL {{ ?party {place} ?at . ?at rdfs:label ?land }} }}"
        f" LIMIT {MAX_AGREEMENTS * 10}"
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        land = row["land"].value if "land" in row else ""
        if code := code_of_party(row["name"].value, land):
            found[row["thing"].value].add(code)
    return dict(found)


def code_of_party(name: str, place: str) -> str:
    """Return the code of the country that a party is, or is a body of; "" where that is not clear.

    Whose it is stands in its name before where it sits: the Korean Embassy in Nairobi is South Korea's.

    Args:
        name: What it is called.
        place: The country or city that it is in, "" where no article says.
    """
    whereabouts, nations = load_whereabouts(), _nations()
    words = fold(name).split()
    tails = [" ".join(words[-count:]) for count in range(min(_MAX_TAIL_WORDS, len(words)), 0, -1)]
    seats = (whereabouts.code_of_city(tail) for tail in tails if f" of {tail}" in fold(name))
    return (
        whereabouts.code(name)
        or nations.owner(fold(name))
        or whereabouts.code(place)
        or whereabouts.code_of_city(place)
        or next(filter(None, map(nations.codes.get, tails)), "")
        or next(filter(None, seats), "")
    )


@cache
def _nations() -> Nations:
    return load_nations()
