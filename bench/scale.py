"""Measure what building a store costs as the number of articles grows.

    python bench/scale.py [COUNT...]

Articles are made up by `corpus.py`; the counts are 200 and 1,000 where none are given. Each step is a process of its
own (`filmkg build`), so that its memory is its own. Of each count a store is built, then built again with one article
in a hundred replaced by another one, and again with nothing changed: what that costs is the start and the reading.
Ratios are of CPU time, but for that of processes, which only says something on a machine with two processors to spare;
it and that of loading are measured at the smallest count. Exits with 1 where a figure misses its target, which stand
at the top.
"""

from __future__ import annotations

import gzip
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import corpus
import psutil

COUNTS = (200, 1_000)
CHANGED_SHARE = 0.01
SAMPLE_S = 0.05
COST_LIMIT = 1.3  # an article at the largest count over one at the smallest
MEMORY_LIMIT_BYTES = 1.5 * 2**30
PROCESSES_TARGET = 1.7  # one process over two
LOADING_LIMIT = 1.5  # loading, with compacting, over pyoxigraph's bulk load of the same quads
REBUILD_LIMIT = 0.03  # a rebuild with 1 % changed over the first build

# Publishes again, from nothing, what the journal of a store holds: merging, the merged view and loading.
_PUBLISH = """
import sys, time
from pathlib import Path
from filmkg.pipeline.publishing import publish
from filmkg.store import open_journal
with open_journal(Path(sys.argv[1])) as journal:
    start_s = time.process_time()
    publish(Path(sys.argv[1]), journal, anew=True)
    print(time.process_time() - start_s)
"""
_LOAD = """
import gzip, sys, time
from pathlib import Path
from filmkg.store import Loader, open_writable
lines = gzip.open(sys.argv[1], "rt", encoding="utf-8").read().split("\\n")[:-1]
start_s = time.process_time()
loader = Loader(open_writable(Path(sys.argv[2])), is_empty=True)
loader.add(lines)
loader.close(compact=True)
print(time.process_time() - start_s)
"""
_BULK_LOAD = """
import gzip, sys, time
from pyoxigraph import RdfFormat, Store
data = gzip.open(sys.argv[1]).read()
start_s = time.process_time()
store = Store(sys.argv[2])
store.bulk_load(data, RdfFormat.N_QUADS)
store.flush()
print(time.process_time() - start_s)
"""


class Run(NamedTuple):
    """What a process took.

    Attributes:
        duration_s: From its start to its end, in seconds.
        cpu_s: Seconds of processors that it and its children used, which a busy machine changes less.
        peak_bytes: The most that it and its children had in memory together, seen every `SAMPLE_S`. Pages that
            they share count for each.
        output: What it wrote to standard output.
    """

    duration_s: float
    cpu_s: float
    peak_bytes: int
    output: str


def run(*arguments: str | Path) -> Run:
    """Run Python with arguments, and watch it.

    Raises:
        CalledProcessError: It failed.
    """
    command = [sys.executable, *map(str, arguments)]
    # Modules are compiled once, as those of an installed package are, and not by each process.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        start_s, before_s = time.perf_counter(), _children_cpu_s()
        process = psutil.Popen(command, stdout=output, stderr=errors, env=environment)
        peak_bytes = 0
        while process.poll() is None:
            peak_bytes = max(peak_bytes, _memory_bytes(process))
            time.sleep(SAMPLE_S)
        duration_s, cpu_s = time.perf_counter() - start_s, _children_cpu_s() - before_s
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, stderr=errors.read())
        return Run(duration_s, cpu_s, peak_bytes, output.read())


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory_bytes(process: psutil.Process) -> int:
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_info().rss
    except psutil.NoSuchProcess:
        pass  # it ended meanwhile
    return total


def build(articles: Path, store: Path, *, workers: int = 1) -> Run:
    """Build a store by the command."""
    return run("-m", "filmkg", "build", articles, "--store", store, "--workers", str(workers))


