"""Queries of one pattern are answered without a worker, and nothing else is."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
)

from filmkg.graph import BASE
from filmkg.serve.app import Settings
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.lookups import LookUps, rows_of
from filmkg.serve.engine.pattern import read_pattern
from filmkg.store import current_snapshot, open_store
from filmkg.vocab import RDFS, XSD

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Occupied = Callable[[httpx.Client], AbstractContextManager[None]]

FILM = f"<{BASE}film/red-garden>"
HUB = "http://example.org/hub"
LTR = BaseDirection.LTR
JSON = {"Accept": "application/sparql-results+json", "Cache-Control": "no-cache"}

LOOK_UPS = (
    f"SELECT ?p ?o {{ {FILM} ?p ?o }}",
    f"SELECT * WHERE {{ {FILM} ?p ?o . }}",
    f"select$p{{{FILM}?p?o}}",
    f"SELECT ?s {{ ?s ?p {FILM} }} LIMIT 10",
    f"SELECT ?s {{ ?s a {FILM} }}",
    f"SELECT ?o {{ {FILM} rdfs:label ?o }}",
    f"SELECT ?p {{ # what\r {FILM} ?p rdfs:label }} # that",
    f"SELECT ?o {{ {FILM} cdo:director ?o }}",
)
OTHERS = (
    "SELECT * { ?s ?p ?o }",
    "SELECT ?o { ?s rdfs:label ?o }",
    f"SELECT ?x {{ {FILM} ?x ?x }}",
    f"SELECT ?x {{ {FILM} ?x $x }}",
    f"SELECT ?x {{ ?x ?x {FILM} }}",
    f"SELECT ?x {{ $x ?x {FILM} }}",
    f"SELECT DISTINCT ?p {{ ?s ?p {FILM} }}",
    f"SELECT ?p {{ {FILM} ?p ?o }} ORDER BY ?p",
    f"SELECT ?p {{ {FILM} ?p ?o }} OFFSET 1000000",
    f"SELECT ?p {{ {FILM} ?p ?o }} LIMIT 1 OFFSET 1",
    f"SELECT (COUNT(*) AS ?n) {{ {FILM} ?p ?o }}",
    f"SELECT ?p {{ {FILM} ?p ?o FILTER(?o > 1) }}",
    f"SELECT ?p {{ {FILM} ?p ?o . ?o ?q ?r }}",
    f"SELECT ?p {{ {FILM} ?p ?o ; ?q ?r }}",
    f"SELECT ?p {{ {FILM} rdfs:label* ?o }}",
    f"SELECT ?p {{ {FILM} !rdfs:label ?o }}",
    f"SELECT ?p FROM <urn:none> {{ {FILM} ?p ?o }}",
    f"SELECT ?p {{ GRAPH ?g {{ {FILM} ?p ?o }} }}",
    f"SELECT ?p {{ {{ {FILM} ?p ?o }} }}",
    f"SELECT ?p {{ SERVICE {FILM} {{ {FILM} ?p ?o }} }}",
    f"SELECT ?p {{ {FILM} ?p ?o }} VALUES ?p {{ <urn:x> }}",
    f"SELECT ?s {{ ?s text:search {FILM} }}",
    f"ASK {{ {FILM} ?p ?o }}",
    f"DESCRIBE {FILM}",
    f"DELETE WHERE {{ {FILM} ?p ?o }}",
    f"SELECT ?p ?p {{ {FILM} ?p ?o }}",
    f"SELECT ?none {{ {FILM} ?p ?o }}",
    f"SELECT ?now {{ {FILM} ?p ?now }}",
    f"SELECT ?o {{ {FILM} rdfs:-label ?o }}",
    f"SELECT ?p {{ {FILM} A ?p }}",
    f"SELECT ?p #?o\n {{ {FILM} ?p ?o }}",
    f"SELECT * {{ {FILM} rdfs:label {FILM} }}",
    f"SELECT ?o {{ {FILM} cdo:drector ?o }}",
    f"SELECT ?o {{ {FILM} unknown:name ?o }}",
    "SELECT * { <http://example.org/a/../b> ?p ?o }",
    "SELECT * { <relative> ?p ?o }",
    "SELECT * { <http://exa mple.org> ?p ?o }",
    "",
)


@pytest.mark.parametrize("query", LOOK_UPS)
def test_one_pattern_of_a_named_thing_is_a_look_up(query: str) -> None:
    assert read_pattern(query) is not None


@pytest.mark.parametrize("query", OTHERS)
def test_what_can_pass_over_rows_is_none(query: str) -> None:
    assert read_pattern(query) is None


TERMS = st.sampled_from(["?x", "$x", "?y", "$z", "a", "<http://a/b>", "<http://a/b>", "rdfs:label"])


@given(
    st.tuples(TERMS, TERMS, TERMS),
    st.sampled_from(["", " ", " . ", " #\n", " ?x", ";"]),
    st.sampled_from(["}", "} LIMIT 9", "#\n}", "{ } }", "} }", "} #", "UNION { } }", "# }", "} OFFSET 1", "}}"]),
)
def test_a_look_up_has_one_group_and_no_variable_twice(terms: tuple[str, str, str], gap: str, end: str) -> None:
    query = f"SELECT * {{ {' '.join(terms)}{gap}{end}"
    names = [term[1:] for term in terms if term[0] in "?$"]
    fits = 1 <= len(names) == len(set(names)) < 3 and {terms[0], terms[2]} & {"<http://a/b>", "rdfs:label"}
    closes = end in ("}", "} LIMIT 9", "#\n}", "} #") and gap not in (" ?x", ";")
    assert (read_pattern(query) is not None) == bool(fits and closes and "a" not in (terms[0], terms[2]))


NAMES = st.sampled_from([NamedNode(f"http://example.org/{name}") for name in ("s", "p", "o", "é", "a(b)'c")])
DATATYPES = st.sampled_from([XSD["string"], XSD["integer"], XSD["gYear"], NamedNode("http://example.org/p")])
LITERALS = st.one_of(
    st.builds(Literal, st.text()),
    st.builds(lambda text, type_: Literal(text, datatype=type_), st.text(), DATATYPES),
    st.builds(lambda text, language: Literal(text, language=language), st.text(), st.sampled_from(["en", "en-GB"])),
)
TRIPLES = st.tuples(NAMES, NAMES, st.one_of(NAMES, LITERALS, st.builds(BlankNode, st.sampled_from("ab"))))
SHAPES = (
    "SELECT * {{ {0} ?p ?o }}", "SELECT ?o ?none ?p {{ {0} ?p ?o }}", "SELECT ?o {{ {0} {1} ?o }} LIMIT 2",
    "SELECT * {{ ?s ?p {2} }}", "SELECT * {{ ?s {1} {2} . }} LIMIT 0", "SELECT * {{ {0} ?p {2} }}",
)  # fmt: skip


@given(st.lists(TRIPLES, min_size=1, max_size=12), st.sampled_from(SHAPES), NAMES, NAMES, NAMES)
def test_rows_are_written_as_oxigraph_writes_them(
    triples: list[tuple[Any, ...]], shape: str, subject: NamedNode, predicate: NamedNode, object_: NamedNode
) -> None:
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    query = shape.format(subject, predicate, object_)
    pattern = read_pattern(query)
    assert pattern is not None
    rows = rows_of(store, pattern, max_rows=100, max_chars=10**6)
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    written = solutions.serialize(format=QueryResultsFormat.JSON)
    names = ",".join(f'"{name}"' for name, _ in pattern.columns)
    assert rows is not None
    assert written == f'{{"head":{{"vars":[{names}]}},"results":{{"bindings":[{",".join(rows)}]}}}}'.encode()


@pytest.mark.parametrize("odd", [Triple(*[NamedNode("urn:x")] * 3), Literal("x", language="en", direction=LTR)])
def test_a_term_that_the_format_has_not_is_left_to_a_worker(odd: Triple | Literal) -> None:
    store = Store()
    store.add(Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), odd))
    pattern = read_pattern("SELECT * { <http://example.org/s> ?p ?o }")
    assert pattern is not None
    assert rows_of(store, pattern, max_rows=100, max_chars=10**6) is None


@pytest.fixture(scope="module")
def hub_path(store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a thing that a thousand others point to."""
    path = tmp_path_factory.mktemp("hub") / "store"
    shutil.copytree(store_path, path)
    with open_store(path, writable=True) as store:
        for number in range(1000):
            store.add(
                Quad(NamedNode(f"http://example.org/{number}"), NamedNode("http://example.org/to"), NamedNode(HUB))
            )
        store.add(Quad(NamedNode(HUB), RDFS["label"], Literal("word " * 200_000)))
        del store
    return path


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query}, headers=JSON)


