"""The words of `data/vocabulary/things.toml`, and the folding of names by which two of them are told to be one."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from filmkg.resources import DATA

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# letters that are no base letter with an accent, so that NFKD leaves them
_UNFOLDED = str.maketrans({"ı": "i", "ə": "e"})


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """What the names of things tell.

    Attributes:
        same: Word that counts, by the word that is written.
        rewritten: Spellings to be replaced before a name is cut into words, in this order.
        empty: Words that say nothing of which thing it is.
        telling: Words by which two things of otherwise one name differ.
        visiting: Last words of the names of groups that attend and do not organise.
        joined: Words of the names of bodies that others belong to.
        led: Matches the name of a body that is its acronym and a word for what it is; group 1 is the acronym.
        within: Matches the end of a body's name that says which other body it is a part of.
        lone: Words of the names of bodies that nobody joins.
        indefinite: Matches at the end of what stands before a mention that is a new one of its kind.
        class_names: By type, beginnings of names that only say what a thing is.
        unnamed: By class of event, the label of one without a name.
        class_of_named: Class of an event, by the head of its name.
        class_of_unnamed: Class of an event without a name, by the word that the text uses for it.
        general: Words that alone are no short name of an event.
        festival: Words of which one must follow where a short name ends and the full one goes on.
        other_editions: Words in front of an event that is another one of its kind.
        titling: Matches what stands between a noun for an event and its title.
        count: Matches the count of the edition in front of an event's name.
        film_after: Matches what follows a country inside a name, where the films of that country are meant.
        worldwide: Found in names of events that show films of all countries.
        credits: Property of a film, by the word for who did it.
        uncredited: First words of posts that are no work on a film, whatever their last word is.
        other_work: Words for those who work on films and direct none.
        prized: Property of a film, by a word of the prize that somebody got for it.
        employing: First words of posts that are the body which employs.
        officers: Ends of posts to which the members of a body elect one of their own.
        laureates: Words above a list of people, by what they say of them: "won", "others", "nominated", "denied".
        no_plural: Endings of posts that look like a plural and are none.
    """

    same: Mapping[str, str]
    rewritten: Sequence[tuple[str, str]]
    empty: frozenset[str]
    telling: frozenset[str]
    visiting: frozenset[str]
    joined: frozenset[str]
    led: re.Pattern[str]
    within: re.Pattern[str]
    lone: frozenset[str]
    indefinite: re.Pattern[str]
    class_names: Mapping[str, tuple[str, ...]]
    unnamed: Mapping[str, str]
    class_of_named: Mapping[str, str]
    class_of_unnamed: Mapping[str, str]
    general: frozenset[str]
    festival: frozenset[str]
    other_editions: frozenset[str]
    titling: re.Pattern[str]
    count: re.Pattern[str]
    film_after: re.Pattern[str]
    worldwide: re.Pattern[str]
    credits: Mapping[str, str]
    uncredited: frozenset[str]
    other_work: frozenset[str]
    prized: Mapping[str, str]
    employing: frozenset[str]
    officers: tuple[str, ...]
    laureates: Mapping[str, frozenset[str]]
    no_plural: tuple[str, ...]

    def credit(self, role: str) -> str:
        """Return the property of a film that a role in lower case names, or "" where it is no work on a film."""
        words = role.split()
        return "" if words[0] in self.uncredited else self.credits.get(words[-1], "")


def load_wording(path: Path = DATA / "vocabulary" / "things.toml") -> Wording:
    """Read the words."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = data["words"]
    counts = "|".join(_either_case(word) for word in data["counts"]["words"])
    return Wording(
        same={written: word for word, forms in data["same"].items() for written in forms},
        rewritten=tuple(data["rewritten"].items()),
        empty=frozenset(words["empty"]),
        telling=frozenset(words["telling"]),
        visiting=frozenset(words["visiting"]),
        joined=frozenset(words["joined"]),
        led=re.compile(rf"([A-ZÀ-Þ]{{3,6}}) (?:{_any(words['led'])})"),
        within=re.compile(
            rf"(?<=[a-z]) (?:of|under|at|within) the (?:[A-ZÀ-Þ][\w’'-]* ){{0,3}}?(?:{_any(words['within'])})\b.*$"
        ),
        lone=frozenset(words["lone"]),
        indefinite=re.compile(
            rf"\b(?:{_any(words['indefinite'])})(?: (?!(?:{_any(words['definite'])})\b)[\w-]+){{0,4}} $", re.IGNORECASE
        ),
        class_names={kind: tuple(names) for kind, names in data["class_names"].items()},
        unnamed=data["unnamed"],
        class_of_named=_inverted(data["class_of_named"]),
        class_of_unnamed=_inverted(data["class_of_unnamed"]),
        general=frozenset(data["joined"]["general"]),
        festival=frozenset(data["joined"]["festival"]),
        other_editions=frozenset(data["joined"]["other_editions"]),
        titling=re.compile(
            rf",? (?:(?:[\w’'-]{{1,20}} ){{0,7}}?(?:{_any(data['joined']['titling'])})"
            r" [\"“«„'‘]?(?=[A-ZÀ-Þ0-9])|[\"“«„'‘])"
        ),
        count=re.compile(rf"^(?:\d+(?:st|nd|rd|th|ST|ND|RD|TH)|[IVXL]+|{counts}) (?=[A-ZÀ-Þ])"),
        film_after=re.compile(
            rf"\A\W*+(?:\w[\w-]{{0,60}}\W{{1,20}}){{0,2}}?(?:{_any(data['carried']['film_words'])})", re.IGNORECASE
        ),
        worldwide=re.compile(rf"\b(?:{'|'.join(_either_case(w) for w in data['carried']['worldwide'])})\b"),
        credits=_inverted(data["credits"]),
        uncredited=frozenset(data["uncredited"]["words"]),
        other_work=frozenset(data["other_work"]["words"]),
        prized=_inverted(data["prized"]),
        employing=frozenset(data["posts"]["employing"]),
        officers=tuple(data["posts"]["officers"]),
        laureates={name: frozenset(words) for name, words in data["laureates"].items()},
        no_plural=tuple(data["posts"]["no_plural"]),
    )


def _inverted(table: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {word: name for name, words in table.items() for word in words}


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


def _either_case(word: str) -> str:
    """Return a pattern of a word with a capital or without."""
    return f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}"


def _folded(name: str) -> str:
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_UNFOLDED))
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return name.casefold()


@lru_cache(maxsize=20_000)
def name_words(name: str, wording: Wording) -> tuple[str, ...]:
    """Return the words of an event's name in their order, without accents, case, the count of its edition and years."""
    words = _WORD.findall(_folded(wording.count.sub("", name.removeprefix("the ").removeprefix("The "))))
    return tuple(word for word in words if not word[0].isdigit())


@lru_cache(maxsize=20_000)
def content_words(name: str, wording: Wording) -> frozenset[str]:
    """Return the words that make a name, folded: accents, case, film and cinema, week and weeks."""
    folded = _folded(name)
    for written, word in wording.rewritten:
        folded = folded.replace(written, word)
    words = (word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(folded))
    return frozenset(wording.same.get(word, word) for word in words) - wording.empty
