"""Ask a server while builds publish under it: no request may fail, no answer may be half of one state, half of another.

    python bench/rebuild.py [CLIENTS] [SECONDS] [BUILDS]

By default 8 clients ask for 120 seconds, while builds run one after the other; they go on until BUILDS (2) have
published. `filmkg serve` and `filmkg build` run as commands, the clients speak HTTP. The articles change between two
states that differ in their number. One query counts the articles twice, in the merged view and by their named graphs:
an answer whose counts are not those of one state is torn. Exits with 1 where anything is not so.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import corpus
import httpx

CLIENTS, DURATION_S = 8, 120.0
FEW, MANY = 6, 9
SEEING_S = 60.0  # after a build, on a busy machine
QUERY = """PREFIX cdo: <https://w3id.org/filmkg/ontology#>
SELECT ?merged ?graphs {
  { SELECT (COUNT(DISTINCT ?a) AS ?merged) { ?a a cdo:Article } }
  { SELECT (COUNT(DISTINCT ?b) AS ?graphs) { GRAPH ?g { ?b a cdo:Article } } }
}"""


def build(articles: Path, store: Path) -> None:
    """Build a store by the command.

    Raises:
        CalledProcessError: It failed.
    """
    command = [sys.executable, "-m", "filmkg", "build", str(articles), "--store", str(store)]
    subprocess.run(command, check=True, capture_output=True)


def switch(articles: Path, count: int) -> None:
    """Make a folder hold so many articles."""
    corpus.write(articles, range(count))
    for file in sorted(articles.rglob("*.txt"))[count:]:
        file.unlink()


class Watch:
    """Counts what clients were told."""

    def __init__(self, address: str) -> None:
        """Take the address of the server, with its slash."""
        self._address = address
        self.answers: Counter[tuple[int, int]] = Counter()
        self.failures: list[str] = []
        self.stop = threading.Event()

    def has_seen(self, count: int) -> bool:
        """Tell whether any client was told of so many articles."""
        return self.answers[count, count] > 0

    def ask(self) -> None:
        """Ask until told to stop."""
        with httpx.Client(base_url=self._address, timeout=60, trust_env=False) as client:
            while not self.stop.is_set():
                try:
                    answer = client.get(
                        "/sparql", params={"query": QUERY}, headers={"Accept": "application/sparql-results+json"}
                    ).raise_for_status()
                    (row,) = answer.json()["results"]["bindings"]
                    self.answers[int(row["merged"]["value"]), int(row["graphs"]["value"])] += 1
                    client.get("/").raise_for_status()
                except (httpx.HTTPError, ValueError, KeyError) as error:
                    self.failures.append(f"{type(error).__name__}: {error}")


def main() -> int:
    """Ask and build; return the exit code."""
    words = sys.argv[1:]
    clients = int(words[0]) if words else CLIENTS
    duration_s = float(words[1]) if words[1:] else DURATION_S
    builds = int(words[2]) if words[2:] else 2
    with tempfile.TemporaryDirectory(prefix="filmkg-rebuild-") as folder:
        articles, store = Path(folder) / "articles", Path(folder) / "store"
        switch(articles, FEW)
        build(articles, store)
        serve = [sys.executable, "-m", "filmkg", "serve", "--store", str(store), "--port", "0", "--per-client", "64"]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
            try:
                assert server.stdout is not None
                watch = Watch(server.stdout.readline().split()[0])
                threads = [threading.Thread(target=watch.ask) for _ in range(clients)]
                for thread in threads:
                    thread.start()
                end_s, done = time.monotonic() + duration_s, 0
                try:
                    while done < builds or time.monotonic() < end_s:
                        count = FEW if done % 2 else MANY
                        switch(articles, count)
                        build(articles, store)
                        done += 1
                        seen_by_s = time.monotonic() + SEEING_S
                        while not watch.has_seen(count) and time.monotonic() < seen_by_s:
                            time.sleep(0.1)
                finally:
                    watch.stop.set()
                    for thread in threads:
                        thread.join()
            finally:
                server.terminate()
    faults = [f"failed: {failure}" for failure in watch.failures]
    faults += [f"torn: {pair}" for pair in watch.answers if pair not in {(FEW, FEW), (MANY, MANY)}]
    faults += [f"state never seen: {count}" for count in (FEW, MANY) if not watch.has_seen(count)]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{clients} clients, {done} builds: {dict(watch.answers)}, {len(faults)} faults")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
