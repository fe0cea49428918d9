"""Where an article states its facts: one Evidence per triple and span, one selector per span."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from filmkg.graph.iri import article_iri, evidence_term, selector_term
from filmkg.graph.terms import TYPE, Statement, literal, term, typed
from filmkg.model import Article, Evidence, Span
from filmkg.vocab import OA, PROV, RDF

_EVIDENCE, _STATEMENT = term("Evidence"), str(RDF["Statement"])
_SUBJECT, _PREDICATE, _OBJECT = (str(RDF[name]) for name in ("subject", "predicate", "object"))
_SOURCE, _SELECTOR = str(PROV["wasDerivedFrom"]), str(OA["hasSelector"])
_RULE, _CONFIDENCE = term("rule"), term("confidence")
_DIGEST = term("quoteDigest")
_POSITION, _QUOTE = str(OA["TextPositionSelector"]), str(OA["TextQuoteSelector"])
_START, _END, _EXACT = (str(OA[name]) for name in ("start", "end", "exact"))


def evidence_statements(
    stated: Iterable[tuple[Statement, Evidence]], article: Article, *, base: str, quoted: bool = True
) -> Iterator[Statement]:
    """Describe the words behind each stated triple.

    Where several rules read the same triple from the same span, the most confident one is named (the first by
    name among equals).

    Args:
        stated: Each triple with its evidence.
        article: The article.
        base: Start of all IRIs.
        quoted: Whether to give the words; else a digest of them.
    """
    best: dict[tuple[Statement, Span], Evidence] = {}
    for triple, evidence in stated:
        known = best.get((triple, evidence.span))
        if known is None or (-evidence.confidence, evidence.rule) < (-known.confidence, known.rule):
            best[triple, evidence.span] = evidence
    source = str(article_iri(article.key, base=base))
    selectors = {span: selector_term(source, span) for _, span in best}
    for (triple, span), evidence in best.items():
        iri = evidence_term(source, " ".join(triple), span)
        yield iri, TYPE, _EVIDENCE
        yield iri, TYPE, _STATEMENT
        yield iri, _SUBJECT, triple[0]
        yield iri, _PREDICATE, triple[1]
        yield iri, _OBJECT, triple[2]
        yield iri, _SOURCE, source
        yield iri, _SELECTOR, selectors[span]
        yield iri, _RULE, literal(evidence.rule)
        yield iri, _CONFIDENCE, _decimal(evidence.confidence)
    for span, iri in selectors.items():
        yield iri, TYPE, _POSITION
        yield iri, _START, typed(str(span.start_char), "integer")
        yield iri, _END, typed(str(span.end_char), "integer")
        words = article.quote(span)
        if quoted:
            yield iri, TYPE, _QUOTE
            yield iri, _EXACT, literal(words)
        else:
            yield iri, _DIGEST, literal(hashlib.sha256(words.encode()).hexdigest())


def _decimal(number: float) -> str:
    # Canonical ("1", "0.9"): Oxigraph rewrites other forms, and a store must return what was put into it.
    return typed(f"{number:.4f}".rstrip("0").rstrip("."), "decimal")
