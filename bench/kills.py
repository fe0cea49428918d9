"""Kill builds at random moments, and see that nothing is lost, nothing is half, and that the end is the same.

    python bench/kills.py [KILLS] [SEED]

Builds alternate between two states of a folder of articles: some are new, some changed, some gone. Each is killed by
SIGKILL at a random moment, up to several times, and then left to end. After each kill the journal must hold each
article that the build had answered for, and none that is not one of the folder's; a reader must find the snapshot from
before, or the one after. At the end exports are those of a build that nothing disturbed. Exits with 1 where anything is
not so.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import corpus

from filmkg import pipeline
from filmkg.graph import Format, graph_iri
from filmkg.sources import read_documents
from filmkg.store import current_snapshot, open_journal, open_store, unpack
from filmkg.validate import load_shapes

ARTICLES = 16
KILLS = 200
TOLD_EVERY = 10
START_SHARE = 0.25  # of a build: the time in which the interpreter starts and nothing is written yet


def build(folder: str, store: str) -> None:
    """Build, and print the key of each article as soon as it is answered for."""
    documents = read_documents([folder])
    for built in pipeline.build(documents, store=Path(store), shapes=load_shapes(), folders=[folder]):
        if isinstance(built, pipeline.Built):
            print(built.key, flush=True)


def start(folder: Path, store: Path) -> subprocess.Popen[str]:
    """Start a build in a process of its own."""
    command = [sys.executable, __file__, "--build", str(folder), str(store)]
    # Modules are compiled once, as those of an installed package are: a build of so few articles is mostly its start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def exported(store: Path) -> bytes:
    """Return all graphs and the merged view."""
    written = io.BytesIO()
    with open_store(store, writable=False) as database:
        for format_ in (Format.NQUADS, Format.TURTLE):
            pipeline.export(database, format=format_, output=written)
        del database
    return written.getvalue()


def kept(store: Path) -> dict[str, str]:
    """Return the graphs that the journal has, by name."""
    with open_journal(store) as journal:
        rows = journal.connection.execute("SELECT graph, nquads FROM article WHERE version < 2").fetchall()
    return {graph: unpack(nquads) for graph, nquads in rows}


def states(folder: Path) -> list[Path]:
    """Write two states of a folder of articles: half of them alike, a few changed, a few only in one of them."""
    places = [folder / "one", folder / "two"]
    for seed, place in enumerate(places):
        corpus.write(place / "articles", range(ARTICLES // 2))
        corpus.write(place / "articles", range(ARTICLES // 2, ARTICLES - 2), seed=seed + 2)
        corpus.write(place / "articles", range(ARTICLES + 2 * seed, ARTICLES + 2 * seed + 2))
    return places


def switch(work: Path, state: Path) -> Path:
    """Put a state of the folder where the builds read it."""
    articles = work / "articles"
    shutil.rmtree(articles, ignore_errors=True)
    shutil.copytree(state / "articles", articles)
    return articles


def main() -> int:
    """Kill builds; return the exit code."""
    if sys.argv[1:2] == ["--build"]:
        build(*sys.argv[2:])
        return 0
    kills, seed = (int(word) for word in [*sys.argv[1:], *(str(KILLS), "1")[len(sys.argv) - 1 :]])
    chance, faults, killed, builds = random.Random(seed), [], 0, 0
    with tempfile.TemporaryDirectory(prefix="filmkg-kills-") as folder:
        work = Path(folder)
        places = states(work)
        expected, duration_s, graphs = [], 0.0, []
        for number, place in enumerate(places):
            articles, reference = switch(work, place), work / f"reference{number}"
            started_s = time.monotonic()
            start(articles, reference).communicate()
            duration_s = max(duration_s, time.monotonic() - started_s)
            expected.append(exported(reference))
            graphs.append(kept(reference))
        before: bytes | None = None
        store = work / "store"
        while killed < kills:
            state = builds % 2
            builds += 1
            articles, allowed = switch(work, places[state]), set(graphs[0].items()) | set(graphs[1].items())
            for _ in range(chance.randint(1, 5)):
                process = start(articles, store)
                time.sleep(duration_s * (START_SHARE + chance.random() * (1 - START_SHARE)))
                process.kill()
                answers, _ = process.communicate()
                answered = {line.strip() for line in answers.splitlines(keepends=True) if line.endswith("\n")}
                killed += 1
                found = kept(store) if (store / "journal.sqlite").exists() else {}
                names = {graph_iri(key).value for key in answered}
                lost = [name for name in names if found.get(name) != graphs[state].get(name)]
                faults += [f"kill {killed}: lost {name}" for name in lost]
                faults += [
                    f"kill {killed}: {name} is not whole" for name, text in found.items() if (name, text) not in allowed
                ]
                if (store / "current").exists():
                    current_snapshot(store)
                    if exported(store) not in {before, expected[state]}:
                        faults.append(f"kill {killed}: the snapshot is neither the one before nor the one after")
                elif before is not None:
                    faults.append(f"kill {killed}: the snapshot is gone")
            process = start(articles, store)
            process.communicate()
            status, before = process.returncode, exported(store)
            if status or before != expected[state]:
                faults.append(f"build {builds}: not what an undisturbed build gives (status {status})")
            if faults:
                break
            if builds % TOLD_EVERY == 0:
                print(f"{killed} kills in {builds} builds: nothing lost", file=sys.stderr)
        leftovers = len(list((store / "snapshots").iterdir())) - 1
        faults += [f"{leftovers} snapshots are left over"] if leftovers else []
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{killed} kills in {builds} builds of up to {duration_s:.1f} s: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
