from __future__ import annotations

import os
import shutil
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import uvicorn

from filmkg import pipeline
from filmkg.serve.app import create_app
from filmkg.serve.server import configuration, listen
from filmkg.store import current_snapshot, open_store

# Where `struct tcp_info` (linux/tcp.h) has tcpi_data_segs_in.
_SEGMENTS_IN = 152


def test_connections_send_what_they_have_at_once() -> None:
    with listen("127.0.0.1", 0) as opened, socket.create_connection(opened.getsockname()):
        accepted, _ = opened.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.skipif(not hasattr(socket, "TCP_INFO"), reason="the system does not count segments")
def test_head_and_body_of_an_answer_come_in_one_segment(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port)) as connection:
        for count in (1, 2, 3):
            connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nCache-Control: no-cache\r\n\r\n")
            received = b""
            while not received.endswith(b"true}"):
                received += connection.recv(4096)
            info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 160)
            assert struct.unpack_from("=I", info, _SEGMENTS_IN) == (count,)


def test_who_leaves_within_an_answer_costs_no_error(client: httpx.Client, capfd: pytest.CaptureFixture[str]) -> None:
    for pause_s in (0.0, 0.0, 0.001, 0.003, 0.01):
        for query in (b"ASK%7B%7D", b"SELECT*%7B?s?p?o.?a?b?c%7D"):
            connection = socket.create_connection((client.base_url.host, client.base_url.port))
            connection.sendall(b"GET /sparql?query=" + query + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(pause_s)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, no end
            connection.close()
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert "Error" not in capfd.readouterr().err


def test_the_service_ends_though_the_process_that_starts_workers_was_lost(
    store_path: Path, workers: Callable[[], list[int]]
) -> None:
    before = set(workers())
    with listen("127.0.0.1", 0) as opened:
        server = uvicorn.Server(configuration(create_app(store_path)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
        thread.start()
        while not server.started or not (mine := set(workers()) - before):
            assert thread.is_alive()
            time.sleep(0.01)
        nursery = int(Path(f"/proc/{mine.pop()}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(nursery, signal.SIGKILL)
        time.sleep(0.2)  # so that the service notes it
        server.should_exit = True
        thread.join(15)
        assert not thread.is_alive()


def test_a_store_that_publishes_while_the_service_begins_is_served(store_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    shutil.copytree(store_path, path)
    app, before = create_app(path), current_snapshot(path)
    with open_store(path, writable=True) as store:
        pipeline.identify(store)
        del store
    assert not before.folder.exists()  # what it would have begun with
    with listen("127.0.0.1", 0) as opened:
        server = uvicorn.Server(configuration(app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        address = f"http://127.0.0.1:{opened.getsockname()[1]}/health"
        assert httpx.get(address, trust_env=False, timeout=30).json() == {"status": "ok"}
        server.should_exit = True
        thread.join(15)
        assert not thread.is_alive()
