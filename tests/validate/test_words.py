from rdflib import Graph, URIRef

from filmkg.resources import SHAPES
from filmkg.validate import words
from filmkg.vocab import CDO_BASE

ID = "https://w3id.org/filmkg/id/"
FACTS = Graph().parse(SHAPES / "cases" / "Evidence" / "invalid.facts.ttl")


def test_evidence_is_named_by_its_fact():
    assert words.name(FACTS, URIRef(ID + "evidence/1")) == "evidence of: The Toy, director, Ada Example"


def test_an_article_is_named_by_its_title():
    assert words.name(FACTS, URIRef(ID + "article/a")) == "A report"


def test_a_selector_leads_to_its_evidence_and_its_words():
    found = words.evidence(FACTS, URIRef(ID + "words/0-7"), None, None)
    assert found == URIRef(ID + "evidence/1")
    assert words.sentence(FACTS, found) == "The Toy"


def test_a_node_that_is_only_spoken_of_has_a_sentence_too():
    found = words.evidence(FACTS, URIRef(ID + "person/ada"), None, None)
    assert words.sentence(FACTS, found) == "The Toy"


def test_without_evidence_only_a_single_article_is_named():
    graph = Graph()
    graph += FACTS
    assert words.article(graph, None) == ID + "article/a"
    graph.parse(data=f"<{ID}article/b> a <{CDO_BASE}Article> .", format="turtle")
    assert words.article(graph, None) == ""
    assert words.article(graph, URIRef(ID + "evidence/1")) == ID + "article/a"
