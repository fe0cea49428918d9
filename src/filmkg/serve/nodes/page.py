"""What the store says of one thing, each fact with the sentences that state it.

A country can take part in hundreds of thousands of facts, and its page is read all the same in the time of any other:
where there is more than a page shows, the digest knows how much and which is the newest, and queries ask more only of
that. Until there is a digest, each query takes the first so many rows of an index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.errors import UsageError
from filmkg.serve.digest import MAX_NEWEST, MENTIONS, USES, Newest
from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes.evidence import articles_of, sentences_of
from filmkg.serve.nodes.facts import Fact, gather_facts, latest, narrowest_first
from filmkg.serve.nodes.labels import local_name
from filmkg.serve.nodes.terms import Statement, as_iri
from filmkg.serve.rendering import spoken
from filmkg.serve.sources import Source
from filmkg.vocab import PREFIXES, RDF, RDFS, SKOS, cdo

# A page is for reading: what is above these is counted, not shown.
MAX_OWN = 400
MAX_USES = MAX_NEWEST
MAX_ARTICLES = 20
MAX_COUNTED = 300

_AT_ONCE = 2
# Dates of things at the other end, the one that says most first.
_TELLING = ("startDate", "endDate", "signedOn", "releaseYear")
_UNSAID = frozenset({RDF["type"], RDFS["label"], SKOS["altLabel"], SKOS["exactMatch"]})


@dataclass(frozen=True, slots=True)
class NodePage:
    """Everything a page shows of one thing.

    Attributes:
        iri: Its IRI.
        label: What to call it.
        classes: Local names of its classes, the narrowest first.
        aliases: Its other names, sorted.
        facts: What is said of it.
        uses: What is said with it: the other end is the subject. At most `MAX_USES` of a property, the newest.
        items: IRIs of Wikidata's items for it.
        articles: Articles that mention it: IRI, title, date; at most `MAX_ARTICLES`. An agreement, a post and
            what has no name are mentioned by none: of these, the articles that state their facts.
        article_count: How many there are; without a digest `MAX_COUNTED` means that or more.
        cut: Properties of which there are more uses than shown, with how many there are; 0 where that is not known.
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
    cut: Mapping[str, int]

    @property
    def kind(self) -> str:
        """Local name of the class that says most, "" for a thing without one."""
        return self.classes[0] if self.classes else ""

    @property
    def statuses(self) -> tuple[str, ...]:
        """Its own status: what was announced is left out where an article tells what became of it."""
        return latest({local_name(fact.other.value) for fact in self.facts if fact.property == "status"})

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its aliases without those that say no more than its name, another one, or its class."""
        said = {self.label.casefold(), *(name.casefold() for name in self.classes)}
        folded = {alias.casefold(): alias for alias in reversed(self.aliases)}
        return tuple(sorted(alias for key, alias in folded.items() if key not in said))

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.label, *self.aliases)


def read_node(pool: Pool, node: NamedNode, *, busy: Mapping[str, Newest] | None) -> NodePage:
    """Return what the store says of a thing.

    Args:
        pool: The workers that evaluate.
        node: The thing.
        busy: What the digest says of it: the properties that lead to it from more than a page shows; None without one.

    Raises:
        UsageError: The store says nothing of it.
    """
    with ThreadPoolExecutor(_AT_ONCE) as readers:  # none of these needs another's answer
        using = readers.submit(_uses, pool, node, busy or {})
        mentioned_in = readers.submit(_mentioned_in, pool, node, (busy or {}).get(MENTIONS))
        own = pool.select(
            "SELECT ?property ?other ?label ?alias ?kind {"
            f" {{ SELECT DISTINCT ?property ?other {{ {node} ?property ?other }} LIMIT {MAX_OWN} }}"
            " OPTIONAL { ?other rdfs:label ?label } OPTIONAL { ?other skos:altLabel ?alias }"
            " OPTIONAL { ?other a ?kind } }"
        )
        uses, (articles, article_count) = using.result(), mentioned_in.result()
    if not own:
        name = spoken(local_name(node.value))
        raise UsageError(f"there is nothing here of the name “{name}”", remedy="look for it with the search")
    named: defaultdict[NamedNode, set[str]] = defaultdict(set)
    for row in own:
        named[as_iri(row["property"])].add(row["other"].value)
    labels = sorted(named[RDFS["label"]]) or sorted(named[NamedNode(PREFIXES["dcterms"] + "title")])
    if "Article" in {local_name(iri) for iri in named[RDF["type"]]}:
        uses = []
    subjects = {as_iri(row["other"]) for row in uses}
    counts: defaultdict[str, set[str]] = defaultdict(set)
    for row in uses:
        counts[local_name(row["property"].value)].add(row["other"].value)
    dated = {*subjects, *(row["other"] for row in own if isinstance(row["other"], NamedNode))}
    with ThreadPoolExecutor(_AT_ONCE) as readers:
        finding = readers.submit(_telling, pool, dated)
        sentences, telling = sentences_of(pool, node, subjects), finding.result()
    mentioned = cdo("mentions")
    if not articles:
        articles = _telling_articles(sentences, node)
        article_count = len(articles)
    return NodePage(
        iri=node.value,
        label=labels[0] if labels else local_name(node.value),
        classes=narrowest_first(named[RDF["type"]]),
        aliases=tuple(sorted(named[SKOS["altLabel"]] | set(labels[1:]))),
        facts=gather_facts(
            (row for row in own if row["property"] not in _UNSAID | {mentioned}), node, sentences, telling, uses=False
        )
        + gather_facts((row for row in own if row["property"] == mentioned), node, {}, telling, uses=False),
        uses=gather_facts(uses, node, sentences, telling, uses=True),
        items=tuple(sorted(named[SKOS["exactMatch"]])),
        articles=articles,
        article_count=article_count,
        cut={name: 0 for name, found in counts.items() if len(found) >= MAX_USES}
        if busy is None
        else {name: newest.count for name, newest in busy.items()},
    )


def replacements(pool: Pool, node: NamedNode) -> list[str]:
    """Return what the merged view calls a thing of articles, where it calls it otherwise; sorted."""
    rows = pool.select(f"SELECT DISTINCT ?merged {{ GRAPH ?table {{ {node} dcterms:isReplacedBy ?merged }} }}")
    return sorted(row["merged"].value for row in rows)


def _uses(pool: Pool, node: NamedNode, busy: Mapping[str, Newest]) -> list[dict[str, NamedNode | Literal]]:
    """Return the statements with a thing as object: some of each property, so that none crowds out another."""
    parts = []
    for name in USES:
        known = " ".join(str(NamedNode(iri)) for iri in busy[name].iris) if name in busy else ""
        given = f"VALUES ?other {{ {known} }} " if known else ""
        parts.append(
            f"{{ SELECT DISTINCT ?other ({cdo(name)} AS ?property)"
            f" {{ {given}?other {cdo(name)} {node} }} LIMIT {MAX_USES} }}"
        )
    return pool.select(
        f"SELECT ?property ?other ?label ?alias ?kind {{ {{ SELECT ?property ?other {{ {' UNION '.join(parts)} }} }}"
        " OPTIONAL { ?other rdfs:label ?label } OPTIONAL { ?other skos:altLabel ?alias } OPTIONAL { ?other a ?kind } }"
    )


def _mentioned_in(pool: Pool, node: NamedNode, newest: Newest | None) -> tuple[tuple[tuple[str, str, str], ...], int]:
    """Return articles that mention a thing, newest first among those looked at, and how many there are."""
    if newest is not None:
        iris, count = [NamedNode(iri) for iri in newest.iris], newest.count
    else:
        rows = pool.select(f"SELECT DISTINCT ?article {{ ?article {cdo(MENTIONS)} {node} }} LIMIT {MAX_COUNTED}")
        iris = [as_iri(row["article"]) for row in rows]
        count = len(iris)
    known = articles_of(pool, iris[: MAX_ARTICLES * 5])
    shown = sorted(((iri, *known[iri][:2]) for iri in known), key=lambda one: (one[2], one[0]), reverse=True)
    return tuple(shown[:MAX_ARTICLES]), count


def _telling_articles(sentences: Mapping[Statement, list[Source]], node: NamedNode) -> tuple[tuple[str, str, str], ...]:
    """Return the articles that state a thing's own facts, newest first."""
    told = {
        (source.article_iri, source.title, source.issued)
        for (subject, _, _), sources in sentences.items()
        if subject == node
        for source in sources
    }
    return tuple(sorted(told, key=lambda one: (one[2], one[0]), reverse=True)[:MAX_ARTICLES])


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
        found.setdefault(as_iri(row["other"]), row["value"].value)
    return found
