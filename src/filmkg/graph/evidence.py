"""Where an article states its facts: one Evidence per triple and span, one selector per span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from filmkg.graph.iri import article_iri, evidence_iri, selector_iri
from filmkg.model import Article, Evidence, Span
from filmkg.vocab import OA, PROV, RDF, XSD, cdo

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def evidence_statements(
    stated: Iterable[tuple[Statement, Evidence]], article: Article, *, base: str
) -> Iterator[Statement]:
    """Describe the words behind each stated triple.

    Where several rules read the same triple from the same span, the most confident one is named (the first by
    name among equals).
    """
    best: dict[tuple[Statement, Span], Evidence] = {}
    for triple, evidence in stated:
        known = best.get((triple, evidence.span))
        if known is None or (-evidence.confidence, evidence.rule) < (-known.confidence, known.rule):
            best[triple, evidence.span] = evidence
    source = article_iri(article.key, base=base)
    for (triple, span), evidence in best.items():
        iri = evidence_iri(article.key, " ".join(map(str, triple)), span, base=base)
        yield iri, RDF["type"], cdo("Evidence")
        yield iri, RDF["type"], RDF["Statement"]
        yield iri, RDF["subject"], triple[0]
        yield iri, RDF["predicate"], triple[1]
        yield iri, RDF["object"], triple[2]
        yield iri, PROV["wasDerivedFrom"], source
        yield iri, OA["hasSelector"], selector_iri(article.key, span, base=base)
        yield iri, cdo("rule"), Literal(evidence.rule)
        yield iri, cdo("confidence"), _decimal(evidence.confidence)
    for span in sorted({span for _, span in best}):
        yield from _selector(span, article, base=base)


def _selector(span: Span, article: Article, *, base: str) -> Iterator[Statement]:
    iri = selector_iri(article.key, span, base=base)
    yield iri, RDF["type"], OA["TextPositionSelector"]
    yield iri, RDF["type"], OA["TextQuoteSelector"]
    yield iri, OA["start"], Literal(str(span.start_char), datatype=XSD["integer"])
    yield iri, OA["end"], Literal(str(span.end_char), datatype=XSD["integer"])
    yield iri, OA["exact"], Literal(article.quote(span))


def _decimal(number: float) -> Literal:
    # Canonical ("1", "0.9"): Oxigraph rewrites other forms, and a store must return what was put into it.
    return Literal(f"{number:.4f}".rstrip("0").rstrip("."), datatype=XSD["decimal"])
