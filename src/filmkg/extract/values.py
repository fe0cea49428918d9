"""What the words in a rule's slot stand for as the object of a property: a literal, a concept, or a thing."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from filmkg.extract.wording import Wording
from filmkg.model import Article, Kind, Mention, Span, Value

# property -> which end of a date it takes
_DATE_ENDS = {"startDate": 0, "endDate": 1, "signedOn": 0, "effectiveFrom": 0}
_TYPES_BY_LENGTH = {10: "date", 7: "gYearMonth", 4: "gYear"}
_INTEGERS = frozenset({"edition", "memberCount", "memberCountryCount"})
_YEARS = frozenset({"releaseYear", "foundedIn"})
_PLAIN = frozenset({"positionTitle", "genre", "award", "text", "originalTitle", "membershipKind", "topic"})
_LITERALS = frozenset({*_DATE_ENDS, *_INTEGERS, *_YEARS, *_PLAIN})
# a mention of such a kind that stands for a thing of the property's range
EVENT_OBJECTS = frozenset({"grantedAt", "accredits", "partOf"})
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_WHOLE_YEAR = re.compile(r"\d{4}/\d{4}")
_TITLE_WORD = re.compile(r"[^\W\d_]+")
# what a post is for stands behind its head
_BEHIND_HEAD = re.compile(r" (?=(?:of|for|in|at|to) )")
_MARKS = " \"“”«»'‘’„,;:."


class Filler(NamedTuple):
    """What filled a slot: where it stands, and the mention there is of it (number, or -1)."""

    span: Span
    mention: int


def is_literal(name: str) -> bool:
    """Tell whether the objects of a property are literals."""
    return name in _LITERALS


def literal(name: str, filler: Filler, mention: Mention | None, *, article: Article, wording: Wording) -> Value | None:
    """Return the literal that a filler gives for a property, or None where it gives none."""
    if name in _DATE_ENDS:
        ends = (mention.value if mention else "").split("/")
        date = ends[_DATE_ENDS[name]] if len(ends) == 2 else ""
        return Value(date, _TYPES_BY_LENGTH[len(date)]) if date else None
    if name in _YEARS:
        dated = mention is not None and mention.kind is Kind.DATE and mention.value
        year = _YEAR.search(mention.value if mention and dated else article.quote(filler.span))
        if name == "releaseYear" and year and dated and not _WHOLE_YEAR.fullmatch(mention.value if mention else ""):
            # a day of the year in which it is told is when a film is shown
            year = None if (article.header.issued or "").startswith(year.group()) else year
        return Value(year.group(), "gYear") if year else None
    if name in _INTEGERS:
        digits = mention.value if mention else ""
        return Value(digits, "integer") if digits.isdigit() and int(digits) > 0 else None
    if name == "genre":
        return Value(mention.value or mention.name) if mention else None
    if name == "positionTitle" and mention is not None:
        return Value(singular(" ".join(mention.name.split()), wording))
    words = " ".join((mention.name if mention else article.quote(filler.span)).split()).strip(_MARKS)
    if name == "membershipKind":
        words = words.lower()
    return Value(words) if words else None


def original_title(first: str, second: str, *, english: AbstractSet[str]) -> str:
    """Tell which of a film's two titles is the original one: the one with the smaller share of English words.

    Where that does not tell, the one in brackets, which stands second, is the original.
    """
    return first if _share(first, english) < _share(second, english) else second


def _share(title: str, english: AbstractSet[str]) -> float:
    words = _TITLE_WORD.findall(title.casefold())
    return sum(word in english and word.isascii() for word in words) / len(words) if words else 0.0


def singular(title: str, wording: Wording) -> str:
    """Return the title of one of several: "Ministers of Culture and Sports" → "Minister of Culture and Sports"."""
    head = _BEHIND_HEAD.split(title, maxsplit=1)[0]
    is_plural = head.endswith("s") and not head.casefold().endswith(wording.no_plural)
    return head[:-1] + title[len(head) :] if is_plural else title
