"""Measure the pages of a store: first byte of the pages of 500 random things, and what a page weighs.

Exits with 1 where the first byte at the 95th percentile, or a page with its style and scripts, is over its limit.

    python bench/pages.py STORE
"""

from __future__ import annotations

import gzip
import random
import re
import signal
import subprocess
import sys
import time

import httpx

THINGS = 500
FIRST_BYTE_LIMIT_MS = 300
WEIGHT_LIMIT_KB = 300
CLASSES = ("Film", "Person", "Organization", "FilmFestival", "FilmDays", "City", "Country", "Agreement", "Article")
SAMPLED = 5_000  # of each class, so that the list stays short on a large store
FIXED = ("/", "/search?q=film", "/browse", "/films", "/views/map", "/views/matrix", "/ask", "/question/01-films-shown")
HTML = {"Accept": "text/html"}


def things(client: httpx.Client, chance: random.Random) -> list[str]:
    """Return paths of random things, about as many of each class."""
    paths = []
    for name in CLASSES:
        query = f"SELECT DISTINCT ?thing {{ ?thing a cdo:{name} }} LIMIT {SAMPLED}"
        rows = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"}).text.split()[1:]
        chosen = chance.sample(rows, min(len(rows), THINGS // len(CLASSES) + 1))
        paths += ["/id/" + row.partition("/id/")[2] for row in chosen]
    chance.shuffle(paths)
    return paths[:THINGS]


def first_byte_ms(client: httpx.Client, path: str) -> float:
    """Return the time until a page begins to come."""
    start = time.perf_counter()
    with client.stream("GET", path, headers=HTML) as response:
        next(response.iter_raw(1), b"")
        passed = time.perf_counter() - start
    response.raise_for_status()
    return passed * 1_000


def weight_kb(client: httpx.Client, path: str) -> float:
    """Return what a page weighs in gzip, with the style, scripts and pictures that it asks for."""
    page = client.get(path, headers=HTML)
    assets = set(re.findall(r'"(/static/[^"]+)"', page.text))
    parts = [page.content, *(client.get(asset).content for asset in assets)]
    return sum(len(gzip.compress(part)) for part in parts) / 1_000


def main(store: str) -> int:
    """Print the figures, and return the exit code."""
    command = [sys.executable, "-m", "filmkg", "serve", "--store", store, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().split()[0]
            with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
                paths = things(client, random.Random(1))
                first_byte_ms(client, paths[0])  # starts what starts with the first page
                times = sorted(first_byte_ms(client, path) for path in paths)
                weights = sorted((weight_kb(client, path), path) for path in (*FIXED, *paths[:50]))
        finally:
            process.send_signal(signal.SIGINT)
    slow = times[int(len(times) * 0.95)]
    heavy, heaviest = weights[-1]
    print(f"first byte of {len(times)} things: median {times[len(times) // 2]:.0f} ms, 95th percentile {slow:.0f} ms")
    print(f"weight: median {weights[len(weights) // 2][0]:.0f} kB, heaviest {heavy:.0f} kB ({heaviest})")
    return 1 if slow > FIRST_BYTE_LIMIT_MS or heavy > WEIGHT_LIMIT_KB else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
