from dataclasses import replace

from filmkg.graph import explain
from filmkg.model import Span


def test_each_fact_stands_beside_the_sentence_that_states_it(extraction):
    text = extraction.article.text
    words = "“Paradise Dream” by Elkhan Jafarov"
    start = text.index(words)
    span = next(s.span for s in extraction.article.sentences if s.span.start_char <= start < s.span.end_char)
    director = next(fact for fact in extraction.facts if fact.property == "director")
    moved = director.evidence._replace(span=span, focus=Span(start, start + len(words)))
    facts = tuple(replace(fact, evidence=moved) if fact is director else fact for fact in extraction.facts)
    explanation = explain(replace(extraction, facts=facts))
    assert [passage.text for passage in explanation.passages] == [
        extraction.article.quote(sentence.span) for sentence in extraction.article.sentences
    ]
    assert len(explanation.passages[0].facts) == len(extraction.facts) - 1
    (stated,) = explanation.passages[1].facts
    assert (stated.subject, stated.property, stated.object) == ("Paradise Dream", "director", "Elkhan Jafarov")
    assert stated.words == words
    assert [passage.silent for passage in explanation.passages][-1]
    organizer = next(fact for fact in explanation.passages[0].facts if fact.property == "organizer")
    assert organizer.status == "happened"
