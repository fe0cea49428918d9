"""Look-ups take the short way, and nobody can tell it from the long one by the answer."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from urllib.parse import quote, quote_plus

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from filmkg.graph import BASE
from filmkg.serve.app import Settings
from filmkg.serve.endpoint.kept import Finished, Kept
from filmkg.serve.endpoint.shortway import ShortWay
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.outcomes import Event
from filmkg.serve.engine.pool import Pool
from filmkg.serve.server import configuration, listen

Serve = Callable[..., AbstractContextManager[httpx.Client]]

JSON = "application/sparql-results+json"
FILM = f"{BASE}film/red-garden"
THINGS = (
    "?s", f"<{FILM}>", f"<{BASE}film/x/../red-garden>", f"<{BASE}person/mirbala-salimli>", "<urn:nothing>",
    "<relative>", "ex:undeclared",
)  # fmt: skip
SHAPES = (
    "SELECT ?p ?o {{ {0} ?p ?o }}",
    "SELECT * WHERE {{ ?s ?p {0} . }} LIMIT 3",
    "select ?o {{ {0} rdfs:label ?o }} #",
    "SELECT ?s {{ ?s a {0} }}",
    "SELECT ?x {{ {0} ?x $x }}",
    "SELECT ?p ?p ?none {{ {0} ?p ?o }}",
    "SELECT ?none {{ {0} ?p ?o }}",
    "SELECT ?p ?none {{ {0} ?p ?o }}",
    "SELECT ?now {{ {0} ?p ?now }}",
    "SELECT ?o {{ {0} rdfs:-label ?o }}",
    "SELECT ?s {{ ?s text:search {0} }}",
    "SELECT ?p ?o {{ {0} ?p ?o }} ORDER BY ?p ?o",
    "SELECT * {{ {0} ?p ?o }} ORDER BY ?p ?o LIMIT 2",
    "SELECT (COUNT(*) AS ?count) {{ {0} ?p ?o }}",
    'SELECT ?x {{ {0} ?p ?o BIND(CONCAT(STR(?o), " \\"é\\" \\n") AS ?x) }} ORDER BY ?x',
    "ASK {{ {0} ?p ?o }}",
    "CONSTRUCT {{ {0} ?p ?o }} WHERE {{ {0} ?p ?o }}",
    "DESCRIBE {0}",
    "SELECT ?x {{ {0} ?p ?o BIND(<urn:unknown>(?o) AS ?x) }} LIMIT 1",
    "SELECT ?g {{ GRAPH ?g {{ {0} ?p ?o }} }} ORDER BY ?g",
    'SELECT ?l {{ ?s text:search "garden" ; ?p {0} }}',
    "SELECT ?p FROM <urn:none> {{ {0} ?p ?o }}",
    "SELECT ?p {{ {0} cdo:drector ?o }}",
    "SELECT ?p {{ SERVICE <http://example.org/> {{ {0} ?p ?o }} }}",
    "DELETE WHERE {{ {0} ?p ?o }}",
    "SELECT ?p {{ {0} ?p ",
    "{0}",
    "",
)
ACCEPTS = (
    None, "*/*", JSON, "application/json", "application/sparql-results+xml", "application/xml", "text/csv",
    "text/tab-separated-values", "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json",
    "application/trig", "application/n-quads", "image/png", "text/csv;q=0.5, application/json;q=0.1", "text/html",
    "TEXT/HTML;q=0.1, */*",
)  # fmt: skip
CODINGS = (None, "gzip", "gzip;q=0", "identity", "*", "br, gzip;q=0.5")
SMALL = Limits(rows=3, answer_bytes=700, workers=2)


@pytest.fixture(scope="module", params=["as it comes", "within small limits"])
def server(request: pytest.FixtureRequest, store_path: Path, serve_store: Serve) -> Iterator[httpx.Client]:
    limits = SMALL if request.param == "within small limits" else Limits(workers=2)
    with serve_store(store_path, Settings(limits=limits)) as client:
        yield client


def answer(client: httpx.Client, target: str, headers: dict[str, str]) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers in their order but for the date, and the bytes as they were sent."""
    request = client.build_request("GET", target)
    request.headers = httpx.Headers({"Host": request.headers["Host"], **headers})
    response = client.send(request, stream=True)
    try:
        body = b"".join(response.iter_raw())
    finally:
        response.close()
    return response.status_code, [pair for pair in response.headers.raw if pair[0] != b"date"], body


