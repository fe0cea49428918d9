import json

import pytest

QUERY = "SELECT ?film ?director { ?film cdo:director ?director }"


def test_a_table_is_what_people_get(filmkg, store):
    done = filmkg("query", "--store", store, QUERY)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[2:] == ["Red Garden  Mirbala Salimli", "(1 row)"]


def test_a_file_and_standard_input_hold_queries(filmkg, store, tmp_path):
    (tmp_path / "films.rq").write_text(QUERY, encoding="utf-8-sig")
    expected = filmkg("query", "--store", store, QUERY, LC_ALL="C").stdout
    assert filmkg("query", "--store", store, tmp_path / "films.rq").stdout == expected
    assert filmkg("query", "--store", store, "-", stdin=QUERY.encode()).stdout == expected
    assert filmkg("query", "--store", store, "none.rq").returncode == 2


def test_formats_for_programs(filmkg, store):
    done = filmkg("query", "--store", store, "--format", "json", QUERY)
    (row,) = json.loads(done.stdout)["results"]["bindings"]
    assert row["film"]["value"] == "https://w3id.org/filmkg/id/film/red-garden"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * { ?s ?p", "line 1"),
        ("SELECT * { ?s ex:p ?o }", "prefix ex: is not declared"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "would change the store"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "another server"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "read a file"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "levels deep"),
    ],
)
def test_a_bad_query_is_1_and_says_why(filmkg, store, query, words):
    done = filmkg("query", "--store", store, query)
    assert done.returncode == 1
    assert done.stdout == b""
    assert words in done.stderr
    assert "Try: " in done.stderr


def test_a_missing_store_is_3(filmkg, tmp_path):
    done = filmkg("query", "--store", tmp_path / "none", QUERY)
    assert done.returncode == 3
    assert "no such store" in done.stderr
    assert "filmkg build" in done.stderr
