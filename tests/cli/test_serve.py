from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from filmkg import pipeline
from filmkg.graph import graph_iri, to_quads
from filmkg.model import Article, Extraction, Header, Node, Span
from filmkg.store import open_store, replace_article

FILMKG = [sys.executable, "-c", "from filmkg.cli import main; main()"]


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    node = Node(0, "City", "Istanbul", (), Span(0, 1))
    one = Extraction(Article("one", "one", "x", Header(), ()), (node,), (), ())
    with open_store(path, writable=True) as store:
        replace_article(store, to_quads(one), graph=graph_iri("one"))
        pipeline.identify(store)
        del store
    return path


@pytest.fixture
def server(store_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [*FILMKG, "serve", "--store", str(store_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.match(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found is not None
        yield process, found.group()
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(server: tuple[subprocess.Popen[str], str], number: signal.Signals) -> None:
    process, address = server
    assert httpx.get(f"{address}health", trust_env=False).json() == {"status": "ok"}
    assert "Istanbul" in httpx.get(f"{address}id/city/istanbul", trust_env=False).text
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert errors == ""
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{address}health", trust_env=False)


def test_the_store_can_be_written_meanwhile(server: tuple[subprocess.Popen[str], str], store_path: Path) -> None:
    process, address = server
    link = [*FILMKG, "link", "--store", str(store_path)]
    assert subprocess.run(link, capture_output=True, check=False, timeout=60).returncode == 0
    assert "Istanbul" in httpx.get(f"{address}id/city/istanbul", trust_env=False).text
    process.send_signal(signal.SIGINT)
    process.wait(timeout=60)


def test_a_port_in_use_is_named_with_a_remedy(store_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [*FILMKG, "serve", "--store", str(store_path), "--port", port]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 3
    assert port in run.stderr
    assert "--port" in run.stderr


def test_a_folder_without_a_store_is_named_with_a_remedy(tmp_path: Path) -> None:
    command = [*FILMKG, "serve", "--store", str(tmp_path / "nothing"), "--port", "0"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 3
    assert "Try:" in run.stderr
    assert run.stdout == ""


def test_what_is_public_cannot_be_changed_and_says_so(store_path: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [*FILMKG, "serve", "--store", str(store_path), "--port", "0", "--public", "--query-log", str(log)]
    environment = {**os.environ, "FILMKG_UPDATE_TOKEN": "known to all"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            address = process.stdout.readline().split()[0]
            update = {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}
            headers = {"Authorization": "Bearer known to all"}
            assert httpx.post(f"{address}sparql", data=update, headers=headers, trust_env=False).status_code == 403
            assert httpx.get(f"{address}sparql", params={"query": "ASK {}"}, trust_env=False).status_code == 200
        finally:
            process.terminate()
        assert process.wait(timeout=60) == 0
        assert "although FILMKG_UPDATE_TOKEN is set" in process.stderr.read()
    assert '"outcome": "complete"' in log.read_text(encoding="utf-8")
