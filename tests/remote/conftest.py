"""Real SPARQL stores on loopback: the server of Oxigraph, Virtuoso, and a gate that can refuse or fail."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from filmkg.resources import DATA

START_S = 60
VIRTUOSO_PASSWORD = "loopback"
NEEDED = bool(os.environ.get("FILMKG_TESTS_NEED_SERVERS"))  # .ci/run sets it: there a missing server fails
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {folder}
ServerThreads = 5
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
"""


@dataclass(frozen=True)
class Server:
    """A running store: what to give to `--to` and `--remote`, where it takes updates, and who may write."""

    url: str
    update_url: str
    query_url: str
    environment: dict[str, str]

    def update(self, text: str) -> None:
        user, password = (self.environment.get(f"FILMKG_REMOTE_{name}", "") for name in ("USER", "PASSWORD"))
        auth = httpx.DigestAuth(user, password) if user else None
        response = httpx.post(self.update_url, data={"update": text}, auth=auth, timeout=60, trust_env=False)
        response.raise_for_status()

    def rows(self, query: str) -> list[dict[str, str]]:
        response = httpx.post(
            self.query_url, data={"query": query}, headers={"Accept": "application/sparql-results+json"}, timeout=60,
            trust_env=False,
        )  # fmt: skip
        response.raise_for_status()
        return [{k: v["value"] for k, v in row.items()} for row in response.json()["results"]["bindings"]]

    def graphs(self) -> list[str]:
        # As DISTINCT it takes Virtuoso some seconds.
        return [row["g"] for row in self.rows("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def command_of(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        message = f"the command {name} is not installed"
        pytest.fail(message) if NEEDED else pytest.skip(message)
    return found


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    end_s = time.monotonic() + START_S
    while time.monotonic() < end_s and process.poll() is None:
        try:
            httpx.post(url, data={"query": "ASK {}"}, timeout=5, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"{process.args} does not start: {process.poll()}")


@pytest.fixture(scope="session")
def oxigraph_process() -> Iterator[Server]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [command_of("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for(f"{url}/query", process)
        yield Server(url, f"{url}/update", f"{url}/query", {})
        process.kill()


@pytest.fixture(scope="session")
def virtuoso_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    command = command_of("virtuoso-t")
    folder = tmp_path_factory.mktemp("virtuoso")
    port = free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_INI.format(folder=folder, http_port=port, sql_port=free_port()), encoding="ascii")
    # The first run makes the database with the password and ends, which it calls a failure.
    first = [command, "+configfile", str(settings), "+wait", "+pwdold", "dba", "+pwddba", VIRTUOSO_PASSWORD]
    subprocess.run(first, check=False, timeout=START_S, capture_output=True, cwd=folder)
    url = f"http://127.0.0.1:{port}"
    arguments = [command, "+configfile", str(settings), "+foreground"]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder) as process:
        wait_for(f"{url}/sparql", process)
        account = {"FILMKG_REMOTE_USER": "dba", "FILMKG_REMOTE_PASSWORD": VIRTUOSO_PASSWORD}
        yield Server(url, f"{url}/sparql-auth", f"{url}/sparql", account)
        process.send_signal(signal.SIGKILL)


@pytest.fixture
def oxigraph(oxigraph_process: Server) -> Server:
    """The server of Oxigraph, empty."""
    oxigraph_process.update("DROP ALL")
    return oxigraph_process


@pytest.fixture
def virtuoso(virtuoso_process: Server) -> Server:
    """Virtuoso without our graphs; it has some of its own."""
    for graph in virtuoso_process.graphs():
        if "filmkg" in graph or "example" in graph:
            virtuoso_process.update(f"DROP SILENT GRAPH <{graph}>")
    return virtuoso_process


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the two."""
    found: Server = request.getfixturevalue(request.param)
    return found


@dataclass
class Gate:
    """A server before another: passes requests on unless `refuse` returns a status and headers for them."""

    url: str = ""
    refuse: Callable[[int, dict[str, str]], tuple[int, dict[str, str]] | None] = lambda _number, _headers: None
    bodies: list[bytes] = field(default_factory=list)

    @property
    def updates(self) -> list[bytes]:
        return [body for body in self.bodies if body.startswith(b"update=")]


@pytest.fixture
def gate(oxigraph: Server) -> Iterator[Gate]:
    gate = Gate()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            gate.bodies.append(body)
            refusal = gate.refuse(len(gate.bodies), dict(self.headers))
            if refusal is not None:
                status, headers = refusal
                if not status:  # hang up
                    self.close_connection = True
                    return
                self.answer(status, headers, b"")
                return
            kept = {name: self.headers[name] for name in ("Accept", "Content-Type")}
            response = httpx.post(oxigraph.url + self.path, content=body, headers=kept, timeout=60, trust_env=False)
            self.answer(
                response.status_code, {"Content-Type": response.headers.get("Content-Type", "")}, response.content
            )

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as opened:
        opened.daemon_threads = True
        thread = threading.Thread(target=opened.serve_forever, args=(0.05,))
        thread.start()
        gate.url = f"http://127.0.0.1:{opened.server_address[1]}"
        yield gate
        opened.shutdown()
        thread.join()


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: str


@pytest.fixture
def filmkg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """Run filmkg, with environment variables as keywords."""
    from click.testing import CliRunner

    from filmkg.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"FILMKG_REMOTE_{name}", raising=False)

    def run(*arguments: object, **environment: str) -> Done:
        result = CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout_bytes, result.stderr)

    return run


def built(path: Path, articles: list[Path]) -> Path:
    command = [sys.executable, "-m", "filmkg", "build", *map(str, articles), "--store", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the sample; nobody writes to it."""
    return built(tmp_path_factory.mktemp("sample") / "store", [DATA / "sample"])


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three articles, two of them about one festival; nobody writes to it."""
    names = ("kathmandu-mountain-festival-awards", "korean-film-week-nairobi-opens", "korean-film-week-nairobi-report")
    articles = [DATA / "sample" / f"{name}.txt" for name in names]
    return built(tmp_path_factory.mktemp("small") / "store", articles)


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    """A copy of the small store, to write to."""
    path = tmp_path / "store"
    shutil.copytree(small_store, path)
    return path