def same(client: httpx.Client, encoded: str, headers: dict[str, str]) -> tuple[int, bytes]:
    """Ask by both ways; a parameter that means nothing makes it the long one."""
    short = answer(client, f"/sparql?query={encoded}", headers)
    assert short == answer(client, f"/sparql?query={encoded}&way=long", headers)
    assert short == answer(client, f"/sparql?query={encoded}", headers)  # kept, most often
    return short[0], short[2]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shape=st.sampled_from(SHAPES),
    thing=st.sampled_from(THINGS),
    accept=st.sampled_from(ACCEPTS),
    coding=st.sampled_from(CODINGS),
    known=st.sampled_from([None, "*", 'W/"other"', "{etag}"]),
    encode=st.sampled_from([quote, quote_plus]),
)
def test_both_ways_answer_with_the_same_bytes(
    server: httpx.Client,
    shape: str,
    thing: str,
    accept: str | None,
    coding: str | None,
    known: str | None,
    encode: Callable[[str], str],
) -> None:
    encoded = encode(shape.format(thing))
    given_ = {"Accept": accept, "Accept-Encoding": coding}
    headers = {name: value for name, value in given_.items() if value is not None}
    if known == "{etag}":
        tags = [value for name, value in answer(server, f"/sparql?query={encoded}", headers)[1] if name == b"etag"]
        known = tags[0].decode() if tags else None
    same(server, encoded, headers | ({"If-None-Match": known} if known else {}))


@pytest.mark.parametrize("accept", [one for one in ACCEPTS if one and "html" not in one.lower()])
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_long_answers_are_the_same_in_every_format(server: httpx.Client, accept: str, coding: str) -> None:
    query = "SELECT * { ?s ?p ?o . ?t ?q ?r }" if "turtle" not in accept else "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
    same(server, quote(f"{query} LIMIT 2000"), {"Accept": accept, "Accept-Encoding": coding})


@pytest.mark.parametrize(
    "encoded",
    [
        "%FF", "ASK%20%7B%7D%FF", "%", "%zz", "ASK{}%", "ASK+%7B%7D", "ASK%2B%7B%7D", "ASK%00%7B%7D", "ASK{}=1",
        "ASK{};query=ASK{}", "=", "ASK%7B%7D#fragment", "a" * 13_000, "%F0%9F%8E%AC",
    ],
)  # fmt: skip
def test_odd_encodings_are_read_the_same(server: httpx.Client, encoded: str) -> None:
    same(server, encoded, {"Accept": JSON})


def test_the_address_of_the_service_is_the_base_of_relative_names(server: httpx.Client) -> None:
    encoded = quote("SELECT ?x { BIND(<there> AS ?x) }")
    for host in ("example.org", "example.org:8080", "localhost", "a" * 300, "bad host", "[::1]"):
        status, body = same(server, encoded, {"Accept": JSON, "Host": host})
        if host == "example.org:8080":
            assert status == 200
            assert b'"http://example.org:8080/there"' in body


@pytest.fixture(scope="module")
def short_only(store_path: Path) -> Iterator[httpx.Client]:
    """A client of the short way alone: what would take the long one gets 418."""
    pool = Pool(store_path, limits=Limits(workers=1, rows=50_000))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.close()

    app = FastAPI(lifespan=lifespan)

    @app.api_route("/{path:path}", methods=["GET", "HEAD", "POST", "OPTIONS"])
    async def long_way(_request: Request) -> Response:
        return Response(status_code=418)

    app.state.short_way = ShortWay(pool, headers={"X-Way": "short"})
    opened = listen("127.0.0.1", 0)
    running = uvicorn.Server(configuration(app))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [opened]})
    thread.start()
    while not running.started:
        assert thread.is_alive()
        time.sleep(0.01)
    with httpx.Client(base_url=f"http://127.0.0.1:{opened.getsockname()[1]}", timeout=30, trust_env=False) as client:
        yield client
    running.should_exit = True
    thread.join()
    opened.close()


