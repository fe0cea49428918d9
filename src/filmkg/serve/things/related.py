"""Things that the same articles mention."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, product

from pyoxigraph import NamedNode

from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import Fact, NodePage, local_name
from filmkg.vocab import cdo

MAX_RELATED = 10
MAX_PAIRS = 6
_ARTICLES = 15
_ROWS = 800
_TIES = ("party", "presentsCinemaOf", "place")


@dataclass(frozen=True, slots=True)
class Related:
    """A thing, with how many articles mention both."""

    iri: str
    label: str
    kind: str
    articles: int


def pairs_of(page: NodePage) -> tuple[tuple[Fact, Fact], ...]:
    """Return the countries that an agreement binds, or between which an event stands, two and two."""
    found: dict[str, list[Fact]] = {name: [] for name in _TIES}
    for fact in page.facts:
        if fact.kind == "Country" and fact.property in found:
            found[fact.property].append(fact)
    pairs = {
        (one, two) if one.other.value < two.other.value else (two, one)
        for one, two in (*combinations(found["party"], 2), *product(found["presentsCinemaOf"], found["place"]))
        if one.other != two.other
    }
    return tuple(sorted(pairs, key=lambda pair: (pair[0].label, pair[1].label)))[:MAX_PAIRS]


def related_to(pool: Pool, page: NodePage) -> tuple[Related, ...]:
    """Return what the newest articles of a thing mention besides, and the page does not show already."""
    articles = " ".join(str(NamedNode(iri)) for iri, _, _ in page.articles[:_ARTICLES])
    if not articles:
        return ()
    rows = pool.select(
        f"SELECT DISTINCT ?article ?other {{ VALUES ?article {{ {articles} }} ?article {cdo('mentions')} ?other }}"
        f" LIMIT {_ROWS}"
    )
    shown = {page.iri, *(str(fact.other.value) for fact in (*page.facts, *page.uses))}
    counts = Counter(row["other"].value for row in rows if row["other"].value not in shown)
    best = sorted(counts, key=lambda iri: (-counts[iri], iri))[:MAX_RELATED]
    if not best:
        return ()
    known: dict[str, tuple[str, str]] = {}
    values = " ".join(str(NamedNode(iri)) for iri in best)
    for row in pool.select(
        f"SELECT ?other ?label ?kind {{ VALUES ?other {{ {values} }} ?other rdfs:label ?label ; a ?kind }}"
    ):
        iri, told = row["other"].value, (row["label"].value, local_name(row["kind"].value))
        known[iri] = min(known.get(iri, told), told)
    return tuple(Related(iri, *known[iri], counts[iri]) for iri in best if iri in known)
