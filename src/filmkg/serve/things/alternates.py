"""The other forms of a page: RDF in several syntaxes, and a table of its facts with their sentences."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pyoxigraph import NamedNode

from filmkg.serve.negotiation import GRAPH_TYPES
from filmkg.serve.nodes import Fact, NodePage
from filmkg.serve.pool import Answer, Pool

# Suffix of an address -> the media type that it asks for.
SUFFIXES = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".csv": "text/csv",
}
MEDIA_TYPES = (*GRAPH_TYPES, "text/csv")
MAX_STATEMENTS = 20_000

_COLUMNS = (
    "direction", "property", "other", "other_label", "status", "article", "title", "issued", "start", "end", "sentence",
)  # fmt: skip
# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def describe(pool: Pool, node: NamedNode, *, accept: str) -> Answer:
    """Return what the store says of a thing, with its evidence, as RDF in a format that the client accepts."""
    return pool.ask(
        f"""CONSTRUCT {{ ?s ?p ?o }} {{
          {{ {node} ?p ?o BIND({node} AS ?s) }}
          UNION {{ ?s ?p {node} FILTER(?p NOT IN (rdf:subject, rdf:object, prov:wasDerivedFrom)) BIND({node} AS ?o) }}
          UNION {{ ?s rdf:subject {node} ; ?p ?o }}
          UNION {{ ?e rdf:subject {node} ; oa:hasSelector ?s . ?s ?p ?o }}
        }} LIMIT {MAX_STATEMENTS}""",
        accept=accept,
    )


def facts_csv(page: NodePage) -> bytes:
    """Return the facts of a page as CSV (RFC 4180), a line a sentence, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for direction, facts in (("out", page.facts), ("in", page.uses)):
        for fact in facts:
            writer.writerows([safe_cell(str(value)) for value in row] for row in _rows(direction, fact))
    return out.getvalue().encode()


def _rows(direction: str, fact: Fact) -> Iterator[tuple[object, ...]]:
    head = direction, fact.property, fact.other.value, fact.label
    if not fact.sources:
        yield (*head, "", "", "", "", "", "", "")
    for one in fact.sources:
        yield (*head, one.status, one.article_iri, one.title, one.issued, one.start_char, one.end_char, one.exact)


def safe_cell(text: str) -> str:
    """Return the text of a cell so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
