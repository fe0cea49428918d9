"""Worker processes: one stream of articles shared out among several, its results in the order of the articles.

A worker has one chunk of articles at a time and answers them one by one, so that what it was at when it died is known:
that article becomes an error, and the rest of its chunk goes to another worker. Only some chunks a worker are under way
at any time: a slow article holds back the reading of new ones.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

from filmkg.errors import DataError, DocumentError, ResourceError
from filmkg.model import Document

Result = TypeVar("Result")
Item = Document | DocumentError
Work = Callable[[Iterable[Item]], Iterator[Result | DataError]]
_ITEM = (Document, DocumentError)

_CHUNK_ARTICLES = 4
_MIN_ARTICLES = 16  # of each worker: to start one costs as much as these
_CHUNKS_PER_WORKER = 4
# Not forked: a fork would share the lock of the store that is open here.
_CONTEXT = get_context("spawn")


def share_out(work: Work[Result], items: Iterable[Item | Result], *, workers: int) -> Iterator[Result | DataError]:
    """Do some work on a stream of articles, in this process or in several.

    Args:
        work: Turns articles into results, one for each, in their order. It and the results can be pickled.
        items: The articles, the errors of those that could not be read, and results that there are already, which
            are passed on in their place.
        workers: How many processes do it, at least 1. With 1 this one does; no more are started than pay off.

    Yields:
        What the work yields, in the order of the articles; a `WorkerError` for an article at which a worker died.

    Raises:
        ResourceError: A worker process does not start.
        Exception: What the work raised.
    """
    if workers == 1:
        yield from _each(work, items)
        return
    items = iter(items)
    first: list[Item | Result] = []
    articles = 0
    for item in items:
        if not first and not isinstance(item, _ITEM):
            yield item  # nothing that it comes after is under way
            continue
        first.append(item)
        articles += isinstance(item, _ITEM)
        if articles == _MIN_ARTICLES * workers:
            break
    size = min(workers, -(-articles // _MIN_ARTICLES))
    staff = _Staff(work, _chunks(chain(first, items)), size)
    try:
        staff.assign()
        while staff.underway:
            staff.listen()
            while staff.underway and not staff.underway[0].waiting:
                yield from staff.underway.popleft().answers
            staff.assign()
    finally:
        staff.dismiss()


class WorkerError(DocumentError):
    """An article at which a worker process died, which may not be the article's fault."""


@dataclass(slots=True)
class _Chunk(Generic[Result]):
    """Some articles in their order: those that wait for an answer, and the answers of those before them."""

    waiting: deque[Item | Result]
    answers: list[Result | DataError] = field(default_factory=list)


@dataclass(slots=True)
class _Worker(Generic[Result]):
    """A process, the line to it, the chunk that it is at, and whether it was ready to work."""

    process: SpawnProcess
    line: Connection
    chunk: _Chunk[Result] | None = None
    was_ready: bool = False


class _Ready:
    """What a worker sends when it has started."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """What a worker sends in place of a result where the work as a whole came to an end."""

    error: Exception


@dataclass(slots=True)
class _Staff(Generic[Result]):
    """The workers and what they are at; lives as long as `share_out` runs.

    Attributes:
        work: What they do.
        chunks: What is not handed out yet.
        size: How many there may be.
        workers: Those that there are.
        underway: The chunks whose answers are not passed on yet, in the order of the articles.
        left: Those of them that a worker left undone when it died.
    """

    work: Work[Result]
    chunks: Iterator[_Chunk[Result]]
    size: int
    workers: list[_Worker[Result]] = field(default_factory=list)
    underway: deque[_Chunk[Result]] = field(default_factory=deque)
    left: deque[_Chunk[Result]] = field(default_factory=deque)

    def assign(self) -> None:
        """Give every worker that has none a chunk."""
        while sum(worker.chunk is not None for worker in self.workers) < self.size:
            chunk = self._next_chunk()
            if chunk is None:
                return
            worker = next((worker for worker in self.workers if worker.chunk is None), None) or self._engage()
            worker.chunk = chunk
            with suppress(OSError):  # it died while it waited, as `listen` finds out
                worker.line.send(list(chunk.waiting))

    def listen(self) -> None:
        """Wait for answers, and take one from each worker that has one."""
        busy = {worker.line: (worker, worker.chunk) for worker in self.workers if worker.chunk is not None}
        for line in wait(list(busy)):
            worker, chunk = busy[line]  # type: ignore[index]  # `wait` returns what it was given
            try:
                answer = worker.line.recv()
            except (EOFError, OSError):
                answer = self._bury(worker, chunk)
            if isinstance(answer, _Ready):
                worker.was_ready = True
                continue
            if isinstance(answer, _Failure):
                raise answer.error
            chunk.answers.append(answer)
            chunk.waiting.popleft()
            if not chunk.waiting:
                worker.chunk = None
            elif worker not in self.workers:
                self.left.append(chunk)

    def dismiss(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()
            worker.line.close()

    def _next_chunk(self) -> _Chunk[Result] | None:
        if self.left:
            return self.left.popleft()
        if len(self.underway) >= self.size * _CHUNKS_PER_WORKER:
            return None
        chunk = next(self.chunks, None)
        if chunk is not None:
            self.underway.append(chunk)
        return chunk

    def _engage(self) -> _Worker[Result]:
        line, far_end = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_answer, args=(far_end, self.work), daemon=True)
        # Ctrl-C reaches the workers too, but it is this process that ends them: they never see it. The first start of
        # all would start the tracker as well, which unblocks the signal again (bpo-33613).
        resource_tracker.ensure_running()
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        except OSError as error:
            raise ResourceError(
                f"a worker process does not start: {error.strerror}", remedy="give fewer --workers"
            ) from error
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        far_end.close()  # now the line ends when the worker does
        worker: _Worker[Result] = _Worker(process, line)
        self.workers.append(worker)
        return worker

    def _bury(self, worker: _Worker[Result], chunk: _Chunk[Result]) -> DocumentError:
        """Take a dead worker out, and return the error of the article that it was at.

        Raises:
            ResourceError: It was not ready to work, and would not be again.
        """
        worker.process.join()
        worker.line.close()
        self.workers.remove(worker)
        code = worker.process.exitcode or 0
        how = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
        if not worker.was_ready and code > 0:  # no article's fault: none would be read
            raise ResourceError(
                f"a worker process does not start ({how})",
                remedy='see above why; a script of your own has to start filmkg under `if __name__ == "__main__":`',
            )
        return WorkerError(
            getattr(chunk.waiting[0], "origin", ""),
            f"left out, the worker process that read it ended ({how})",
            remedy="look for a lack of memory, and try it alone, without --workers",
        )


def _each(work: Work[Result], items: Iterable[Item | Result]) -> Iterator[Result | DataError]:
    for item in items:
        if isinstance(item, _ITEM):
            yield from work((item,))
        else:
            yield item


def _chunks(items: Iterable[Item | Result]) -> Iterator[_Chunk[Result]]:
    items = iter(items)
    while waiting := deque(islice(items, _CHUNK_ARTICLES)):
        yield _Chunk(waiting)


def _answer(line: Connection, work: Work[Result]) -> None:
    """Do the work on what comes over the line, until it ends: what a worker process runs."""
    try:
        line.send(_Ready())
        for result in _each(work, _heard(line)):
            line.send(result)
    except BrokenPipeError:
        return  # nobody listens any more
    except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
        line.send(_Failure(error))


def _heard(line: Connection) -> Iterator[Item | Result]:
    while True:
        try:
            items = line.recv()
        except (EOFError, OSError):
            return
        yield from items
