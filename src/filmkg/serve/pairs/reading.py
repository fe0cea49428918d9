"""What the store says of two countries together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from filmkg.serve.digest import Between
from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import labels_of, local_name
from filmkg.serve.rendering import spoken
from filmkg.serve.sources import Source, independent_articles
from filmkg.vocab import cdo

MAX_ROWS = 3_000
MAX_QUOTATIONS = 40
_AHEAD = frozenset({"planned", "proposed"})


@dataclass(frozen=True, slots=True)
class Bond:
    """Something between two countries.

    Attributes:
        how: "shown", "shown_back", "agreement", "membership" or "film".
        iri: The event, agreement, membership or film.
        label: What it is called.
        date: Its date or year, "" where no article says.
        statuses: What the articles say of it, sorted; plans are left out where one tells what became of them.
        sources: The sentences.
        independent: How many articles say it that do not repeat each other.
    """

    how: str
    iri: str
    label: str
    date: str
    statuses: tuple[str, ...]
    sources: tuple[Source, ...]
    independent: int

    @property
    def year(self) -> str:
        """Its year, "" where no article says."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words quoted in an article that mentions both countries."""

    speaker: str
    speaker_iri: str
    words: str
    source: Source


@dataclass(frozen=True, slots=True)
class Pair:
    """Two countries, with what is between them.

    Attributes:
        one: IRI and label of the first.
        other: IRI and label of the second.
        bonds: A part of all; newest first, those without a date last.
        years: How many there are of each year, "" for those without a date.
        quotations: Words quoted in the newest articles that mention both.
        articles: IRI, title and date of the newest articles that mention both.
        article_count: How many articles mention both.
    """

    one: tuple[str, str]
    other: tuple[str, str]
    bonds: tuple[Bond, ...]
    years: tuple[tuple[str, int], ...]
    quotations: tuple[Quoted, ...]
    articles: tuple[tuple[str, str, str], ...]
    article_count: int

    @property
    def count(self) -> int:
        """How much there is between the two."""
        return sum(count for _, count in self.years)

    @property
    def by_year(self) -> tuple[tuple[str, tuple[Bond, ...]], ...]:
        """The bonds by year."""
        by_year: dict[str, list[Bond]] = {}
        for bond in self.bonds:
            by_year.setdefault(bond.year, []).append(bond)
        return tuple((year, tuple(found)) for year, found in by_year.items())


def read_pair(pool: Pool, found: Between) -> Pair:
    """Return what there is between two countries, of which the digest told what there is."""
    articles, quotations = _articles(pool, found.articles)
    return Pair(
        one=found.one,
        other=found.other,
        bonds=_bonds(pool, found.things),
        years=found.years,
        quotations=quotations,
        articles=articles,
        article_count=found.article_count,
    )


def _bonds(pool: Pool, things: Sequence[tuple[str, str, str]]) -> tuple[Bond, ...]:
    if not things:
        return ()
    iris = sorted({iri for iri, _, _ in things})
    labels = labels_of(pool, iris)
    values = " ".join(str(NamedNode(iri)) for iri in iris)
    telling = ", ".join(str(cdo(name)) for name in ("presentsCinemaOf", "party", "countryOfOrigin", "member", "status"))
    statuses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    sentences: defaultdict[str, set[tuple[str, int, int, str]]] = defaultdict(set)
    for row in pool.select(
        "SELECT ?thing ?property ?object ?article ?exact ?start ?end {"
        f" VALUES ?thing {{ {values} }} ?evidence rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?object ;"
        f" prov:wasDerivedFrom ?article ; oa:hasSelector ?at . FILTER(?property IN ({telling}))"
        ' ?at oa:start ?start ; oa:end ?end . OPTIONAL { ?at oa:exact ?kept } BIND(COALESCE(?kept, "") AS ?exact)'
        f" }} LIMIT {MAX_ROWS}"
    ):
        thing, article = row["thing"].value, row["article"].value
        if row["property"] == cdo("status"):
            statuses[thing, article].add(local_name(row["object"].value))
        else:
            at = article, int(row["start"].value), int(row["end"].value), row["exact"].value
            sentences[thing].add(at)
    known = _titles(pool, {article for found in sentences.values() for article, *_ in found})
    originals = _originals(pool, known)
    told: defaultdict[str, set[str]] = defaultdict(set)
    for (thing, _), own in statuses.items():
        told[thing] |= own
    bonds = []
    for iri, how, date in things:
        sources = tuple(
            sorted(
                Source(
                    article,
                    *known[article],
                    start,
                    end,
                    exact,
                    min(statuses[iri, article], default=""),
                    original=originals.get(article, ""),
                )
                for article, start, end, exact in sentences[iri]
            )
        )
        bonds.append(
            Bond(
                how,
                iri,
                labels.get(iri, spoken(local_name(iri))),
                date,
                tuple(sorted((told[iri] - _AHEAD) or told[iri])),
                sources,
                independent_articles(sources),
            )
        )
    return tuple(bonds)


