"""The families of pairs that the learned part weighs: which kinds make a pair, and what may hold between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from filmkg.model import Kind


@dataclass(frozen=True, slots=True)
class Family:
    """Which kinds make a pair, and the relations between them that the model chooses from.

    Attributes:
        name: The first word says what the subject is.
        subjects: Kinds of the subject.
        objects: Kinds of the object.
        relations: Properties of the ontology; "when" is `startDate` and `endDate` in one, "employs" and "hasMember"
            read a post and a membership from the body, "grants" a prize and "hasPart" a part from the event, "says" a
            quotation from its speaker.
        focus: "event", "film", "agreement", "body" or "person" where the subject may stand outside the sentence.
    """

    name: str
    subjects: tuple[Kind, ...]
    objects: tuple[Kind, ...]
    relations: tuple[str, ...]
    focus: str = ""


FAMILIES = (
    Family("event-place", (Kind.EVENT,), (Kind.CITY, Kind.COUNTRY), ("place",), "event"),
    Family("event-film", (Kind.EVENT,), (Kind.FILM,), ("screens",), "event"),
    Family(
        "event-body",
        (Kind.EVENT,),
        (Kind.ORGANIZATION, Kind.VENUE),
        ("organizer", "supporter", "venue", "participant"),
        "event",
    ),
    Family("event-person", (Kind.EVENT,), (Kind.PERSON,), ("participant", "organizer", "supporter"), "event"),
    # a country can be where an event is, whose films it shows, and who takes part: the first is weighed apart
    Family("event-country", (Kind.EVENT,), (Kind.COUNTRY, Kind.DEMONYM), ("presentsCinemaOf", "participant"), "event"),
    Family("event-date", (Kind.EVENT,), (Kind.DATE,), ("startDate", "endDate", "when"), "event"),
    # an event is part of one other, so the wholes compete for the part and not the other way round
    Family("event-part", (Kind.EVENT,), (Kind.EVENT,), ("hasPart",), "event"),
    # one person can have made a film in several ways, so what excludes nothing else is weighed apart
    Family("film-person", (Kind.FILM,), (Kind.PERSON,), ("director", "castMember"), "film"),
    Family("film-screenwriter", (Kind.FILM,), (Kind.PERSON,), ("screenwriter",), "film"),
    Family("film-producer", (Kind.FILM,), (Kind.PERSON,), ("producer",), "film"),
    Family("film-body", (Kind.FILM,), (Kind.ORGANIZATION,), ("producer",), "film"),
    Family("film-country", (Kind.FILM,), (Kind.COUNTRY, Kind.DEMONYM), ("countryOfOrigin",), "film"),
    Family("film-genre", (Kind.FILM,), (Kind.GENRE,), ("genre",), "film"),
    Family("film-year", (Kind.FILM,), (Kind.DATE,), ("releaseYear",), "film"),
    Family(
        "agreement-party", (Kind.AGREEMENT,), (Kind.ORGANIZATION, Kind.COUNTRY, Kind.DEMONYM), ("party",), "agreement"
    ),
    Family("agreement-person", (Kind.AGREEMENT,), (Kind.PERSON,), ("signatory",), "agreement"),
    Family("agreement-date", (Kind.AGREEMENT,), (Kind.DATE,), ("signedOn",), "agreement"),
    Family("agreement-place", (Kind.AGREEMENT,), (Kind.CITY,), ("place",), "agreement"),
    Family("award-recipient", (Kind.AWARD,), (Kind.FILM, Kind.PERSON), ("recipient",)),
    Family("award-event", (Kind.AWARD,), (Kind.EVENT, Kind.CITY), ("grantedAt",)),
    Family("event-award", (Kind.EVENT,), (Kind.AWARD,), ("grants",), "event"),
    Family("person-post", (Kind.PERSON,), (Kind.ROLE,), ("positionTitle",)),
    Family("person-quote", (Kind.PERSON,), (Kind.QUOTE,), ("says",), "person"),
    # a person has one employer at a time, so the bodies compete for the person and not the other way round
    Family("body-person", (Kind.ORGANIZATION, Kind.EVENT, Kind.VENUE), (Kind.PERSON,), ("employs",), "body"),
    Family("body-place", (Kind.ORGANIZATION, Kind.VENUE), (Kind.CITY, Kind.COUNTRY), ("place",)),
    Family("body-body", (Kind.ORGANIZATION,), (Kind.ORGANIZATION,), ("parent",)),
    Family("body-member", (Kind.ORGANIZATION,), (Kind.ORGANIZATION, Kind.COUNTRY, Kind.PERSON), ("hasMember",), "body"),
    Family("body-event", (Kind.ORGANIZATION,), (Kind.EVENT, Kind.CITY), ("accredits",), "body"),
    Family("body-year", (Kind.ORGANIZATION,), (Kind.DATE,), ("foundedIn",)),
    Family("body-number", (Kind.ORGANIZATION,), (Kind.NUMBER,), ("memberCount", "memberCountryCount"), "body"),
)
# The reductions take posts and seats into the phrases, so these pairs are looked for before them; who heads a party can
# sign for it.
UNREDUCED = frozenset({"person-post", "body-person", "body-place", "body-body", "agreement-party"})
FOCUS_OF = {
    Kind.EVENT: "event", Kind.FILM: "film", Kind.AGREEMENT: "agreement", Kind.ORGANIZATION: "body",
    Kind.PERSON: "person",
}  # fmt: skip


def by_object(families: Iterable[Family]) -> Mapping[Kind, Sequence[Sequence[Family]]]:
    """Return by kind those of some families that have objects of that kind; in a group those with the same subjects."""
    found: dict[Kind, list[Family]] = {}
    for family in families:
        for kind in family.objects:
            found.setdefault(kind, []).append(family)
    same_pairs = attrgetter("subjects", "focus")
    return {kind: [list(group) for _, group in groupby(own, key=same_pairs)] for kind, own in found.items()}
