from __future__ import annotations

import json
import threading

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def post(service: httpx.Client, **form: str) -> httpx.Response:
    return service.post("/reconcile", data=form)


def one(**query) -> str:
    return json.dumps({"q0": query})


def test_get_and_post_answer_alike_by_the_clients_keys(service: httpx.Client, check) -> None:
    queries = json.dumps({"one": {"query": "Red Garden"}, "\ud800": {"query": "Poetry"}, "": {"query": "zzz"}})
    posted = post(service, queries=queries)
    got = service.get("/reconcile", params={"queries": queries})
    assert posted.json() == got.json()
    check("reconciliation-result-batch", got.json())
    assert set(got.json()) == {"one", "\ud800", ""}
    assert got.json()[""] == {"result": []}


def test_an_empty_batch_has_an_empty_answer(service: httpx.Client) -> None:
    assert post(service, queries="{}").json() == {}


@pytest.mark.parametrize(
    "queries",
    [
        "", "x", "[]", "1", "null", '{"q0": 1}', '{"q0": {}}', '{"q0": []}', '{"q0"',
        one(query=1),
        one(query=""),
        one(query="  "),
        one(query="", properties=[]),
        one(query="x", properties={}),
        one(query="x", properties=[1]),
        one(query="x", properties=[{"v": 1}]),
        one(query="x", properties=[{"pid": "place"}]),
        one(query="x", properties=[{"pid": 1, "v": 1}]),
        one(query="x", properties=[{"pid": "place", "v": {"name": "x"}}]),
        one(query="x", properties=[{"pid": "place", "v": [["x"]]}]),
        one(query="x", properties=[{"pid": "place", "v": None}]),
        one(query="x", limit=0),
        one(query="x", limit=-1),
        one(query="x", limit=1.5),
        one(query="x", limit="3"),
        one(query="x", limit=True),
        '{"q0": {"query": "x", "limit": NaN}}',
        one(query="x", type=1),
        one(query="x", type=[{}]),
        one(query="x", type_strict="maybe"),
        one(query="x", type_strict=1),
        one(query="x" * 501),
        '{"q0": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"q0": {"query": "x", "limit": ' + "9" * 5000 + "}}",
    ],
)  # fmt: skip
def test_what_is_malformed_is_400_in_words(service: httpx.Client, queries: str) -> None:
    response = post(service, queries=queries)
    assert response.status_code == 400, response.text[:300]
    assert set(response.json()) == {"problem", "remedy"}


@pytest.mark.parametrize(
    "query",
    [
        {"query": "x", "type": ["Film"] * 11},
        {"query": "x", "properties": [{"pid": "place", "v": "x"}] * 11},
        {"query": "x", "properties": [{"pid": "place", "v": ["x"] * 11}]},
    ],
)
def test_more_than_the_service_takes_is_413(service: httpx.Client, query) -> None:
    response = post(service, queries=one(**query))
    assert response.status_code == 413
    assert set(response.json()) == {"problem", "remedy"}


def test_half_a_character_is_looked_up_as_a_question_mark(service: httpx.Client) -> None:
    half = {"query": "Red \ud800 Garden", "properties": [{"pid": "place", "v": ["\ud800", {"id": "\ud800"}]}]}
    batch = json.dumps({"q0": half, "q1": {"properties": half["properties"]}})
    answer = post(service, queries=batch).json()
    assert answer["q0"]["result"][0]["id"] == "film/red-garden"
    assert answer["q1"]["result"] == []


def test_infinity_and_large_limits_are_cut(service: httpx.Client) -> None:
    assert post(service, queries='{"q0": {"query": "Series", "limit": 1e300}}').status_code == 200
    assert post(service, queries='{"q0": {"query": "Series", "limit": Infinity}}').status_code in (200, 400)


def test_a_body_over_the_limit_is_413(service: httpx.Client) -> None:
    assert post(service, queries="x" * 2**20).status_code == 413


def test_other_bodies_and_forms_are_refused(service: httpx.Client) -> None:
    body = one(query="x")
    assert service.post("/reconcile", content=body, headers={"Content-Type": "application/json"}).status_code == 415
    assert service.post("/reconcile", content=body).status_code == 415
    assert post(service, query="x").status_code == 400
    assert post(service, queries=body, extend="{}").status_code == 400
    assert post(service, **{f"field{number}": "x" for number in range(21)}).status_code == 400
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert service.post("/reconcile", content=b"queries=\xff", headers=form).status_code == 400
    assert service.put("/reconcile").status_code == 405


def test_hostile_batches_are_answered_and_others_meanwhile(service: httpx.Client) -> None:
    words = " ".join(["series", "garden", "jafarof", "hatemov", "mushfiq", "of", "the", "culture"] * 8)[:500]
    constraint = {"pid": "^mentions", "v": ["x"] * 10}
    hostile = {f"q{n}": {"query": words, "limit": 50, "properties": [constraint] * 10} for n in range(50)}
    statuses: list[int] = []

    def ask() -> None:
        statuses.append(post(service, queries=json.dumps(hostile)).status_code)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    assert service.get("/id/film/poetry").status_code == 200
    assert any(thread.is_alive() for thread in threads)  # answered while others still waited
    for thread in threads:
        thread.join()
    assert statuses == [200] * 20
    assert post(service, queries=one(query="Red Garden")).json()["q0"]["result"][0]["match"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(["query", "type", "type_strict", "limit", "properties", "pid", "v", "id"])


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(batch=st.dictionaries(st.text(st.characters(), max_size=5), st.dictionaries(fields, json_values), max_size=3))
def test_any_json_gets_an_answer_or_a_reason(service: httpx.Client, batch) -> None:
    response = post(service, queries=json.dumps(batch))
    assert response.status_code in (200, 400, 413), response.text[:300]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(), min_size=1, max_size=60), value=st.text(st.characters(), max_size=60))
def test_any_text_gets_an_answer(service: httpx.Client, name: str, value: str) -> None:
    query = {"query": name, "properties": [{"pid": "place", "v": [value, {"id": value}]}, {"pid": value, "v": 1}]}
    queries = json.dumps({"q0": query, "q1": {"properties": query["properties"]}})
    assert post(service, queries=queries).status_code == 200
