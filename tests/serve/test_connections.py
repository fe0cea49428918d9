"""What a connection makes of requests that come in odd pieces, too early, too late, or with heads like those before."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BufferedReader
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.serve.app import Settings
from filmkg.serve.endpoint.forms import is_plain, query_of
from filmkg.serve.engine.limits import Limits

Serve = Callable[..., AbstractContextManager[httpx.Client]]

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = STR(?l)) }"
MARKS = range(3)


def look_up(mark: object, *, headers: str = "") -> bytes:
    """A request whose answer holds a mark."""
    query = quote(f'SELECT ?x {{ BIND("mark {mark}" AS ?x) }}')
    return f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n{headers}\r\n".encode()


@contextmanager
def connected(client: httpx.Client) -> Iterator[tuple[socket.socket, BufferedReader]]:
    address = client.base_url.host, client.base_url.port
    with socket.create_connection(address, timeout=30) as connection, connection.makefile("rb") as answers:
        yield connection, answers


def read(answers: BufferedReader) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the next answer."""
    status = int(answers.readline().split()[1])
    lines = iter(lambda: answers.readline().decode("latin-1").rstrip("\r\n"), "")
    headers = dict(line.split(": ", 1) for line in lines)
    return status, headers, answers.read(int(headers["content-length"]))


def marks(answers: BufferedReader, count: int) -> list[str]:
    return [read(answers)[2].decode().split("mark ")[1].strip() for _ in range(count)]


def until(client: httpx.Client, line: str) -> None:
    """Wait until the metrics say something, for half a minute at most."""
    ends_s = time.monotonic() + 30
    while line not in client.get("/metrics").text:
        assert time.monotonic() < ends_s
        time.sleep(0.01)


@pytest.mark.parametrize("size", [1, 7, 40, 1_000])
def test_look_ups_that_come_in_one_piece_or_in_many_are_answered_in_their_order(
    client: httpx.Client, size: int
) -> None:
    sent = b"".join(look_up(f"{size} {mark}") for mark in (*MARKS, *MARKS))  # new ones, and known ones
    with connected(client) as (connection, answers):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(sent), size):
            connection.sendall(sent[start : start + size])
        assert marks(answers, 2 * len(MARKS)) == [f"{size} {mark}" for mark in (*MARKS, *MARKS)]


def test_what_comes_while_a_look_up_is_evaluated_is_answered_after_it(store_path: Path, serve_store: Serve) -> None:
    with serve_store(store_path, Settings(limits=Limits(workers=1, time_s=1.5))) as client:
        slow = f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()
        for before in (b"", look_up("before")):  # the form of the slow one is new, or known
            with connected(client) as (connection, answers):
                connection.sendall(before)
                assert marks(answers, bool(before)) == ["before"] * bool(before)
                connection.sendall(slow)
                for mark in MARKS:
                    time.sleep(0.1)
                    connection.sendall(look_up(mark))
                status, headers, _ = read(answers)
                assert (status, headers["filmkg-outcome"], headers["filmkg-limit"]) == (504, "stopped", "time")
                assert marks(answers, len(MARKS)) == [str(mark) for mark in MARKS]


def test_look_ups_that_wait_for_a_worker_are_answered_by_the_next_that_is_free(
    store_path: Path, serve_store: Serve
) -> None:
    with serve_store(store_path, Settings(limits=Limits(workers=1, time_s=3.0))) as client:
        busy, *others = [connected(client) for _ in range(6)]
        with busy as (connection, answers):
            connection.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            until(client, "filmkg_workers_busy 1.0")
            waiting = [(other, other.__enter__()) for other in others]
            for number, (_, (one, _)) in enumerate(waiting):
                one.sendall(look_up(number))
            until(client, "filmkg_queries_waiting 5.0")
            waiting.pop()[0].__exit__(None, None, None)  # who leaves waits no more
            until(client, "filmkg_queries_waiting 4.0")
            assert read(answers)[0] == 504
            assert [marks(received, 1) for _, (_, received) in waiting] == [[str(number)] for number in range(4)]
            for other, _ in waiting:
                other.__exit__(None, None, None)
        assert "filmkg_queries_waiting 0.0" in client.get("/metrics").text


