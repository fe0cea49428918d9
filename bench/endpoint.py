"""Compare the endpoint with Oxigraph's server and with rdflib-endpoint as it comes, in one run over the same quads.

    python bench/endpoint.py [--store STORE] [--seconds 3]

Without a store the articles of `tests/corpus` are built. Each server has the machine to itself. Asked are look-ups of
single things, each of another one, and the questions of `ontology/questions`; by one client and by eight, which are
processes of their own and keep their connections. Needs the packages oxigraph and rdflib-endpoint (the extra `dev`).

Exits with 1 where a goal is missed: look-ups at `LOOK_UPS` times the rate of Oxigraph's server or more; questions in
`QUESTIONS` times its time or less, in the geometric mean; both at `RDFLIB` times the rate of rdflib-endpoint or more.
"""

from __future__ import annotations

import argparse
import http.client
import math
import multiprocessing
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, Store

from filmkg.resources import ROOT
from filmkg.serve.questions import load_questions
from filmkg.store import open_store
from filmkg.vocab import PREFIXES

LOOK_UPS, QUESTIONS, RDFLIB = 0.7, 1.3, 10.0
CLIENTS = (1, 8)
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_TIMEOUT_S = 60
_LOOK_UP = "SELECT ?p ?o {{ {0} ?p ?o }}"
LOOK_UP = "look-ups"


def rate(port: int, path: str, queries: list[str], *, seconds: float, clients: int) -> float:
    """Return how many queries a second are answered; 0 where one is not."""
    with multiprocessing.get_context("fork").Pool(clients) as pool:
        results = [pool.apply_async(ask, (port, path, queries, seconds, number)) for number in range(clients)]
        rates = [result.get() for result in results]
    return sum(rates) if all(rates) else 0.0


def ask(port: int, path: str, queries: list[str], seconds: float, seed: int) -> float:
    """Ask for some seconds, in an order of one's own, and return the rate."""
    targets = [f"{path}?query={quote(query)}" for query in queries]
    random.Random(seed).shuffle(targets)
    headers = {"Accept": "application/sparql-results+json"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)
    count, started = 0, time.perf_counter()
    try:
        while time.perf_counter() - started < seconds or not count:
            connection.request("GET", targets[count % len(targets)], headers=headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                return 0.0
            count += 1
    except (OSError, http.client.HTTPException):
        return 0.0
    return count / (time.perf_counter() - started)


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


def prepare(store_path: Path, folder: Path) -> tuple[Path, dict[str, list[str]], int]:
    """Write the quads down, and make the queries of each kind."""
    dump = folder / "quads.nq"
    with open_store(store_path, writable=False) as store:
        store.dump(str(dump), format=RdfFormat.N_QUADS)
        quads = len(store)
        things = [row["thing"] for row in store.query(f"{_PREFIXES} SELECT DISTINCT ?thing {{ ?thing rdfs:label ?l }}")]
        del store
    chosen = random.Random(7).sample(sorted((one for one in things if isinstance(one, NamedNode)), key=str), 200)
    queries = {LOOK_UP: [_LOOK_UP.format(thing) for thing in chosen]}
    queries |= {question.name: [_PREFIXES + question.query] for question in load_questions()}
    return dump, queries, quads


def main(*, store: Path | None, seconds: float) -> int:
    """Measure all three and print the ratios."""
    with tempfile.TemporaryDirectory(prefix="filmkg-bench-") as made:
        folder = Path(made)
        if store is None:
            store = folder / "store"
            command = [sys.executable, "-m", "filmkg", "build", str(ROOT / "tests/corpus"), "--store", str(store)]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        dump, queries, quads = prepare(store, folder)
        oxigraph = shutil.which("oxigraph", path=Path(sys.executable).parent) or "oxigraph"
        location = str(folder / "oxigraph")
        Store(location).bulk_load(path=str(dump), format=RdfFormat.N_QUADS)
        ports = [free_port() for _ in range(3)]
        python = [sys.executable, "-m"]
        bind = f"127.0.0.1:{ports[1]}"
        own = [*python, "filmkg", "serve", "--store", str(store), "--port", str(ports[0])]
        servers = {
            "filmkg": (own, ports[0], "/sparql"),
            "oxigraph": ([oxigraph, "serve-read-only", "--location", location, "--bind", bind], ports[1], "/query"),
            "rdflib-endpoint": (
                [*python, "rdflib_endpoint", "serve", "--host", "127.0.0.1", "--port", str(ports[2]), str(dump)],
                ports[2], "/",
            ),
        }  # fmt: skip
        rates: dict[tuple[str, str, int], float] = {}
        for name, (command, port, path) in servers.items():
            with serving(command, port):
                time.sleep(3)
                for kind, texts in queries.items():
                    for clients in CLIENTS if name != "rdflib-endpoint" or kind == LOOK_UP else CLIENTS[:1]:
                        rates[name, kind, clients] = rate(port, path, texts, seconds=seconds, clients=clients)
    return report(rates, list(queries), quads)


def report(rates: dict[tuple[str, str, int], float], kinds: list[str], quads: int) -> int:
    """Print all rates, and return 1 where a goal is missed."""
    print(f"{quads:,} quads; answers a second (0: not answered), and filmkg's over those of the others")
    missed = []
    for clients in CLIENTS:
        title = f"{clients} client{'s' if clients > 1 else ''}"
        print(f"\n{title:24}{'filmkg':>14}{'oxigraph':>12}{'rdflib-e.':>12}{'/ox':>8}{'/rdflib':>9}")
        over_oxigraph = []
        for kind in kinds:
            own, theirs = rates["filmkg", kind, clients], rates["oxigraph", kind, clients]
            rdflib = rates.get(("rdflib-endpoint", kind, clients))
            ratio = own / theirs if theirs else math.nan
            times = own / rdflib if rdflib else math.nan
            shown = "-" if rdflib is None else f"{rdflib:.2f}"
            print(f"{kind:24}{own:14.1f}{theirs:12.1f}{shown:>12}{ratio:8.2f}{times:9.1f}")
            if kind == LOOK_UP and not ratio >= LOOK_UPS:
                missed.append(f"look-ups by {clients}: {ratio:.2f} of Oxigraph's rate")
            if kind != LOOK_UP and theirs:
                over_oxigraph.append(1 / ratio if ratio else math.inf)
            if times < RDFLIB:
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
    parser.add_argument("--seconds", type=float, default=3.0)
    sys.exit(main(**vars(parser.parse_args())))
