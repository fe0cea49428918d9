"""Measure the reconciliation service on stores of 25,000 and 100,000 names: first answer, memory, queries a second.

Exits with 1 where a kind of query costs more than `LIMIT` times the CPU time on the larger store: then a search looks
at more entries the more there are. CPU time is that of the service and of the processes under it, so that what else the
machine does counts little; the rates are by the clock. Needs Linux (both are read from /proc).

    python bench/reconcile.py
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.graph import BASE, graph_iri
from filmkg.store import open_store
from filmkg.vocab import RDF, RDFS, cdo

SIZES = (25_000, 100_000)
LIMIT = 3.0
BATCH = 10
BATCHES = 30
SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvz" for vowel in "aeiou"]
GRAPH = graph_iri("bench")


def names(count: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield classes and labels, many of which share words, as they do in news."""

    def word(syllables: int) -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(syllables)).title()

    given, towns = [word(2) for _ in range(400)], [word(3) for _ in range(2_000)]
    bodies, arts = ("Ministry", "Institute", "Embassy", "Union", "Centre"), ("Culture", "Film", "Cinema", "Arts")
    for _ in range(count // 10):
        for _ in range(4):
            yield "Person", f"{chance.choice(given)} {word(3)}{chance.choice(('', 'v', 'va', 'yan'))}"
        for _ in range(2):
            yield "Organization", f"{chance.choice(bodies)} of {chance.choice(arts)} of {chance.choice(towns)}"
            yield "Film", f"The {word(2)} of {word(3)}"
            yield "FilmFestival", f"{chance.choice(towns)} International Film Festival"


def fill(path: Path, labels: list[tuple[str, str]]) -> None:
    """Write things with these classes and labels into a new store."""
    with open_store(path, writable=True) as store:
        quads = []
        for number, (class_name, label) in enumerate(labels):
            node = NamedNode(f"{BASE}{class_name.lower()}/{number}")
            quads.append(Quad(node, RDF["type"], cdo(class_name), GRAPH))
            quads.append(Quad(node, RDFS["label"], Literal(label), GRAPH))
        store.bulk_extend(quads)
        del store


def kinds(labels: list[tuple[str, str]], chance: random.Random) -> dict[str, list[dict[str, object]]]:
    """Return queries of each kind."""
    people = [label for class_name, label in labels if class_name == "Person"]
    count = BATCH * BATCHES
    misspelt = [name[:-3] + chance.choice("aeiou") + name[-2:] for name in chance.sample(people, count)]
    return {
        "equal names": [{"query": label} for _, label in chance.sample(labels, count)],
        "people, misspelt": [{"query": name, "type": "Person", "type_strict": "should"} for name in misspelt],
        "common words": [{"query": "International Film Festival of Culture and Cinema"}] * count,
        "500 characters": [{"query": " ".join(chance.sample(people, 40))[:500]} for _ in range(count)],
        "with a property": [{"query": name, "properties": [{"pid": "^director", "v": "x"}]} for name in misspelt],
    }


def memory_mb(pid: int) -> float:
    """Return the memory of a process, its workers not counted."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def cpu_s(pid: int) -> float:
    """Return the CPU time of a process and of those under it, also of those that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task").glob("*/children")
    under = {int(child) for file in children for child in file.read_text(encoding="ascii").split()}
    return own + sum(map(cpu_s, under))


def measure(path: Path, queries: dict[str, list[dict[str, object]]]) -> dict[str, float]:
    """Serve a store, print what it costs, and return the CPU seconds a query by kind."""
    command = [sys.executable, "-m", "filmkg", "serve", "--store", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().split()[0]
        with httpx.Client(base_url=address, timeout=120, trust_env=False) as client:
            before_mb, start_s = memory_mb(server.pid), time.perf_counter()
            client.get("/reconcile", params={"queries": '{"q0": {"query": "x"}}'}).raise_for_status()
            first_s = time.perf_counter() - start_s
            print(f"  first answer {first_s:.1f} s, index {memory_mb(server.pid) - before_mb:.0f} MB")
            costs_s = {}
            for kind, wanted in queries.items():
                start_s, start_cpu_s = time.perf_counter(), cpu_s(server.pid)
                for start in range(0, len(wanted), BATCH):
                    batch = {f"q{number}": query for number, query in enumerate(wanted[start : start + BATCH])}
                    client.post("/reconcile", data={"queries": json.dumps(batch)}).raise_for_status()
                costs_s[kind] = (cpu_s(server.pid) - start_cpu_s) / len(wanted)
                rate = len(wanted) / (time.perf_counter() - start_s)
                print(f"  {kind:17} {rate:7.0f} queries/s, {1000 * costs_s[kind]:6.2f} ms of CPU time a query")
        server.terminate()
    return costs_s


def main() -> int:
    """Measure both sizes and print how the costs of a query compare."""
    costs_s = []
    for size in SIZES:
        chance = random.Random(size)
        labels = list(names(size, chance))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store"
            fill(path, labels)
            print(f"{len(labels):,} names")
            costs_s.append(measure(path, kinds(labels, chance)))
    small, large = costs_s
    ratios = {kind: large[kind] / small[kind] for kind in small}
    print(f"ratio of CPU time for {SIZES[1] // SIZES[0]} times the names, limit {LIMIT:.0f}")
    for kind, ratio in ratios.items():
        print(f"  {kind:17} {ratio:7.1f}")
    return int(max(ratios.values()) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