def test_a_look_up_that_waits_for_too_long_is_sent_away(store_path: Path, serve_store: Serve) -> None:
    limits = Limits(workers=1, time_s=3.0, wait_s=0.3)
    with (
        serve_store(store_path, Settings(limits=limits)) as client,
        connected(client) as (busy, evaluated),
        connected(client) as (connection, answers),
    ):
        busy.sendall(f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        until(client, "filmkg_workers_busy 1.0")
        connection.sendall(look_up("late"))
        status, headers, _ = read(answers)
        assert (status, headers["filmkg-outcome"]) == (503, "busy")
        assert read(evaluated)[0] == 504


def test_a_head_like_that_of_a_look_up_is_read_anew_where_anything_else_differs(client: httpx.Client) -> None:
    with connected(client) as (connection, answers):
        for request in (
            look_up("first"),
            look_up("first").replace(b"GET", b"HEAD"),
            look_up("first").replace(b"?query=", b"?way=long&query="),
            look_up("first").replace(b"?query=", b"?query=ASK%7B%7D&query="),
            look_up("first").replace(b" HTTP/1.1", b" HTTP/1.1\r\nX-Other: 1"),
            look_up("first").replace(b"mark", b"%FF"),
            look_up("first").replace(b"mark", b"mark\tmark"),
        ):
            with connected(client) as (alone, alone_answers):
                alone.sendall(request)
                expected = read(alone_answers) if not request.startswith(b"HEAD") else None
            connection.sendall(request)
            if expected is None:
                assert int(answers.readline().split()[1]) == 200
                while answers.readline() != b"\r\n":
                    pass
                continue
            status, headers, body = read(answers)
            assert (status, body) == (expected[0], expected[2])
            assert headers | {"date": ""} == expected[1] | {"date": ""}
            if headers.get("connection") == "close":
                break


def test_a_header_that_reads_like_a_look_up_is_none(client: httpx.Client) -> None:
    with connected(client) as (connection, answers):
        connection.sendall(look_up("first"))
        assert marks(answers, 1) == ["first"]
        connection.sendall(b"GET /health HTTP/1.1\r\nX-Other: ")
        time.sleep(0.1)
        connection.sendall(look_up("second"))
        assert read(answers)[2] == b'{"status":"ok"}'


@pytest.mark.parametrize("headers", ["X-Forwarded-Proto: https\r\n", "X-Forwarded-For: 192.0.2.7\r\n", ""])
def test_who_stands_behind_a_proxy_is_answered_with_its_own_address(client: httpx.Client, headers: str) -> None:
    query = quote("SELECT ?x { BIND(<there> AS ?x) }")
    head = f" HTTP/1.1\r\nHost: example.org\r\nAccept: text/csv\r\n{headers}\r\n"
    with connected(client) as (connection, answers):
        for address in (f"query={query}", f"query={query}", f"query={query}%20", f"query={query}&way=long"):
            connection.sendall(f"GET /sparql?{address}{head}".encode())
            scheme = "https" if "Proto" in headers else "http"
            assert read(answers)[2].decode().split() == ["x", f"{scheme}://example.org/there"]


@pytest.mark.parametrize("version", ["HTTP/1.1\r\nConnection: close", "HTTP/1.0"])
def test_the_connection_of_who_wants_that_is_closed_after_the_answer(client: httpx.Client, version: str) -> None:
    with connected(client) as (connection, answers):
        connection.sendall(look_up("kept"))
        assert marks(answers, 1) == ["kept"]
        connection.sendall(look_up("last").replace(b"HTTP/1.1", version.encode()))
        assert marks(answers, 1) == ["last"]
        assert answers.read() == b""


def test_a_connection_on_which_nothing_comes_after_a_look_up_is_closed(client: httpx.Client) -> None:
    with connected(client) as (connection, answers):
        connection.sendall(look_up("only"))
        assert marks(answers, 1) == ["only"]
        assert answers.read() == b""


@given(st.lists(st.sampled_from([*"%%%%0123456789abcdefABCDEF=+_-.~ü🎬", "%C3%BC", "%3D", "=3D"])).map("".join))
def test_queries_are_read_from_addresses_as_the_standard_library_does(text: str) -> None:
    encoded = quote(text, safe="%=+_-.~").encode()
    assert is_plain(encoded)
    expected = unquote_to_bytes(encoded.replace(b"+", b" "))
    query = query_of(encoded)
    assert (query is None) == (expected.decode(errors="replace").encode() != expected)
    assert query is None or query.encode() == expected


@pytest.mark.parametrize("encoded", [b"a&b", b"a#b", b"a b", b"a\r\nb", b"\x7f", b"\xc3\xbc", b"a" * 12_289])
def test_what_does_not_stand_alone_in_an_address_is_no_look_up(encoded: bytes) -> None:
    assert not is_plain(encoded)
