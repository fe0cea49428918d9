"""What the service does beside answering: limits that are told apart, search, updates by token, snapshots, metrics."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg import pipeline
from filmkg.graph import BASE
from filmkg.resources import DATA
from filmkg.serve.app import Settings
from filmkg.serve.endpoint.querylog import QueryLog
from filmkg.serve.engine.limits import Limits
from filmkg.sources import read_documents
from filmkg.store import open_store
from filmkg.validate import load_shapes
from filmkg.vocab import RDF, RDFS, cdo

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Workers = Callable[[], list[int]]
JSON = "application/sparql-results+json"
TOKEN = "a token of the tests"


def ask(client: httpx.Client, query: str) -> httpx.Response:
    headers = {"Accept": JSON, "Cache-Control": "no-cache"}  # by a worker each time
    return client.get("/sparql", params={"query": query}, headers=headers)


def labels(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return sorted(row["label"]["value"] for row in response.json()["results"]["bindings"])


@pytest.fixture(scope="module")
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture(scope="module")
def small(store_path: Path, serve_store: Serve, log: io.StringIO) -> Iterator[httpx.Client]:
    """A service whose answers end after three rows and whose queries after a second."""
    limits = Limits(time_s=1.0, rows=3, workers=2)
    with serve_store(store_path, Settings(limits=limits, query_log=QueryLog(log))) as client:
        yield client


def test_four_outcomes_are_told_apart(small: httpx.Client) -> None:
    whole = ask(small, "SELECT * { ?film a cdo:Film }")
    assert (whole.status_code, whole.headers["filmkg-outcome"], whole.headers["filmkg-rows"]) == (200, "complete", "2")
    cut = ask(small, "SELECT * { ?s ?p ?o }")
    assert (cut.status_code, cut.headers["filmkg-outcome"], cut.headers["filmkg-limit"]) == (206, "truncated", "rows")
    assert len(cut.json()["results"]["bindings"]) == 3
    slow = ask(small, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = STR(?l)) }")
    assert (slow.status_code, slow.headers["filmkg-outcome"], slow.headers["filmkg-limit"]) == (504, "stopped", "time")
    wrong = ask(small, "SELECT * { ?film a cdo:Flim }")
    assert (wrong.status_code, wrong.headers["filmkg-outcome"]) == (400, "wrong")
    assert wrong.json()["problem"].startswith("line 1, column ")
    assert wrong.json()["remedy"] == "did you mean cdo:Film?"


def test_what_became_of_queries_is_counted_and_logged_without_the_query(small: httpx.Client, log: io.StringIO) -> None:
    secret = "SELECT * { ?s ?p 'Who asks this?' }"
    assert ask(small, secret).status_code == 200
    assert 'filmkg_queries_total{limit="",outcome="complete"}' in small.get("/metrics").text
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert lines[-1]["outcome"] == "complete"
    assert lines[-1]["query_chars"] == len(secret)
    assert "Who asks" not in log.getvalue()


def test_an_answer_is_known_again_by_its_etag(small: httpx.Client) -> None:
    first = ask(small, "SELECT * { ?film a cdo:Film }")
    headers = {"Accept": JSON, "If-None-Match": first.headers["etag"]}
    again = small.get("/sparql", params={"query": "SELECT * { ?film a cdo:Film }"}, headers=headers)
    assert (again.status_code, again.content) == (304, b"")


def test_who_asks_too_much_at_a_time_is_told_when_to_come_back(store_path: Path, serve_store: Serve) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = STR(?l)) }"
    with serve_store(store_path, Settings(limits=Limits(time_s=3.0, client=1))) as client:
        with ThreadPoolExecutor() as threads:
            begun = threads.submit(ask, client, slow)
            time.sleep(0.5)
            refused = ask(client, "ASK {}")
        assert (refused.status_code, refused.headers["filmkg-outcome"]) == (429, "busy")
        assert int(refused.headers["retry-after"]) >= 1
        assert begun.result().status_code == 504
        assert ask(client, "ASK {}").status_code == 200


def test_words_are_searched_in_names_and_sentences(client: httpx.Client) -> None:
    deadline = time.monotonic() + 60  # the first who searches may be told to come back
    while ask(client, 'SELECT * { ?film text:search "any" }').status_code == 503 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert labels(ask(client, 'SELECT ?label { ?film text:search "RED gard*" . ?film rdfs:label ?label }')) == [
        "Red Garden"
    ]
    found = ask(
        client, 'SELECT DISTINCT (STR(?words) AS ?label) { ?at text:search "shown Istanbul" . ?at oa:exact ?words }'
    )
    assert all("Istanbul" in words for words in labels(found))
    assert labels(found)
    assert ask(client, "SELECT * { ?film text:search ?words }").status_code == 400


def test_a_graph_can_be_read_alone(client: httpx.Client) -> None:
    answer = client.get("/graph-store", params={"graph": f"{BASE}graph/first"}, headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert "Red Garden" in answer.text
    assert client.get("/graph-store", params={"graph": f"{BASE}graph/nothing"}).status_code == 404
    assert client.put("/graph-store", params={"graph": "urn:g"}, content="").status_code == 403


def test_who_knows_the_token_can_change_the_store(store_path: Path, tmp_path: Path, serve_store: Serve) -> None:
    shutil.copytree(store_path, tmp_path / "store")
    update = {"update": f'INSERT DATA {{ <{BASE}film/new> a cdo:Film ; rdfs:label "Brand New" }}'}
    query = f"SELECT ?label {{ <{BASE}film/new> rdfs:label ?label }}"
    with serve_store(tmp_path / "store", Settings(update_token=TOKEN)) as client:
        assert client.post("/sparql", data=update).status_code == 401
        wrong = client.post("/sparql", data=update, headers={"Authorization": "Bearer guess"})
        assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, "Bearer")
        done = client.post("/sparql", data=update, headers={"Authorization": f"Bearer {TOKEN}"})
        assert done.status_code in (200, 204)
        assert labels(ask(client, query)) == ["Brand New"]
    with serve_store(tmp_path / "store") as client:
        assert labels(ask(client, query)) == ["Brand New"]
        assert client.post("/sparql", data=update, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 403


def test_a_graph_of_ones_own_outlasts_builds_and_the_view_is_theirs(tmp_path: Path, serve_store: Serve) -> None:
    path, articles = tmp_path / "store", sorted((DATA / "sample").glob("*.txt"))

    def build(count: int) -> None:
        built = pipeline.build(read_documents(articles[:count]), store=path, shapes=load_shapes())
        assert len(list(built)) == count

    build(2)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    own = {"graph": "urn:own"}
    article = f"{BASE}graph/{articles[0].stem}"
    with serve_store(path, Settings(update_token=TOKEN)) as client:
        turtle = {**headers, "Content-Type": "text/turtle"}
        assert client.put("/graph-store", params=own, content="<urn:a> <urn:b> 1 .", headers=turtle).status_code == 201
        for where in ("<urn:a> <urn:b> 2", f"GRAPH <{article}> {{ <urn:a> <urn:b> 3 }}"):
            done = client.post("/sparql", data={"update": f"INSERT DATA {{ {where} }}"}, headers=headers)
            assert done.status_code == 204
    for count in (2, 3):
        build(count)
        with serve_store(path) as client:
            plain = {"Accept": "application/n-triples"}
            assert client.get("/graph-store", params=own, headers=plain).text.startswith("<urn:a> <urn:b> ")
            left = "SELECT ?label { { <urn:a> <urn:b> ?label } UNION { GRAPH ?g { <urn:a> <urn:b> ?label } } }"
            assert labels(ask(client, left)) == ["1"]


def test_several_documents_are_added_to_a_graph_at_once(store_path: Path, tmp_path: Path, serve_store: Serve) -> None:
    shutil.copytree(store_path, tmp_path / "store")
    part = 'Content-Disposition: form-data; name="{0}"\r\nContent-Type: {0}\r\n\r\n{1}\r\n'
    turtle = part.format("text/turtle; charset=utf-8", '<urn:a> <urn:name> "Şəhər" . _:it <urn:of> <urn:turtle> .')
    triples = part.format("application/n-triples", "_:it <urn:of> <urn:triples> .")
    body = f"--edge\r\n{turtle}--edge\r\n{triples}--edge--\r\n".encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "multipart/form-data; boundary=edge"}
    with serve_store(tmp_path / "store", Settings(update_token=TOKEN)) as client:
        added = client.post("/graph-store", params={"graph": "urn:parts"}, content=body, headers=headers)
        assert added.status_code == 201, added.text
        query = "SELECT ?label { GRAPH <urn:parts> { %s } }"
        assert labels(ask(client, query % "?s <urn:name> ?label")) == ["Şəhər"]
        assert len(labels(ask(client, query % "?it <urn:of> ?label"))) == 2
        assert not labels(ask(client, query % "?it <urn:of> <urn:turtle>, <urn:triples>, ?label"))
        headers["Content-Type"] = "multipart/form-data"
        refused = client.post("/graph-store", params={"graph": "urn:parts"}, content=body, headers=headers)
        assert (refused.status_code, "boundary" in refused.json()["remedy"]) == (415, True)


def test_a_later_snapshot_is_served_without_a_restart(store_path: Path, tmp_path: Path, serve_store: Serve) -> None:
    path = tmp_path / "store"
    shutil.copytree(store_path, path)
    query = f"SELECT ?label {{ <{BASE}film/later> rdfs:label ?label }}"
    with serve_store(path) as client:
        assert labels(ask(client, query)) == []
        film, graph = NamedNode(f"{BASE}film/later"), NamedNode(f"{BASE}graph/later")
        with open_store(path, writable=True) as store:
            store.extend(
                [Quad(film, RDF["type"], cdo("Film"), graph), Quad(film, RDFS["label"], Literal("Later"), graph)]
            )
            pipeline.identify(store)
            del store
        deadline = time.monotonic() + 30
        while not (found := labels(ask(client, query))) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert found == ["Later"]


def test_a_worker_that_is_killed_costs_nobody_an_answer(client: httpx.Client, workers: Workers) -> None:
    assert labels(ask(client, "SELECT ?label { ?film a cdo:Film ; rdfs:label ?label }"))
    for _ in range(3):
        for pid in workers():
            # What was killed a round before may be buried between listing and killing.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for _ in range(5):
            assert len(labels(ask(client, "SELECT ?label { ?film a cdo:Film ; rdfs:label ?label }"))) == 2


def test_who_leaves_within_a_request_costs_no_error(client: httpx.Client, capfd: pytest.CaptureFixture[str]) -> None:
    host, port = client.base_url.host, client.base_url.port
    assert port is not None
    lines = ("POST /sparql HTTP/1.1", f"Host: {host}", "Content-Type: application/sparql-query", "Content-Length: 99")
    for _ in range(5):
        with socket.create_connection((host, port)) as connection:
            connection.sendall("\r\n".join([*lines, "", "ASK"]).encode())
            time.sleep(0.1)
    time.sleep(0.2)
    assert labels(ask(client, "SELECT ?label { ?film a cdo:Film ; rdfs:label ?label }"))
    assert "Traceback" not in capfd.readouterr().err


def test_workers_that_are_killed_while_they_start_are_borne_again(
    store_path: Path, serve_store: Serve, workers: Workers
) -> None:
    """Kill what there is for a while, so that some die in their first moment; then all is as before."""
    with serve_store(store_path) as client:
        until = time.monotonic() + 3
        while time.monotonic() < until:
            for pid in workers():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
        deadline = time.monotonic() + 20
        while ask(client, "ASK {}").status_code != 200 and time.monotonic() < deadline:
            time.sleep(0.1)
        for _ in range(10):
            assert len(labels(ask(client, "SELECT ?label { ?film a cdo:Film ; rdfs:label ?label }"))) == 2
