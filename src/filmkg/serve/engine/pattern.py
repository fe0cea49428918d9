"""A query of a single triple pattern, read from its text: `SELECT ?p ?o { <http://example.org/film> ?p ?o }`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from filmkg.serve.engine.functions import QUERY_PREFIXES, TEXT_BASE
from filmkg.vocab import CDO_BASE, RDF, is_cdo

# Nothing is tried a second time (`*+`): this runs on what anybody sends.
_GAP = r"(?:[ \t\r\n]|\#[^\r\n]*+(?:[\r\n]|\Z))*+"
_VARIABLE = r"[?$]\w++"
_TERM = rf"{_VARIABLE}|<[A-Za-z][\w+.-]*+://[^<>\"{{}}|^`\\\x00-\x20]*+>|[A-Za-z][\w-]*+:(?:\w[\w-]*+)?+"
_QUERY = re.compile(
    rf"{_GAP}SELECT\b{_GAP}(?P<columns>\*|(?:{_VARIABLE}{_GAP})++){_GAP}(?:WHERE\b{_GAP})?+\{{{_GAP}"
    rf"(?P<subject>{_TERM}){_GAP}(?P<predicate>{_TERM}|(?-i:a)\b){_GAP}(?P<object>{_TERM}){_GAP}"
    rf"(?:\.{_GAP})?+\}}{_GAP}(?:LIMIT\b{_GAP}(?P<limit>\d{{1,9}}){_GAP})?+",
    re.ASCII | re.IGNORECASE,
)
_A = RDF["type"]
# A worker takes a query with one of these words for one that can be answered differently each time.
_CHANGING = re.compile(r"\b(?:NOW|RAND|\w*UUID|BNODE)\b", re.IGNORECASE)
# Where the base of a query is known, these segments of a path are taken out of names.
_DOTS = "/."


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern over the default graph, of which the subject or the object is named.

    Attributes:
        subject: The name of the subject, None for any.
        predicate: The name of the predicate, None for any.
        object: The name of the object, None for any.
        columns: The variables that are selected, in their order, each with its place in the pattern (0 to 2); None for
            one that the pattern does not have.
        limit: How many rows are wanted, None for all.
    """

    subject: NamedNode | None
    predicate: NamedNode | None
    object: NamedNode | None
    columns: tuple[tuple[str, int | None], ...]
    limit: int | None


def read_pattern(query: str) -> Pattern | None:
    """Read a query, None where it is another or a wrong one.

    No variable may be there twice, as then rows would be passed over; terms of our ontology must be some.
    """
    found = _QUERY.fullmatch(query)
    if found is None:
        return None
    subject, predicate, object_ = terms = found.group("subject", "predicate", "object")
    places = {term[1:]: place for place, term in enumerate(terms) if term[0] in "?$"}
    if (
        len(places) != sum(term[0] in "?$" for term in terms)
        or not places
        or (subject[0] in "?$" and object_[0] in "?$")
    ):
        return None
    chosen = found["columns"]
    names = sorted(places) if chosen == "*" else chosen.replace("$", "?").replace("?", " ").split()
    if "#" in chosen or len(set(names)) < len(names) or places.keys().isdisjoint(names) or _CHANGING.search(query):
        return None
    columns, limit = tuple([(name, places.get(name)) for name in names]), found["limit"]
    try:
        return Pattern(_node(subject), _node(predicate), _node(object_), columns, int(limit) if limit else None)
    except ValueError:
        return None


def _node(term: str) -> NamedNode | None:
    """Return what a term names, None for a variable.

    Raises:
        ValueError: It names nothing that may be looked up.
    """
    if term[0] in "?$":
        return None
    if term == "a":
        return _A
    if term[0] == "<":
        iri = term[1:-1]
    else:
        prefix, _, local = term.partition(":")
        iri = QUERY_PREFIXES.get(prefix, ":") + local
    if (
        iri.startswith((":", TEXT_BASE))
        or _DOTS in iri
        or (iri.startswith(CDO_BASE) and not is_cdo(iri[len(CDO_BASE) :]))
    ):
        raise ValueError(iri)
    return NamedNode(iri)
