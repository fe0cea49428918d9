"""What the store says of one thing, each fact with the sentences that state it.

A country can take part in hundreds of thousands of facts, and its page is read all the same in the time of any other:
each query takes the first so many rows of an index and asks more only of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.errors import UsageError
from filmkg.serve.pool import Pool
from filmkg.serve.rendering import spoken
from filmkg.serve.sources import Source, independent_articles
from filmkg.vocab import CDO_BASE, PREFIXES, RDF, RDFS, SKOS, cdo

# A page is for reading: what is above these is counted, not shown.
MAX_OWN = 400
MAX_USES = 50
MAX_EVIDENCE = 1_500
MAX_ARTICLES = 20
MAX_COUNTED = 500

# What has a thing at its other end, in the order of the ontology.
USES = (
    "director", "screenwriter", "castMember", "producer", "countryOfOrigin", "presentsCinemaOf", "place", "venue",
    "organizer", "supporter", "participant", "screens", "partOf", "party", "signatory", "member", "body", "holder",
    "organization", "recipient", "grantedAt", "parent", "accredits", "speaker",
)  # fmt: skip
# Dates of things at the other end, the one that says most first.
_TELLING = ("startDate", "endDate", "signedOn", "releaseYear")
_AHEAD = frozenset({"planned", "proposed"})
_UNSAID = frozenset({RDF["type"], RDFS["label"], SKOS["altLabel"], SKOS["exactMatch"]})
_BROAD = frozenset({"Place", "Event", "Statement", "Concept"})

Row = Mapping[str, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement as a page shows it.

    Attributes:
        property: Local name of the property.
        other: What stands at its other end: a thing or a literal.
        label: What to call that.
        kind: Local name of its class, "" for a literal.
        when: Its date or year, "" where it has none.
        names: All that it is called, to be marked in sentences.
        statuses: What the articles that state this say of its subject, sorted. What one announces is left out where
            another that states the same tells what became of it.
        sources: The sentences; empty for what is no statement of an article (a title, a link).
        articles: How many articles state it.
        independent: How many of them do not repeat another.
    """

    property: str
    other: NamedNode | Literal
    label: str
    kind: str
    when: str
    names: tuple[str, ...]
    statuses: tuple[str, ...]
    sources: tuple[Source, ...]
    articles: int
    independent: int