def test_look_ups_need_no_worker_and_all_else_does(hub_path: Path, serve_store: Serve, occupied: Occupied) -> None:
    with serve_store(hub_path, Settings(limits=Limits(workers=1, wait_s=0.2, time_s=6))) as client:
        right = [ask(client, query).text for query in LOOK_UPS]
        with occupied(client):
            assert [ask(client, query).text for query in LOOK_UPS] == right
            for query in ("SELECT (COUNT(*) AS ?n) { <urn:x> ?p ?o }", f"SELECT ?s {{ ?s ?p <{HUB}> }}"):
                assert ask(client, query).status_code == 503
        assert "Red Garden" in right[0]
        told = client.get("/metrics").text
        assert f'filmkg_queries_total{{limit="",outcome="complete"}} {2 * len(LOOK_UPS)}.0' in told


@pytest.mark.parametrize("limits", [Limits(), Limits(rows=300), Limits(answer_bytes=20_000), Limits(rows=2)])
@pytest.mark.parametrize("pattern", [f"?s ?p <{HUB}>", f"<{HUB}> ?p ?o", f"{FILM} ?p ?o"])
def test_what_is_too_long_for_it_is_answered_as_ever(
    hub_path: Path, serve_store: Serve, limits: Limits, pattern: str
) -> None:
    query = f"SELECT * {{ {pattern} }}"
    with serve_store(hub_path, Settings(limits=limits)) as client:
        short, long = ask(client, query), client.post("/sparql", data={"query": query}, headers=JSON)
        assert short.status_code == long.status_code
        assert short.content == long.content
        headers = [{**one.headers, "date": ""} for one in (short, long)]
        assert headers[0] == headers[1]
        assert limits != Limits() or HUB not in pattern or len(short.content) > 16 * 1024


