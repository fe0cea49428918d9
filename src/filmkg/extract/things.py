"""The things of an article while they are being found out: who is who, and which event the article is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from filmkg.model import Kind

TYPES = {
    Kind.FILM: "Film", Kind.PERSON: "Person", Kind.ORGANIZATION: "Organization", Kind.COUNTRY: "Country",
    Kind.DEMONYM: "Country", Kind.CITY: "City", Kind.VENUE: "Venue", Kind.EVENT: "Event", Kind.AGREEMENT: "Agreement",
}  # fmt: skip
EVENT_TYPES = ("Event", "FestivalSeries", "FilmFestival", "FilmDays", "Screening", "Meeting")


@dataclass(slots=True)
class Thing:
    """A thing under construction; `cast` fills it in, nobody else.

    Attributes:
        number: Its place in the cast.
        type: Class of the ontology.
        names: Names in the order of the text, without anaphors.
        mentions: Numbers of the mentions that speak of it, anaphors included.
        value: Code of a country, type of an agreement, type of an organisation.
        country: Code of the country that the name itself carries.
        named: False for what has only a class word.
    """

    number: int
    type: str
    names: list[str] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    value: str = ""
    country: str = ""
    named: bool = True
    content: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who: the things, the thing of each mention, and the main event or None."""

    things: list[Thing]
    thing_of: dict[int, int]
    main_event: int | None
