"""The credits in a line of a film card: what stands between its separators, and what each is.

Georgia, Switzerland / 2021 / 97' / Drama
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from filmkg.annotate.cover import Placed
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Kind, Span
from filmkg.naming.credits import CreditWords

_BETWEEN = re.compile(r" {0,3}[,/|•·;\t()\[\]]{1,4}+ {0,3}(?:[-–—] {1,3})?| {1,3}[-–—] {1,3}|[.:] {1,3}|\.$")
_YEAR = re.compile(r"(?:18|19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?")
_WITH_YEAR = re.compile(r"(?P<first>(?:18|19|20)\d\d(?= )|.{2,60}(?= (?:18|19|20)\d\d$)) (?P<second>.{2,60})")
_DURATION = re.compile(
    r"(?:\d{1,3} ?(?:['’′]|mins?\b\.?|minutes?|mn)|\d ?(?:h|hrs?|hours?)(?:[ ,]*\d{1,2} ?(?:m|min|mins|minutes)?)?)",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:€|\$|£|US\$|EUR|USD)\s?\d[\d ., ]{0,20}|\d[\d ., ]{0,20} ?(?:€|EUR|euros?|USD|dollars)")
_AND = re.compile(r" {0,3}(?:,|&|-|–|/|\band\b) {0,3}")
_SLASHED = re.compile(r"\bb/w\b", re.IGNORECASE)  # its slash is no separator


class Credit(NamedTuple):
    """What stands between two separators.

    Attributes:
        span: Where.
        words: Its words.
        kind: "year", "duration", "country", "genre", "money", "word" (of credits or language), or "" for anything else.
    """

    span: Span
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class CreditReader:
    """Cuts lines into credits.

    Attributes:
        known: Places and dates of the article.
        lexicon: Word classes.
        words: What credits are called.
    """

    known: Placed
    lexicon: Lexicon
    words: CreditWords

    def read(self, start_char: int, text: str) -> list[Credit]:
        """Return the credits of a stretch of a line, which begins at an offset of the article."""
        found: list[Credit] = []
        start, plain = 0, _SLASHED.sub("b-w", text)
        for match in (*_BETWEEN.finditer(plain), None):
            end = match.start() if match else len(plain)
            if words := plain[start:end].strip():
                first = start_char + start + plain[start:end].index(words[0])
                found.extend(self._told(Span(first, first + len(words)), words))
            start = match.end() if match else end
        return found

    def _told(self, span: Span, words: str) -> Iterator[Credit]:
        """Yield a credit, or both parts of "USSR 1972"."""
        kind = self._kind(span, words)
        cut = _WITH_YEAR.fullmatch(words) if not kind else None
        if cut is not None:
            parts = []
            for name in ("first", "second"):
                part = Span(span.start_char + cut.start(name), span.start_char + cut.end(name))
                parts.append(Credit(part, cut[name], self._kind(part, cut[name])))
            if all(part.kind for part in parts):
                yield from parts
                return
        yield Credit(span, words, kind)

    def _kind(self, span: Span, words: str) -> str:
        lowered = words.lower().rstrip(".")
        if _YEAR.fullmatch(words):
            return "year"
        if _DURATION.fullmatch(words):
            return "duration"
        if _MONEY.fullmatch(words):
            return "money"
        if lowered in self.words.credits or not self.words.language.isdisjoint(lowered.split()):
            return "word"
        if self._is_of(Kind.COUNTRY, span, words):
            return "country"
        if self._is_of(Kind.DEMONYM, span, words):
            return "word"  # a language
        return "genre" if self._is_genre(lowered) else ""

    def _is_of(self, kind: Kind, span: Span, words: str) -> bool:
        """Tell whether a credit is made up of names of countries, or of their adjectives."""
        rest = list(words)
        for place in self.known.inside(span):
            if place.kind is kind:
                first, last = place.span.start_char - span.start_char, place.span.end_char - span.start_char
                rest[first:last] = "," * (last - first)
        left = "".join(rest)
        return left != words and not _AND.sub("", left)

    def _is_genre(self, lowered: str) -> bool:
        lexicon = self.lexicon
        tokens = lowered.replace("-", " ").split()
        if lowered in lexicon.genre_head:
            return True
        if not tokens or not (tokens[-1] in lexicon.genre_head or tokens[-1] in lexicon.genre_neutral):
            return False
        return (lexicon.genre_head | lexicon.genre_neutral | lexicon.genre_modifier).issuperset(tokens)


def has_duration(text: str) -> bool:
    """Tell whether a text says how long a film is."""
    return _DURATION.search(text) is not None
