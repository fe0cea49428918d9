"""The page of queries: what it completes, what it says of a query that fails, and answers to keep."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import openpyxl
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.store import open_store
from filmkg.vocab import CLASSES, PROPERTIES, RDF, RDFS, cdo

HTML = {"Accept": "text/html"}
FILMS = "SELECT ?film ?label { ?film a cdo:Film ; rdfs:label ?label } ORDER BY ?label"


def test_the_ontology_is_completed_and_what_the_store_has_besides(
    tmp_path: Path, serve_store: Callable[[Path], AbstractContextManager[httpx.Client]]
) -> None:
    poster, prints = NamedNode("https://example.org/Poster"), NamedNode("https://example.org/prints")
    one = NamedNode("https://example.org/one")
    with open_store(tmp_path / "store", writable=True) as store:
        store.bulk_extend([Quad(one, RDF["type"], poster), Quad(one, prints, Literal("x"))])
        del store
    with serve_store(tmp_path / "store") as client:
        words = client.get("/sparql/completion").json()
    assert {cdo(name).value for name in CLASSES} | {poster.value} == set(words["classes"])
    assert {cdo(name).value for name in PROPERTIES} | {prints.value, RDFS["label"].value} <= set(words["properties"])
    assert words["prefixes"]["cdo"] == cdo("Film").value.removesuffix("Film")


def test_what_is_suggested_has_its_iri(week_client: httpx.Client) -> None:
    (first, *_) = week_client.get("/suggest", params={"q": "nairob"}).json()["things"]
    ask = f"ASK {{ <{first['iri']}> rdfs:label ?name }}"
    assert week_client.get("/sparql", params={"query": ask}, headers={"Accept": "application/json"}).json()["boolean"]


FAILING = {
    "SELECT ?film { ?film a cdo:Film": 400,
    "SELECT ?film { SERVICE <http://example.org/> { ?film a cdo:Film } }": 400,
    "SELECT (COUNT(*) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?l) }": 504,
    'ASK { } # </textarea><script>alert("x")</script>\n }': 400,
}


@pytest.mark.parametrize("query", FAILING)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_query_that_fails_is_kept(client: httpx.Client, query: str, method: str) -> None:
    given = {"params": {"query": query}} if method == "GET" else {"data": {"query": query}}
    response = client.request(method, "/sparql", headers=HTML, **given)
    assert response.status_code == FAILING[query]
    assert response.headers["filmkg-outcome"] in {"wrong", "stopped"}
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", response.text, re.DOTALL)[1]
    assert html.unescape(shown) == query
    assert 'role="alert"' in response.text
    assert "<script>alert" not in response.text


def test_what_is_no_query_fails_as_ever(client: httpx.Client) -> None:
    page = client.get("/nowhere", headers=HTML)
    assert page.status_code == 404
    assert "<textarea" not in page.text


def test_an_answer_can_be_kept_as_a_table(client: httpx.Client) -> None:
    page = client.get("/sparql", params={"query": FILMS}, headers=HTML).text
    links = {
        link.partition("?")[0]: html.unescape(link) for link in re.findall(r'href="(/sparql/answer\.[^"]+)"', page)
    }
    assert set(links) == {"/sparql/answer.xlsx", "/sparql/answer.csv", "/sparql/answer.json"}
    rows = list(csv.DictReader(io.StringIO(client.get(links["/sparql/answer.csv"]).content.decode("utf-8-sig"))))
    assert [row["label"] for row in rows] == ["<script>alert(1)</script>", "Red Garden"]
    assert client.get(links["/sparql/answer.json"]).json() == rows
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(links["/sparql/answer.xlsx"]).content)).active
    assert [cell.value for cell in sheet[1]] == ["film", "label"]


def test_an_answer_runs_as_no_formula(client: httpx.Client) -> None:
    query = 'SELECT ("=1+1" AS ?sum) {}'
    assert client.get("/sparql/answer.csv", params={"query": query}).text.split()[-1] == "'=1+1"


@pytest.mark.parametrize(
    ("suffix", "query", "status"),
    [("pdf", FILMS, 404), ("csv", "", 404), ("csv", "CONSTRUCT WHERE { ?s ?p ?o }", 404), ("csv", "ASK {", 400)],
)
def test_what_is_no_table_is_refused(client: httpx.Client, suffix: str, query: str, status: int) -> None:
    assert client.get(f"/sparql/answer.{suffix}", params={"query": query}).status_code == status