@dataclass(frozen=True, slots=True)
class NodePage:
    """Everything a page shows of one thing.

    Attributes:
        iri: Its IRI.
        label: What to call it.
        classes: Local names of its classes, the narrowest first.
        aliases: Its other names, sorted.
        facts: What is said of it.
        uses: What is said with it: the other end is the subject. At most `MAX_USES` of a property.
        items: IRIs of Wikidata's items for it.
        articles: Articles that mention it: IRI, title, date; at most `MAX_ARTICLES`.
        article_count: How many mention it; `MAX_COUNTED` means that or more.
        cut: Properties of which there are more uses than shown.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    uses: tuple[Fact, ...]
    items: tuple[str, ...]
    articles: tuple[tuple[str, str, str], ...]
    article_count: int
    cut: frozenset[str]

    @property
    def kind(self) -> str:
        """Local name of the class that says most, "" for a thing without one."""
        return self.classes[0] if self.classes else ""

    @property
    def statuses(self) -> tuple[str, ...]:
        """Its own status: what was announced is left out where an article tells what became of it."""
        return _latest({local_name(fact.other.value) for fact in self.facts if fact.property == "status"})

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.label, *self.aliases)


def read_node(pool: Pool, node: NamedNode) -> NodePage:
    """Return what the store says of a thing; raise UsageError where it says nothing."""
    own = pool.select(
        "SELECT ?property ?other ?label ?alias ?kind {"
        f" {{ SELECT DISTINCT ?property ?other {{ {node} ?property ?other }} LIMIT {MAX_OWN} }}"
        " OPTIONAL { ?other rdfs:label ?label } OPTIONAL { ?other skos:altLabel ?alias } OPTIONAL { ?other a ?kind } }"
    )
    if not own:
        name = spoken(local_name(node.value))
        raise UsageError(f"there is nothing here of the name “{name}”", remedy="look for it with the search")
    named: defaultdict[NamedNode, set[str]] = defaultdict(set)
    for row in own:
        named[_iri(row["property"])].add(row["other"].value)
    labels = sorted(named[RDFS["label"]]) or sorted(named[NamedNode(PREFIXES["dcterms"] + "title")])
    uses = [] if "Article" in {local_name(iri) for iri in named[RDF["type"]]} else _uses(pool, node)
    subjects = {_iri(row["other"]) for row in uses}
    sentences = _sentences(pool, node, subjects)
    articles, article_count = _mentioned_in(pool, node)
    counts: defaultdict[str, set[str]] = defaultdict(set)
    for row in uses:
        counts[local_name(row["property"].value)].add(row["other"].value)
    telling = _telling(pool, {*subjects, *(row["other"] for row in own if isinstance(row["other"], NamedNode))})
    mentioned = cdo("mentions")
    return NodePage(
        iri=node.value,
        label=labels[0] if labels else local_name(node.value),
        classes=_narrowest_first(named[RDF["type"]]),
        aliases=tuple(sorted(named[SKOS["altLabel"]] | set(labels[1:]))),
        facts=_facts(
            (row for row in own if row["property"] not in _UNSAID | {mentioned}), node, sentences, telling, uses=False
        )
        + _facts((row for row in own if row["property"] == mentioned), node, {}, telling, uses=False),
        uses=_facts(uses, node, sentences, telling, uses=True),
        items=tuple(sorted(named[SKOS["exactMatch"]])),
        articles=articles,
        article_count=article_count,
        cut=frozenset(name for name, found in counts.items() if len(found) >= MAX_USES),
    )


def replacements(pool: Pool, node: NamedNode) -> list[str]:
    """Return what the merged view calls a thing of articles, where it calls it otherwise; sorted."""
    rows = pool.select(f"SELECT DISTINCT ?merged {{ GRAPH ?table {{ {node} dcterms:isReplacedBy ?merged }} }}")
    return sorted(row["merged"].value for row in rows)


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


def _uses(pool: Pool, node: NamedNode) -> list[dict[str, NamedNode | Literal]]:
    """Return the statements with a thing as object: the first of each property, so that none crowds out another."""
    parts = " UNION ".join(
        f"{{ SELECT DISTINCT ?other ({cdo(name)} AS ?property) {{ ?other {cdo(name)} {node} }} LIMIT {MAX_USES} }}"
        for name in USES
    )
    return pool.select(
        f"SELECT ?property ?other ?label ?alias ?kind {{ {{ SELECT ?property ?other {{ {parts} }} }}"
        " OPTIONAL { ?other rdfs:label ?label } OPTIONAL { ?other skos:altLabel ?alias } OPTIONAL { ?other a ?kind } }"
    )


def _sentences(
    pool: Pool, node: NamedNode, subjects: Iterable[NamedNode]
) -> dict[tuple[NamedNode, NamedNode, NamedNode | Literal], list[Source]]:
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
    articles = _articles(pool, {_iri(row["article"]) for row in rows})
    found: defaultdict[tuple[NamedNode, NamedNode, NamedNode | Literal], set[Source]] = defaultdict(set)
    for row in rows:
        if "exact" not in row:
            continue
        article = row["article"].value
        title, issued, publisher, original = articles.get(article, (local_name(article), "", "", ""))
        told_as = sorted(statuses[row["subject"].value, article]) or [""]
        found[_iri(row["subject"]), _iri(row["property"]), row["object"]] |= {
            Source(
                article, title, issued, int(row["start"].value), int(row["end"].value), row["exact"].value, status,
                publisher, original,
            )
            for status in told_as
        }  # fmt: skip
    return {key: sorted(sources) for key, sources in found.items()}


def _articles(pool: Pool, articles: Iterable[NamedNode]) -> dict[str, tuple[str, str, str, str]]:
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


def _mentioned_in(pool: Pool, node: NamedNode) -> tuple[tuple[tuple[str, str, str], ...], int]:
    """Return articles that mention a thing, newest first among those looked at, and how many there are."""
    rows = pool.select(f"SELECT DISTINCT ?article {{ ?article {cdo('mentions')} {node} }} LIMIT {MAX_COUNTED}")
    iris = [_iri(row["article"]) for row in rows]
    known = _articles(pool, iris[: MAX_ARTICLES * 5])
    newest = sorted(((iri, *known[iri][:2]) for iri in known), key=lambda one: (one[2], one[0]), reverse=True)
    return tuple(newest[:MAX_ARTICLES]), len(iris)


def _telling(pool: Pool, others: Iterable[NamedNode]) -> dict[NamedNode, str]:
    """Return the date of each thing that has one."""
    wanted = " ".join(sorted(str(one) for one in others))
    if not wanted:
        return {}
    rows = pool.select(
        f"SELECT ?other ?property ?value {{ VALUES ?other {{ {wanted} }}"
        f" ?other ?property ?value FILTER(?property IN ({', '.join(str(cdo(name)) for name in _TELLING)})) }}"
    )
    found: dict[NamedNode, str] = {}
    for row in sorted(rows, key=lambda row: (_TELLING.index(local_name(row["property"].value)), row["value"].value)):
        found.setdefault(_iri(row["other"]), row["value"].value)
    return found


def _facts(
    rows: Iterable[Row],
    node: NamedNode,
    sentences: Mapping[tuple[NamedNode, NamedNode, NamedNode | Literal], list[Source]],
    telling: Mapping[NamedNode, str],
    *,
    uses: bool,
) -> tuple[Fact, ...]:
    """Gather the rows of one statement: the other end may have several labels and classes."""
    gathered: dict[tuple[NamedNode, NamedNode | Literal], tuple[set[str], set[str], set[str]]] = {}
    for row in rows:
        labels, names, kinds = gathered.setdefault((_iri(row["property"]), row["other"]), (set(), set(), set()))
        for name, into in (("label", labels), ("alias", names), ("kind", kinds)):
            if name in row:
                into.add(row[name].value)
    facts = []
    for (property_, other), (labels, names, kinds) in gathered.items():
        key = (_iri(other), property_, node) if uses else (node, property_, other)
        sources = tuple(sentences.get(key, ()))
        label = min(labels, default=other.value if isinstance(other, Literal) else local_name(other.value))
        classes = _narrowest_first(kinds)
        facts.append(
            Fact(
                property=local_name(property_.value),
                other=other,
                label=label,
                kind=classes[0] if classes else "",
                when=telling.get(other, "") if isinstance(other, NamedNode) else "",
                names=tuple(sorted({label, *labels, *names})),
                statuses=_statuses(sources),
                sources=sources,
                articles=len({source.article_iri for source in sources}),
                independent=independent_articles(sources),
            )
        )
    return tuple(sorted(facts, key=lambda fact: (fact.property, fact.label, str(fact.other))))


def _narrowest_first(iris: Iterable[str]) -> tuple[str, ...]:
    """Return the local names of the ontology's classes: "FilmDays" before "Event"."""
    names = {local_name(iri) for iri in iris if iri.startswith(CDO_BASE)}
    return tuple(sorted(names, key=lambda name: (name in _BROAD, name)))


def _statuses(sources: Iterable[Source]) -> tuple[str, ...]:
    return _latest({source.status for source in sources} - {""})


def _latest(told: set[str]) -> tuple[str, ...]:
    return tuple(sorted((told - _AHEAD) or told))


def _iri(term: NamedNode | Literal) -> NamedNode:
    assert isinstance(term, NamedNode)  # noqa: S101 - a subject, a predicate or an article is an IRI
    return term
