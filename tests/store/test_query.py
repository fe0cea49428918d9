import pytest

from filmkg.errors import QueryError
from filmkg.store import open_store, run_query


def rows(path, query):
    with open_store(path, writable=False) as store:
        solutions = run_query(store, query)
        return {tuple(term.value for term in solution) for solution in solutions}


def test_a_query_covers_all_articles_and_knows_the_prefixes(store_path):
    assert rows(store_path, "SELECT ?name { ?film cdo:director ?person . ?person rdfs:label ?name }") == {
        ("Elkhan Jafarov",),
        ("Mirbala Salimli",),
    }


def test_single_articles_can_be_asked(store_path):
    graph = "https://w3id.org/filmkg/id/graph/a"
    expected = {("https://w3id.org/filmkg/id/film/paradise-dream",)}
    assert rows(store_path, f"SELECT ?film {{ GRAPH <{graph}> {{ ?film cdo:director ?p }} }}") == expected
    assert rows(store_path, f"SELECT ?film FROM <{graph}> {{ ?film cdo:director ?p }}") == expected
    assert (
        rows(store_path, "PREFIX g: <https://w3id.org/filmkg/id/graph/> SELECT ?f FROM g:a { ?f cdo:director ?p }")
        == expected
    )


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n  ?s ?p }", "line 2, near column"),
        ("SELECT * {\n  ?s ex:p ?o }", "line 2, column 6: the prefix ex: is not declared"),
        ("# all\nSELEC * { ?s ?p ?o }", "line 2, column 1: a query starts with SELECT"),
    ],
)
def test_a_query_that_does_not_parse_is_shown_with_the_place(store_path, query, place):
    with pytest.raises(QueryError) as caught:
        rows(store_path, query)
    assert place in caught.value.problem


@pytest.mark.parametrize("query", ["", "SELECT", "nonsense", "SELECT * { ?s ex:p ?o }", "SELECT * { ?s ?p '\x00 }"])
def test_nonsense_is_no_query(store_path, query):
    with pytest.raises(QueryError):
        rows(store_path, query)
