"""Articles in any number, made from a seed: of the length, the phrasing and the spread of names that news has.

    python bench/corpus.py COUNT FOLDER

Who and what is named follows Zipf's law: a few countries and bodies are in many articles, most people and films in one
or two. One article in twenty is a copy of an earlier one, with another headline and without its end; others share less
than a tenth of their runs of three words, as articles do that were written independently. A program of `bench/` imports
`write`.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER_ARTICLES = 1000
COPIES_SHARE = 0.05
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")

_SYLLABLES = [
    "ra",
    "mi",
    "sha",
    "lo",
    "ken",
    "ti",
    "va",
    "dor",
    "el",
    "na",
    "bu",
    "zar",
    "che",
    "mo",
    "lin",
    "ga",
    "ro",
    "sa",
    "del",
    "fi",
    "ya",
    "nor",
    "ta",
    "be",
    "ku",
    "hen",
    "pi",
    "os",
    "ar",
    "wen",
]
_WORDS = [
    "Garden",
    "River",
    "Night",
    "Mountain",
    "Letter",
    "Silence",
    "Winter",
    "Bridge",
    "Road",
    "Harvest",
    "Window",
    "Mirror",
    "Island",
    "Train",
    "Summer",
    "Shadow",
    "Voice",
    "Harbour",
    "Lantern",
    "Orchard",
    "Return",
    "Promise",
    "Journey",
    "Field",
    "Stone",
    "Snow",
    "Song",
    "Dream",
    "Island",
    "Market",
]
_COLOURS = [
    "Red",
    "Blue",
    "Last",
    "Long",
    "Quiet",
    "Lost",
    "Golden",
    "White",
    "Distant",
    "Broken",
    "First",
    "Hidden",
    "Silver",
    "Empty",
    "Burning",
]
_BODIES = (
    "Ministry of Culture of {c}",
    "{c} Film Agency",
    "Embassy of {c} in {t}",
    "{c} Cinema Fund",
    "{t} Film School",
)

_EVENTS = (
    (
        "The Days of {d} Cinema opened in {t} on {m} {day}, {y}. "
        "The event was organized by the {b} together with the {b2}."
    ),
    (
        "{t} hosted the {n} {t} International Film Festival from {m} {day} to {m} {day2}, {y}. "
        "The {b} supported the festival."
    ),
    "A week of {d} cinema will be held in {t}, {c}, from {m} {day} to {m} {day2}, {y}, the {b} said.",
    (
        "A retrospective of films by {p} was held at the {t} Cinema House in {t} on {m} {day}, {y} "
        "with the support of the {b}."
    ),
)
_FILMS = (
    'The film "{f}" by {p} was shown as part of the event.',
    'The programme opened with "{f}" ({y0}), directed by {p}, and closed with "{f2}" by {p2}.',
    '"{f}", a documentary directed by {p}, won the prize for best film.',
)
_PEOPLE = (
    "{p}, director of the {b}, said that the cooperation of the two countries would go on.",
    '"We are glad to welcome our guests in {t}," {p}, chairman of the {b}, said at the opening ceremony.',
    "{p} and {p2} attended the ceremony, among other guests.",
    "Culture Minister of {c} {p} met {p2}, head of the {b2}, in {t} on {m} {day}, {y}.",
)
_AGREEMENTS = (
    "The {b} and the {b2} signed a memorandum of understanding on cooperation in film in {t} on {m} {day}, {y}.",
    "The {b} has been admitted as a full member of the International Federation of {d} Film Archives.",
    "Under an agreement to be signed in {y}, the {b} and the {b2} will restore {d} films together.",
)
_CLOSINGS = (
    "Cinema brings people together, and the audience filled the hall on each of the evenings, the organisers said.",
    "Tickets for the screenings are free, and all films are shown with subtitles, according to the programme.",
    "It is the first time that such an event takes place in the city, where interest in foreign films has grown.",
)
# What articles are full of besides facts: no name in it, and hardly a run of words that two of them have.
_REMARKS = (
    "{a} {n}, {a2} {n2}, {n3}: {k} {n4} {v} {n5}.",
    "No {n} {v} {a} {n2} like {a2} {n3}; {n4} or {n5}, perhaps.",
    "{k} {n} ago {a} {n2} {v} {n3}, then {n4} {v2} {a2} {n5}.",
    "How {a} {n} {v} {n2} is {n3}; why {a2} {n4} {v2} {n5} is not.",
    "For {n}, {a} {n2} {v} {n3}. For {n4}, {a2} {n5} {v2} it.",
    "Many {n} found {a} {n2} that {v} {a2} {n3}, or {n4} that {v2} {n5}.",
    "Between {n} and {n2} stood {a} {n3}, and {n4} {v} {a2} {n5}.",
    "Whatever {v} {a} {n} {v2} {n2}; neither {n3} nor {a2} {n4} {v} {n5}.",
)
_NOUNS = """
    audience budget camera ceiling character colour comedy craft crowd curtain custom debate detail distance draft
    editor effort fashion friendship future habit humour idea image industry interest language laughter light
    literature memory method mood music neighbour novel opinion painting passion patience picture poetry pressure
    principle public question reason rehearsal rhythm school science season silence skill stage story studio style
    subject success surprise talent taste teacher technique theatre tradition translation trust viewer village
    voice weather wisdom work youth