def test_what_took_long_is_asked_of_workers_from_then_on(store_path: Path) -> None:
    queries = [f"SELECT ?p ?o {{ <http://example.org/{number}> ?p ?o }}" for number in range(40)]

    async def answered(slow_s: float) -> list[bool]:
        look_ups = LookUps(Limits(), slow_s=slow_s)
        await look_ups.open(current_snapshot(store_path))
        found = [look_ups.answer(query, accept="*/*", gzips=False) is not None for query in [*queries, *queries]]
        await look_ups.close()
        return found

    with ThreadPoolExecutor(1) as thread:  # the tests of pages have a loop of their own in this one
        assert thread.submit(lambda: asyncio.run(answered(60.0))).result() == [True] * 80
        assert thread.submit(lambda: asyncio.run(answered(0.0))).result() == [True] * 20 + [False] * 60


def test_look_ups_see_what_is_published(store_path: Path, tmp_path: Path, serve_store: Serve) -> None:
    shutil.copytree(store_path, tmp_path / "store")
    with serve_store(tmp_path / "store", Settings(update_token="t")) as client:
        for number in range(3):
            told = ask(client, "SELECT ?o { <http://example.org/s> <http://example.org/p> ?o }").json()
            assert len(told["results"]["bindings"]) == number
            update = {"update": f"INSERT DATA {{ <http://example.org/s> <http://example.org/p> {number} }}"}
            assert client.post("/sparql", data=update, headers={"Authorization": "Bearer t"}).status_code == 204
        folders = list((tmp_path / "store/snapshots").iterdir())
    assert len(folders) <= 2  # the snapshots before are let go
