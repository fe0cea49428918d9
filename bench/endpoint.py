"""Compare the endpoint with Oxigraph's server and with rdflib-endpoint as it comes, in one run over the same quads.

    python bench/endpoint.py [--store STORE] [--quads 1000000] [--seconds 1]

Without a store the articles of `tests/corpus` are built, and copied under other names until there are so many quads.
Asked are look-ups of single things, with a text that was never asked before and again and again, and the questions of
`ontology/questions`; by one client and by eight, which are processes of their own and keep their connections. filmkg
and Oxigraph are asked in turns, while the other one waits, so that other work on the machine meets both; both are warm.
filmkg runs with eight workers and half a minute for a query, as Oxigraph's server has neither limit. rdflib-endpoint is
asked afterwards, each question in a process of its own that is forked after loading, since it cannot be stopped: what
takes longer than `RDFLIB_PATIENCE_S` is given up and says only what the ratio is at least; what ends in an error is not
counted. Needs the packages oxigraph and rdflib-endpoint (the extra `dev`), and 6 GB of memory.

Exits with 1 where a goal is missed: look-ups at `LOOKED_UP` times the rate of Oxigraph's server or more; questions in
`QUESTIONS` times its time or less, in the geometric mean; both at `RDFLIB` times the rate of rdflib-endpoint or more.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import multiprocessing
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store

from filmkg.graph import BASE
from filmkg.resources import ROOT
from filmkg.serve.questions import load_questions
from filmkg.store import open_store
from filmkg.vocab import PREFIXES

LOOKED_UP, QUESTIONS, RDFLIB = 0.7, 1.3, 10.0
CLIENTS = (1, 8)
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
PATIENCE_S, RDFLIB_PATIENCE_S = 30.0, 10.0
# What is the same in all copies: the countries and cities of the gazetteer.
_SHARED = (f"{BASE}country/", f"{BASE}city/")
_LOOK_UP = "SELECT ?p ?o {{ {0} ?p ?o }}"
# In its place stands another text in each request.
_MARK = "MARK"
LOOK_UPS = NEW, AGAIN = "look-ups, each new", "look-ups, again"


def rate(
    port: int, path: str, queries: list[str], *, seconds: float, clients: int, patience_s: float = PATIENCE_S
) -> float:
    """Return how many queries a second are answered; 0 where one is not. What holds `_MARK` is new each time."""
    with multiprocessing.get_context("fork").Pool(clients) as pool:
        results = [
            pool.apply_async(ask, (port, path, queries, seconds, number, patience_s)) for number in range(clients)
        ]
        rates = [result.get() for result in results]
    return sum(rates) if all(rates) else 0.0


def ask(port: int, path: str, queries: list[str], seconds: float, seed: int, patience_s: float) -> float:
    """Ask for some seconds, in an order of one's own, and return the rate."""
    targets = [f"{path}?query={quote(query)}" for query in queries]
    random.Random(seed).shuffle(targets)
    headers = {"Accept": "application/sparql-results+json"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience_s)
    count, started = 0, time.perf_counter()
    try:
        while time.perf_counter() - started < seconds or not count:
            target = targets[count % len(targets)].replace(_MARK, f"{os.getpid()}-{count}")
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                return 0.0
            count += 1
    except TimeoutError:
        return 1 / patience_s
    except (OSError, http.client.HTTPException):
        return 0.0
    return count / (time.perf_counter() - started)


def count_rows(port: int, path: str, query: str) -> int:
    """Return how many rows the answer to a query has, -1 where there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", f"{path}?query={quote(query)}", headers={"Accept": "application/sparql-results+json"})
        response = connection.getresponse()
        text = response.read()
    except (OSError, http.client.HTTPException):
        return -1
    return len(json.loads(text)["results"]["bindings"]) if response.status == 200 else -1


@contextmanager
def serving(command: list[str], port: int) -> Iterator[None]:
    """Run a server until the `with` block ends."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait(port, process)
            yield
        finally:
            process.terminate()


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server takes connections."""
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{process.args} does not start")


def free_port() -> int:
    """Return a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


