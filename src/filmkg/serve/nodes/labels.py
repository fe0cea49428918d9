"""What to call things."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from filmkg.serve.engine.pool import Pool


def labels_of(pool: Pool, iris: Iterable[str]) -> dict[str, str]:
    """Return labels (of articles: titles) by IRI, for those that have one."""
    wanted = " ".join(sorted({str(NamedNode(iri)) for iri in iris}))
    if not wanted:
        return {}
    rows = pool.select(
        f"SELECT ?thing (MIN(?name) AS ?label) {{ VALUES ?thing {{ {wanted} }}"
        " ?thing rdfs:label|dcterms:title ?name } GROUP BY ?thing"
    )
    return {row["thing"].value: row["label"].value for row in rows if "label" in row}


def local_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rstrip("/").rpartition("#")[2].rpartition("/")[2] or iri
