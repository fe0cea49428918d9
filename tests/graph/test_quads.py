from dataclasses import replace

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from filmkg.graph import BASE, article_iri, graph_iri, to_quads
from filmkg.graph.iri import node_iris
from filmkg.model import Value
from filmkg.vocab import DCTERMS, RDF, RDFS, SKOS, XSD, cdo


def test_quads_are_sorted_distinct_and_of_one_graph_without_blank_nodes(extraction):
    quads = to_quads(extraction)
    assert len(set(quads)) == len(quads)
    assert {quad.graph_name for quad in quads} == {graph_iri("baku-days")}
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)
    assert all(isinstance(quad.object, NamedNode | Literal) for quad in quads)
    shuffled = replace(extraction, nodes=extraction.nodes[::-1], facts=extraction.facts[::-1])
    assert to_quads(shuffled) == quads


def test_the_article_says_what_it_is_and_what_it_mentions(extraction):
    article, quads = article_iri("baku-days"), to_quads(extraction)
    about = {(quad.predicate, quad.object) for quad in quads if quad.subject == article}
    assert (RDF["type"], cdo("Article")) in about
    assert (DCTERMS["issued"], Literal("2025-05-16", datatype=XSD["date"])) in about
    assert (DCTERMS["identifier"], Literal("baku-days")) in about
    iris = node_iris(extraction)
    mentioned = {object_ for predicate, object_ in about if predicate == cdo("mentions")}
    assert mentioned == {iris[node.number] for node in extraction.nodes if node.named}


def test_every_node_has_its_class_and_one_label(extraction):
    quads, iris = to_quads(extraction), node_iris(extraction)
    for node in extraction.nodes:
        about = [(quad.predicate, quad.object) for quad in quads if quad.subject == iris[node.number]]
        assert [object_ for predicate, object_ in about if predicate == RDF["type"]] == [cdo(node.type)]
        assert len([object_ for predicate, object_ in about if predicate == RDFS["label"]]) == 1
        aliases = {object_.value for predicate, object_ in about if predicate == SKOS["altLabel"]}
        names = aliases | {object_.value for predicate, object_ in about if predicate == RDFS["label"]}
        assert set(node.aliases) <= names
        assert node.label in names or not node.named


def test_a_store_returns_what_was_put_into_it(extraction):
    quads = to_quads(extraction)
    store = Store()
    store.extend(quads)
    assert set(store) == set(quads)


def test_literals_keep_their_datatype_and_language(extraction):
    objects = {str(quad.object) for quad in to_quads(extraction)}
    assert '"Cənnət yuxusu"@az' in objects
    assert '"2025-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>' in objects
    assert '"38"^^<http://www.w3.org/2001/XMLSchema#integer>' in objects


def test_the_base_is_a_setting(extraction):
    lines = pyoxigraph.serialize(
        to_quads(extraction, base="https://example.org/kg/"), format=RdfFormat.N_QUADS
    ).decode()
    assert "https://example.org/kg/article/baku-days" in lines
    assert BASE not in lines


def test_a_name_that_is_no_term_raises(extraction):
    fact = replace(extraction.facts[0], property="directr")
    with pytest.raises(KeyError):
        to_quads(replace(extraction, facts=(fact,)))
    with pytest.raises(KeyError):
        to_quads(replace(extraction, facts=(replace(extraction.facts[0], object=Value("x", "nonsense")),)))
