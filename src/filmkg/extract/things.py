"""The things that an article speaks of, while they are gathered, and the cast that they make up."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from filmkg.model import Article, Kind, Mention

TYPES = {
    Kind.FILM: "Film", Kind.PERSON: "Person", Kind.ORGANIZATION: "Organization", Kind.COUNTRY: "Country",
    Kind.DEMONYM: "Country", Kind.CITY: "City", Kind.VENUE: "Venue", Kind.EVENT: "Event", Kind.AGREEMENT: "Agreement",
}  # fmt: skip
STANDINGS = ("none", "body", "second", "main")  # of a thing in its article: `Cast.standing`
EVENT_TYPES = ("Event", "FestivalSeries", "FilmFestival", "FilmDays", "Screening", "Meeting")


@dataclass(slots=True)
class Thing:
    """A thing under construction: a builder that lives as long as its article is read and never leaves this stage.

    Attributes:
        number: Its place in the cast.
        type: Class of the ontology.
        names: Names in the order of the text, without anaphors.
        mentions: Numbers of the mentions that speak of it, anaphors included.
        starts: First offsets of these mentions, sorted.
        value: Code of a country, type of an agreement, type of an organisation; of another edition, which one.
        country: Code of the country that the name itself carries.
        named: False for what has only a class word.
        content: The words that make its first name, folded (`wording.content_words`).
    """

    number: int
    type: str
    names: list[str] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    value: str = ""
    country: str = ""
    named: bool = True
    content: frozenset[str] = frozenset()

    def add_mention(self, number: int, start_char: int) -> None:
        """Note a mention that speaks of it."""
        self.mentions.append(number)
        insort(self.starts, start_char)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who.

    Attributes:
        things: The things, each at its number.
        thing_of: Number of the thing by number of the mention; mentions without one are missing.
        main_event: Number of the event that the article is about, or None.
        second_event: Number of the event that it could be about instead, or None.
        main_body: Number of the body that it names most often, of two alike the first; or None.
        joined_body: The same among the bodies that can have members.
    """

    things: list[Thing]
    thing_of: dict[int, int]
    main_event: int | None
    second_event: int | None
    main_body: int | None
    joined_body: int | None

    def standing(self, thing: int) -> str:
        """Return whether a thing is the "main" event, the "second" that it could be, the main "body", or "none"."""
        if thing < 0:
            return "none"
        if thing == self.main_body:
            return "body"
        return "main" if thing == self.main_event else "second" if thing == self.second_event else "none"


def is_told_by_verb(mention: Mention, article: Article) -> bool:
    """Tell whether a mention is the verb of an event without a name: "received", which is called "meeting"."""
    if mention.kind is not Kind.EVENT or mention.anaphor or not mention.name.islower():
        return False
    return not mention.aliases and article.quote(mention.span).lower() != mention.name
