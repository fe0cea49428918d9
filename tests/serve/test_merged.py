"""Pages and endpoint over a store with its merged view."""

from __future__ import annotations

import re

import httpx

from filmkg.graph import BASE


def test_what_an_article_calls_otherwise_leads_to_the_page(merged_client: httpx.Client) -> None:
    answer = merged_client.get("/id/film/red-orchard")
    assert (answer.status_code, answer.headers["location"]) == (301, "/id/film/red-garden")
    assert merged_client.get(answer.headers["location"], headers={"Accept": "text/html"}).status_code == 200
    assert merged_client.get("/id/film/nothing").status_code == 404


def test_the_endpoint_asks_the_view_and_does_not_call_it_a_union(merged_client: httpx.Client) -> None:
    assert "UnionDefaultGraph" not in merged_client.get("/sparql", headers={"Accept": "text/turtle"}).text
    query = f"SELECT ?new {{ <{BASE}film/red-orchard> ?p ?new }}"
    assert merged_client.get("/sparql", params={"query": query}).json()["results"]["bindings"] == []
    query = f"SELECT ?new {{ GRAPH ?g {{ <{BASE}film/red-orchard> ?p ?new }} }}"
    assert len(merged_client.get("/sparql", params={"query": query}).json()["results"]["bindings"]) == 1


def test_a_fact_has_the_status_that_its_own_article_gives_it(week_client: httpx.Client) -> None:
    page = week_client.get("/id/event/korean-film-week-nairobi-2025", headers={"Accept": "text/html"}).text
    shown = {text: row for row in page.split('<li class="fact">') for text in re.findall(r"<a [^>]*>([^<]+)", row)[:1]}
    # Only the announcement names this film; the other two articles tell that the week took place.
    assert re.findall(r'class="badge status-(\w+)', shown["Parasite"]) == ["planned"]
    # All three name this one: it took place, and each sentence says how it puts it.
    happened, *each = re.findall(r'class="badge status-(\w+)', shown["The Ferry Keeper"])
    assert happened == "happened"
    assert {"planned", "happened"} == set(each)
    assert "3 articles" in shown["The Ferry Keeper"]
