"""Words by which a sentence tells nothing of whether something took place: "tickets for", "ahead of", "denied".

The learned choice of a status sees the words of a sentence but not what they belong to; these are tied to the thing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filmkg.extract.reading import Reading
from filmkg.extract.requirements import requirement_of
from filmkg.extract.things import Thing
from filmkg.model import Article, Mention, Span
from filmkg.resources import DATA

_REACH_CHARS = 90
# between the words before and the name itself
_LEAD = (
    r"(?: (?:an?|the|its|their|this|[\w’'-]+['’]s)(?: (?:first|second|third|new|next|annual|\d+(?:st|nd|rd|th)))?)? ?$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """An expression, with sets of words in lower case of which a text must hold one each for it to match."""

    pattern: str
    needs: tuple[tuple[str, ...], ...]

    @property
    def expression(self) -> re.Pattern[str]:
        """The expression, whatever its capitals; compiled when a text first holds what it needs."""
        return _expression(self.pattern)

    def stand_in(self, text: str, lower: str) -> bool:
        """Tell whether the expression is found in a text, which is given in lower case too."""
        return self.may_stand_in(lower) and self.expression.search(text) is not None

    def may_stand_in(self, lower: str) -> bool:
        """Tell whether a text in lower case holds the words without which the expression is not found."""
        for words in self.needs:
            for word in words:
                if word in lower:
                    break
            else:
                return False
        return True


def as_words(needed: str, expression: str) -> Words:
    """Return an expression, whatever its capitals, with the words that a part of it needs."""
    needs = requirement_of(needed).words
    return Words(expression, tuple(tuple(sorted(one)) for one in needs))


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One kind of such words, as `data/vocabulary/doubts.toml` has them; None where it has none of a kind."""

    before: Words | None
    behind: Words | None
    anywhere: Words | None
    unless: Words | None


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts about each kind of thing, and what a sentence has that tells of an agreement that it was made."""

    about: dict[str, tuple[Doubt, ...]]
    made: re.Pattern[str]


@cache
def load_doubts(path: Path = DATA / "vocabulary" / "doubts.toml") -> Doubts:
    """Read the doubts."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))

    def words(entry: dict[str, str], name: str, start: str = "", end: str = "") -> Words | None:
        if name not in entry:
            return None
        return as_words(entry[name], f"{start}(?:{entry[name]}){end}")

    doubts = [
        (
            entry["of"],
            Doubt(
                words(entry, "before", end=_LEAD),
                words(entry, "behind", start=r"\A"),
                words(entry, "anywhere"),
                words(entry, "unless", start=r"\A"),
            ),
        )
        for entry in data["doubt"]
    ]
    about = {what: tuple(doubt for of, doubt in doubts if of in ("any", what)) for what in ("event", "agreement")}
    return Doubts(about, re.compile(data["made"]["pattern"], re.IGNORECASE))


def without_doubtful(thing: Thing, sentences: Sequence[int], what: str, reading: Reading) -> list[int]:
    """Return those of some sentences in which no words raise a doubt about a thing.

    Args:
        thing: The thing.
        sentences: Numbers of the sentences that speak of it.
        what: "event" or "agreement".
        reading: The article.
    """
    known = reading.doubtful
    for number in sentences:
        if (thing.number, number) not in known:
            mentions = [reading.annotation.mentions[mention] for mention in thing.mentions]
            known[thing.number, number] = _is_doubtful(
                mentions, reading.sentences.all[number].span, load_doubts().about[what], reading.annotation.article
            )
    return [number for number in sentences if not known[thing.number, number]]


def is_made(sentences: Sequence[int], reading: Reading) -> bool:
    """Tell whether one of some sentences tells of an agreement that it was made."""
    text, spans = reading.annotation.article.text, [reading.sentences.all[number].span for number in sentences]
    return any(load_doubts().made.search(text, span.start_char, span.end_char) for span in spans)


def _is_doubtful(mentions: Sequence[Mention], sentence: Span, doubts: Sequence[Doubt], article: Article) -> bool:
    """Tell whether doubts go for all mentions of a thing in a sentence; "the programme" may be taken for one of it."""
    inside = [m for m in mentions if sentence.start_char <= m.span.start_char < sentence.end_char]
    spans = [m.span for m in inside if not m.anaphor] or [m.span for m in inside]
    words = article.quote(sentence)
    lower = words.lower()
    if any(doubt.anywhere is not None and doubt.anywhere.stand_in(words, lower) for doubt in doubts):
        return True
    return bool(spans) and all(_is_beside(article.text, span, sentence, doubts) for span in spans)


def _is_beside(text: str, span: Span, sentence: Span, doubts: Sequence[Doubt]) -> bool:
    start, end = max(sentence.start_char, span.start_char - _REACH_CHARS), sentence.end_char
    before, behind = text[start : span.start_char], text[span.end_char : min(end, span.end_char + _REACH_CHARS)]
    lower, lower_behind = before.lower(), behind.lower()
    return any(
        (
            (doubt.before is not None and doubt.before.stand_in(before, lower))
            or (doubt.behind is not None and doubt.behind.stand_in(behind, lower_behind))
        )
        and (doubt.unless is None or not doubt.unless.stand_in(behind, lower_behind))
        for doubt in doubts
    )
