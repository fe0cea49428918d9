"""Extraction -> quads: one named graph an article, sorted, without duplicates or blank nodes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from filmkg.graph.evidence import Statement, evidence_statements
from filmkg.graph.iri import BASE, article_iri, graph_iri, node_iris
from filmkg.graph.labels import node_aliases, node_label
from filmkg.graph.outline import Outline
from filmkg.graph.serialize import ordered
from filmkg.model import Article, Concept, Evidence, Extraction, Value
from filmkg.vocab import DCTERMS, RDF, RDFS, SCHEMA, SKOS, XSD, cdo


def to_quads(extraction: Extraction, *, base: str = BASE) -> tuple[Quad, ...]:
    """State what an article says, with the words that say it.

    Args:
        extraction: The article's nodes and facts.
        base: Start of all IRIs, ending in a slash.

    Returns:
        The quads of the graph `graph_iri(article.key)`, in the order of `serialize.ordered`.
    """
    iris = node_iris(extraction, base=base)
    graph = graph_iri(extraction.article.key, base=base)
    stated = list(_stated(extraction, iris))
    statements = {statement for statement, _ in stated}
    statements.update(_concepts(extraction))
    statements.update(_article(extraction.article, base=base))
    statements.update(_nodes(extraction, iris, base=base))
    statements.update(evidence_statements(stated, extraction.article, base=base))
    return ordered(Quad(subject, predicate, object_, graph) for subject, predicate, object_ in statements)


def _stated(extraction: Extraction, iris: dict[int, NamedNode]) -> Iterator[tuple[Statement, Evidence]]:
    for fact in extraction.facts:
        object_ = iris[fact.object] if isinstance(fact.object, int) else _term(fact.object)
        yield (iris[fact.subject], cdo(fact.property), object_), fact.evidence


def _concepts(extraction: Extraction) -> Iterator[Statement]:
    """Type the concepts that the facts use, so that the graph can be read without the ontology beside it."""
    for fact in extraction.facts:
        if isinstance(fact.object, Concept):
            yield cdo(fact.object.name), RDF["type"], SKOS["Concept"]


def _term(value: Value | Concept) -> NamedNode | Literal:
    if isinstance(value, Concept):
        return cdo(value.name)
    if value.language:
        return Literal(value.lexical, language=value.language)
    lexical = value.lexical
    if value.datatype == "integer" and lexical.isdecimal():
        lexical = str(int(lexical))  # canonical, as Oxigraph keeps it
    return Literal(lexical, datatype=XSD[value.datatype])


def _article(article: Article, *, base: str) -> Iterator[Statement]:
    iri, header = article_iri(article.key, base=base), article.header
    yield iri, RDF["type"], cdo("Article")
    yield iri, DCTERMS["identifier"], Literal(article.key)
    if header.issued:
        yield iri, DCTERMS["issued"], Literal(header.issued, datatype=XSD["date"])
    for term, words in (
        (DCTERMS["title"], header.title),
        (DCTERMS["creator"], header.creator),
        (DCTERMS["publisher"], header.publisher),
        (SCHEMA["url"], header.url),
    ):
        if words:
            yield iri, term, Literal(words)


def _nodes(extraction: Extraction, iris: dict[int, NamedNode], *, base: str) -> Iterator[Statement]:
    article, outline = article_iri(extraction.article.key, base=base), Outline(extraction)
    labels: dict[NamedNode, str] = {}
    for node in extraction.nodes:
        iri = iris[node.number]
        yield iri, RDF["type"], cdo(node.type)
        # Two nodes can turn out to be one thing: it has one label, and the other becomes an alias.
        label = labels.setdefault(iri, node_label(node, outline))
        yield iri, RDFS["label"], Literal(label)
        for alias in {*node_aliases(node, outline), node_label(node, outline)} - {label}:
            yield iri, SKOS["altLabel"], Literal(alias)
        if node.named:
            yield article, cdo("mentions"), iri
