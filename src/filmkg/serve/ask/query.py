"""The query that a sentence stands for, to read, to change and to run elsewhere.

The page itself finds the events among the entries of the list, which are in memory: a query with so many blanks takes
long in a large store. A test holds the two against each other.
"""

from __future__ import annotations

from filmkg.serve.ask.sentence import EVENT_CLASSES, Blanks
from filmkg.vocab import PREFIXES

MAX_EVENTS = 300
MAX_ROWS = 3_000
_USED = ("cdo", "oa", "prov", "rdf")


def write_query(blanks: Blanks, *, base: str, words: str) -> str:
    """Return a SELECT query with a row for each event, article and sentence.

    A status that is asked for is that of the article whose sentence is shown: what only an announcement says of an
    event that another article reports is a plan.

    Args:
        blanks: The sentence.
        base: Start of the IRIs of things.
        words: What the query is about, for the comment that opens it.
    """
    choice = [
        f"    VALUES ?class {{ {' '.join(f'cdo:{name}' for name in _classes(blanks))} }}",
        "    ?event a ?class .",
    ]
    if blanks.films_of:
        choice.append(f"    ?event cdo:presentsCinemaOf <{base}{blanks.films_of}> .")
    if blanks.by:
        choice.append(f"    ?event cdo:organizer/cdo:organizationType cdo:{blanks.by} .")
    if blanks.country:
        country = f"<{base}{blanks.country}>"
        choice.append(
            f"    {{ ?event cdo:place {country} }} UNION {{ ?event cdo:place ?spot . ?spot cdo:place {country} }}"
        )
    if blanks.since or blanks.until:
        choice.append("    ?event cdo:startDate|cdo:endDate ?date .")
        choice.append("    BIND(SUBSTR(STR(?date), 1, 4) AS ?year)")
        tests = [f'?year >= "{blanks.since}"'] if blanks.since else []
        tests += [f'?year <= "{blanks.until}"'] if blanks.until else []
        choice.append(f"    FILTER({' && '.join(tests)})")
    told = (
        "?told rdf:subject ?event ; rdf:predicate ?of ; rdf:object ?status ; prov:wasDerivedFrom ?article ."
        " FILTER(?of = cdo:status"
    )
    if blanks.status:
        choice.append(f"    ?event cdo:status cdo:{blanks.status} .")
        status = f"  {told} && ?status = cdo:{blanks.status})"
    else:
        status = f"  OPTIONAL {{ {told}) }}"
    facts = f"?property IN ({', '.join(f'cdo:{name}' for name in properties(blanks))})"
    if blanks.films_of:
        facts += f" && ?object = <{base}{blanks.films_of}>"
    lines = [
        f"# {' '.join(words.split())}",
        *(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in _USED),
        "",
        "SELECT DISTINCT ?event ?status ?article ?sentence WHERE {",
        f"  {{ SELECT DISTINCT ?event WHERE {{\n{chr(10).join(choice)}\n  }} LIMIT {MAX_EVENTS} }}",
        "  ?evidence rdf:subject ?event ;",
        "    rdf:predicate ?property ;",
        "    rdf:object ?object ;",
        "    prov:wasDerivedFrom ?article ;",
        "    oa:hasSelector/oa:exact ?sentence .",
        f"  FILTER({facts})",
        status,
        "}",
        f"LIMIT {MAX_ROWS}",
        "",
    ]
    return "\n".join(lines)


def _classes(blanks: Blanks) -> tuple[str, ...]:
    return (blanks.what,) if blanks.what else EVENT_CLASSES


def properties(blanks: Blanks) -> tuple[str, ...]:
    """Return which facts of an event are shown with their sentences: those that the sentence asks for."""
    if blanks.films_of:
        return ("presentsCinemaOf",)
    if blanks.country:
        return ("place",)
    if blanks.by:
        return ("organizer",)
    return ("presentsCinemaOf", "place", "organizer", "screens", "startDate", "status")
