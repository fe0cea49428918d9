"""What there are lists of, and what a list shows, counts and sorts by: one table for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

# An article mentions what has a name; the rest is known by what it states.
_STATED_BY = "{ ?article cdo:mentions ?thing } UNION { ?evidence rdf:subject ?thing ; prov:wasDerivedFrom ?article }"
_ROLES = (
    "director", "screenwriter", "castMember", "producer", "participant", "organizer", "signatory", "holder", "speaker",
    "recipient",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a list can say of its entries.

    Attributes:
        name: How it is called in addresses and downloads; its words are the string `views.field.NAME`.
        patterns: Graph patterns that bind `?value` for a given `?thing`; what any of them finds counts.
        form: "thing" (an IRI with a label), "class", "concept", "role", "text", "date", or "number", which is how many
            values there are.
        is_shown: Whether it has a column.
        is_facet: Whether its values are counted, to choose from.
        is_sorted: Whether entries can be put in its order.
        is_kept: Whether it is read for all entries besides, because drawings need it.
        towns: Graph patterns that bind `?value` to the name of a city; where nothing else is found, the country that
            the gazetteer puts it in counts.
    """

    name: str
    patterns: tuple[str, ...]
    form: str = "thing"
    is_shown: bool = True
    is_facet: bool = False
    is_sorted: bool = False
    is_kept: bool = False
    towns: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether it is read for all entries; else only for those that are shown."""
        return self.is_facet or self.is_sorted or self.is_kept


@dataclass(frozen=True, slots=True)
class Kind:
    """A list.

    Attributes:
        name: Path of its page, "films", and the string `views.kind.NAME`.
        classes: Local names of the classes of its entries.
        fields: What it says of them, in this order.
        order: What it is sorted by if nothing else is asked: "name", or a field with "-" before it for falling.
    """

    name: str
    classes: tuple[str, ...]
    fields: tuple[Field, ...] = field(default=())
    order: str = "name"

    @property
    def facets(self) -> tuple[Field, ...]:
        """Fields to choose by."""
        return tuple(one for one in self.fields if one.is_facet)

    @property
    def columns(self) -> tuple[Field, ...]:
        """Fields to show."""
        return tuple(one for one in self.fields if one.is_shown)

    @property
    def sorts(self) -> tuple[str, ...]:
        """What it can be sorted by."""
        return ("name", *(one.name for one in self.fields if one.is_sorted))


def _year(*properties: str) -> Field:
    patterns = tuple(f"?thing {name} ?date BIND(SUBSTR(STR(?date), 1, 4) AS ?value)" for name in properties)
    return Field("year", patterns, "text", is_shown=False, is_facet=True)


def _date(name: str, *properties: str) -> Field:
    return Field(name, tuple(f"?thing {one} ?value" for one in properties), "date", is_sorted=True)


# The country of a city or a body stands one or two steps away, where any article states it at all.
_COUNTRY = (
    "?thing cdo:place ?value . ?value a cdo:Country",
    "?thing cdo:place/cdo:place ?value . ?value a cdo:Country",
)
# Without its class, by which Oxigraph would begin: of what is no city the gazetteer knows no country.
_TOWN = ("?thing cdo:place ?town . ?town rdfs:label ?value",)
_ITSELF = "?thing rdfs:label ?value FILTER EXISTS { ?thing a cdo:City }"
# Bodies and agreements have a place as well.
_HELD_AT = (
    "?value cdo:place|cdo:venue ?thing . ?value a ?class"
    " FILTER(?class IN (cdo:Event, cdo:FilmFestival, cdo:FilmDays, cdo:Screening, cdo:Meeting))"
)
# Who houses an event is a country itself, or stands in one.
_HOST = _COUNTRY + tuple(
    f"?thing cdo:{role}{step} ?value . ?value a cdo:Country"
    for role in ("organizer", "supporter")
    for step in ("", "/cdo:place")
)
_MENTIONED = "?article cdo:mentions ?thing"


def _articles(pattern: str) -> Field:
    return Field("articles", (f"{pattern} BIND(?article AS ?value)",), "number", is_sorted=True)


def _source(pattern: str) -> Field:
    return Field("source", (f"{pattern} . ?article dcterms:publisher ?value",), "text", is_shown=False, is_facet=True)


_STATUS = Field("status", ("?thing cdo:status ?value",), "concept", is_facet=True)
_TYPE = Field("type", ("?thing a ?value",), "class", is_facet=True)

KINDS = (
    Kind("films", ("Film",), (
        Field("director", ("?thing cdo:director ?value",)),
        Field("country", ("?thing cdo:countryOfOrigin ?value",), is_facet=True),
        Field("year", ("?thing cdo:releaseYear ?value",), "text", is_facet=True, is_sorted=True),
        Field("genre", ("?thing cdo:genre ?value",), "text", is_facet=True),
        Field("shown_at", ("?value cdo:screens ?thing",)),
        _articles(_MENTIONED), _source(_MENTIONED),
    )),
    Kind("people", ("Person",), (
        Field("role", tuple(f'?work cdo:{role} ?thing BIND("{role}" AS ?value)' for role in _ROLES), "role",
              is_facet=True),
        Field("post", ("?post cdo:holder ?thing ; cdo:positionTitle ?value",), "text"),
        Field("organisation", ("?post cdo:holder ?thing ; cdo:organization ?value",), is_facet=True),
        _articles(_MENTIONED), _source(_MENTIONED),
    )),
    Kind("organisations", ("Organization",), (
        Field("type", ("?thing cdo:organizationType ?value",), "concept", is_facet=True),
        Field("country", _COUNTRY, is_facet=True),
        Field("founded", ("?thing cdo:foundedIn ?value",), "text", is_sorted=True),
        _articles(_MENTIONED), _source(_MENTIONED),
    )),
    Kind("events", ("Event", "FestivalSeries", "FilmFestival", "FilmDays", "Screening", "Meeting"), (
        _TYPE, _STATUS,
        _date("start", "cdo:startDate"),
        Field("place", ("?thing cdo:place ?value",), is_facet=True),
        Field("country", _COUNTRY, is_shown=False, is_facet=True, towns=_TOWN),
        Field("films_of", ("?thing cdo:presentsCinemaOf ?value",), is_facet=True),
        Field("organiser", ("?thing cdo:organizer ?value",), is_facet=True),
        Field("organiser_type", ("?thing cdo:organizer ?body . ?body cdo:organizationType ?value",), "concept",
              is_shown=False, is_kept=True),
        Field("supporter", ("?thing cdo:supporter ?value",), is_shown=False, is_kept=True),
        Field("host", _HOST, is_shown=False, is_kept=True, towns=_TOWN),
        Field("end", ("?thing cdo:endDate ?value",), "date", is_shown=False, is_kept=True),
        _year("cdo:startDate", "cdo:endDate"),
        _articles(_STATED_BY), _source(_STATED_BY),
    ), order="-start"),
    Kind("agreements", ("Agreement",), (
        Field("type", ("?thing cdo:agreementType ?value",), "concept", is_facet=True),
        _STATUS,
        _date("signed", "cdo:signedOn"),
        Field("party", ("?thing cdo:party ?value",), is_facet=True),
        Field("country", (
            "?thing cdo:party ?value . ?value a cdo:Country",
            "?thing cdo:party/cdo:place ?value . ?value a cdo:Country",
        ), is_shown=False, is_facet=True),
        _year("cdo:signedOn"),
        _articles(_STATED_BY), _source(_STATED_BY),
    ), order="-signed"),
    Kind("memberships", ("Membership",), (
        Field("member", ("?thing cdo:member ?value",)),
        Field("body", ("?thing cdo:body ?value",), is_facet=True),
        Field("kind", ("?thing cdo:membershipKind ?value",), "text", is_facet=True),
        _STATUS,
        _date("since", "cdo:effectiveFrom"),
        _year("cdo:effectiveFrom"),
        _source(_STATED_BY),
    )),
    Kind("posts", ("Position",), (
        Field("holder", ("?thing cdo:holder ?value",)),
        Field("title", ("?thing cdo:positionTitle ?value",), "text", is_facet=True),
        Field("organisation", ("?thing cdo:organization ?value",), is_facet=True),
        _source(_STATED_BY),
    )),
    Kind("awards", ("AwardGrant",), (
        Field("award", ("?thing cdo:award ?value",), "text"),
        Field("recipient", ("?thing cdo:recipient ?value",)),
        Field("event", ("?thing cdo:grantedAt ?value",), is_facet=True),
        _source(_STATED_BY),
    )),
    Kind("quotations", ("Quotation",), (
        Field("speaker", ("?thing cdo:speaker ?value",), is_facet=True),
        Field("words", ("?thing cdo:text ?value",), "text"),
        _source(_STATED_BY),
    )),
    Kind("places", ("Country", "City", "Venue"), (
        _TYPE,
        Field("country", _COUNTRY, is_facet=True, towns=(_ITSELF, *_TOWN)),
        Field("events", (_HELD_AT,), "number", is_sorted=True),
        _articles(_MENTIONED), _source(_MENTIONED),
    )),
    Kind("articles", ("Article",), (
        _date("issued", "dcterms:issued"),
        Field("source", ("?thing dcterms:publisher ?value",), "text", is_facet=True),
        Field("author", ("?thing dcterms:creator ?value",), "text", is_facet=True),
        Field("things", ("?thing cdo:mentions ?value",), "number", is_sorted=True),
        _year("dcterms:issued"),
    ), order="-issued"),
)  # fmt: skip

BY_NAME = {kind.name: kind for kind in KINDS}
