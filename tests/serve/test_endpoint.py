from __future__ import annotations

import json
import re
import threading
import time

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from filmkg.graph import graph_iri

JSON = "application/sparql-results+json"
FILMS = "SELECT DISTINCT ?film { ?film a cdo:Film }"


def ask(client: httpx.Client, query: str, accept: str = JSON, **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters}, headers={"Accept": accept})


def rows(response: httpx.Response) -> list[dict[str, dict[str, str]]]:
    response.raise_for_status()
    return response.json()["results"]["bindings"]


RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}


@pytest.mark.parametrize("media_type", RESULTS)
def test_rows_come_in_every_format(client: httpx.Client, media_type: str) -> None:
    response = ask(client, FILMS, media_type)
    assert response.headers["content-type"].split(";")[0] == media_type
    assert len(list(ox.parse_query_results(response.content, format=RESULTS[media_type]))) == 2


def test_rows_come_as_csv(client: httpx.Client) -> None:
    response = ask(client, FILMS, "text/csv")
    assert response.headers["content-type"].startswith("text/csv")
    assert len(response.text.splitlines()) == 3


@pytest.mark.parametrize(
    ("media_type", "format_"),
    [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")],
)
def test_graphs_come_in_every_format(client: httpx.Client, media_type: str, format_: str) -> None:
    response = ask(client, "CONSTRUCT { ?film a cdo:Film } { ?film a cdo:Film }", media_type)
    assert response.headers["content-type"].split(";")[0] == media_type
    assert len(rdflib.Graph().parse(data=response.content, format=format_)) == 2


def test_accept_is_weighed(client: httpx.Client) -> None:
    response = ask(client, FILMS, "application/sparql-results+xml;q=0.1, application/sparql-results+json;q=0.9")
    assert response.headers["content-type"] == JSON
    assert "Accept" in response.headers["vary"].split(", ")


def test_a_format_that_there_is_not_is_406(client: httpx.Client) -> None:
    assert ask(client, FILMS, "image/png").status_code == 406
    assert ask(client, FILMS, "text/turtle").status_code == 406


def test_post_as_form_and_directly(client: httpx.Client) -> None:
    form = client.post("/sparql", data={"query": FILMS}, headers={"Accept": JSON})
    direct = client.post("/sparql", content=FILMS, headers={"Accept": JSON, "Content-Type": "application/sparql-query"})
    assert rows(form) == rows(direct) == rows(ask(client, FILMS))


def test_a_form_is_decoded_once(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": 'SELECT ("100%25 a+b" AS ?x) {}'}, headers={"Accept": JSON})
    assert rows(response)[0]["x"]["value"] == "100%25 a+b"


def test_default_graph_is_the_union_and_graph_tells_articles_apart(client: httpx.Client) -> None:
    graph = "SELECT DISTINCT ?g { GRAPH ?g { ?film a cdo:Film } }"
    assert {row["g"]["value"] for row in rows(ask(client, graph))} == {
        graph_iri("first").value,
        graph_iri("second").value,
    }
    assert len(rows(ask(client, f"SELECT ?film FROM {graph_iri('first')} {{ ?film a cdo:Film }}"))) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        # A comment and less-than, read together, look like an IRI that swallows the keyword.
        "SELECT * { FILTER(1<2)SERVICE#>\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)#'>'''\nSERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'''\n }",
        "SELECT * FROM <http://127.0.0.1:9/graph> { ?s ?p ?o }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DROP ALL",
    ],
)
def test_what_reaches_out_or_changes_is_refused(client: httpx.Client, query: str) -> None:
    response = ask(client, query)
    assert response.status_code == 400, response.text
    assert set(response.json()) == {"problem", "remedy"}
    assert "does not parse" not in response.json()["problem"]