def _titles(pool: Pool, articles: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return title and date of articles."""
    wanted = " ".join(sorted(str(NamedNode(iri)) for iri in articles))
    found = {iri.strip("<>"): (spoken(local_name(iri.strip("<>"))), "") for iri in wanted.split()}
    rows = pool.select(
        f"SELECT ?article ?title ?issued {{ VALUES ?article {{ {wanted} }}"
        " OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dcterms:issued ?issued } }"
    )
    for row in sorted(rows, key=str, reverse=True):
        title, issued = found[row["article"].value]
        found[row["article"].value] = (
            row["title"].value if "title" in row else title,
            row["issued"].value if "issued" in row else issued,
        )
    return found


def _originals(pool: Pool, articles: Iterable[str]) -> dict[str, str]:
    """Return the articles that others are copies of, by the copies' IRI."""
    wanted = " ".join(sorted(str(NamedNode(iri)) for iri in articles))
    rows = pool.select(
        f"SELECT ?article ?original {{ VALUES ?article {{ {wanted} }} ?article prov:alternateOf ?original }}"
    )
    return {row["article"].value: row["original"].value for row in rows}


def _articles(pool: Pool, iris: Sequence[str]) -> tuple[tuple[tuple[str, str, str], ...], tuple[Quoted, ...]]:
    """Return titles and dates of articles, and the words quoted in them."""
    titles = _titles(pool, iris)
    newest = tuple((iri, *titles[iri]) for iri in iris)
    values = " ".join(str(NamedNode(iri)) for iri, _, _ in newest)
    quotations = [
        Quoted(
            row["name"].value,
            row["speaker"].value,
            row["words"].value,
            Source(
                row["article"].value, *titles[row["article"].value], int(row["start"].value), int(row["end"].value),
                row["exact"].value, "",
            ),
        )
        for row in pool.select(
            # A filter, not a constant: from the property there are hundreds of thousands of pieces of evidence.
            "SELECT DISTINCT ?article ?words ?speaker ?name ?exact ?start ?end {"
            " { SELECT ?article ?evidence ?quotation ?words {"
            f" VALUES ?article {{ {values} }} ?evidence prov:wasDerivedFrom ?article ; rdf:predicate ?property ;"
            f" rdf:object ?words ; rdf:subject ?quotation . FILTER(?property IN ({cdo('text')})) }}"
            f" LIMIT {MAX_QUOTATIONS} }}"
            " ?evidence oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end ."
            ' OPTIONAL { ?at oa:exact ?kept } BIND(COALESCE(?kept, "") AS ?exact)'
            f" ?quotation {cdo('speaker')} ?speaker . ?speaker rdfs:label ?name }} LIMIT {MAX_QUOTATIONS}"
        )
    ]  # fmt: skip
    quotations.sort(key=lambda quoted: (quoted.source.issued, quoted.source.start_char), reverse=True)
    return newest, tuple(quotations)
