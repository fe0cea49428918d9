"""Where countries and cities lie on the map, from `data/map` and the names of `data/gazetteer`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from filmkg.naming.folding import fold
from filmkg.resources import DATA

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The map.

    Attributes:
        outlines: SVG paths by code of ISO 3166-1, of those countries that are large enough to be drawn.
        centres: Where to put what is said of a country, by code.
        codes: Code by folded name of a country.
        cities: Place of a city by its folded name.
    """

    outlines: Mapping[str, str]
    centres: Mapping[str, Point]
    codes: Mapping[str, str]
    cities: Mapping[str, Point]

    def code(self, name: str) -> str | None:
        """Return the code of the country of that name."""
        return self.codes.get(fold(name))

    def place(self, name: str) -> Point | None:
        """Return where a country or a city of that name lies."""
        code = self.code(name)
        return self.centres.get(code) if code else self.cities.get(fold(name))


@cache
def load_atlas() -> Atlas:
    """Read the map once."""
    countries = _rows("map/countries.tsv")
    codes = {}
    for code, name, aliases, _ in _rows("gazetteer/countries.tsv"):
        codes.update({fold(form): code for form in (name, *aliases.split("|")) if form})
    places = {(name, country): (float(x), float(y)) for name, country, x, y in _rows("map/cities.tsv")}
    cities: dict[str, Point] = {}
    for name, country, _, aliases, _ in _rows("gazetteer/cities.tsv"):
        if (name, country) in places:
            # Each form stands once in the gazetteer; folded, the form of the more populous city could be another's.
            for form in (name, *aliases.split("|")):
                if form:
                    cities.setdefault(fold(form), places[name, country])
    return Atlas(
        outlines={code: outline for code, _, _, outline in countries if outline},
        centres={code: (float(x), float(y)) for code, x, y, _ in countries},
        codes=codes,
        cities=cities,
    )


def _rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[2:]]
