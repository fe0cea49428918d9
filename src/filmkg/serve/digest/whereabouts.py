"""In which country a place is, where its name in the gazetteer says it and no article does."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from filmkg.naming.folding import fold
from filmkg.resources import DATA

MAX_CITIES = 100


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Names of countries and cities.

    Attributes:
        countries: Folded name of a country -> its ISO 3166-1 alpha-2 code.
        cities: Folded name of a city -> the code of its country; of namesakes the one that the gazetteer knows by it.
        names: Code of a country -> names of its cities, the most populous first; at most `MAX_CITIES`.
    """

    countries: Mapping[str, str]
    cities: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]

    def code(self, name: str) -> str:
        """Return the code of a country by its name, "" where there is none."""
        return self.countries.get(fold(name), "")

    def code_of_city(self, name: str) -> str:
        """Return the code of the country of a city by its name, "" where there is none."""
        return self.cities.get(fold(name), "")

    def names_of_cities(self, code: str) -> tuple[str, ...]:
        """Return the names of the largest cities of a country."""
        return self.names.get(code, ())


@cache
def load_whereabouts() -> Whereabouts:
    """Read the gazetteer once."""
    countries: dict[str, str] = {}
    for row in _rows("countries.tsv"):
        for name in (row["name"], *row["aliases"].split("|")):
            countries.setdefault(fold(name), row["code"])
    cities: dict[str, str] = {}
    names: defaultdict[str, list[str]] = defaultdict(list)
    for row in sorted(_rows("cities.tsv"), key=lambda row: -int(row["population"] or 0)):
        for name in (row["name"], *row["aliases"].split("|")):
            cities.setdefault(fold(name), row["country"])
        if cities[fold(row["name"])] == row["country"]:
            names[row["country"]].append(row["name"])
    countries.pop("", None)
    cities.pop("", None)
    return Whereabouts(countries, cities, {code: tuple(found[:MAX_CITIES]) for code, found in names.items()})


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
