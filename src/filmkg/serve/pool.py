"""The one door through which pages, reconciliation and endpoint ask the store: workers behind a short queue.

A worker that dies is replaced and only its own query fails; if it was killed from outside, not even that. When the
store publishes another snapshot, new queries go to new workers, and those under way end on the old ones.
"""

from __future__ import annotations

import asyncio
import signal
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from filmkg.errors import QueryError, ResourceError, StoreError, UsageError
from filmkg.serve.evaluation import Asked, request_of
from filmkg.serve.indexing import TextIndexes
from filmkg.serve.limits import Limits
from filmkg.serve.reply import Reply
from filmkg.serve.textsearch import may_search
from filmkg.serve.workers import Nursery, StillbornError, Worker
from filmkg.store import Snapshot, current_snapshot

_JSON = "application/sparql-results+json"
_ATTEMPTS = 4
_POLL_S = 0.5
_BIRTH_PAUSE_S = 0.5


class TimeLimitError(ResourceError):
    """A query took longer than allowed."""


class MemoryLimitError(QueryError):
    """A query needed more memory or stack than a worker may take."""


class BusyError(ResourceError):
    """All workers are busy and enough others wait.

    Attributes:
        retry_after_s: When to try again.
    """

    retry_after_s = 1


class ClientBusyError(BusyError):
    """One client asks for too much at a time."""


class NotAcceptableError(QueryError):
    """A query has no answer in the formats that the client accepts."""


class NoGraphError(UsageError):
    """There is no graph of the name that is asked for."""


