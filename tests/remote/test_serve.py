"""filmkg serve --remote: the same pages and answers as over the store here."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager

import httpx
import pytest

from filmkg.graph import BASE

HTML = {"Accept": "text/html"}
FILMS = "SELECT ?film ?label { ?film a cdo:Film ; rdfs:label ?label } ORDER BY ?film ?label"


@contextmanager
def served(*arguments, **environment):
    command = [sys.executable, "-m", "filmkg", "serve", *map(str, arguments), "--port", "0"]
    kept = os.environ | {"NO_PROXY": "127.0.0.1"} | environment
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=kept) as process:
        found = re.match(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        with httpx.Client(base_url=found.group(), timeout=60, trust_env=False) as client:
            yield client
        process.terminate()
        assert process.wait(timeout=60) == 0


@pytest.fixture
def here(sample_store):
    with served("--store", sample_store) as client:
        yield client


@pytest.fixture
def there(server, sample_store, filmkg):
    done = filmkg("push", "--store", sample_store, "--to", server.url, **server.environment)
    assert done.returncode == 0, done.stderr
    with served("--remote", server.url, **server.environment) as client:
        yield client


def test_pages_answers_and_reconciliation_are_the_same(here, there):
    assert there.get("/health").json() == {"status": "ok"}
    for client in (here, there):
        client.get("/suggest", params={"q": "any"})  # waits for the index, without which the first page does not count
    film = here.get("/sparql", params={"query": FILMS}).json()["results"]["bindings"][0]["film"]["value"]
    paths = ("/", f"/id/{film.removeprefix(BASE)}", "/question/04-posts", "/films", "/style.css", "/nowhere")
    paths += ("/ask", "/ask?status=planned", "/ask?country=country/kenya&from=2020")
    for path in paths:
        pages = [client.get(path, headers=HTML) for client in (here, there)]
        assert pages[0].status_code == pages[1].status_code, path
        assert pages[0].text == pages[1].text, path
    for media_type in ("application/sparql-results+json", "text/csv", "application/sparql-results+xml"):
        asked = {"params": {"query": FILMS}, "headers": {"Accept": media_type}}
        answers = [client.get("/sparql", **asked) for client in (here, there)]
        assert answers[0].content == answers[1].content
        assert answers[1].headers["content-type"].startswith(media_type)
    for kind in ("CONSTRUCT { ?s cdo:director ?o } WHERE { ?s cdo:director ?o }", f"DESCRIBE <{film}>"):
        asked = {"data": {"query": kind}, "headers": {"Accept": "application/n-triples"}}
        graphs = [set(client.post("/sparql", **asked).text.split("\n")) for client in (here, there)]
        assert graphs[0] == graphs[1] or kind.startswith("DESCRIBE")  # what describes a thing is the server's choice
        assert len(graphs[1]) > 1
    queries = json.dumps({"q": {"query": "Istanbul University", "type": "Organization"}})
    results = [client.post("/reconcile", data={"queries": queries}).json() for client in (here, there)]
    assert results[0]["q"]["result"]
    assert results[0] == results[1]
    # What is wrong is told.
    assert there.get("/sparql", params={"query": "SELECT"}).status_code == 400
    assert there.get("/sparql", params={"query": "DROP ALL"}).status_code == 400
    assert there.post("/sparql", data={"update": "DROP ALL"}).status_code == 400
    assert there.get("/sparql", params={"query": FILMS}, headers={"Accept": "image/png"}).status_code == 406


def test_a_store_that_goes_away_is_told(gate, sample_store, filmkg):
    assert filmkg("push", "--store", sample_store, "--to", gate.url).returncode == 0
    with served("--remote", gate.url) as client:
        assert client.get("/health").status_code == 200
        gate.refuse = lambda _number, _headers: (503, {})
        answer = client.get("/health")
        assert answer.status_code == 502
        assert "503" in answer.json()["problem"]
