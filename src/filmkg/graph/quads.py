"""Extraction -> quads: one named graph an article, sorted, without duplicates or blank nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from filmkg.graph.evidence import evidence_statements
from filmkg.graph.iri import BASE, article_iri, graph_iri, metadata_iri, node_iris
from filmkg.graph.labels import node_aliases, node_label
from filmkg.graph.outline import Outline
from filmkg.graph.rights import Rights
from filmkg.graph.terms import TYPE, Statement, literal, tagged, term, typed
from filmkg.model import Article, Concept, Evidence, Extraction, Value
from filmkg.vocab import DCTERMS, RDF, RDFS, SCHEMA, SKOS

_CONCEPT, _ARTICLE, _MENTIONS = str(SKOS["Concept"]), term("Article"), term("mentions")
_TYPE, _LABEL, _ALIAS = str(RDF["type"]), str(RDFS["label"]), str(SKOS["altLabel"])
_IDENTIFIER, _SOURCE = str(DCTERMS["identifier"]), str(DCTERMS["source"])
_STATEMENT, _SUBJECT, _PREDICATE, _OBJECT = (str(RDF[name]) for name in ("Statement", "subject", "predicate", "object"))
# Field of an article's header -> the property that says it.
_HEADER = {
    "title": str(DCTERMS["title"]),
    "issued": str(DCTERMS["issued"]),
    "modified": str(DCTERMS["modified"]),
    "creator": str(DCTERMS["creator"]),
    "publisher": str(DCTERMS["publisher"]),
    "url": str(SCHEMA["url"]),
    "language": str(DCTERMS["language"]),
}
_TEXT = str(SCHEMA["articleBody"])
_DATES = frozenset({"issued", "modified"})


def to_nquads(extraction: Extraction, *, base: str = BASE, rights: Rights = Rights.QUOTES) -> str:
    """State what an article says, with the words that say it.

    Args:
        extraction: The article's nodes and facts.
        base: Start of all IRIs, ending in a slash.
        rights: How much of the text to give.

    Returns:
        The quads of the graph `graph_iri(article.key)` as N-Quads, in the order of `serialize.ordered`.
    """
    quoted = rights is not Rights.OFFSETS
    extraction = extraction if quoted else _without_quotations(extraction)
    iris = {number: str(iri) for number, iri in node_iris(extraction, base=base).items()}
    article = str(article_iri(extraction.article.key, base=base))
    graph = graph_iri(extraction.article.key, base=base)
    stated = list(_stated(extraction, iris))
    statements = {statement for statement, _ in stated}
    statements.update(_concepts(extraction))
    statements.update(_article(extraction.article, article, base=base))
    statements.update(_nodes(extraction, iris, article))
    statements.update(evidence_statements(stated, extraction.article, base=base, quoted=quoted))
    if rights is Rights.FULL:
        statements.add((article, _TEXT, literal(extraction.article.text)))
    return "".join(
        [f"{subject} {name or _TYPE} {object_} {graph} .\n" for subject, name, object_ in sorted(statements)]
    )


def _without_quotations(extraction: Extraction) -> Extraction:
    """Leave out quotations: they are nothing but words."""
    left_out = {node.number for node in extraction.nodes if node.type == "Quotation"}
    return replace(
        extraction,
        nodes=tuple(node for node in extraction.nodes if node.number not in left_out),
        facts=tuple(fact for fact in extraction.facts if fact.subject not in left_out),
    )


def to_quads(extraction: Extraction, *, base: str = BASE) -> tuple[Quad, ...]:
    """Return what `to_nquads` writes, as quads."""
    return read_nquads(to_nquads(extraction, base=base))


def read_nquads(text: str) -> tuple[Quad, ...]:
    """Return the quads of what `to_nquads` wrote."""
    return tuple(pyoxigraph.parse(text, format=RdfFormat.N_QUADS))


def _stated(extraction: Extraction, iris: Mapping[int, str]) -> Iterator[tuple[Statement, Evidence]]:
    for fact in extraction.facts:
        object_ = iris[fact.object] if isinstance(fact.object, int) else _term(fact.object)
        yield (iris[fact.subject], term(fact.property), object_), fact.evidence


def _concepts(extraction: Extraction) -> Iterator[Statement]:
    """Type the concepts that the facts use, so that the graph can be read without the ontology beside it."""
    for fact in extraction.facts:
        if isinstance(fact.object, Concept):
            yield term(fact.object.name), TYPE, _CONCEPT


def _term(value: Value | Concept) -> str:
    if isinstance(value, Concept):
        return term(value.name)
    if value.language:
        return tagged(value.lexical, value.language)
    lexical = value.lexical
    if value.datatype == "integer" and lexical.isdecimal():
        lexical = str(int(lexical))  # canonical, as Oxigraph keeps it
    return typed(lexical, value.datatype)


def _article(article: Article, iri: str, *, base: str) -> Iterator[Statement]:
    yield iri, TYPE, _ARTICLE
    yield iri, _IDENTIFIER, literal(article.key)
    for field, name in _HEADER.items():
        value = getattr(article.header, field)
        if value:
            yield iri, name, _header_value(field, value)
    for known in article.known:
        statement = str(metadata_iri(article.key, known.field, base=base))
        yield statement, TYPE, _STATEMENT
        yield statement, _SUBJECT, iri
        yield statement, _PREDICATE, _HEADER[known.field]
        yield statement, _OBJECT, _header_value(known.field, known.value)
        yield statement, _SOURCE, literal(known.place)


def _header_value(field: str, value: str) -> str:
    return typed(value, "date") if field in _DATES else literal(value)


def _nodes(extraction: Extraction, iris: Mapping[int, str], article: str) -> Iterator[Statement]:
    outline = Outline(extraction)
    labels: dict[str, str] = {}
    for node in extraction.nodes:
        iri, own = iris[node.number], node_label(node, outline)
        yield iri, TYPE, term(node.type)
        # Two nodes can turn out to be one thing: it has one label, and the other becomes an alias.
        label = labels.setdefault(iri, own)
        yield iri, _LABEL, literal(label)
        for alias in {*node_aliases(node, own), own} - {label}:
            yield iri, _ALIAS, literal(alias)
        if node.named:
            yield article, _MENTIONS, iri
