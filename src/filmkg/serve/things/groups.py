"""Facts in the order in which people read them: sections, and in each the properties one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

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


@dataclass(frozen=True, slots=True)
class Line:
    """A property with all its facts.

    Attributes:
        property: Its local name.
        facts: Its facts; by date, newest first, where these have dates.
        is_use: Whether the thing of the page is at the other end.
        is_cut: Whether there are more.
    """

    property: str
    facts: tuple[Fact, ...]
    is_use: bool
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading; `name` is the key of its words."""

    name: str
    lines: tuple[Line, ...]


def sections_of(page: NodePage) -> tuple[Section, ...]:
    """Return the facts of a page in sections; none is empty, and no fact is left out but those of `mentions`."""
    own = {name: number for number, (_, names) in enumerate(_OWN) for name in names}
    found = []
    for number, (section, names) in enumerate(_OWN):
        facts = [fact for fact in page.facts if own.get(fact.property) == number]
        facts.sort(key=lambda fact: names.index(fact.property))
        found.append(Section(section, _lines(facts, page, is_use=False)))
    known = {kind: number for number, (_, kinds) in enumerate(_USES) for kind in kinds}
    for number, (section, _) in enumerate(_USES):
        facts = [fact for fact in page.uses if known.get(fact.kind, len(_USES) - 1) == number]
        found.append(Section(section, _lines(facts, page, is_use=True)))
    return tuple(section for section in found if section.lines)


def _lines(facts: Iterable[Fact], page: NodePage, *, is_use: bool) -> tuple[Line, ...]:
    return tuple(
        Line(name, _newest_first(tuple(run)), is_use=is_use, is_cut=is_use and name in page.cut)
        for name, run in groupby(facts, key=lambda fact: fact.property)
    )


def _newest_first(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.when, reverse=True)) if any(fact.when for fact in facts) else facts
