"""The words of `data/vocabulary/text.toml`, in the shape in which the modules of this stage look them up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filmkg.resources import DATA


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words of dates."""

    month_by_name: dict[str, int]
    weekdays: tuple[str, ...]
    month_first_zones: frozenset[str]
    day_first_zones: frozenset[str]
    updated: frozenset[str]
    happening: frozenset[str]
    publishing: frozenset[str]
    mastheads: frozenset[str]
    programmes: tuple[str, ...]
    seasons: frozenset[str]
    no_credits: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Words of the lines above an article."""

    furniture: frozenset[str]
    sections: frozenset[str]
    outlets: frozenset[str]
    outlet_words: frozenset[str]
    institutions: frozenset[str]
    byline: re.Pattern[str]
    anonymous: frozenset[str]
    desk_words: frozenset[str]
    posts: frozenset[str]
    name_particles: frozenset[str]
    no_name: frozenset[str]
    happenings: frozenset[str]
    lead: re.Pattern[str]
    no_places: frozenset[str]


@dataclass(frozen=True, slots=True)
class BoilerplateWords:
    """Words of navigation and trailers."""

    bar: frozenset[str]
    bar_words: frozenset[str]
    languages: frozenset[str]
    line_starts: tuple[str, ...]
    tail_contains: tuple[str, ...]
    ends: tuple[str, ...]
    headline_lists: frozenset[str]


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """Words that tell where a sentence ends."""

    never_end: frozenset[str]
    may_end: frozenset[str]
    before_number: frozenset[str]
    starters: frozenset[str]
    speech_verbs: frozenset[str]
    address_ends: frozenset[str]


@dataclass(frozen=True, slots=True)
class TextVocabulary:
    """Everything that this stage knows about words."""

    dates: DateWords
    header: HeaderWords
    boilerplate: BoilerplateWords
    sentences: SentenceWords


@cache
def vocabulary() -> TextVocabulary:
    """Read the vocabulary; once a process."""
    return load(DATA / "vocabulary" / "text.toml")


def load(path: Path) -> TextVocabulary:
    """Read a vocabulary file."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    dates, header, boilerplate, sentences = (tables[name] for name in ("dates", "header", "boilerplate", "sentences"))
    verbs = "|".join(re.escape(verb) for verb in sorted(header["lead_verbs"], key=len, reverse=True))
    byline = "|".join(re.escape(word) for word in sorted(header["byline"], key=len, reverse=True))
    return TextVocabulary(
        dates=DateWords(
            month_by_name={
                name: number
                for months in (dates["months"], dates["foreign_months"])
                for number, names in enumerate(months, start=1)
                for name in names
            },
            weekdays=tuple(dates["weekdays"]),
            month_first_zones=_folded(dates["month_first_zones"]),
            day_first_zones=_folded(dates["day_first_zones"]),
            updated=_folded(dates["updated"]),
            happening=_folded(dates["happening"]),
            publishing=_folded(dates["publishing"]),
            mastheads=_folded(dates["mastheads"]),
            programmes=tuple(dates["programmes"]),
            seasons=_folded(dates["seasons"]),
            no_credits=_folded(dates["no_credits"]),
        ),
        header=HeaderWords(
            furniture=_folded(header["furniture"]),
            sections=_folded(header["sections"]),
            outlets=_folded(header["outlets"]),
            outlet_words=_folded(header["outlet_words"]),
            institutions=_folded(header["institutions"]),
            byline=re.compile(rf"(?i:{byline})(?:\s*:\s*|\s+)(?=\S)"),
            anonymous=_folded(header["anonymous"]),
            desk_words=_folded(header["desk_words"]),
            posts=_folded(header["posts"]),
            name_particles=_folded(header["name_particles"]),
            no_name=_folded(header["no_name"]),
            happenings=_folded(header["happenings"]),
            lead=re.compile(rf"(?<=\s)(?:{verbs})\b"),
            no_places=_folded(tables["dateline"]["no_places"]),
        ),
        boilerplate=BoilerplateWords(
            bar=_folded(boilerplate["bar"]),
            bar_words=_folded(word for phrase in boilerplate["bar"] for word in phrase.split()),
            languages=_folded(boilerplate["languages"]),
            line_starts=tuple(start.casefold() for start in boilerplate["line_starts"]),
            tail_contains=tuple(words.casefold() for words in boilerplate["tail_contains"]),
            ends=tuple(words.casefold() for words in boilerplate["ends"]),
            headline_lists=_folded(boilerplate["headline_lists"]),
        ),
        sentences=SentenceWords(
            never_end=_folded(sentences["never_end"]),
            may_end=_folded(sentences["may_end"]),
            before_number=_folded(sentences["before_number"]),
            starters=_folded(sentences["starters"]),
            speech_verbs=_folded(sentences["speech_verbs"]),
            address_ends=frozenset(sentences["address_ends"]),
        ),
    )


@cache
def cities() -> frozenset[str]:
    """Read the names of the gazetteer's cities, in lower case; once a process, where a dateline is to be judged."""
    return _names("cities.tsv", name_column=0, alias_column=3)


@cache
def countries() -> frozenset[str]:
    """Read the names of the gazetteer's countries, as `cities` does."""
    return _names("countries.tsv", name_column=1, alias_column=2)


def _names(file: str, *, name_column: int, alias_column: int) -> frozenset[str]:
    names: set[str] = set()
    with (DATA / "gazetteer" / file).open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) > alias_column and not line.startswith("#"):
                names.add(fields[name_column].casefold())
                names.update(alias.casefold() for alias in fields[alias_column].split("|") if alias)
    return frozenset(names)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
