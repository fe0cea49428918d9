"""A thing in the words of schema.org, for the machines of others that read pages."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from filmkg.serve.nodes import Fact, NodePage

_TYPES = {
    "Article": "NewsArticle", "Film": "Movie", "Person": "Person", "Organization": "Organization", "Country": "Country",
    "City": "City", "Venue": "Place", "Event": "Event", "FestivalSeries": "EventSeries", "FilmFestival": "Festival",
    "FilmDays": "Festival", "Screening": "ScreeningEvent", "Meeting": "Event",
}  # fmt: skip
_PROPERTIES = {
    "director": "director", "castMember": "actor", "producer": "producer", "countryOfOrigin": "countryOfOrigin",
    "releaseYear": "datePublished", "genre": "genre", "originalTitle": "alternateName", "place": "location",
    "venue": "location", "organizer": "organizer", "supporter": "sponsor", "participant": "attendee",
    "screens": "workFeatured", "startDate": "startDate", "endDate": "endDate", "partOf": "superEvent",
    "foundedIn": "foundingDate", "parent": "parentOrganization", "title": "headline", "issued": "datePublished",
    "publisher": "publisher", "creator": "author",
}  # fmt: skip
_MAX_VALUES = 30
# What ends a script element, or begins a comment in it, must not stand in one (HTML, 4.12.1.3).
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def schema_org(page: NodePage) -> Markup | None:
    """Return JSON-LD to stand in a script element, or None for what schema.org has no class for.

    What is only planned or was called off is left out: its statements would read as facts.
    """
    kind = _TYPES.get(page.kind)
    if kind is None:
        return None
    said: dict[str, Any] = {"@context": "https://schema.org", "@type": kind, "@id": page.iri, "name": page.label}
    if page.aliases:
        said["alternateName"] = list(page.aliases)
    if page.items:
        said["sameAs"] = list(page.items)
    for fact in page.facts:
        name = _PROPERTIES.get(fact.property)
        if name and not (fact.statuses and fact.statuses != ("happened",)):
            values = said.setdefault(name, [])
            if isinstance(values, list) and len(values) < _MAX_VALUES:
                values.append(_value(fact))
    return Markup(json.dumps(said, ensure_ascii=False, sort_keys=True).translate(_ESCAPES))  # noqa: S704 - escaped


def _value(fact: Fact) -> Any:
    kind = _TYPES.get(fact.kind)
    return {"@type": kind, "@id": fact.other.value, "name": fact.label} if kind else fact.label
