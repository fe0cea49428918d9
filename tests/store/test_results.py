import csv
import io
import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import Graph

from filmkg.errors import QueryError
from filmkg.store import ResultFormat, open_store, run_query, write_result

SELECT = "SELECT ?film ?director { ?film cdo:director ?director } ORDER BY ?film"


def written(path, query, format_=None):
    with open_store(path, writable=False) as store:
        return write_result(run_query(store, query), store=store, format=format_).decode()


def test_a_table_shows_labels_in_columns(store_path):
    assert written(store_path, SELECT).splitlines() == [
        "film            director",
        "──────────────  ───────────────",
        "Paradise Dream  Elkhan Jafarov",
        "Red Garden      Mirbala Salimli",
        "(2 rows)",
    ]


def test_a_table_is_aligned_whatever_the_script_and_has_no_control_characters():
    store = Store()
    for number, name in enumerate(("東京", "Baku\x1b[31m", "e\u0301t\u00e9")):
        store.add(Quad(NamedNode(f"http://e/{number}"), NamedNode("http://e/name"), Literal(name)))
    query = "SELECT ?name (1 AS ?one) ?missing { ?s <http://e/name> ?name } ORDER BY ?s"
    lines = write_result(run_query(store, query), store=store).decode().splitlines()
    assert lines[2:5] == ["東京       1", "Baku [31m  1", "e\u0301t\u00e9        1"]


def test_an_iri_without_label_is_shortened(store_path):
    assert "cdo:director" in written(store_path, "SELECT DISTINCT ?p { ?s ?p ?o }")


def test_an_article_is_named_by_its_key():
    store, article = Store(), NamedNode("https://w3id.org/filmkg/id/article/film-week")
    store.add(Quad(article, NamedNode("http://purl.org/dc/terms/identifier"), Literal("film-week")))
    lines = write_result(run_query(store, "SELECT ?s { ?s ?p ?o }"), store=store).decode().splitlines()
    assert lines[2] == "film-week"


@pytest.mark.parametrize(
    ("format_", "read"),
    [
        (ResultFormat.CSV, lambda text: list(csv.reader(io.StringIO(text)))[1][0]),
        (ResultFormat.TSV, lambda text: text.splitlines()[1].split("\t")[0].strip("<>")),
        (ResultFormat.JSON, lambda text: json.loads(text)["results"]["bindings"][0]["film"]["value"]),
        (ResultFormat.XML, lambda text: text.partition("<uri>")[2].partition("</uri>")[0]),
    ],
)
def test_the_formats_for_programs_carry_the_iris(store_path, format_, read):
    assert read(written(store_path, SELECT, format_)) == "https://w3id.org/filmkg/id/film/paradise-dream"


def test_ask_and_construct(store_path):
    assert written(store_path, "ASK { ?s cdo:director ?o }") == "true\n"
    assert written(store_path, "ASK { ?s cdo:producer ?o }") == "false\n"
    assert json.loads(written(store_path, "ASK { ?s ?p ?o }", ResultFormat.JSON))["boolean"] is True
    turtle = written(store_path, "CONSTRUCT WHERE { ?s cdo:director ?o }")
    assert len(Graph().parse(data=turtle, format="turtle")) == 2
    assert written(store_path, "CONSTRUCT WHERE { ?s cdo:director ?o }", ResultFormat.TURTLE) == turtle


def test_a_format_that_does_not_fit_is_refused(store_path):
    with pytest.raises(QueryError, match="turtle"):
        written(store_path, SELECT, ResultFormat.TURTLE)
    with pytest.raises(QueryError, match="csv"):
        written(store_path, "CONSTRUCT WHERE { ?s ?p ?o }", ResultFormat.CSV)
