"""The merged view, the graphs beside it, and the table that tells why."""

import pytest


def test_a_thing_has_one_label_and_all_its_names(body, build, article_of):
    names = "Azerbaijan Culture Ministry", "Culture Ministry of Azerbaijan"
    store = build(*(article_of(key, body(key, name)) for key, name in zip("ab", names, strict=True)))
    assert len(store.rows("SELECT ?label { ?thing a cdo:Organization ; rdfs:label ?label }")) == 1
    assert len(store.rows("SELECT ?label { ?thing a cdo:Organization ; skos:altLabel ?label }")) == 1


@pytest.fixture
def two_articles(article_of, event, body, baku):
    days = {"place": "city/baku", "startDate": "2025-05"}
    return [
        article_of(key, event(f"event/{key}", name, organizer=f"organization/{key}", **days), baku, body(key, ministry))
        for key, name, ministry in (
            ("a", "Days of Kazakh Cinema", "Azerbaijan Culture Ministry"),
            ("b", "Days of Kazakh Films", "Ministry of Culture of Azerbaijan"),
        )
    ]


def test_evidence_leads_from_a_merged_statement_to_each_sentence(build, two_articles):
    store = build(*two_articles)
    rows = store.rows(
        "SELECT DISTINCT ?event ?body ?article { ?event cdo:organizer ?body . ?e rdf:subject ?event ;"
        " rdf:object ?body ; rdf:predicate cdo:organizer ; prov:wasDerivedFrom ?article ;"
        " oa:hasSelector/oa:exact ?sentence }"
    )
    assert len({row[:2] for row in rows}) == 1
    assert {row[2] for row in rows} == {"article/a", "article/b"}


def test_the_graphs_of_articles_stay_as_they_are(build, two_articles):
    first, second = two_articles
    store = build(first, second)
    for one in (first, second):
        rows = store.rows(f"SELECT ?s ?p ?o {{ GRAPH {one.graph} {{ ?s ?p ?o }} }}")
        assert len(rows) == len(one.quads)
    assert store.rows("SELECT ?b { GRAPH <https://w3id.org/filmkg/id/graph/b> { ?e cdo:organizer ?b } }") == [
        ("organization/b",)
    ]


def test_each_decision_is_written_down_with_its_reason(build, two_articles):
    store = build(*two_articles)
    table = "https://w3id.org/filmkg/id/identity"
    rows = store.rows(
        f"SELECT ?iri ?new ?graph ?reason {{ GRAPH <{table}> {{ ?iri dcterms:isReplacedBy ?new ."
        " ?entry rdf:subject ?iri ; rdf:object ?new ; prov:wasDerivedFrom ?graph ; rdfs:comment ?reason } }"
    )
    assert sorted(rows) == [
        ("event/b", "event/a", "graph/b", "same name and place and time (baku 2025, baku 2025-05)"),
        ("organization/b", "organization/a", "graph/b", "same name and country (AZ)"),
    ]
