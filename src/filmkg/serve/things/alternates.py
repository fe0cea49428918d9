"""The other forms of a page: RDF in several syntaxes, and a table of its facts with their sentences."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from filmkg.serve.engine.outcomes import Answer
from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.download import write
from filmkg.serve.nodes import Fact, NodePage

MAX_STATEMENTS = 20_000

_COLUMNS = (
    "direction", "property", "other", "other_label", "status", "article", "title", "issued", "start", "end", "sentence",
)  # fmt: skip


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


def facts_table(page: NodePage, *, suffix: str) -> bytes:
    """Return the facts of a page as a table, a line a sentence, in the format of a suffix (".csv", ".xlsx")."""
    rows = [
        row
        for direction, facts in (("out", page.facts), ("in", page.uses))
        for fact in facts
        for row in _rows(direction, fact)
    ]
    return write(suffix[1:], _COLUMNS, rows, title=page.label)


def _rows(direction: str, fact: Fact) -> Iterator[tuple[str | int, ...]]:
    head = direction, fact.property, fact.other.value, fact.label
    if not fact.sources:
        yield (*head, "", "", "", "", "", "", "")
    for one in fact.sources:
        yield (*head, one.status, one.article_iri, one.title, one.issued, one.start_char, one.end_char, one.exact)