def copies(quads: Iterable[Quad], number: int) -> Iterator[Quad]:
    """Name all that quads speak of otherwise, but for what is shared."""

    def renamed(term: object) -> object:
        if isinstance(term, NamedNode) and term.value.startswith(BASE) and not term.value.startswith(_SHARED):
            return NamedNode(f"{BASE}copy-{number}/{term.value.removeprefix(BASE)}")
        return BlankNode(f"c{number}{term.value}") if isinstance(term, BlankNode) else term

    for quad in quads:
        yield Quad(*(term if isinstance(term, DefaultGraph) else renamed(term) for term in quad))


def make_store(path: Path, *, quads: int, folder: Path) -> None:
    """Build the annotated articles, and make a store of so many copies that it has at least so many quads."""
    built = folder / "corpus"
    command = [sys.executable, "-m", "filmkg", "build", str(ROOT / "tests/corpus"), "--store", str(built)]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)  # 1 where an article is refused
    with open_store(built, writable=False) as store:
        once = list(store)
        del store
    with open_store(path, writable=True) as store:
        store.bulk_extend(once)
        for number in range(2, math.ceil(quads / len(once)) + 1):
            store.bulk_extend(copies(once, number))
        store.optimize()  # as a build does
        del store


def make_queries(store_path: Path, dump: Path) -> tuple[dict[str, list[str]], int]:
    """Write the quads down, and make the queries of each kind; return them and the number of quads."""
    with open_store(store_path, writable=False) as store:
        store.dump(str(dump), format=RdfFormat.N_QUADS)
        quads = len(store)
        things = [row["thing"] for row in store.query(f"{_PREFIXES} SELECT DISTINCT ?thing {{ ?thing rdfs:label ?l }}")]
        del store
    chosen = random.Random(7).sample(sorted((one for one in things if isinstance(one, NamedNode)), key=str), 200)
    queries = {AGAIN: [_LOOK_UP.format(thing) for thing in chosen]}
    queries[NEW] = [f"{query} #{_MARK}" for query in queries[AGAIN]]
    queries |= {question.name: [_PREFIXES + question.query] for question in load_questions()}
    return queries, quads


def compare(
    ports: tuple[int, int], queries: dict[str, list[str]], *, seconds: float
) -> tuple[dict[tuple[str, str, int], float], list[str]]:
    """Ask filmkg and Oxigraph in turns; return the rates, and which answers differ in length."""
    rates: dict[tuple[str, str, int], float] = {}
    differing = []
    servers = (("filmkg", ports[0], "/sparql"), ("oxigraph", ports[1], "/query"))
    for kind, texts in queries.items():
        rows = [[count_rows(port, path, text) for text in texts] for _, port, path in servers]  # and warms up
        if rows[0] != rows[1]:
            differing.append(f"{kind}: {sum(rows[0])} rows and {sum(rows[1])}")
        for clients in CLIENTS:
            for name, port, path in servers:
                rates[name, kind, clients] = rate(port, path, texts, seconds=seconds, clients=clients)
        print(f"asked: {kind}", file=sys.stderr)
    return rates, differing


def ask_rdflib(dump: Path, queries: dict[str, list[str]], *, seconds: float) -> dict[tuple[str, str, int], float]:
    """Ask rdflib-endpoint: look-ups by all numbers of clients, questions by one."""
    asked = [(kind, clients) for kind in queries for clients in (CLIENTS if kind in LOOK_UPS else CLIENTS[:1])]
    ports = [free_port() for _ in asked]
    command = [sys.executable, str(Path(__file__).with_name("rdflib_servers.py")), str(dump), *map(str, ports)]
    rates = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as servers:
        assert servers.stdout is not None
        processes = [int(servers.stdout.readline()) for _ in asked]  # once it has loaded
        try:
            for (kind, clients), port in zip(asked, ports, strict=True):
                wait(port, servers)
                rates["rdflib-endpoint", kind, clients] = rate(
                    port, "/", queries[kind], seconds=seconds, clients=clients, patience_s=RDFLIB_PATIENCE_S
                )
                os.kill(processes.pop(0), signal.SIGKILL)
        finally:
            for process in processes:
                os.kill(process, signal.SIGKILL)
    return rates


