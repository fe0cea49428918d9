"""Conversion on several machines, by Dask: articles out in partitions, N-Quads back, the same bytes whoever made them.

DIR/part-00000.nq    the graphs of the first articles, in the order of their paths
DIR/partitions.tsv   written last: name, articles, quads and SHA-256 of each partition

Articles are read and partitions are written here, so that the machines need not share a file system; what travels is
compressed. Each partition is held against the shapes where it is made, as `build` does.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmkg.errors import ClusterError, DataError, DocumentError, RdfError, UsageError
from filmkg.graph import check_base, load_policy
from filmkg.model import Document
from filmkg.pipeline.building import InvalidArticleError
from filmkg.pipeline.conversion import graphs
from filmkg.pipeline.copying import fingerprint_of, print_line
from filmkg.pipeline.preparation import conversion_fingerprint

if TYPE_CHECKING:
    from filmkg.validate import Shapes

PARTITIONS = "partitions.tsv"
# 7 s of work: beside it the 2 ms that a task costs Dask, and loading the rules once a worker, are nothing.
PARTITION_ARTICLES = 256
_AHEAD_PER_WORKER = 2
_FAST = 1  # of zlib's levels; N-Quads shrink to a tenth


@dataclass(frozen=True, slots=True)
class Partition:
    """A file of graphs that has been written.

    Attributes:
        name: Its name in the folder.
        articles: How many graphs it has.
        quads: How many lines.
        sha256: Of its bytes.
    """

    name: str
    articles: int
    quads: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What a worker sends back: compressed N-Quads, how many articles, the errors, and by what it was made."""

    data: bytes
    articles: int
    errors: tuple[DataError, ...]
    fingerprint: str


@contextmanager
def open_cluster(*, scheduler: str | None, workers: int) -> Iterator[Any]:
    """Connect to a Dask scheduler, or start a cluster of processes here, for the length of a `with` block.

    Args:
        scheduler: Address of a scheduler whose workers have this filmkg; None for processes here.
        workers: How many processes to start here.

    Raises:
        UsageError: Dask is not installed.
        ClusterError: The scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError("the engine dask is not installed", remedy="pip install 'filmkg[cluster]'") from None
    if scheduler is None:
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs=40,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout="20s")
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{scheduler}: no Dask scheduler answers there: {error}", remedy="start one with `dask scheduler`"
        ) from error
    with client:
        yield client


def convert_on_cluster(
    documents: Iterable[Document | DocumentError], *, cluster: Any, base: str, folder: Path
) -> Iterator[Partition | DataError]:
    """Turn articles into partitioned N-Quads.

    Args:
        documents: As `sources.read_documents` yields them; they are read as the workers need them.
        cluster: What `open_cluster` yielded.
        base: As in `convert`.
        folder: Where to write; empty or not there yet.

    Yields:
        In the order of the articles: the error of each that was left out, and each partition.

    Raises:
        ClusterError: Workers died over a partition, or have another filmkg.
        UsageError: The folder is not empty, or the base is none.
    """
    from distributed import as_completed

    check_base(base)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"{folder}: is not empty", remedy="give a folder that is new or empty")
    fingerprint = conversion_fingerprint()
    written: list[Partition] = []
    ahead = max(1, len(cluster.scheduler_info(n_workers=-1)["workers"])) * _AHEAD_PER_WORKER
    chunks = enumerate(_chunks(documents))
    numbers: dict[Any, int] = {}
    finished: dict[int, tuple[Partition, tuple[DataError, ...]]] = {}

    def submit(number: int, chunk: Sequence[Document | DocumentError]) -> Any:
        future = cluster.submit(convert_partition, chunk, base=base, pure=False)
        numbers[future] = number
        return future

    underway = as_completed([submit(*found) for found in islice(chunks, ahead)])
    for future in underway:
        number = numbers.pop(future)
        finished[number] = _write(_result(future, number, fingerprint), folder=folder, number=number)
        future.release()
        if (found := next(chunks, None)) is not None:
            underway.add(submit(*found))
        while len(written) in finished:
            one, errors = finished.pop(len(written))
            written.append(one)
            yield from errors
            yield one
    _write_whole(
        folder / PARTITIONS,
        "".join(f"{one.name}\t{one.articles}\t{one.quads}\t{one.sha256}\n" for one in written).encode(),
    )


def read_partitions(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that `convert_on_cluster` wrote, each after it was checked.

    Raises:
        RdfError: The conversion has not ended, or a file is not as it was written.
    """
    try:
        rows = [line.split("\t") for line in (folder / PARTITIONS).read_text(encoding="ascii").splitlines()]
    except OSError as error:
        raise RdfError(
            f"{folder}: has no {PARTITIONS}, so its conversion has not ended", remedy="convert anew, into a new folder"
        ) from error
    for name, _, _, sha256 in rows:
        path = folder / name
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise RdfError(f"{path}: cannot be read: {error.strerror}", remedy="convert anew") from error
        if found != sha256:
            raise RdfError(f"{path}: is not as it was written", remedy="copy it again, or convert anew")
        yield path


def convert_partition(items: Sequence[Document | DocumentError], *, base: str) -> _Made:
    """Convert a partition: what a worker runs. The fingerprints of its articles stand at its end."""
    from filmkg.validate import validate_ntriples

    shapes, nquads, prints, errors, articles = _shapes(), [], [], [], 0
    for converted in graphs(items, base=base, policy=load_policy()):
        if isinstance(converted, DataError):
            errors.append(converted)
            continue
        report = validate_ntriples(converted.nquads.replace(f" {converted.graph} .\n", " .\n"), shapes=shapes)
        if report.conforms:
            nquads.append(converted.nquads)
            if printed := fingerprint_of(converted.extraction.article):
                prints.append(f"{print_line(converted.graph.value, printed, base=base)}\n")
            articles += 1
        else:
            errors.append(InvalidArticleError(converted.extraction.article.origin, report))
    packed = zlib.compress("".join(nquads + prints).encode(), _FAST)
    return _Made(packed, articles, tuple(errors), conversion_fingerprint())


@cache
def _shapes() -> Shapes:
    """Load the shapes once a worker."""
    from filmkg.validate import load_shapes

    return load_shapes()


def _chunks(items: Iterable[Document | DocumentError]) -> Iterator[list[Document | DocumentError]]:
    items = iter(items)
    while chunk := list(islice(items, PARTITION_ARTICLES)):
        yield chunk


def _result(future: Any, number: int, fingerprint: str) -> _Made:
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    try:
        made: _Made = future.result()
    except (KilledWorker, FutureCancelledError, OSError) as error:
        raise ClusterError(
            f"{_name(number)} could not be made: {error}",
            remedy="look at the logs of the workers, for a lack of memory",
        ) from error
    if made.fingerprint != fingerprint:
        raise ClusterError(
            f"{_name(number)}: the worker that made it has another filmkg than this machine",
            remedy="install the same release, or the same copy, everywhere",
        )
    return made


def _write(made: _Made, *, folder: Path, number: int) -> tuple[Partition, tuple[DataError, ...]]:
    data = zlib.decompress(made.data)
    name = _name(number)
    _write_whole(folder / name, data)
    return Partition(name, made.articles, data.count(b"\n"), hashlib.sha256(data).hexdigest()), made.errors


def _write_whole(path: Path, data: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def _name(number: int) -> str:
    return f"part-{number:05}.nq"
