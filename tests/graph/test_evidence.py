from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from filmkg.graph import to_quads
from filmkg.model import Article, Evidence, Extraction, Fact, Header, Node, Span, Value
from filmkg.vocab import OA, RDF, cdo


def values(quads, subject, predicate):
    return [quad.object for quad in quads if quad.subject == subject and quad.predicate == predicate]


def evidence_nodes(quads):
    return [quad.subject for quad in quads if quad.predicate == RDF["type"] and quad.object == cdo("Evidence")]


def test_every_stated_triple_has_evidence_whose_quote_is_the_text(extraction):
    quads = to_quads(extraction)
    backed = set()
    for node in evidence_nodes(quads):
        (selector,) = values(quads, node, OA["hasSelector"])
        (start,), (end,), (exact,) = (values(quads, selector, OA[name]) for name in ("start", "end", "exact"))
        assert extraction.article.text[int(start.value) : int(end.value)] == exact.value
        backed.add(tuple(values(quads, node, RDF[name])[0] for name in ("subject", "predicate", "object")))
    properties = {cdo(fact.property) for fact in extraction.facts}
    stated = {(quad.subject, quad.predicate, quad.object) for quad in quads if quad.predicate in properties}
    assert len(stated) == len(extraction.facts)
    assert backed == stated


def test_where_two_rules_state_a_triple_the_more_confident_one_is_named(extraction):
    first = extraction.facts[0]
    rules = [("b", 0.5), ("z", 0.8), ("a", 0.8)]
    again = tuple(
        replace(first, evidence=first.evidence._replace(rule=rule, confidence=confidence)) for rule, confidence in rules
    )
    quads = to_quads(replace(extraction, facts=again))
    (node,) = evidence_nodes(quads)
    assert [literal.value for literal in values(quads, node, cdo("rule"))] == ["a"]
    assert [literal.value for literal in values(quads, node, cdo("confidence"))] == ["0.8"]


@given(st.text(min_size=1), st.data())
def test_quotes_rebuild_any_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    article = Article("a", "a.txt", text, Header(), ())
    fact = Fact(0, "genre", Value("drama"), Evidence(span, span, "r", 1.0))
    if any("\ud800" <= char <= "\udfff" for char in text):
        return  # no decoded article holds a lone surrogate
    quads = to_quads(Extraction(article, (Node(0, "Film", "Film", (), span),), (fact,), ()))
    exact = [quad.object.value for quad in quads if quad.predicate == OA["exact"]]
    assert exact == [text[span.start_char : span.end_char]]
