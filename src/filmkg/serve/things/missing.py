"""What one would like to know of a thing and no article here says."""

from __future__ import annotations

from filmkg.serve.nodes import NodePage

_EVENT = ("startDate", "place", "organizer", "status")
_EXPECTED = {
    "Film": ("director", "countryOfOrigin", "releaseYear"),
    "FilmDays": (*_EVENT, "presentsCinemaOf", "screens"),
    "FilmFestival": (*_EVENT, "screens"),
    "Screening": (*_EVENT, "screens"),
    "Meeting": ("startDate", "place", "participant", "status"),
    "Event": _EVENT,
    "Agreement": ("party", "signedOn", "signatory", "status"),
    "Membership": ("member", "body", "effectiveFrom"),
    "Organization": ("organizationType", "place", "foundedIn"),
    "Position": ("holder", "organization"),
    "AwardGrant": ("recipient", "grantedAt"),
    "Venue": ("place",),
}


def missing_of(page: NodePage) -> tuple[str, ...]:
    """Return the properties that a thing of its class has, and of which nothing is known."""
    known = {fact.property for fact in page.facts}
    return tuple(name for name in _EXPECTED.get(page.kind, ()) if name not in known)
