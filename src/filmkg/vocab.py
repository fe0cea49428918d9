"""The closed vocabulary: a name that is not listed here raises, so a typo fails at once.

Terms of the project's ontology are fixed by `ontology/filmkg.ttl`; a test compares the two both ways.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

CDO_BASE = "https://w3id.org/filmkg/ontology#"
SHAPES_BASE = "https://w3id.org/filmkg/shapes#"

CLASSES = (
    "Article", "Film", "Person", "Organization", "Place", "Country", "City", "Venue", "Event", "FestivalSeries",
    "FilmFestival", "FilmDays", "Screening", "Meeting", "Agreement", "Membership", "Position", "AwardGrant",
    "Quotation", "Evidence",
)  # fmt: skip
PROPERTIES = (
    "director", "screenwriter", "castMember", "producer", "originalTitle", "countryOfOrigin", "releaseYear", "genre",
    "presentsCinemaOf", "place", "venue", "organizer", "supporter", "participant", "screens", "startDate", "endDate",
    "edition", "partOf", "topic", "status", "agreementType", "party", "signatory", "signedOn", "effectiveFrom",
    "member", "body", "membershipKind", "holder", "positionTitle", "organization", "award", "recipient", "grantedAt",
    "organizationType", "foundedIn", "memberCount", "memberCountryCount", "parent", "accredits", "speaker", "text",
    "mentions", "rule", "confidence", "fingerprint", "quoteDigest",
)  # fmt: skip
STATUSES = ("happened", "planned", "proposed", "cancelled")
AGREEMENT_TYPES = ("agreement", "memorandum", "treaty", "protocol", "declaration")
ORGANIZATION_TYPES = (
    "ministry", "agency", "embassy", "guild", "federation", "studio", "company", "university", "fund", "archive",
    "institute", "festivalOrganizer", "broadcaster", "museum", "government", "internationalOrganization",
    "otherOrganization",
)  # fmt: skip
CONCEPTS = STATUSES + AGREEMENT_TYPES + ORGANIZATION_TYPES
SCHEMES = ("StatusScheme", "AgreementTypeScheme", "OrganizationTypeScheme")

_TERMS = {name: NamedNode(CDO_BASE + name) for name in (*CLASSES, *PROPERTIES, *CONCEPTS, *SCHEMES)}


def cdo(name: str) -> NamedNode:
    """Return the IRI of a term of the ontology; raise KeyError where it has none of that name."""
    return _TERMS[name]


def is_cdo(name: str) -> bool:
    """Tell whether the ontology has a term of that name."""
    return name in _TERMS


def local_names() -> tuple[str, ...]:
    """Return the names of all terms of the ontology."""
    return tuple(_TERMS)


def _closed(base: str, *names: str) -> dict[str, NamedNode]:
    return {name: NamedNode(base + name) for name in names}


RDF = _closed("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type", "Statement", "subject", "predicate", "object")
RDFS = _closed("http://www.w3.org/2000/01/rdf-schema#", "label", "comment", "subClassOf")
SKOS = _closed(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept", "Collection", "member", "altLabel", "exactMatch", "closeMatch",
)  # fmt: skip
OA = _closed(
    "http://www.w3.org/ns/oa#",
    "hasSelector", "TextPositionSelector", "TextQuoteSelector", "start", "end", "exact",
)  # fmt: skip
PROV = _closed("http://www.w3.org/ns/prov#", "wasDerivedFrom", "alternateOf")
DCTERMS = _closed(
    "http://purl.org/dc/terms/",
    "title", "issued", "modified", "creator", "publisher", "language", "identifier", "isReplacedBy", "source",
)  # fmt: skip
SCHEMA = _closed("https://schema.org/", "url", "articleBody", "sha256")
SD = _closed("http://www.w3.org/ns/sparql-service-description#", "Dataset", "defaultGraph")
VOID = _closed("http://rdfs.org/ns/void#", "triples")
XSD = _closed(
    "http://www.w3.org/2001/XMLSchema#",
    "string", "date", "gYearMonth", "gYear", "integer", "decimal",
)  # fmt: skip

PREFIXES = {
    "cdo": CDO_BASE,
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
