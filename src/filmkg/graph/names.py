"""Names that need knowledge: what countries are called in English, and which names are no name of their own.

Read once from `data/gazetteer/countries.tsv` and `data/vocabulary/generic_names.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from filmkg.graph.slug import plain_words
from filmkg.naming.nations import read_countries
from filmkg.resources import DATA


@dataclass(frozen=True, slots=True)
class Names:
    """Common names.

    Attributes:
        countries: ISO 3166-1 alpha-2 code -> common English name.
        country_words: The same code -> every folded form of the name, longest first ("turkiye", "turkish").
        passing: Folded words of groups that are formed for an occasion ("delegation").
        generic: Class -> folded generic name -> its canonical form ("culture ministry" -> "Ministry of Culture").
    """

    countries: dict[str, str]
    country_words: dict[str, tuple[str, ...]]
    passing: frozenset[str]
    generic: dict[str, dict[str, str]]

    def canonical(self, kind: str, name: str) -> str | None:
        """Return the canonical form of a generic name of a class, or None where the name says which thing it is."""
        return self.generic.get(kind, {}).get(plain_words(name).removeprefix("the "))

    def is_passing(self, name: str) -> bool:
        """Tell whether a name is of a group that is formed for an occasion."""
        return not self.passing.isdisjoint(plain_words(name).split())

    def without_country(self, name: str, code: str) -> str:
        """Cut a country's name off a name: "Azerbaijan's Culture Ministry" gives "culture ministry", folded."""
        folded = plain_words(name).removeprefix("the ")
        for word in self.country_words.get(code, ()):
            for start in (f"{word} ", f"{word}s ", f"republic of {word}s "):
                if folded.startswith(start):
                    return folded.removeprefix(start)
            for end in (f" of the republic of {word}", f" of the {word}", f" of {word}", f" {word}"):
                if folded.endswith(end):
                    return folded.removesuffix(end)
        return folded


@cache
def load_names() -> Names:
    """Read the names from the data files; without the gazetteer the countries are empty."""
    tables = tomllib.loads((DATA / "vocabulary" / "generic_names.toml").read_text(encoding="utf-8"))
    passing = frozenset(map(plain_words, tables.pop("passing")))
    generic = {
        kind: {plain_words(form): canonical for canonical, forms in table.items() for form in (canonical, *forms)}
        for kind, table in tables.items()
    }
    countries = read_countries()
    forms = {country.code: {plain_words(form) for form in country.forms} - {""} for country in countries}
    return Names(
        countries={country.code: country.name for country in countries},
        country_words={
            code: tuple(sorted(found, key=lambda form: (-len(form), form))) for code, found in forms.items()
        },
        passing=passing,
        generic=generic,
    )
