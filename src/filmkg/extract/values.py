"""What the words in a rule's slot stand for as the object of a property: a literal, a concept, or a thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from filmkg.model import Article, Kind, Mention, Span, Value
from filmkg.resources import DATA

# property -> which end of a date it takes
_DATE_ENDS = {"startDate": 0, "endDate": 1, "signedOn": 0, "effectiveFrom": 0}
_TYPES_BY_LENGTH = {10: "date", 7: "gYearMonth", 4: "gYear"}
_INTEGERS = frozenset({"edition", "memberCount", "memberCountryCount"})
_YEARS = frozenset({"releaseYear", "foundedIn"})
_LITERALS = frozenset({"positionTitle", "genre", "award", "text", "originalTitle", "membershipKind", "topic"})
# a mention of such a kind that stands for a thing of the property's range
EVENT_OBJECTS = frozenset({"grantedAt", "accredits", "partOf"})


@dataclass(frozen=True, slots=True)
class Filler:
    """What filled a slot: where it stands, and the mention there is of it (number, or -1)."""

    span: Span
    mention: int


def is_literal(name: str) -> bool:
    """Tell whether the objects of a property are literals."""
    return name in _DATE_ENDS or name in _INTEGERS or name in _YEARS or name in _LITERALS


def literal(name: str, filler: Filler, mention: Mention | None, article: Article) -> Value | None:
    """Return the literal that a filler gives for a property, or None where it gives none."""
    if name in _DATE_ENDS:
        ends = (mention.value if mention else "").split("/")
        date = ends[_DATE_ENDS[name]] if len(ends) == 2 else ""
        return Value(date, _TYPES_BY_LENGTH[len(date)]) if date else None
    if name in _YEARS:
        source = (
            mention.value if mention and mention.kind is Kind.DATE and mention.value else article.quote(filler.span)
        )
        year = re.search(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)", source)
        return Value(year.group(), "gYear") if year else None
    if name in _INTEGERS:
        digits = mention.value if mention else ""
        return Value(digits, "integer") if digits.isdigit() and int(digits) > 0 else None
    if name == "genre":
        return Value(mention.value or mention.name) if mention else None
    if name == "positionTitle" and mention is not None:
        return Value(_singular(" ".join(mention.name.split())))
    words = " ".join((mention.name if mention else article.quote(filler.span)).split()).strip(" \"“”«»'‘’„,;:.")
    return Value(words) if words else None


@cache
def _english() -> frozenset[str]:
    return frozenset((DATA / "model" / "words.txt").read_text(encoding="utf-8").split())


def original_title(first: str, second: str) -> str:
    """Tell which of a film's two titles is the original one: the one with the smaller share of English words.

    Where that does not tell, the one in brackets, which stands second, is the original.
    """
    shares = [_share(title) for title in (first, second)]
    return first if shares[0] < shares[1] else second


def _share(title: str) -> float:
    words = re.findall(r"[^\W\d_]+", title.casefold())
    return sum(word in _english() and word.isascii() for word in words) / len(words) if words else 0.0


def _singular(title: str) -> str:
    """Return the title of one of several: "Presidents" → "President"."""
    return (
        title[:-1]
        if title.endswith("s") and not title.endswith(("ss", "affairs", "Affairs", "Arts", "arts"))
        else title
    )
