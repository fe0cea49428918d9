"""The query that a sentence stands for: the page asks it as it is shown, to read, to change and to run elsewhere.

It has no join that Oxigraph could begin at the wrong end: the events come first, from the blank that fewest of them
fill (`_begin`), all else is a filter over these, and evidence is looked up by its subject. Over 25,000 articles with
57,000 events it takes 0.1 to 1 s; with the class or the status as a join it takes over 10 s.
"""

from __future__ import annotations

from collections.abc import Sequence

from filmkg.serve.ask.sentence import EVENT_CLASSES, Blanks
from filmkg.vocab import PREFIXES

MAX_EVENTS = 300
MAX_ROWS = 10_000
_USED = ("cdo", "oa", "prov", "rdf")
_OPEN = ("presentsCinemaOf", "place", "organizer", "screens", "startDate", "status")


def write_query(blanks: Blanks, *, base: str, words: str, towns: Sequence[str] = ()) -> str:
    """Return a SELECT query with a row for each fact, article and sentence; a status is such a fact.

    A status that is asked for is that of the article whose sentence is shown: what only an announcement says of an
    event that another article reports is a plan.

    Args:
        blanks: The sentence.
        base: Start of the IRIs of things.
        words: What the query is about, for the comment that opens it.
        towns: IRIs of the cities that lie in the country, for events of which no article says the country.
    """
    own = (
        [
            "  # Of articles that say this of the status themselves.",
            "  FILTER EXISTS {",
            "    ?told rdf:subject ?event .",
            f"    FILTER EXISTS {{ ?told rdf:object cdo:{blanks.status} ; prov:wasDerivedFrom ?article }}",
            "  }",
        ]
        if blanks.status
        else []
    )
    lines = [
        f"# {' '.join(words.split())}",
        *(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in _USED),
        "",
        "SELECT DISTINCT ?event ?property ?object ?article ?sentence WHERE {",
        "  # The events.",
        "  { SELECT DISTINCT ?event WHERE {",
        *(f"    {line}" for line in (*_begin(blanks, base=base, towns=towns), *_filters(blanks))),
        f"  }} LIMIT {MAX_EVENTS} }}",
        "  # What articles say of that, and of the status, each with its sentence.",
        "  ?evidence rdf:subject ?event ;",
        "    rdf:predicate ?property ;",
        "    rdf:object ?object ;",
        "    prov:wasDerivedFrom ?article .",
        f"  FILTER(?property = cdo:status || ({_stated(blanks, base=base)}))",
        "  OPTIONAL { ?evidence oa:hasSelector/oa:exact ?sentence }",
        *own,
        "}",
        f"LIMIT {MAX_ROWS}",
        "",
    ]
    return "\n".join(lines)


def asked_for(blanks: Blanks) -> tuple[str, ...]:
    """Return the facts of an event that speak for it: those that the sentence asks for, else any."""
    if blanks.films_of:
        return ("presentsCinemaOf",)
    if blanks.country:
        return ("place",)
    return ("organizer",) if blanks.by else _OPEN


def _begin(blanks: Blanks, *, base: str, towns: Sequence[str]) -> list[str]:
    """Return the patterns that find events: of the blanks that are filled those that fewest events fill."""
    found = []
    if blanks.films_of:
        found.append(f"?event cdo:presentsCinemaOf <{base}{blanks.films_of}> .")
    if blanks.country:
        country = f"<{base}{blanks.country}>"
        found.append(f"{{ ?event cdo:place {country} }} UNION {{ ?event cdo:place ?spot . ?spot cdo:place {country} }}")
        if towns:
            known = " ".join(f"<{town}>" for town in towns)
            found.append(
                f"UNION {{ VALUES ?town {{ {known} }} ?event cdo:place ?town"
                " FILTER NOT EXISTS { ?event cdo:place/cdo:place?/a cdo:Country } }"
            )
    if blanks.by:
        found.append(f"?event cdo:organizer ?by . ?by cdo:organizationType cdo:{blanks.by} .")
    if found:
        return found
    if blanks.status:
        return [f"?event cdo:status cdo:{blanks.status} ."]
    return [" UNION ".join(f"{{ ?event a cdo:{name} }}" for name in _classes(blanks))]


def _filters(blanks: Blanks) -> list[str]:
    """Return what else is asked of the events."""
    classes = ", ".join(f"cdo:{name}" for name in _classes(blanks))
    found = [f"FILTER EXISTS {{ ?event a ?class FILTER(?class IN ({classes})) }}"]
    if blanks.status:
        found.append(f"FILTER EXISTS {{ ?event cdo:status cdo:{blanks.status} }}")
    if blanks.since or blanks.until:
        tests = [f'SUBSTR(STR(?date), 1, 4) >= "{blanks.since}"'] if blanks.since else []
        tests += [f'SUBSTR(STR(?date), 1, 4) <= "{blanks.until}"'] if blanks.until else []
        found.append(f"FILTER EXISTS {{ ?event cdo:startDate|cdo:endDate ?date FILTER({' && '.join(tests)}) }}")
    return found


def _stated(blanks: Blanks, *, base: str) -> str:
    """Return the test for facts that speak for an event.

    It is one with IN: from a constant in place of ?property a store would go through all evidence of that property.
    """
    test = f"?property IN ({', '.join(f'cdo:{name}' for name in asked_for(blanks))})"
    return f"{test} && ?object = <{base}{blanks.films_of}>" if blanks.films_of else test


def _classes(blanks: Blanks) -> tuple[str, ...]:
    return (blanks.what,) if blanks.what else EVENT_CLASSES
