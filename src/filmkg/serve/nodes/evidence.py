"""The sentences behind statements, and the articles that they stand in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode

from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes.labels import local_name
from filmkg.serve.nodes.terms import Statement, as_iri
from filmkg.serve.rendering import spoken
from filmkg.serve.sources import Source
from filmkg.vocab import cdo

MAX_EVIDENCE = 800


def sentences_of(pool: Pool, node: NamedNode, subjects: Iterable[NamedNode]) -> dict[Statement, list[Source]]:
    """Return the sentences behind the statements of a thing, and behind those of others that have it as object.

    The status is taken of the article that the sentence stands in: one announces what another reports.
    """
    told = (
        "?evidence rdf:predicate ?property ; rdf:object ?object ; prov:wasDerivedFrom ?article ; oa:hasSelector ?at ."
    )
    # an article's rights may keep its words out of the store
    at = '?at oa:start ?start ; oa:end ?end . OPTIONAL { ?at oa:exact ?kept } BIND(COALESCE(?kept, "") AS ?exact)'
    columns = "?subject ?property ?object ?article ?exact ?start ?end"
    rows = pool.select(
        f"SELECT {columns} {{ {{ SELECT ?evidence {{ ?evidence rdf:subject {node} }} LIMIT {MAX_EVIDENCE} }}"
        f" BIND({node} AS ?subject) {told} {at} }}"
    )
    others = sorted(map(str, subjects))
    if others:
        values = " ".join(others)
        rows += pool.select(
            f"SELECT {columns} {{ {{ SELECT ?subject ?evidence {{ VALUES ?subject {{ {values} }}"
            f" ?evidence rdf:subject ?subject ; rdf:object {node} }} LIMIT {MAX_EVIDENCE} }} {told} {at} }}"
        )
        rows += pool.select(
            f"SELECT ?subject ?property ?object ?article {{ VALUES ?subject {{ {values} }}"
            f" ?evidence rdf:subject ?subject ; rdf:predicate {cdo('status')} ; rdf:object ?object ;"
            f" prov:wasDerivedFrom ?article . BIND({cdo('status')} AS ?property) }} LIMIT {MAX_EVIDENCE}"
        )
    statuses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row["property"] == cdo("status"):
            statuses[row["subject"].value, row["article"].value].add(local_name(row["object"].value))
    articles = articles_of(pool, {as_iri(row["article"]) for row in rows})
    found: defaultdict[Statement, set[Source]] = defaultdict(set)
    for row in rows:
        if "exact" not in row:
            continue
        article = row["article"].value
        title, issued, publisher, original = articles.get(article, (local_name(article), "", "", ""))
        told_as = sorted(statuses[row["subject"].value, article]) or [""]
        found[as_iri(row["subject"]), as_iri(row["property"]), row["object"]] |= {
            Source(
                article, title, issued, int(row["start"].value), int(row["end"].value), row["exact"].value, status,
                publisher, original,
            )
            for status in told_as
        }  # fmt: skip
    return {key: sorted(sources) for key, sources in found.items()}


def articles_of(pool: Pool, articles: Iterable[NamedNode]) -> dict[str, tuple[str, str, str, str]]:
    """Return title, date, publisher and original of articles by IRI; what has no title goes by its name."""
    wanted = " ".join(sorted(map(str, articles)))
    if not wanted:
        return {}
    rows = pool.select(
        f"SELECT ?article ?title ?issued ?publisher ?original {{ VALUES ?article {{ {wanted} }}"
        " OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:issued ?issued }"
        " OPTIONAL { ?article dcterms:publisher ?publisher } OPTIONAL { ?article prov:alternateOf ?original } }"
    )
    found: dict[str, tuple[str, str, str, str]] = {}
    for row in sorted(rows, key=str, reverse=True):
        iri = row["article"].value
        columns = ("title", "issued", "publisher", "original")
        title, issued, publisher, original = (row[name].value if name in row else "" for name in columns)
        found[iri] = title or spoken(local_name(iri)), issued, publisher, original
    return found