def test_service_calls_nobody(client: httpx.Client) -> None:
    """The same refusal, seen from the other side."""
    from filmkg.serve.server import listen

    with listen("127.0.0.1", 0) as trap:
        trap.settimeout(0.3)
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        ask(client, f"SELECT * {{ FILTER(1<2)SERVICE#>\n<{address}> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            trap.accept()


def test_updates_are_refused_in_words(client: httpx.Client) -> None:
    form = client.post("/sparql", data={"update": "CLEAR ALL"})
    direct = client.post("/sparql", content="CLEAR ALL", headers={"Content-Type": "application/sparql-update"})
    assert form.status_code == direct.status_code == 403
    assert "read-only" in form.json()["problem"]
    assert len(rows(ask(client, FILMS))) == 2


def test_a_malformed_query_is_told_where(client: httpx.Client) -> None:
    response = ask(client, "SELECT * {\n  ?s ?p }")
    assert response.status_code == 400
    assert re.search(r"line 2,( near)? column", response.json()["problem"])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 3000 + "}" * 3000,
        "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) {}",
        "SELECT * { " + "FILTER EXISTS { " * 1000 + "}" * 1000 + " }",
        "SELECT * { FILTER(" + "!" * 50_000 + "true) }",
        "SELECT (" + "-" * 50_000 + "1 AS ?x) {}",
        "SELECT * { ?s " + "^" * 50_000 + "<urn:p> ?o }",
        # Thirty doublings of a string
        "SELECT ?x30 { BIND('ab' AS ?x0) "
        + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(36))
        + " }",
    ],
    ids=["groups", "parentheses", "exists", "not", "minus", "inverse", "doublings"],
)
def test_a_bomb_is_answered_and_the_next_query_too(client: httpx.Client, query: str) -> None:
    response = client.post("/sparql", data={"query": query}, headers={"Accept": JSON})
    # whichever limit is reached first: nesting, memory, time
    assert response.status_code in (400, 422, 504), response.text[:200]
    assert len(rows(ask(client, FILMS))) == 2


def test_a_slow_query_ends_and_others_are_served_meanwhile(client: httpx.Client) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = STR(?l)) }"
    answers: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: answers.append(ask(client, slow)))
    thread.start()
    time.sleep(0.3)
    assert len(rows(ask(client, FILMS))) == 2
    assert thread.is_alive()  # answered while the slow one still ran
    thread.join()
    assert answers[0].status_code == 504
    assert "longer than 2 seconds" in answers[0].json()["problem"]
    assert len(rows(ask(client, FILMS))) == 2


def test_a_body_over_the_limit_is_413(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": FILMS + " #" + "x" * 2**20})
    assert response.status_code == 413


@pytest.mark.parametrize("body", [b"ASK {} #\xff", b"\xff"])
def test_a_body_that_is_not_utf8_is_400(client: httpx.Client, body: bytes) -> None:
    response = client.post("/sparql", content=body, headers={"Content-Type": "application/sparql-query"})
    assert response.status_code == 400


def test_other_bodies_methods_and_parameters_are_refused(client: httpx.Client) -> None:
    assert client.post("/sparql", content=b"ASK {}", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.delete("/sparql").status_code == 405
    assert client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status_code == 400
    assert client.get("/sparql?query=").status_code == 400
    assert client.post("/sparql", data={"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}).status_code == 403


def test_a_dataset_can_be_chosen(client: httpx.Client) -> None:
    assert rows(ask(client, FILMS, **{"default-graph-uri": "urn:g"})) == []
    assert len(rows(ask(client, FILMS, **{"default-graph-uri": "https://w3id.org/filmkg/id/graph/first"}))) == 1


def test_without_a_query_the_service_describes_itself(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert set(graph.objects(None, sd.endpoint)) == {
        rdflib.URIRef(f"{client.base_url}/sparql".replace("//sparql", "/sparql"))
    }
    assert sd.UnionDefaultGraph not in set(graph.objects(None, sd.feature))
    assert sd.BasicFederatedQuery not in set(graph.objects(None, sd.feature))


def test_a_browser_gets_a_form_and_a_table(client: httpx.Client) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert "<textarea" in client.get("/sparql", headers={"Accept": browser}).text
    answer = client.post("/sparql", data={"query": FILMS}, headers={"Accept": browser})
    assert 'href="/id/film/red-garden"' in answer.text
    graph = ask(client, "CONSTRUCT { ?film a cdo:Film } { ?film a cdo:Film }", browser)
    assert re.search(r"<pre[ >]", graph.text)
    wrong = ask(client, "SELECT", browser)
    assert wrong.status_code == 400
    assert wrong.headers["content-type"].startswith("text/html")


def test_the_address_of_the_editor_of_earlier_releases_leads_on_and_answers(client: httpx.Client) -> None:
    moved = client.get("/sparql/editor", headers={"Accept": "text/html"})
    assert (moved.status_code, moved.headers["location"]) == (301, "/sparql")
    editor = client.post("/sparql/editor", data={"query": FILMS}, headers={"Accept": JSON})
    assert len(json.loads(editor.content)["results"]["bindings"]) == 2