def size_bytes(folder: Path) -> int:
    """Return what the files of a folder take."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


class Size(NamedTuple):
    """What a number of articles takes: to build, to build again with some replaced, and with nothing changed."""

    count: int
    first: Run
    changed: Run
    unchanged: Run

    @property
    def cost_s(self) -> float:
        """CPU seconds an article."""
        return self.first.cpu_s / self.count

    @property
    def changed_share(self) -> float:
        """What building again costs, over the first time."""
        return self.changed.cpu_s / self.first.cpu_s


def measure(count: int, work: Path) -> Size:
    """Build a store of so many articles three times, and print what it takes."""
    articles, store = work / "articles", work / "store"
    corpus.write(articles, range(count))
    first = build(articles, store)
    quads = int(first.output.split("(")[1].split(" quads")[0])
    stored_bytes = size_bytes(store)
    corpus.write(articles, range(0, count, round(1 / CHANGED_SHARE)), seed=2)
    found = Size(count, first, build(articles, store), build(articles, store))
    print(
        f"{count:8} {first.duration_s:7.1f} {first.cpu_s:7.1f} {1000 * found.cost_s:6.1f} "
        f"{count / first.duration_s:10.1f} {quads / first.duration_s:8.0f} "
        f"{max(run.peak_bytes for run in found[1:]) / 2**20:8.0f} {stored_bytes / 2**20:9.1f} "
        f"{found.changed_share:9.4f} {found.unchanged.cpu_s / first.cpu_s:9.4f}",
        flush=True,
    )
    return found


def loading(store: Path, work: Path) -> tuple[float, float, float]:
    """Return the CPU seconds of publishing a store, of loading its quads, and of pyoxigraph's bulk load of them."""
    quads = work / "quads.nq.gz"
    exported = run("-m", "filmkg", "export", "--store", store, "--format", "nquads").output
    quads.write_bytes(gzip.compress(exported.encode(), 1))
    steps = ((_PUBLISH, store), (_LOAD, quads, work / "loaded"), (_BULK_LOAD, quads, work / "bulk"))
    publish_s, load_s, bulk_s = (float(run("-c", *step).output) for step in steps)
    return publish_s, load_s, bulk_s


def main() -> int:
    """Measure all and print it; return the exit code."""
    counts = sorted(int(word) for word in sys.argv[1:]) or list(COUNTS)
    print(
        f"{'articles':>8} {'s':>7} {'CPU s':>7} {'ms each':>6} {'articles/s':>10} {'quads/s':>8} {'peak MiB':>8} "
        f"{'store MiB':>9} {'1 % / all':>9} {'0 % / all':>9}"
    )
    with tempfile.TemporaryDirectory(prefix="filmkg-scale-") as folder:
        smallest = Path(folder) / "smallest"
        sizes = [measure(counts[0], smallest)]
        for count in counts[1:]:
            sizes.append(measure(count, work := Path(folder) / str(count)))
            shutil.rmtree(work)
        growth = sizes[-1].cost_s / sizes[0].cost_s
        print(f"CPU an article at {counts[-1]} over that at {counts[0]}: {growth:.2f}, limit {COST_LIMIT}", flush=True)
        publish_s, load_s, bulk_s = loading(smallest / "store", smallest)
        print(
            f"loading {load_s:.2f} CPU s, pyoxigraph's bulk load {bulk_s:.2f}: {load_s / bulk_s:.2f}, limit "
            f"{LOADING_LIMIT}; publishing, of which loading is a part, {publish_s:.2f}",
            flush=True,
        )
        # Both on the same articles, one after the other: the machine may have been busier before.
        articles = smallest / "articles"
        one, two = (build(articles, smallest / f"store{workers}", workers=workers) for workers in (1, 2))
        gain = one.duration_s / two.duration_s
        print(f"one process over two: {gain:.2f}, target {PROCESSES_TARGET}; two: {two.peak_bytes / 2**20:.0f} MiB")
    misses = [f"rebuild at {size.count}" for size in sizes if size.changed_share > REBUILD_LIMIT]
    misses += [f"memory at {one.count}" for one in sizes if max(of.peak_bytes for of in one[1:]) > MEMORY_LIMIT_BYTES]
    misses += ["memory of two processes"] * (two.peak_bytes > MEMORY_LIMIT_BYTES)
    misses += ["cost of an article"] * (growth > COST_LIMIT) + ["processes"] * (gain < PROCESSES_TARGET)
    misses += ["loading"] * (load_s / bulk_s > LOADING_LIMIT)
    print(f"missed: {', '.join(misses) or 'nothing'}; counts measured: {', '.join(map(str, counts))}")
    return int(bool(misses))


if __name__ == "__main__":
    sys.exit(main())
