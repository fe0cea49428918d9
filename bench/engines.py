"""Compare what engines add to the conversion itself: the same partitions by this process, by Dask and by Ray.

    python bench/engines.py [--articles 1024] [--partition 128]

Each engine gets two worker processes and partitions of the same articles, made by the function that `filmkg convert
--engine` sends to workers. Printed are the seconds until the engine has started, those of the work, and the ratio of
the work to that of one process without any engine: 0.5 would be two cores for nothing. Ray is left out where it is not
installed (it is no dependency).
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from filmkg.graph import BASE
from filmkg.model import Document
from filmkg.pipeline.cluster import convert_partition, open_cluster
from filmkg.resources import DATA

Run = Callable[[list[list[Document]]], list[Any]]
WORKERS = 2


def articles(number: int) -> list[Document]:
    """Make articles of the sample's, each with words of its own, as words seen once are cheaper the second time."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((DATA / "sample").glob("*.txt"))]
    rounds = itertools.cycle(texts)
    return [
        Document(
            f"a{count:06}", f"a{count:06}.txt", f"{next(rounds)}\nNotice {count} of the Town{count} office.\n".encode()
        )
        for count in range(number)
    ]


@contextmanager
def alone() -> Iterator[Run]:
    """Convert in this process."""
    yield lambda partitions: [convert_partition(partition, base=BASE) for partition in partitions]


@contextmanager
def dask() -> Iterator[Run]:
    """Convert by Dask."""
    with open_cluster(scheduler=None, workers=WORKERS) as client:
        yield lambda partitions: client.gather(
            [client.submit(convert_partition, partition, base=BASE, pure=False) for partition in partitions]
        )


@contextmanager
def ray() -> Iterator[Run]:
    """Convert by Ray."""
    import ray as engine

    engine.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, configure_logging=False)
    task = engine.remote(convert_partition)
    yield lambda partitions: engine.get([task.remote(partition, base=BASE) for partition in partitions])
    engine.shutdown()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1024)
    parser.add_argument("--partition", type=int, default=128)
    options = parser.parse_args()
    items = articles(options.articles)
    partitions = [items[start : start + options.partition] for start in range(0, len(items), options.partition)]
    reference_s, first = 0.0, None
    for engine in (alone, dask, ray):
        began_s = time.perf_counter()
        try:
            with engine() as run:
                start_s = time.perf_counter() - began_s
                began_s = time.perf_counter()
                made = [one.data for one in run(partitions)]
                work_s = time.perf_counter() - began_s
        except ImportError:
            print(f"{engine.__name__:6} is not installed")
            continue
        first, reference_s = first or made, reference_s or work_s
        ratio = work_s / reference_s
        print(f"{engine.__name__:6} start {start_s:5.1f} s  work {work_s:6.1f} s  ratio {ratio:.2f}  {made == first}")


if __name__ == "__main__":
    main()