class BrokenOffError(ResourceError):
    """An answer whose beginning was sent already came to a limit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    Attributes:
        media_type: Its format.
        body: Its bytes.
        limit: The limit that it was cut off at ("rows", "bytes"), "" where it is complete.
    """

    media_type: str
    body: bytes
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a query, for metrics and the log; nothing in it tells who asked.

    Attributes:
        query: The query.
        outcome: "complete", "truncated", "stopped", "wrong", "busy" or "lost".
        limit: The limit that was reached, "" for none.
        duration_s: From its arrival to the end of its answer.
        waited_s: How long of this it waited for a worker.
        rows: Rows of the answer.
        bytes: Length of the answer.
    """

    query: str
    outcome: str
    limit: str = ""
    duration_s: float = 0.0
    waited_s: float = 0.0
    rows: int = 0
    bytes: int = 0


class Pool:
    """A number of workers over one store.

    `answer` belongs to the event loop that `start` ran in; `ask` and `select` to other threads.

    Args:
        path: Folder of the store.
        limits: What a query may cost.
        services: IRIs that `SERVICE` may ask.

    Attributes:
        observers: Called with what became of each query.
        killed: How many workers ended otherwise than they should, by cause.
        swaps: How often another snapshot took over.
    """

    def __init__(self, path: Path, *, limits: Limits, services: tuple[str, ...] = ()) -> None:
        self.limits = limits
        self.observers: list[Callable[[Event], None]] = []
        self.killed: Counter[str] = Counter()
        self.swaps = 0
        self._path = path
        self._snapshot = current_snapshot(path)
        self._nursery = Nursery(limits, services)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._workers: set[Worker] = set()
        self._free: deque[Worker] = deque()
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._clients: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._being_born = 0
        self._swapping = asyncio.Lock()
        self._is_closed = False
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._indexes: TextIndexes | None = None

    @property
    def snapshot(self) -> str:
        """Identifier of the snapshot that new queries go to."""
        return self._snapshot.identifier

    @property
    def busy(self) -> int:
        """How many workers are evaluating."""
        return len(self._workers) - len(self._free)

    @property
    def queued(self) -> int:
        """How many queries wait."""
        return len(self._waiting)

    async def start(self) -> None:
        """Start the workers, and wait for the first.

        Raises:
            StoreError: The store cannot be opened.
        """
        self._loop = asyncio.get_running_loop()
        self._folder = tempfile.TemporaryDirectory(prefix="filmkg-serve-")
        self._indexes = TextIndexes(Path(self._folder.name))
        self._release(await self._bear(self._snapshot))
        self._fill()
        self._spawn(self._watch())

    async def close(self) -> None:
        """End everything."""
        self._is_closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_exception(BusyError("the service is ending", remedy="try again in a moment"))
        await self._nursery.close()
        if self._folder is not None:
            self._folder.cleanup()

    async def answer(self, asked: Asked, *, client: str = "") -> Reply:
        """Ask a query, and wait until its answer is whole or can be begun.

        Args:
            asked: The query, over the merged view, or over the graphs that it names.
            client: Who asks, so that one does not crowd out others; "" is this service itself.

        Raises:
            QueryError: The query is refused, does not parse, or needs too much memory.
            NotAcceptableError: It has no answer in an accepted format.
            TimeLimitError: It takes too long.
            BusyError: Too many ask at a time.
        """
        arrived = time.monotonic()
        waited_s = 0.0
        worker: Worker | None = None

        def note(outcome: str, *, limit: str = "", reply: Reply | None = None) -> None:
            end = reply.end if reply else {}
            rows, size, took_s = end.get("rows", 0), end.get("bytes", 0), time.monotonic() - arrived
            event = Event(asked.query, outcome, limit, took_s, waited_s, rows, size)
            for observe in self.observers:
                observe(event)

        if client and self._clients[client] >= self.limits.client:
            note("busy", limit="client")
            raise ClientBusyError("you have too many queries under way", remedy="wait for the answers to some of them")
        self._clients[client] += 1
        try:
            if may_search(asked.query):
                asked = await self._with_index(asked)
            for attempt in range(_ATTEMPTS):
                worker = await self._take()
                waited_s = time.monotonic() - arrived
                asked_at = time.monotonic()
                reply = worker.ask(request_of(asked))
                await reply.opened
                if not reply.lost:
                    break
                cause = await self._cause(worker, time.monotonic() - asked_at)
                if cause == "killed" and attempt + 1 < _ATTEMPTS:
                    continue
                note("lost" if cause == "killed" else "stopped", limit=cause)
                raise self._error(cause)
        except BusyError:
            note("busy")
            raise
        except asyncio.CancelledError:
            note("left")
            if worker is not None:
                worker.kill()  # its client has gone
            raise
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]
        if "problem" in reply.head:
            note("wrong", reply=reply)
            kind = {404: NoGraphError, 406: NotAcceptableError}.get(reply.head["status"], QueryError)
            raise kind(reply.head["problem"], remedy=reply.head["remedy"])
        if reply.end:
            note(reply.end["outcome"], limit=reply.end.get("limit", ""), reply=reply)
        else:
            self._spawn(self._note_end(reply, note))
        return reply

    async def whole(self, asked: Asked, *, client: str = "") -> Answer:
        """Ask a query and wait for its whole answer; raises as `answer`."""
        reply = await self.answer(asked, client=client)
        blocks = []
        while block := await reply.body.read():
            blocks.append(block)
        reply.body.discard()
        if reply.lost or "problem" in reply.end:
            raise BrokenOffError("the answer could not be ended", remedy="narrow the query or add a LIMIT")
        return Answer(reply.head["media_type"], b"".join(blocks), reply.end.get("limit", ""))

    def ask(self, query: str, *, accept: str = "", max_rows: int = 0) -> Answer:
        """Evaluate a query over the merged view, or over the graphs that it names with FROM; for threads.

        Args:
            query: SPARQL.
            accept: Formats that the answer may have, as in an Accept header.
            max_rows: How many rows are wanted; 0 means as many as the limits allow.

        Raises:
            QueryError: It is refused, does not parse, needs too much memory, or has no answer in an accepted format.
            TimeLimitError: It takes too long.
            BusyError: Too many ask at a time.
        """
        assert self._loop is not None  # noqa: S101 - it was started
        asked = Asked(query, accept, max_rows=max_rows)
        return asyncio.run_coroutine_threadsafe(self.whole(asked), self._loop).result()

    def select(self, query: str) -> list[dict[str, NamedNode | Literal]]:
        """Evaluate a SELECT query of our own: a dictionary a row, without the variables that are not bound."""
        results = parse_query_results(self.ask(query, accept=_JSON).body, format=QueryResultsFormat.JSON)
        assert isinstance(results, QuerySolutions)  # noqa: S101 - a SELECT query has solutions
        names = [variable.value for variable in results.variables]
        return [{name: term for name in names if isinstance(term := row[name], NamedNode | Literal)} for row in results]

    async def refresh(self) -> None:
        """Go over to the snapshot that the store publishes now."""
        async with self._swapping:
            current = current_snapshot(self._path)
            if current.identifier == self._snapshot.identifier:
                return
            first = await self._bear(current)
            self._snapshot = current
            self.swaps += 1
            for worker in [*self._free, first]:
                self._release(worker)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_POLL_S)
            with suppress(StoreError, OSError):
                await self.refresh()

    async def _note_end(self, reply: Reply, note: Callable[..., None]) -> None:
        while not reply.end and not reply.lost:
            await asyncio.sleep(0.05)
        limit = reply.end.get("limit", "")
        note("stopped" if reply.lost else reply.end["outcome"], limit=limit, reply=reply)

    async def _with_index(self, asked: Asked) -> Asked:
        assert self._indexes is not None  # noqa: S101 - it was started
        try:
            path = await self._indexes.get(self._snapshot, patience_s=self.limits.time_s)
        except TimeoutError:
            raise BusyError("the index for text:search is being made", remedy="try again in a moment") from None
        return replace(asked, text_index=str(path))

    async def _take(self) -> Worker:
        """Take a free worker, or wait for one."""
        while self._free:
            worker = self._free.popleft()
            if worker in self._workers:
                return worker
        if len(self._waiting) >= self.limits.waiting:
            raise BusyError("too many queries wait already", remedy="try again in a moment")
        waiting: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        try:
            return await asyncio.wait_for(waiting, self.limits.wait_s)
        except TimeoutError:
            raise BusyError("all workers are busy", remedy="try again in a moment") from None
        finally:
            if waiting in self._waiting:
                self._waiting.remove(waiting)

    def _release(self, worker: Worker) -> None:
        """Give a worker that is free to the next who waits, or let it end where it is not to answer any more."""
        if worker in self._free:
            self._free.remove(worker)
        if worker.is_slow or worker.snapshot.identifier != self._snapshot.identifier:
            worker.retire()  # `_bury` replaces it
            return
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        self._free.append(worker)

    def _bury(self, worker: Worker) -> None:
        self._workers.discard(worker)
        if worker in self._free:
            self._free.remove(worker)
        if not self._is_closed:
            self._fill()

    def _fill(self) -> None:
        """Start as many workers as there are too few."""
        for _ in range(self.limits.workers - len(self._workers) - self._being_born):
            self._being_born += 1
            self._spawn(self._replace())

    async def _replace(self) -> None:
        try:
            self._release(await self._bear(self._snapshot))
        except StoreError:
            await asyncio.sleep(_BIRTH_PAUSE_S)
            with suppress(StoreError, OSError):
                await self.refresh()
        finally:
            self._being_born -= 1
            if not self._is_closed:
                self._fill()

    async def _bear(self, snapshot: Snapshot) -> Worker:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                worker = await self._nursery.bear(snapshot, when_free=self._release, when_lost=self._bury)
                break
            except StillbornError:
                if attempt == _ATTEMPTS:
                    raise
        self._workers.add(worker)
        return worker

    async def _cause(self, worker: Worker, took_s: float) -> str:
        """Tell why a worker ended: "time", "memory", or "killed" from outside."""
        code = await worker.ended()
        if code == -signal.SIGALRM and took_s >= 0.9 * self.limits.time_s:
            cause = "time"
        elif code == -signal.SIGKILL and took_s >= self.limits.time_s:
            cause = "time"  # it could not end itself
        elif code in {None, 0, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGALRM}:
            cause = "killed"
        else:
            cause = "memory"
        self.killed[cause] += 1
        return cause

    def _error(self, cause: str) -> ResourceError | QueryError:
        if cause == "time":
            return TimeLimitError(
                f"the query took longer than {self.limits.time_s:g} seconds", remedy="narrow it or add a LIMIT"
            )
        if cause == "memory":
            return MemoryLimitError("the query needs too much memory or nests too deeply", remedy="make it simpler")
        return BusyError("the workers were ended from outside", remedy="try again in a moment")

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
