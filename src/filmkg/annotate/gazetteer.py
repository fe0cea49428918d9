"""Countries, demonyms and cities by their names, from `data/gazetteer`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from filmkg.annotate.words import words_of
from filmkg.memory import Memory
from filmkg.model import Article, Kind, Mention, Span
from filmkg.resources import DATA

_WORD = re.compile(r"\w+")
# A name may be broken over two lines, and its apostrophe may be any of those in use; each stays one character.
_PLAIN = str.maketrans({"\n": " ", "\u00a0": " ", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'"})
_SMALL_WORD = re.compile(r"(?<= )(?:Of|And|The|On|De|Del|La|El|Di|Da|Es|Upon)(?= )")
# Shorter words in capitals are acronyms more often than names of places.
_MIN_CAPITALS = 4


class City(NamedTuple):
    """A city; a tuple, for thousands are made at start.

    Attributes:
        name: The name in English.
        country: ISO 3166-1 alpha-2 code.
        population: As GeoNames has it; 0 where it does not know.
        ambiguous: True where the form that led here is also a common word, a first name or a surname ("Nice").
    """

    name: str
    country: str
    population: int
    ambiguous: bool


class _Entry(NamedTuple):
    """What a form of a name stands for; kind None keeps a shorter name inside it from being read."""

    kind: Kind | None
    code: str
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of places, by form.

    Attributes:
        country_by_name: Code of a country by each of its names ("Turkey" → "TR").
        demonym_by_name: Code of a country by its adjectives and nouns ("Turkish" → "TR").
        city_by_name: City by each of its names ("Bombay" → Mumbai).
        regions: Country code of a state or province by its name; "" for names that only contain a country's.
        languages: ISO 639 code of a language by its name in English.
    """

    country_by_name: Mapping[str, str]
    demonym_by_name: Mapping[str, str]
    city_by_name: Mapping[str, City]
    regions: Mapping[str, str]
    languages: Mapping[str, str]
    _country_names: Mapping[str, str]
    _entries: Mapping[str, _Entry]
    _max_words: Memory[str, int]

    def country_name(self, code: str) -> str:
        """Return the common English name of a country; raise KeyError for an unknown code."""
        return self._country_names[code]

    def match(self, text: str) -> tuple[Mention, ...]:
        """Find countries, demonyms and cities, the longest name first, on word boundaries.

        Returns:
            Mentions in the order of the text that do not overlap; `value` is the code of the country. A possessive
            's stays outside. Capitals count: "turkey" is none, and a word of capitals ("TEHRAN") is read as a name
            where it has four letters or more.
        """
        words = words_of(text)
        found: list[Mention] = []
        free_from = 0
        opening = [(i, start, n) for i, (start, _, word) in enumerate(words) if (n := self._max_words[word])]
        for i, start_char, n_words in opening:
            if start_char < free_from:
                continue
            for _, last_char, _ in reversed(words[i : i + n_words]):
                name = text[start_char:last_char].translate(_PLAIN)
                entry = self._entries.get(name) or self._find_capitals(name)
                if entry is None:
                    continue
                if entry.dotted and text.startswith(".", last_char):
                    last_char, name = last_char + 1, name + "."  # the dot is a part of "U.S."
                free_from = last_char
                if entry.kind is not None:
                    found.append(Mention(entry.kind, Span(start_char, last_char), name, entry.code))
                break
        return tuple(found)

    def _find_capitals(self, name: str) -> _Entry | None:
        """Look a name in capitals up as it is written elsewhere ("REPUBLIC OF KOREA")."""
        if len(name) < _MIN_CAPITALS or not name.isupper():
            return None
        form = _SMALL_WORD.sub(lambda match: match[0].lower(), name.title())
        city = self.city_by_name.get(form)
        return None if city and city.ambiguous else self._entries.get(form)


def annotate_places(article: Article) -> tuple[Mention, ...]:
    """Find countries, demonyms and cities in an article."""
    return load_gazetteer().match(article.text)


@cache
def load_gazetteer() -> Gazetteer:
    """Read the tables of `data/gazetteer`, once a process."""
    country_names, country_by_name, demonym_by_name = {}, {}, {}
    for code, name, aliases, demonyms in _rows("countries.tsv"):
        country_names[code] = name
        country_by_name.update(dict.fromkeys(_forms(name, aliases), code))
        demonym_by_name.update(dict.fromkeys(_forms("", demonyms), code))
    city_by_name = {}
    for name, country, population, aliases, ambiguous in _rows("cities.tsv"):
        city = City(name, country, int(population), ambiguous=False)
        city_by_name[name] = city
        if aliases:
            city_by_name.update(dict.fromkeys(aliases.split("|"), city))
        if ambiguous:
            city_by_name.update(dict.fromkeys(ambiguous.split("|"), city._replace(ambiguous=True)))
    regions = {name: country for name, country, *_ in _rows("regions.tsv")}
    languages = {form: code for code, name, aliases in _rows("languages.tsv") for form in _forms(name, aliases)}

    entries: dict[str, _Entry] = dict.fromkeys(regions, _Entry(None, ""))
    cities = {code: _Entry(Kind.CITY, code) for code in country_names}
    entries |= {form: cities[city.country] for form, city in city_by_name.items()}
    entries |= {form: _Entry(Kind.DEMONYM, code) for form, code in demonym_by_name.items()}
    entries |= {form: _Entry(Kind.COUNTRY, code) for form, code in country_by_name.items()}
    for form in [form for form in entries if form.endswith(".")]:
        entries[form[:-1]] = entries.pop(form)._replace(dotted=True)
    return Gazetteer(
        country_by_name=MappingProxyType(country_by_name),
        demonym_by_name=MappingProxyType(demonym_by_name),
        city_by_name=MappingProxyType(city_by_name),
        regions=MappingProxyType(regions),
        languages=MappingProxyType(languages),
        _country_names=MappingProxyType(country_names),
        _entries=entries,
        _max_words=Memory(partial(_max_words, _count_words(entries))),
    )


def _rows(file: str) -> Iterator[list[str]]:
    """Yield the cells of a table below its comment and its heads of columns."""
    lines = Path(DATA, "gazetteer", file).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines[2:])


def _forms(name: str, others: str) -> list[str]:
    return [form for form in (name, *others.split("|")) if form]


def _max_words(counts: Mapping[str, int], word: str) -> int:
    """Return how many words a name can have that begins with a word as written; 0 where none does."""
    return counts.get(word) or (counts.get(word.capitalize(), 0) if word.isupper() else 0)


def _count_words(forms: Mapping[str, _Entry]) -> dict[str, int]:
    """Return by first word how many words the longest name has that begins with it."""
    counts: dict[str, int] = {}
    for form in forms:
        if form.isalnum():
            counts.setdefault(form, 1)
        else:
            first, *others = _WORD.findall(form)
            counts[first] = max(1 + len(others), counts.get(first, 1))
    return counts
