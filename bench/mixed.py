"""Ask an endpoint, kill its workers at random and publish snapshots meanwhile; count wrong and lost answers.

    python bench/mixed.py [--seconds 120] [--clients 6]          an hour: --seconds 3600

Serves a store as `filmkg serve` does. Each snapshot holds `PARTS` triples that carry its own number, so that an answer
tells which snapshot it is of and whether it is of that one alone. Right is an answer that is whole, of one snapshot,
and of none older than the one that the same client saw before. Exits with 1 where an answer is wrong or lost.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import httpx

from filmkg.serve.engine.writing import apply_update
from filmkg.store import open_store

PARTS = 300
BASE = "http://example.org/"
_SETTLE_S = 1.0
_JSON = {"Accept": "application/sparql-results+json"}


def publish(store: Path, number: int) -> None:
    """Publish a snapshot in which every part carries this number."""
    old = "?part <urn:number> ?old"
    apply_update(store, f"DELETE {{ {old} }} INSERT {{ ?part <urn:number> {number} }} WHERE {{ {old} }}", base=BASE)


def make_store(path: Path) -> None:
    """Make the first snapshot, with number 0."""
    with open_store(path, writable=True) as store:
        parts = " ".join(f"<{BASE}{part}> <urn:number> 0 ; <urn:part> {part} ." for part in range(PARTS))
        store.update(f"INSERT DATA {{ {parts} }}")
        del store


class Client(threading.Thread):
    """Asks all the time, and holds each answer against what it must be.

    Args:
        address: Of the endpoint.
        until: When to end, by the monotonic clock.
        seed: What its questions depend on.
    """

    def __init__(self, address: str, until: float, seed: int) -> None:
        super().__init__()
        self.outcomes: Counter[str] = Counter()
        self._address = address
        self._until = until
        self._chance = random.Random(seed)
        self._newest = 0

    def run(self) -> None:
        """Ask until the time is over."""
        kinds = (self._whole, self._aggregate, self._look_up, self._graph, self._wrong_query)
        with httpx.Client(timeout=40, trust_env=False, headers=_JSON) as client:
            while time.monotonic() < self._until:
                kind = self._chance.choice(kinds)
                try:
                    outcome = kind(client)
                except (httpx.HTTPError, KeyError, ValueError, IndexError) as error:
                    outcome = f"lost: {type(error).__name__}"
                self.outcomes[f"{outcome}"] += 1

    def _whole(self, client: httpx.Client) -> str:
        rows = self._ask(client, "SELECT ?part ?n { ?part <urn:number> ?n }")
        return self._judge({row["n"]["value"] for row in rows}, count=len(rows), wanted=PARTS)

    def _aggregate(self, client: httpx.Client) -> str:
        rows = self._ask(client, "SELECT ?n (COUNT(*) AS ?count) { ?part <urn:number> ?n } GROUP BY ?n")
        return self._judge({row["n"]["value"] for row in rows}, count=int(rows[0]["count"]["value"]), wanted=PARTS)

    def _look_up(self, client: httpx.Client) -> str:
        part = self._chance.randrange(PARTS)
        rows = self._ask(client, f"SELECT ?n {{ <{BASE}{part}> <urn:number> ?n }}")
        return self._judge({row["n"]["value"] for row in rows}, count=len(rows), wanted=1)

    def _graph(self, client: httpx.Client) -> str:
        query = {"query": "CONSTRUCT { ?part <urn:number> ?n } { ?part <urn:number> ?n }"}
        answer = client.get(self._address, params=query, headers={"Accept": "application/n-triples"})
        answer.raise_for_status()
        lines = answer.text.splitlines()
        return self._judge({line.split('"')[1] for line in lines}, count=len(lines), wanted=PARTS)

    def _wrong_query(self, client: httpx.Client) -> str:
        status = client.get(self._address, params={"query": "SELECT * { ?s ?p }"}).status_code
        return "right" if status == 400 else f"lost: {status} for a wrong query"

    def _ask(self, client: httpx.Client, query: str) -> list[dict[str, dict[str, str]]]:
        # Half is asked of a worker in any case, half may be an answer that was kept.
        headers = {"Cache-Control": "no-cache"} if self._chance.random() < 0.5 else {}
        answer = client.get(self._address, params={"query": query}, headers=headers)
        if answer.status_code != 200:
            raise httpx.HTTPError(f"{answer.status_code}")
        rows: list[dict[str, dict[str, str]]] = answer.json()["results"]["bindings"]
        return rows

    def _judge(self, numbers: set[str], *, count: int, wanted: int) -> str:
        if count != wanted:
            return f"wrong: {count} rows for {wanted}"
        if len(numbers) != 1:
            return "wrong: of two snapshots"
        number = int(numbers.pop())
        if number < self._newest:
            return "wrong: of an older snapshot than before"
        self._newest = number
        return "right"


def children_of_all() -> dict[int, list[int]]:
    """Return the children of each process."""
    found: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            found.setdefault(int(stat.read_text().rpartition(")")[2].split()[1]), []).append(int(stat.parent.name))
        except OSError:
            continue
    return found


def kill_worker(server: int, chance: random.Random) -> bool:
    """Kill one worker: a child of a child of the server, as its nursery bears them."""
    children = children_of_all()
    workers = [worker for child in children.get(server, []) for worker in children.get(child, [])]
    if not workers:
        return False
    try:
        os.kill(chance.choice(workers), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def main(*, seconds: float, clients: int, seed: int) -> int:
    """Serve, ask, kill and publish; print what came of it."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="filmkg-mixed-") as folder:
        store = Path(folder) / "store"
        make_store(store)
        command = [sys.executable, "-m", "filmkg", "serve", "--store", str(store), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                address = server.stdout.readline().split()[0] + "sparql"
                until = time.monotonic() + seconds
                asking = [Client(address, until, seed + number) for number in range(clients)]
                for one in asking:
                    one.start()
                kills = swaps = 0
                while time.monotonic() < until - _SETTLE_S:
                    time.sleep(chance.uniform(0.1, 0.8))
                    kills += kill_worker(server.pid, chance)
                    if chance.random() < 0.4:
                        swaps += 1
                        publish(store, swaps)
                for one in asking:
                    one.join()
            finally:
                server.terminate()
    outcomes: Counter[str] = sum((one.outcomes for one in asking), Counter())
    right, total = outcomes.pop("right", 0), sum(one.outcomes.total() for one in asking)
    print(f"{total} answers in {seconds:g} s, {kills} workers killed, {swaps} snapshots published: {right} right")
    for outcome, count in outcomes.most_common():
        print(f"  {count:6} {outcome}")
    return int(right != total)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(main(**vars(parser.parse_args())))
