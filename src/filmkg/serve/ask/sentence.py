"""The sentence with blanks: what fills them, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from filmkg.errors import UsageError
from filmkg.vocab import ORGANIZATION_TYPES, STATUSES

EVENT_CLASSES = ("Event", "FilmFestival", "FilmDays", "Screening", "Meeting")
VIEWS = ("table", "map", "timeline", "bars")
_YEAR_CHARS = 4
# What an IRI may not hold (RFC 3987), so that a blank cannot end the query that it is put into.
_FORBIDDEN = frozenset('<>"{}|^`\\')


@dataclass(frozen=True, slots=True)
class Blanks:
    """What fills the blanks; "" leaves one open.

    Attributes:
        what: One of `EVENT_CLASSES`.
        films_of: Country whose films are shown: what follows the base of its IRI.
        country: Country where.
        since: First year.
        until: Last year.
        by: One of `ORGANIZATION_TYPES`.
        status: One of `STATUSES`.
        view: One of `VIEWS`.
    """

    what: str = ""
    films_of: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    by: str = ""
    status: str = ""
    view: str = VIEWS[0]

    def address(self, *, view: str = "", suffix: str = "") -> str:
        """Return the address of this sentence, in another view where one is named."""
        pairs = [
            (name, value)
            for name, value in (
                ("what", self.what),
                ("films_of", self.films_of),
                ("country", self.country),
                ("from", self.since),
                ("to", self.until),
                ("by", self.by),
                ("status", self.status),
                ("view", (view or self.view) if suffix in ("", ".svg") else ""),
            )
            if value
        ]
        return f"/ask{suffix}" + (f"?{urlencode(pairs)}" if pairs else "")


def read_blanks(given: Mapping[str, str]) -> Blanks:
    """Read the blanks from the parameters of an address.

    Raises:
        UsageError: One is filled with what it cannot hold.
    """
    for name, allowed in (
        ("what", EVENT_CLASSES),
        ("by", ORGANIZATION_TYPES),
        ("status", STATUSES),
        ("view", VIEWS),
    ):
        if given.get(name) and given[name] not in allowed:
            raise UsageError(f"{name} cannot be {given[name]!r}", remedy="choose from the sentence at /ask")
    for name in ("films_of", "country"):
        value = given.get(name, "")
        if not _FORBIDDEN.isdisjoint(value) or any(character <= " " for character in value):
            raise UsageError(f"{value!r} is no country", remedy="choose from the sentence at /ask")
    for name in ("from", "to"):
        value = given.get(name, "")
        if value and not (len(value) == _YEAR_CHARS and value.isascii() and value.isdecimal()):
            raise UsageError(f"{value!r} is no year", remedy="write a year with four digits")
    return Blanks(
        what=given.get("what", ""),
        films_of=given.get("films_of", ""),
        country=given.get("country", ""),
        since=given.get("from", ""),
        until=given.get("to", ""),
        by=given.get("by", ""),
        status=given.get("status", ""),
        view=given.get("view") or VIEWS[0],
    )
