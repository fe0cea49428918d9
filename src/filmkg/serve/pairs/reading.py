"""What the store says of two countries together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pyoxigraph import NamedNode

from filmkg.errors import UsageError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import labels_of, local_name
from filmkg.serve.pairs.agreements import agreements_of
from filmkg.serve.pairs.events import codes_of, hosts_of
from filmkg.serve.rendering import spoken
from filmkg.serve.sources import Source, independent_articles
from filmkg.vocab import cdo

MAX_THINGS = 300
MAX_ARTICLES = 40
_AT_ONCE = 3
_DATES = ("startDate", "signedOn", "effectiveFrom", "releaseYear", "endDate")
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
    """Two countries, with all that is between them.

    Attributes:
        one: IRI and label of the first.
        other: IRI and label of the second.
        bonds: Newest first; those without a date last.
        quotations: Words quoted in articles that mention both.
        articles: IRI, title and date of articles that mention both, newest first; at most `MAX_ARTICLES`.
    """

    one: tuple[str, str]
    other: tuple[str, str]
    bonds: tuple[Bond, ...]
    quotations: tuple[Quoted, ...]
    articles: tuple[tuple[str, str, str], ...]

    @property
    def years(self) -> tuple[tuple[str, tuple[Bond, ...]], ...]:
        """The bonds by year."""
        by_year: dict[str, list[Bond]] = {}
        for bond in self.bonds:
            by_year.setdefault(bond.year, []).append(bond)
        return tuple((year, tuple(found)) for year, found in by_year.items())


def read_pair(pool: Pool, one: NamedNode, other: NamedNode) -> Pair:
    """Return what there is between two countries.

    Raises:
        UsageError: The store does not know one of them as a country.
    """
    rows = pool.select(
        f"SELECT ?country ?name {{ VALUES ?country {{ {one} {other} }}"
        f" ?country a {cdo('Country')} ; rdfs:label ?name }}"
    )
    labels = {row["country"]: row["name"].value for row in sorted(rows, key=str, reverse=True)}
    for country in (one, other):
        if country not in labels:
            raise UsageError(
                f"the store knows no country of the name {local_name(country.value)}",
                remedy="look for it with the search",
            )
    codes = {country: codes_of([labels[country]]) for country in (one, other)}
    both = codes[one] | codes[other]
    how: dict[str, str] = {}
    with ThreadPoolExecutor(_AT_ONCE) as readers:  # none of these needs another's answer
        shown, shown_back = (readers.submit(hosts_of, pool, country) for country in (one, other))
        agreed = [readers.submit(agreements_of, pool, country, labels[country]) for country in (one, other)]
        read = readers.submit(_articles, pool, one, other)
        how |= {iri: "shown" for iri, hosts in shown.result().items() if hosts & codes[other]}
        how |= {iri: "shown_back" for iri, hosts in shown_back.result().items() if hosts & codes[one]}
        for found in agreed:
            how |= {iri: "agreement" for iri, own in found.result().items() if len(both) > 1 and both <= own}
        articles, quotations = read.result()
    party, origin, member, body = cdo("party"), cdo("countryOfOrigin"), cdo("member"), cdo("body")
    for name, pattern in (
        ("agreement", f"?thing {party} {one} , {other}"),
        ("film", f"?thing {origin} {one} , {other}"),
        ("membership", f"?thing {member} {one} ; {body} ?body . ?their {member} {other} ; {body} ?body"),
    ):
        rows = pool.select(f"SELECT DISTINCT ?thing {{ {pattern} }} LIMIT {MAX_THINGS}")
        how |= {row["thing"].value: name for row in rows}
    bonds = _bonds(pool, dict(sorted(how.items())[: MAX_THINGS * 2]))
    return Pair((one.value, labels[one]), (other.value, labels[other]), bonds, quotations, articles)


def _bonds(pool: Pool, how: dict[str, str]) -> tuple[Bond, ...]:
    if not how:
        return ()
    labels = labels_of(pool, how)
    values = " ".join(str(NamedNode(iri)) for iri in how)
    dates: dict[str, tuple[int, str]] = {}
    wanted = ", ".join(str(cdo(name)) for name in _DATES)
    for row in pool.select(
        f"SELECT ?thing ?property ?value {{ VALUES ?thing {{ {values} }} ?thing ?property ?value"
        f" FILTER(?property IN ({wanted})) }}"
    ):
        told = _DATES.index(local_name(row["property"].value)), row["value"].value
        dates[row["thing"].value] = min(dates.get(row["thing"].value, told), told)
    telling = ", ".join(str(cdo(name)) for name in ("presentsCinemaOf", "party", "countryOfOrigin", "member", "status"))
    statuses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    sentences: defaultdict[str, set[tuple[str, int, int, str]]] = defaultdict(set)
    for row in pool.select(
        "SELECT ?thing ?property ?object ?article ?exact ?start ?end {"
        f" VALUES ?thing {{ {values} }} ?evidence rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?object ;"
        f" prov:wasDerivedFrom ?article ; oa:hasSelector ?at . FILTER(?property IN ({telling}))"
        ' ?at oa:start ?start ; oa:end ?end . OPTIONAL { ?at oa:exact ?kept } BIND(COALESCE(?kept, "") AS ?exact)'
        f" }} LIMIT {MAX_THINGS * 10}"
    ):
        thing, article = row["thing"].value, row["article"].value
        if row["property"] == cdo("status"):
            statuses[thing, article].add(local_name(row["object"].value))
        else:
            at = article, int(row["start"].value), int(row["end"].value), row["exact"].value
            sentences[thing].add(at)
    known = _titles(pool, {article for found in sentences.values() for article, *_ in found})
    originals = _originals(pool, known)
    bonds = []
    for iri, name in how.items():
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
        stated = {status for (thing, _), found in statuses.items() if thing == iri for status in found}
        bonds.append(
            Bond(
                name,
                iri,
                labels.get(iri, spoken(local_name(iri))),
                dates.get(iri, (0, ""))[1],
                tuple(sorted((stated - _AHEAD) or stated)),
                sources,
                independent_articles(sources),
            )
        )
    return tuple(sorted(bonds, key=lambda bond: (bond.date, bond.label), reverse=True))


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


def _articles(
    pool: Pool, one: NamedNode, other: NamedNode
) -> tuple[tuple[tuple[str, str, str], ...], tuple[Quoted, ...]]:
    """Return the newest articles that mention both, and the words quoted in them."""
    mentions = cdo("mentions")
    rows = pool.select(f"SELECT DISTINCT ?article {{ ?article {mentions} {one} , {other} }} LIMIT {MAX_THINGS}")
    titles = _titles(pool, {row["article"].value for row in rows})
    newest = sorted(((iri, *titles[iri]) for iri in titles), key=lambda one: (one[2], one[0]), reverse=True)
    newest = newest[:MAX_ARTICLES]
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
            f" LIMIT {MAX_ARTICLES} }}"
            " ?evidence oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end ."
            ' OPTIONAL { ?at oa:exact ?kept } BIND(COALESCE(?kept, "") AS ?exact)'
            f" ?quotation {cdo('speaker')} ?speaker . ?speaker rdfs:label ?name }} LIMIT {MAX_ARTICLES}"
        )
    ]  # fmt: skip
    quotations.sort(key=lambda quoted: (quoted.source.issued, quoted.source.start_char), reverse=True)
    return tuple(newest), tuple(quotations)
