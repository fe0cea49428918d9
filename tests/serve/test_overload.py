"""When more is asked than can be answered: what is told, and that all goes on afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from filmkg.serve.app import Settings
from filmkg.serve.engine.limits import Limits

Serve = Callable[..., AbstractContextManager[httpx.Client]]
Workers = Callable[[], list[int]]
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = STR(?l)) }"


def ask(client: httpx.Client, query: str) -> httpx.Response:
    headers = {"Accept": "application/sparql-results+json", "Cache-Control": "no-cache"}  # by a worker each time
    return client.get("/sparql", params={"query": query}, headers=headers)


def is_busy(response: httpx.Response) -> bool:
    told = response.status_code, response.headers.get("filmkg-outcome")
    return told == (503, "busy") and int(response.headers["retry-after"]) >= 1


def metric(client: httpx.Client, name: str) -> float:
    lines = client.get("/metrics").text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


def test_the_queue_is_short_and_who_does_not_fit_is_sent_away(store_path: Path, serve_store: Serve) -> None:
    limits = Limits(time_s=3.0, workers=1, waiting=1, wait_s=20.0)
    with serve_store(store_path, Settings(limits=limits)) as client, ThreadPoolExecutor() as threads:
        evaluated = threads.submit(ask, client, SLOW)
        wait_for(lambda: metric(client, "filmkg_workers_busy") == 1)
        waiting = threads.submit(ask, client, "ASK {}")
        wait_for(lambda: metric(client, "filmkg_queries_waiting") == 1)
        refused = ask(client, "ASK {}")
        assert is_busy(refused)
        assert "wait" in refused.json()["problem"]
        assert evaluated.result().status_code == 504
        assert waiting.result().status_code == 200
        assert ask(client, "ASK {}").status_code == 200
        assert 'filmkg_queries_total{limit="",outcome="busy"} 1.0' in client.get("/metrics").text


def test_who_waits_too_long_is_sent_away(store_path: Path, serve_store: Serve) -> None:
    limits = Limits(time_s=3.0, workers=1, wait_s=0.3)
    with serve_store(store_path, Settings(limits=limits)) as client, ThreadPoolExecutor() as threads:
        evaluated = threads.submit(ask, client, SLOW)
        wait_for(lambda: metric(client, "filmkg_workers_busy") == 1)
        assert is_busy(ask(client, "ASK {}"))
        assert metric(client, "filmkg_queries_waiting") == 0
        assert evaluated.result().status_code == 504


def test_without_any_worker_it_says_so_until_there_are_some(
    store_path: Path, tmp_path: Path, serve_store: Serve, workers: Workers
) -> None:
    path, aside = tmp_path / "store", tmp_path / "aside"
    shutil.copytree(store_path, path)
    others = set(workers())
    with serve_store(path, Settings(limits=Limits(workers=1, wait_s=0.5))) as client:
        assert ask(client, "ASK {}").status_code == 200
        path.rename(aside)
        for pid in set(workers()) - others:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_for(lambda: is_busy(ask(client, "ASK {}")))
        assert client.get("/health").status_code == 503
        assert client.get("/metrics").status_code == 200
        aside.rename(path)
        wait_for(lambda: client.get("/health").status_code == 200)
        assert ask(client, "ASK {}").status_code == 200


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