def main(*, store: Path | None, quads: int, seconds: float) -> int:
    """Measure all three and print the ratios."""
    with tempfile.TemporaryDirectory(prefix="filmkg-bench-") as made:
        folder = Path(made)
        if store is None:
            store = folder / "store"
            make_store(store, quads=quads, folder=folder)
        dump = folder / "quads.nq"
        queries, quads = make_queries(store, dump)
        print(f"{quads:,} quads, {len(queries[AGAIN])} things looked up", flush=True)
        oxigraph = shutil.which("oxigraph", path=Path(sys.executable).parent) or "oxigraph"
        location = str(folder / "oxigraph")
        Store(location).bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
        ports = free_port(), free_port()
        own = [sys.executable, "-m", "filmkg", "serve", "--store", str(store), "--port", str(ports[0])]
        own += ["--workers", str(max(CLIENTS)), "--time-limit", str(PATIENCE_S)]
        bind = f"127.0.0.1:{ports[1]}"
        theirs = [oxigraph, "serve-read-only", "--location", location, "--bind", bind]
        with serving(own, ports[0]), serving(theirs, ports[1]):
            rates, differing = compare(ports, queries, seconds=seconds)
        rates |= ask_rdflib(dump, queries, seconds=seconds)
    return report(rates, list(queries), differing)


def report(rates: dict[tuple[str, str, int], float], kinds: list[str], differing: list[str]) -> int:
    """Print all rates, and return 1 where a goal is missed."""
    print("answers a second (0: not answered), and filmkg's over those of the others")
    missed = differing
    for clients in CLIENTS:
        title = f"{clients} client{'s' if clients > 1 else ''}"
        print(f"\n{title:24}{'filmkg':>14}{'oxigraph':>12}{'rdflib-e.':>12}{'/ox':>8}{'/rdflib':>9}")
        over_oxigraph = []
        for kind in kinds:
            own, theirs = rates["filmkg", kind, clients], rates["oxigraph", kind, clients]
            rdflib = rates.get(("rdflib-endpoint", kind, clients))
            ratio = own / theirs if theirs else math.nan
            times = own / rdflib if rdflib else math.nan
            is_given_up = rdflib is not None and 0 < rdflib <= 1 / RDFLIB_PATIENCE_S
            shown = "-" if rdflib is None else f"{'<' if is_given_up else ''}{rdflib:.2f}"
            line = f"{kind:24}{own:14.1f}{theirs:12.1f}{shown:>12}{ratio:8.2f}"
            print(f"{line}{'>' if is_given_up else ' '}{times:8.1f}" if rdflib else line)
            if kind in LOOK_UPS and not ratio >= LOOKED_UP:
                missed.append(f"{kind}, by {clients}: {ratio:.2f} of Oxigraph's rate")
            if kind not in LOOK_UPS and theirs:
                over_oxigraph.append(1 / ratio if ratio else math.inf)
            if times < RDFLIB and not is_given_up:
                missed.append(f"{kind} by {clients}: {times:.1f} times rdflib-endpoint's rate")
        mean = math.exp(sum(map(math.log, over_oxigraph)) / len(over_oxigraph))
        most = max(over_oxigraph)
        print(f"questions take {mean:.2f} times as long as with Oxigraph's server (geometric mean; most {most:.2f})")
        if mean > QUESTIONS:
            missed.append(f"questions by {clients}: {mean:.2f} times Oxigraph's time")
    print("\nmissed:", "; ".join(missed) or "nothing")
    return int(bool(missed))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=1.0)
    sys.exit(main(**vars(parser.parse_args())))
