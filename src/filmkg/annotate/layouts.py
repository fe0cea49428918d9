"""Layouts of the lines of lists, as `data/vocabulary/listings.toml` has them: "{country} – {person} with {title}"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filmkg.naming.credits import load_credit_words
from filmkg.resources import DATA

_SMALL = r"de|da|do|dos|das|del|della|di|du|des|van|von|zu|der|den|dem|la|le|el|al|bin|ben|bint|ibn|ter|af|av|e|y"
_WORD = r"(?:(?:[^\W\d_a-z]\.-?){1,3}(?:[^\W\d_a-z][\w’'-]{1,30})?|[^\W\d_a-z][\w’'-]{0,30})"
NAME = rf"(?!\S+-(?:born|based)\b){_WORD}(?: (?:(?:{_SMALL}) ){{0,3}}{_WORD}){{1,3}}"
_TITLE = r"(?:[“\"«„][^“”\"«»„]{1,79}[”\"»“]|[^\W_a-z][^“”\"«»„;]{0,79}?)"
BETWEEN_PEOPLE = r"(?:, | and | & | / )"
_PEOPLE = rf"{NAME}(?:{BETWEEN_PEOPLE}{NAME}){{0,3}}"
_BEFORE_ORIGINAL = r"(?:orig(?:inal)?\.?(?: title)?:? )?"
_SLASHED = r"[“\"«„]?[^\W_][^/()\[\],;:“”\"«»„]{0,60}?[”\"»“]?"
_BRACKETED = r"[“\"«„]?[^\W\d_][^/()\[\],;:“”\"«»„\d]{0,60}?[”\"»“]?"
_PLACES = {
    "country": r"[^\W\d_a-z][^:()]{1,80}?",
    "person": _PEOPLE,
    "honoured": _PEOPLE,
    "told": r"[^()]{2,80}?",
    "from": r"[^()]{2,40}",
    "award": r"[^\W_][^:()“”\"«»„]{2,80}?",
    "craft": r"[^\W_][^:()“”\"«»„]{2,80}?",
}
_FOR = (
    r"(?:,? (?:for|in)(?: (?:the|her|his|their) [a-z -]{3,40} (?:in|of|for))?|, (?:the|an?) [a-z -]{3,40} (?:in|of)) "
)
_SEPARATOR = r"(?: ?[:|·] ?| ?\t ?| {1,3}[-–—] {1,3})"
# a line may go on, behind a title that ends it only where the title cannot
_BEHIND_TITLE = r"[.;]?(?: ?[(\[].{0,120}| [-–—] .{0,120})?"
_BEHIND = r"(?:(?: ?[.,;:|)\]]| ?[(\[]| [-–—]).{0,200})?"
_PIECE = re.compile(
    r"\{(?P<place>\w+)\}|(?P<opens>\[)|(?P<closes>\])|(?P<separator> – )|(?P<text>(?:(?! – )[^{}\[\]])+)"
)
_MARKS = ("{by}", "{for}", "{craft}", " with ")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a list are made.

    Attributes:
        first: Which place opens a line: "country", "award", "craft", "title" or "person".
        pattern: Matches a whole line behind its bullet, with a group for each place.
        is_marked: Whether a word or the prize tells the person from the title, or no person is named.
    """

    first: str
    pattern: re.Pattern[str]
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Layouts:
    """What is known of the lines of lists.

    Attributes:
        all: The layouts, in the order in which they are tried.
        craft: By word or words of a prize, the property of a film whose person gets it; "" where the graph has none.
        others: Words above a list that say that it is of people without films, such as a jury.
        nominated: Words above a list that say that nobody has won yet.
    """

    all: Sequence[Layout]
    craft: Mapping[str, str]
    others: AbstractSet[str]
    nominated: AbstractSet[str]


@cache
def load_layouts(folder: Path = DATA / "vocabulary") -> Layouts:
    """Read the layouts, and the words of prizes."""
    layouts = tomllib.loads((folder / "listings.toml").read_text(encoding="utf-8"))["layout"]
    things = tomllib.loads((folder / "things.toml").read_text(encoding="utf-8"))
    craft = {word: name for name, words in things["prized"].items() for word in words}
    craft.update(dict.fromkeys(things["prized_otherwise"]["words"], ""))
    above = {name: frozenset(things["laureates"][name]) for name in ("others", "nominated")}
    return Layouts(tuple(_layout(layout["line"]) for layout in layouts), craft, above["others"], above["nominated"])


def _layout(line: str) -> Layout:
    found: list[str] = []
    seen: dict[str, int] = {}
    for piece in _PIECE.finditer(line):
        place = piece["place"]
        if piece["opens"]:
            found.append("(?:")
        elif piece["closes"]:
            found.append(")?")
        elif piece["separator"]:
            found.append(_SEPARATOR)
        elif piece["text"]:
            found.append(re.escape(piece["text"]).replace("'", " ?[’']"))
        elif place == "by":
            found.append(f"(?P<by1>{_by()})")
        elif place == "for":
            found.append(_FOR)
        else:
            seen[place] = seen.get(place, 0) + 1
            found.append(_title() if place == "title" else f"(?P<{place}{seen[place]}>{_PLACES[place]})")
    first = next(iter(seen))
    # asked of whole lines only: in the middle of one it need not be tried
    pattern = re.compile(r"\A" + "".join(found) + (_BEHIND_TITLE if line.endswith("{title}") else _BEHIND))
    return Layout(first, pattern, "{person}" not in line or any(mark in line for mark in _MARKS))


def _title() -> str:
    """Match a title and the original title that may follow it."""
    slashed, bracketed = f" / (?P<original1>{_SLASHED})", rf" \({_BEFORE_ORIGINAL}(?P<original2>{_BRACKETED})\)"
    return f"(?P<title1>{_TITLE})(?:{slashed}|{bracketed})?"


def _by() -> str:
    """Match what says that a director follows: ", directed by ", " (dir. ", " by "."""
    properties = load_credit_words().properties
    labels = sorted((label for label, of in properties.items() if "director" in of), key=len, reverse=True)
    words = "|".join(map(re.escape, (*labels, "dirs", "by", "d")))
    return rf"(?:[,;.]| [-–—|])? \(?(?i:{words})[.:]{{0,2}} "