@pytest.mark.parametrize(
    ("query", "accept", "start"),
    [
        (f"SELECT ?p ?o {{ <{FILM}> ?p ?o }}", JSON, b'{"head"'),
        (f"SELECT ?p ?o {{ <{FILM}> ?p ?o }}", "text/csv", b"p,o"),
        (f"ASK {{ <{FILM}> ?p ?o }}", "*/*", b'{"head"'),
        (f"DESCRIBE <{FILM}>", "text/turtle", b"@prefix"),
    ],
)
def test_look_ups_take_the_short_way(short_only: httpx.Client, query: str, accept: str, start: bytes) -> None:
    answered = short_only.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answered.status_code == 200
    assert answered.headers["X-Way"] == "short"
    assert answered.content.startswith(start)


def row(client: httpx.Client, query: str, **headers: str) -> str:
    answered = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv", **headers})
    assert answered.status_code == 200, answered.text
    return answered.text.splitlines()[1]


@pytest.mark.parametrize("call", ["RAND()", "STRUUID()", "NOW()", "NOW # (\n()"])
def test_what_answers_differently_each_time_is_not_kept(server: httpx.Client, call: str) -> None:
    assert len({row(server, f"SELECT ({call} AS ?x) {{}}") for _ in range(5)}) == 5


def test_what_is_kept_gives_way_to_what_was_written(store_path: Path, tmp_path: Path, serve_store: Serve) -> None:
    shutil.copytree(store_path, tmp_path / "store")
    with serve_store(tmp_path / "store", Settings(update_token="t")) as client:
        for number in range(3):
            for _ in range(3):
                assert row(client, "SELECT (COUNT(*) AS ?n) { ?s <urn:counted> ?o }") == str(number)
            update = {"update": f"INSERT DATA {{ <urn:s> <urn:counted> {number} }}"}
            assert client.post("/sparql", data=update, headers={"Authorization": "Bearer t"}).status_code == 204


def test_what_is_kept_is_answered_without_workers_unless_it_is_to_be_evaluated(
    store_path: Path, serve_store: Serve, occupied: Callable[[httpx.Client], AbstractContextManager[None]]
) -> None:
    with serve_store(store_path, Settings(limits=Limits(workers=1, wait_s=0.3, time_s=3))) as client:
        query = f"SELECT (COUNT(*) AS ?n) {{ <{FILM}> ?p ?o }}"
        right = row(client, query)
        with occupied(client):
            assert row(client, query) == right
            anew = {"Accept": "text/csv", "Cache-Control": "no-cache"}
            assert client.get("/sparql", params={"query": query}, headers=anew).status_code == 503
        told = [line for line in client.get("/metrics").text.splitlines() if line.startswith("filmkg_queries_total")]
        assert 'filmkg_queries_total{limit="",outcome="complete"} 2.0' in told  # what is kept is counted too


def test_what_is_kept_stays_within_its_bound_and_is_of_one_snapshot() -> None:
    kept = Kept(max_bytes=100_000)
    answers = {number: Finished(200, b"x" * 1000, Event("", "complete")) for number in range(100)}
    for number, answer in answers.items():
        kept.put(("", b"%d" % number), answer, snapshot="1")
        assert kept.size <= 100_000
        assert kept.get(("", b"0"), snapshot="1") is answers[0]  # asked for all the time
    assert kept.get(("", b"1"), snapshot="1") is None
    assert kept.get(("", b"99"), snapshot="1") is answers[99]
    kept.put(("", b"large"), Finished(200, b"x" * 50_000, Event("", "complete")), snapshot="1")
    assert kept.get(("", b"large"), snapshot="1") is None
    assert kept.get(("", b"99"), snapshot="2") is None
    kept.put(("", b"new"), answers[1], snapshot="2")
    assert kept.get(("", b"99"), snapshot="1") is None
    assert kept.size < 5_000


def test_what_is_no_look_up_takes_the_long_way(short_only: httpx.Client) -> None:
    query = {"query": f"SELECT ?p ?o {{ <{FILM}> ?p ?o }}"}
    long = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000"}
    wrong = {"query": "SELECT * { ?s ?p"}
    answers = [
        short_only.post("/sparql", data=query),
        short_only.head("/sparql", params=query),
        short_only.get("/sparql", params={**query, "named-graph-uri": "urn:g"}),
        short_only.get("/sparql", params=query, headers={"Accept": "text/html"}),
        short_only.get("/sparql/", params=query),
        short_only.get("/sparql"),
        short_only.get("/sparql", params=long),
        short_only.get("/sparql", params=wrong),
    ]
    assert [one.status_code for one in answers] == [418] * len(answers)
