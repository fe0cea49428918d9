"""SERVICE: the endpoints that are allowed are asked, and no other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from filmkg.serve.app import Settings

Serve = Callable[..., AbstractContextManager[httpx.Client]]


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"})


def address(client: httpx.Client) -> str:
    return f"{str(client.base_url).rstrip('/')}/sparql"


def test_an_endpoint_that_is_allowed_is_asked(client: httpx.Client, store_path: Path, serve_store: Serve) -> None:
    """Joins what is here with what another service answers."""
    there = address(client)
    query = (
        "SELECT ?film ?label { ?film a cdo:Film SERVICE <%s> {"
        " ?film <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(CONTAINS(?label, 'Garden')) } }"
    )
    with serve_store(store_path, Settings(services=(there,))) as federated:
        answer = ask(federated, query % there)
        assert answer.status_code == 200, answer.text
        assert [row["label"]["value"] for row in answer.json()["results"]["bindings"]] == ["Red Garden"]
        assert "etag" not in answer.headers  # what is there can change while nothing changes here
        for other in (f"{there}/", "http://127.0.0.1:9/sparql"):
            refused = ask(federated, query % other)
            assert (refused.status_code, refused.headers["filmkg-outcome"]) == (400, "wrong")


def test_an_endpoint_that_does_not_answer_is_an_error_of_this_query_alone(store_path: Path, serve_store: Serve) -> None:
    nobody = "http://127.0.0.1:9/sparql"
    with serve_store(store_path, Settings(services=(nobody,))) as client:
        assert ask(client, f"SELECT * {{ SERVICE <{nobody}> {{ ?s ?p ?o }} }}").status_code == 400
        silent = ask(client, f"SELECT * {{ SERVICE SILENT <{nobody}> {{ ?s ?p ?o }} }}")
        assert (silent.status_code, len(silent.json()["results"]["bindings"])) == (200, 1)
