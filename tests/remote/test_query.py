"""filmkg query --remote: the same answers as from the store here."""

import pytest

from filmkg.graph import graph_iri
from filmkg.resources import ONTOLOGY

QUESTIONS = sorted((ONTOLOGY / "questions").glob("*.rq"))
MORE = [
    "ASK { ?film a cdo:Film }",
    'SELECT (COUNT(*) AS ?n) { GRAPH ?article { ?s a cdo:Film } FILTER (CONTAINS(STR(?article), "/graph/")) }',
    "SELECT ?film { ?film a cdo:Film } ORDER BY ?film",
    f"SELECT (COUNT(*) AS ?n) FROM {graph_iri('korean-film-week-nairobi-report')} {{ ?s ?p ?o }}",
    "CONSTRUCT { ?film cdo:director ?who } WHERE { ?film cdo:director ?who }",
    "PREFIX x: <https://w3id.org/filmkg/ontology#> SELECT (COUNT(DISTINCT ?f) AS ?n) { ?f a x:Film }",
]


@pytest.fixture
def filled(server, sample_store, filmkg):
    done = filmkg("push", "--store", sample_store, "--to", server.url, **server.environment)
    assert done.returncode == 0, done.stderr
    return server


def test_the_answers_are_the_same(filled, sample_store, filmkg):
    for question in [*QUESTIONS, *MORE]:
        here = filmkg("query", "--store", sample_store, question)
        assert here.returncode == 0
        assert filmkg("query", "--remote", filled.url, question) == here, question
    for format_ in ("json", "csv", "tsv", "xml"):  # written here, from the same JSON
        arguments = ["--format", format_, QUESTIONS[0]]
        here = filmkg("query", "--store", sample_store, *arguments)
        assert filmkg("query", "--remote", filled.url, *arguments) == here


def test_what_is_wrong_with_a_query_is_said_as_for_a_store_here(oxigraph, sample_store, filmkg):
    service = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    for query in ("SELECT", "SELECT * {\n ?s nope:x ?o }", service, "DROP ALL"):
        here = filmkg("query", "--store", sample_store, query)
        assert here.returncode == 1
        assert filmkg("query", "--remote", oxigraph.url, query) == here


def test_an_answer_that_the_server_cuts_is_no_answer(virtuoso, filmkg):
    values = "<http://example.org/p> " + ", ".join(map(str, range(101)))
    for subject in range(101):
        graph = f"GRAPH <http://example.org/many> {{ <http://example.org/{subject}> {values} }}"
        virtuoso.update(f"INSERT DATA {{ {graph} }}")
    query = "SELECT * FROM <http://example.org/many> { ?s ?p ?o }"
    done = filmkg("query", "--remote", virtuoso.url, query)
    assert done.returncode == 3
    assert "10000 rows" in done.stderr
    assert filmkg("query", "--remote", virtuoso.url, f"{query} LIMIT 10").returncode == 0


def test_one_store_is_named(oxigraph, sample_store, filmkg):
    assert filmkg("query", "ASK {}").returncode == 2
    assert filmkg("query", "--store", sample_store, "--remote", oxigraph.url, "ASK {}").returncode == 2