""".split()  # noqa: SIM905 - a list would have a line for each word
_ADJECTIVES = """
    ancient bold brief bright calm careful cheap clever common curious deep early easy fair faithful famous fresh
    gentle grave honest humble local loud modern modest narrow noble odd open patient plain precise proud public
    pure rapid rare rich rough serious sharp simple sincere slow small soft solid strange strict subtle sudden
    tender useful vivid warm wide wise young
""".split()  # noqa: SIM905 - a list would have a line for each word
_VERBS = """
    altered answered carried changed disturbed enriched explained followed guided healed helped hid inspired
    joined kept lifted missed moved needed outlived praised preserved reached renewed repeated replaced saved
    served shaped spared tested touched trusted united valued
""".split()  # noqa: SIM905 - a list would have a line for each word
_REMARKS_PER_ARTICLE = 9


class Writer:
    """Writes articles; the same seed and number give the same article."""

    def __init__(self, seed: int) -> None:
        """Read the names of countries and cities."""
        self._seed = seed
        countries = _rows("countries.tsv")
        self._countries = [row for row in countries if row.get("demonyms") or row.get("demonym")] or countries
        cities = sorted(_rows("cities.tsv"), key=lambda row: -int(row["population"]))[:1500]
        self._cities = [row["name"] for row in cities]

    def article(self, number: int) -> str:
        """Return the text of an article."""
        chance = random.Random(self._seed * 1_000_003 + number)
        if number and chance.random() < COPIES_SHARE:
            _, *paragraphs, _ = self.article(number - chance.randint(1, min(number, 50))).split("\n\n")
            return "\n\n".join((_remark(chance).rstrip("."), *paragraphs)) + "\n"
        slots = self._slots(chance, number)
        body = [
            chance.choice(_EVENTS), *chance.sample(_FILMS, 2), chance.choice(_PEOPLE),
            chance.choice((*_AGREEMENTS, *_PEOPLE)), chance.choice(_CLOSINGS),
        ]  # fmt: skip
        text = [sentence.format(**slots | self._slots(chance, number, event=slots)) for sentence in body]
        for _ in range(_REMARKS_PER_ARTICLE):
            text.insert(chance.randint(2, len(text)), _remark(chance))
        paragraphs = "\n\n".join(" ".join(text[start : start + 4]) for start in range(0, len(text), 4))
        return f"{slots['day']} {slots['m']} {slots['y']} 12:00 (UTC+04:00)\n\n{paragraphs}\n"

    def _slots(self, chance: random.Random, number: int, event: dict[str, object] | None = None) -> dict[str, object]:
        country = self._countries[_zipf(chance, len(self._countries))]
        demonym = (country.get("demonyms") or country.get("demonym") or country["name"]).split("|")[0]
        town = self._cities[_zipf(chance, len(self._cities))]
        day = chance.randint(1, 20)
        slots: dict[str, object] = {
            "c": country["name"], "d": demonym, "t": town, "m": chance.choice(MONTHS), "day": day,
            "day2": day + chance.randint(1, 7), "y": chance.randint(2015, 2025), "y0": chance.randint(1960, 2014),
            "n": f"{chance.randint(4, 19)}th",
            "p": _person(_news(chance, number)), "p2": _person(_news(chance, number)),
            "f": _film(_news(chance, number)), "f2": _film(_news(chance, number)),
        }  # fmt: skip
        if event is not None:  # an article stays with its event
            slots |= {name: event[name] for name in ("c", "d", "t", "m", "day", "day2", "y", "n", "b", "b2")}
        else:
            other = self._countries[_zipf(chance, len(self._countries))]["name"]
            slots["b"] = chance.choice(_BODIES).format(c=slots["c"], t=town)
            slots["b2"] = chance.choice(_BODIES).format(c=other, t=town)
        return slots


def write(folder: Path, numbers: Sequence[int], *, seed: int = 1) -> None:
    """Write articles into a folder, some hundred in each folder of it."""
    writer = Writer(seed)
    for number in numbers:
        place = folder / f"{number // FOLDER_ARTICLES:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"article-{number:06}.txt").write_text(writer.article(number), encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "gazetteer" / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        return list(rows)


def _zipf(chance: random.Random, count: int, *, common: int = 3) -> int:
    """Return a rank below `count`, each with a chance of about 1 / (rank + `common`)."""
    return min(count - 1, int(common * ((count + common) / common) ** chance.random()) - common)


def _news(chance: random.Random, number: int) -> int:
    """Return which of the people, or films, an article names: there are more of them as time goes by."""
    return _zipf(chance, 300 + 3 * number, common=30)


def _remark(chance: random.Random) -> str:
    nouns = dict(zip(("n", "n2", "n3", "n4", "n5"), chance.sample(_NOUNS, 5), strict=True))
    adjectives = dict(zip(("a", "a2"), chance.sample(_ADJECTIVES, 2), strict=True))
    verbs = dict(zip(("v", "v2"), chance.sample(_VERBS, 2), strict=True))
    sentence = chance.choice(_REMARKS).format(**nouns, **adjectives, **verbs, k=chance.randint(2, 60))
    return sentence[0].upper() + sentence[1:]


def _name(number: int, salt: int) -> str:
    chance = random.Random(number * 31 + salt)
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 3))).capitalize()


def _person(number: int) -> str:
    return f"{_name(number, 1)} {_name(number, 2)}"


def _film(number: int) -> str:
    chance = random.Random(number)
    return f"{chance.choice(_COLOURS)} {chance.choice(_WORDS)}" + (f" of {_name(number, 3)}" if number % 3 else "")


if __name__ == "__main__":
    write(Path(sys.argv[2]), range(int(sys.argv[1])))
