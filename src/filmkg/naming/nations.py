"""What countries are called, and countries inside names of bodies: whose ministry, and its name without that."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from filmkg import resources
from filmkg.naming.folding import fold

_MAX_WORDS = 4


@dataclass(frozen=True, slots=True)
class Nations:
    """What countries and their people are called.

    Attributes:
        codes: Folded name or demonym -> ISO 3166-1 alpha-2 code.
    """

    codes: Mapping[str, str]

    def owner(self, folded: str) -> str:
        """Return the code of the country that a folded name begins with, or that follows its "of"; "" where none does.

        "Azerbaijani embassy in Hungary" is Azerbaijan's.
        """
        for start in (0, *_after_of(folded)):
            code, _ = self._at(folded.split(), start)
            if code:
                return code
        return ""

    def named(self, folded: str) -> frozenset[str]:
        """Return the codes of all countries in a folded name."""
        words = folded.split()
        return frozenset(code for start in range(len(words)) if (code := self._at(words, start)[0]))

    def without_owner(self, folded: str) -> str:
        """Return a folded name without the country that it begins with or ends with after "of"; else as it is.

        >>> Nations({"turkish": "TR", "turkiye": "TR"}).without_owner("turkish ministry of culture")
        'ministry of culture'
        """
        words = folded.split()
        code, end = self._at(words, 0)
        if code:
            return " ".join(words[end + 1 :] if words[end : end + 1] == ["s"] else words[end:])
        for start in _after_of(folded):
            code, end = self._at(words, start)
            if code and end == len(words):
                return " ".join(words[: _before_of(words, start)])
        return folded

    def _at(self, words: list[str], start: int) -> tuple[str, int]:
        """Return the code of the longest name of a country that starts at a word, and the word after its end."""
        for end in range(min(start + _MAX_WORDS, len(words)), start, -1):
            if code := self.codes.get(" ".join(words[start:end])):
                return code, end
        return "", start


class Country(NamedTuple):
    """A country: its ISO 3166-1 alpha-2 code, common English name, and all its names and demonyms as written."""

    code: str
    name: str
    forms: tuple[str, ...]


def read_countries(path: Path = resources.DATA / "gazetteer" / "countries.tsv") -> tuple[Country, ...]:
    """Read the gazetteer, in its order; without the file there are none."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Country(
                row["code"],
                row["name"],
                tuple(form for column in ("name", "aliases", "demonyms") for form in row[column].split("|") if form),
            )
            for row in rows
        )


def load_nations() -> Nations:
    """Read the names and demonyms of the gazetteer; what two countries share tells nothing and is left out."""
    codes: dict[str, set[str]] = {}
    for country in read_countries():
        for form in filter(None, map(fold, country.forms)):
            codes.setdefault(form, set()).add(country.code)
    return Nations({form: found.copy().pop() for form, found in codes.items() if len(found) == 1})


_STATE_FORMS = (("of",), ("of", "the"), ("of", "republic", "of"), ("of", "the", "republic", "of"))


def _after_of(folded: str) -> Iterator[int]:
    """Yield the places of words that follow "of", "of the", "of the republic of"."""
    words = folded.split()
    for place in range(1, len(words)):
        if any(_ends_with(words[:place], form) for form in _STATE_FORMS):
            yield place


def _before_of(words: list[str], start: int) -> int:
    """Return where the longest form of "of the republic of" begins that ends before a word."""
    return start - max(len(form) for form in _STATE_FORMS if _ends_with(words[:start], form))


def _ends_with(words: list[str], form: tuple[str, ...]) -> bool:
    return tuple(words[-len(form) :]) == form
