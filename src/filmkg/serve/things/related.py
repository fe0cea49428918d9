"""Things that the same articles mention."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode

from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import NodePage, local_name
from filmkg.vocab import cdo

MAX_RELATED = 10
_ARTICLES = 15
_ROWS = 800


@dataclass(frozen=True, slots=True)
class Related:
    """A thing, with how many articles mention both."""

    iri: str
    label: str
    kind: str
    articles: int


def related_to(pool: Pool, page: NodePage) -> tuple[Related, ...]:
    """Return what the first articles that mention a thing mention besides, and the page does not show already."""
    mentions = cdo("mentions")
    rows = pool.select(
        f"SELECT ?article ?other ?label ?kind {{ {{ SELECT ?article {{ ?article {mentions} {NamedNode(page.iri)} }}"
        f" LIMIT {_ARTICLES} }} ?article {mentions} ?other . ?other rdfs:label ?label ; a ?kind }} LIMIT {_ROWS}"
    )
    shown = {page.iri, *(str(fact.other.value) for fact in (*page.facts, *page.uses))}
    known: dict[str, tuple[str, str]] = {}
    pairs = set()
    for row in rows:
        iri, kind = row["other"].value, local_name(row["kind"].value)
        if iri not in shown:
            known[iri] = min(known.get(iri, ("\U0010ffff", "")), (row["label"].value, kind))
            pairs.add((row["article"].value, iri))
    counts = Counter(iri for _, iri in pairs)
    best = sorted(counts, key=lambda iri: (-counts[iri], known[iri][0], iri))
    return tuple(Related(iri, *known[iri], counts[iri]) for iri in best[:MAX_RELATED])
