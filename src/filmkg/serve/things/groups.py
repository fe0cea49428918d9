"""Facts in the order in which people read them: sections, and in each the properties one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from filmkg.serve.nodes import Fact, NodePage

# Section -> the properties of a thing that stand in it, in this order.
_OWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("about", (
        "text", "speaker", "status", "agreementType", "organizationType", "positionTitle", "award", "membershipKind",
        "originalTitle", "releaseYear", "genre", "countryOfOrigin", "presentsCinemaOf", "edition", "partOf",
        "startDate", "endDate", "signedOn", "effectiveFrom", "foundedIn", "place", "venue", "parent", "memberCount",
        "memberCountryCount", "topic", "holder", "organization", "member", "body", "recipient", "grantedAt",
    )),
    ("makers", ("director", "screenwriter", "producer", "castMember")),
    ("parties", ("party", "signatory")),
    ("organizers", ("organizer", "supporter")),
    ("people", ("participant",)),
    ("screened", ("screens",)),
    ("accredited", ("accredits",)),
)  # fmt: skip
# Section -> classes of the things whose facts lead to this one.
_USES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("posts", ("Position",)),
    ("films", ("Film",)),
    ("events", ("FilmDays", "FilmFestival", "FestivalSeries", "Screening", "Meeting", "Event")),
    ("agreements", ("Agreement",)),
    ("memberships", ("Membership",)),
    ("awards", ("AwardGrant",)),
    ("bodies", ("Organization",)),
    ("places", ("Venue", "City", "Country", "Place")),
    ("quotations", ("Quotation",)),
    ("others", ()),
)
# Property -> list and facet that show all of its uses.
_LISTS = {
    "countryOfOrigin": ("films", "country"),
    "presentsCinemaOf": ("events", "films_of"),
    "place": ("events", "place"),
    "organizer": ("events", "organiser"),
    "party": ("agreements", "party"),
    "body": ("memberships", "body"),
    "organization": ("posts", "organisation"),
    "grantedAt": ("awards", "event"),
    "speaker": ("quotations", "speaker"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A property with all its facts.

    Attributes:
        property: Its local name.
        facts: Its facts; by date, newest first, where these have dates.
        is_use: Whether the thing of the page is at the other end.
        is_cut: Whether there are more.
        total: How many there are where there are more, 0 where that is not known.
        more: Path and query of a list of all, "" where there is none or all are here.
    """

    property: str
    facts: tuple[Fact, ...]
    is_use: bool
    is_cut: bool = False
    total: int = 0
    more: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading; `name` is the key of its words."""

    name: str
    lines: tuple[Line, ...]


def sections_of(page: NodePage, *, base: str) -> tuple[Section, ...]:
    """Return the facts of a page in sections; none is empty, and no fact is left out but those of `mentions`."""
    own = {name: number for number, (_, names) in enumerate(_OWN) for name in names}
    found = []
    for number, (section, names) in enumerate(_OWN):
        facts = [fact for fact in page.facts if own.get(fact.property) == number]
        facts.sort(key=lambda fact: names.index(fact.property))
        found.append(Section(section, _lines(facts, page, is_use=False, base=base)))
    known = {kind: number for number, (_, kinds) in enumerate(_USES) for kind in kinds}
    for number, (section, _) in enumerate(_USES):
        facts = [fact for fact in page.uses if known.get(fact.kind, len(_USES) - 1) == number]
        found.append(Section(section, _lines(facts, page, is_use=True, base=base)))
    return tuple(section for section in found if section.lines)


def _lines(facts: Iterable[Fact], page: NodePage, *, is_use: bool, base: str) -> tuple[Line, ...]:
    lines = []
    for name, run in groupby(facts, key=lambda fact: fact.property):
        is_cut = is_use and name in page.cut
        more = ""
        if is_cut and name in _LISTS:
            kind, facet = _LISTS[name]
            more = f"/{kind}?{urlencode({facet: page.iri.removeprefix(base)})}"
        total = page.cut.get(name, 0) if is_use else 0
        lines.append(Line(name, _newest_first(tuple(run)), is_use=is_use, is_cut=is_cut, total=total, more=more))
    return tuple(lines)


def _newest_first(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.when, reverse=True)) if any(fact.when for fact in facts) else facts
