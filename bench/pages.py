"""Measure the pages of a store: first byte of the pages of 500 random things, and what a page weighs as it travels.

Exits with 1 where the first byte at the 95th percentile, or a page with its style and scripts, is over its limit. Pages
of two countries, lists, views, answers to sentences and the questions are measured besides; they have no limit. What is
read of the whole store, once a snapshot, is waited for before, and how long that takes is told.

    python bench/pages.py STORE
"""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time

import httpx

from filmkg.serve.questions import load_questions

THINGS = 500
FIRST_BYTE_LIMIT_MS = 300
WEIGHT_LIMIT_KB = 300
CLASSES = ("Film", "Person", "Organization", "FilmFestival", "FilmDays", "City", "Country", "Agreement", "Article")
SAMPLED = 5_000  # of each class, so that the list stays short on a large store
FIXED = (
    "/", "/search?q=film", "/browse", "/films", "/people", "/events", "/views/map", "/views/matrix", "/views/timeline",
    "/views/network", "/ask", "/question/01-films-shown",
)  # fmt: skip
FIRST_LIST = "/agreements"
COUNTRIES, PAIRS = 20, 40
READING_S = 3_600.0
SENTENCES = ("/ask", "/ask?what=FilmDays&from=2020", "/ask?films_of=country/france", "/ask?by=embassy&status=happened")
HTML = {"Accept": "text/html"}


def things(client: httpx.Client, chance: random.Random) -> list[str]:
    """Return paths of random things, about as many of each class."""
    paths = []
    for name in CLASSES:
        query = f"SELECT DISTINCT ?thing {{ ?thing a cdo:{name} }} LIMIT {SAMPLED}"
        rows = _column(client, query)
        chosen = chance.sample(rows, min(len(rows), THINGS // len(CLASSES) + 1))
        paths += ["/id/" + row.partition("/id/")[2] for row in chosen]
    chance.shuffle(paths)
    return paths[:THINGS]


def _column(client: httpx.Client, query: str) -> list[str]:
    """Return the only column of the answer to a query."""
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).raise_for_status()
    return answer.text.split()[1:]


def first_byte_ms(client: httpx.Client, path: str) -> float:
    """Return the time until a page begins to come."""
    start = time.perf_counter()
    with client.stream("GET", path, headers=HTML) as response:
        next(response.iter_raw(1), b"")
        passed = time.perf_counter() - start
    response.raise_for_status()
    return passed * 1_000


def weight_kb(client: httpx.Client, path: str) -> float:
    """Return the bytes on the wire of a page with the style, scripts and pictures that it asks for."""
    page = client.get(path, headers=HTML)
    assets = set(re.findall(r'"(/static/[^"]+|/views/map\.svg)"', page.text))
    parts = [page, *(client.get(asset) for asset in assets)]
    return sum(part.num_bytes_downloaded for part in parts) / 1_000


def pairs(client: httpx.Client, chance: random.Random) -> list[str]:
    """Return paths of random pairs of the countries that most articles mention."""
    query = (
        "SELECT ?country { ?country a cdo:Country . ?article cdo:mentions ?country }"
        f" GROUP BY ?country ORDER BY DESC(COUNT(*)) ?country LIMIT {COUNTRIES}"
    )
    rows = _column(client, query)
    names = sorted(row.rpartition("/")[2] for row in rows)
    every = [f"/pair/{one}/{two}" for one in names for two in names if one < two]
    return chance.sample(every, min(len(every), PAIRS))


def percentiles(times: list[float]) -> str:
    """Return median and 95th percentile in words."""
    times = sorted(times)
    return f"median {times[len(times) // 2]:.0f} ms, 95th percentile {times[int(len(times) * 0.95)]:.0f} ms"


def ready(client: httpx.Client, path: str) -> int:
    """Wait until what a page needs of the whole store was read, at most `READING_S`; return its status."""
    end = time.monotonic() + READING_S
    while (status := client.get(path, headers=HTML).status_code) == 503 and time.monotonic() < end:
        time.sleep(1)
    return status


def main(store: str) -> int:
    """Print the figures, and return the exit code."""
    command = [sys.executable, "-m", "filmkg", "serve", "--store", store, "--port", "0"]
    started_s = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().split()[0]
            with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
                ready(client, FIRST_LIST)
                print(f"{time.perf_counter() - started_s:.0f} s from the start to the first list", flush=True)
                paths = things(client, random.Random(1))
                first_byte_ms(client, paths[0])  # starts what starts with the first page
                each = [(path.split("/")[2], first_byte_ms(client, path)) for path in paths]
                times = sorted(took for _, took in each)
                of_pairs = [first_byte_ms(client, path) for path in pairs(client, random.Random(1))]
                print(f"first byte of {len(times)} things: {percentiles(times)}", flush=True)
                for kind in sorted({kind for kind, _ in each}):
                    print(f"  {kind}: {percentiles([took for of, took in each if of == kind])}", flush=True)
                print(f"of {len(of_pairs)} pairs of countries: {percentiles(of_pairs)}", flush=True)
                for path in (*FIXED, *SENTENCES, *(f"/question/{question.name}" for question in load_questions())):
                    status = ready(client, path)
                    took = f"{first_byte_ms(client, path):.0f} ms" if status == 200 else f"answered with {status}"
                    print(f"{path}: {took}", flush=True)
                weights = sorted((weight_kb(client, path), path) for path in (*FIXED, *paths[:50]))
        finally:
            process.send_signal(signal.SIGINT)
    slow = times[int(len(times) * 0.95)]
    heavy, heaviest = weights[-1]
    print(f"weight: median {weights[len(weights) // 2][0]:.0f} kB, heaviest {heavy:.0f} kB ({heaviest})")
    return 1 if slow > FIRST_BYTE_LIMIT_MS or heavy > WEIGHT_LIMIT_KB else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
