"""What the store says of one thing, each fact with the sentences that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.errors import UsageError
from filmkg.serve.pool import Answer, Pool
from filmkg.vocab import PREFIXES, RDF, RDFS, SKOS

# A country can take part in tens of thousands of facts; a page is for reading.
MAX_FACTS = 500

# The status is asked of the article that the sentence stands in: one announces what another reports.
_EVIDENCE = """OPTIONAL {{
  ?evidence rdf:subject {subject} ; rdf:predicate ?property ; rdf:object {object} ;
            prov:wasDerivedFrom ?article ; oa:hasSelector/oa:exact ?exact .
  OPTIONAL {{ ?article dcterms:title ?title }}
  OPTIONAL {{ ?article dcterms:issued ?issued }}
  OPTIONAL {{
    ?told rdf:subject {subject} ; rdf:predicate cdo:status ; rdf:object ?status ; prov:wasDerivedFrom ?article .
  }}
}}"""
_COLUMNS = "?property ?other ?label ?status ?article ?title ?issued ?exact"
_AHEAD = frozenset({"planned", "proposed"})
_OWN = frozenset({RDF["type"], RDFS["label"], SKOS["altLabel"]})


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A sentence that states a fact, and the article it stands in.

    Attributes:
        article_iri: The article.
        title: Its title.
        issued: Its date, "" where it has none.
        exact: The sentence.
        status: Status of the fact's subject as this article puts it ("planned"), "" where it gives none.
    """

    article_iri: str
    title: str
    issued: str
    exact: str
    status: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement as a page shows it.

    Attributes:
        property: Local name of the property.
        other: What stands at its other end: a thing or a literal.
        label: What to call that.
        statuses: What the articles that state this say of its subject, sorted. What one announces is left out where
            another that states the same tells what became of it.
        sources: The sentences; empty for what is no statement of an article (a title, a link).
    """

    property: str
    other: NamedNode | Literal
    label: str
    statuses: tuple[str, ...]
    sources: tuple[Source, ...]

@dataclass(frozen=True, slots=True)
class NodePage:
    """Everything a page shows of one thing.

    Attributes:
        iri: Its IRI.
        label: What to call it.
        classes: Local names of its classes, sorted.
        aliases: Its other names, sorted.
        facts: What is said of it.
        uses: What is said with it: the other end is the subject.
        cut: Whether there are more than `MAX_FACTS` of either.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    uses: tuple[Fact, ...]
    cut: bool


def read_node(pool: Pool, node: NamedNode) -> NodePage:
    """Return what the store says of a thing; raise UsageError where it says nothing."""
    own = pool.select(
        f"SELECT DISTINCT {_COLUMNS} {{ {node} ?property ?other . OPTIONAL {{ ?other rdfs:label ?label }}"
        f" {_EVIDENCE.format(subject=node, object='?other')} }} LIMIT {MAX_FACTS * 4}"
    )
    if not own:
        raise UsageError(f"the store knows nothing of {node.value}", remedy="start at the first page")
    uses = pool.select(
        f"SELECT DISTINCT {_COLUMNS} {{ ?other ?property {node} ."
        f" FILTER(?property NOT IN (rdf:subject, rdf:object, prov:wasDerivedFrom))"
        f" OPTIONAL {{ ?other rdfs:label ?label }} OPTIONAL {{ ?other dcterms:title ?label }}"
        f" {_EVIDENCE.format(subject='?other', object=node)} }} LIMIT {MAX_FACTS * 4}"
    )
    named: defaultdict[NamedNode, set[str]] = defaultdict(set)
    for row in own:
        named[_iri(row["property"])].add(row["other"].value)
    titles = named[NamedNode(PREFIXES["dcterms"] + "title")]
    labels = sorted(named[RDFS["label"]]) or sorted(titles)
    facts = _facts(row for row in own if row["property"] not in _OWN)
    used = _facts(uses)
    return NodePage(
        iri=node.value,
        label=labels[0] if labels else local_name(node.value),
        classes=tuple(sorted(local_name(iri) for iri in named[RDF["type"]])),
        aliases=tuple(sorted(named[SKOS["altLabel"]] | set(labels[1:]))),
        facts=facts[:MAX_FACTS],
        uses=used[:MAX_FACTS],
        cut=max(len(own), len(uses)) >= MAX_FACTS * 4 or max(len(facts), len(used)) > MAX_FACTS,
    )


def replacements(pool: Pool, node: NamedNode) -> list[str]:
    """Return what the merged view calls a thing of articles, where it calls it otherwise; sorted."""
    rows = pool.select(f"SELECT DISTINCT ?merged {{ GRAPH ?table {{ {node} dcterms:isReplacedBy ?merged }} }}")
    return sorted(row["merged"].value for row in rows)


def describe(pool: Pool, node: NamedNode, *, accept: str) -> Answer:
    """Return what the store says of a thing, with its evidence, as RDF in a format that the client accepts."""
    return pool.ask(
        f"""CONSTRUCT {{ ?s ?p ?o }} {{
          {{ {node} ?p ?o BIND({node} AS ?s) }}
          UNION {{ ?s ?p {node} FILTER(?p NOT IN (rdf:subject, rdf:object, prov:wasDerivedFrom)) BIND({node} AS ?o) }}
          UNION {{ ?s rdf:subject {node} ; ?p ?o }}
          UNION {{ ?e rdf:subject {node} ; oa:hasSelector ?s . ?s ?p ?o }}
        }}""",
        accept=accept,
    )


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


def _facts(rows: Iterable[Mapping[str, NamedNode | Literal]]) -> tuple[Fact, ...]:
    """Gather the rows of one statement: it may have several sources and labels."""
    sources: defaultdict[tuple[NamedNode, NamedNode | Literal], set[Source]] = defaultdict(set)
    labels: defaultdict[NamedNode | Literal, set[str]] = defaultdict(set)
    for row in rows:
        key = _iri(row["property"]), row["other"]
        found = sources[key]
        if "article" in row:
            article, title, issued = row["article"].value, row.get("title"), row.get("issued")
            shown = title.value if title else local_name(article)
            status = local_name(row["status"].value) if "status" in row else ""
            found.add(Source(article, shown, issued.value if issued else "", row["exact"].value, status))
        if "label" in row:
            labels[row["other"]].add(row["label"].value)
    facts = [
        Fact(
            property=local_name(property_.value),
            other=other,
            label=min(labels[other], default=other.value if isinstance(other, Literal) else local_name(other.value)),
            statuses=_statuses(found),
            sources=tuple(sorted(found)),
        )
        for (property_, other), found in sources.items()
    ]
    return tuple(
        sorted(facts, key=lambda fact: (fact.property == "mentions", fact.property, fact.label, str(fact.other)))
    )


def _statuses(sources: Iterable[Source]) -> tuple[str, ...]:
    told = {source.status for source in sources} - {""}
    return tuple(sorted((told - _AHEAD) or told))


def _iri(term: NamedNode | Literal) -> NamedNode:
    assert isinstance(term, NamedNode)  # noqa: S101 - a predicate is an IRI
    return term
