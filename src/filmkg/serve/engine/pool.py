"""The one door through which pages, reconciliation and endpoint ask the store.

Only its own query fails with a worker that dies; if it was killed from outside, not even that.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from filmkg.errors import QueryError, ResourceError
from filmkg.serve.engine.begun import Begun
from filmkg.serve.engine.crew import Crew
from filmkg.serve.engine.evaluation import Asked, request_of
from filmkg.serve.engine.frames import Whole
from filmkg.serve.engine.indexing import TextIndexes
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.outcomes import (
    Answer,
    BrokenOffError,
    BusyError,
    ClientBusyError,
    Event,
    MemoryLimitError,
    NoGraphError,
    NotAcceptableError,
    TimeLimitError,
)
from filmkg.serve.engine.reply import Reply
from filmkg.serve.engine.textsearch import may_search

_JSON = "application/sparql-results+json"
_ATTEMPTS = 4


class Pool:
    """A number of workers over one store.

    `answer` belongs to the event loop that `start` ran in; `ask` and `select` to other threads.

    Args:
        path: Folder of the store.
        limits: What a query may cost.
        services: IRIs that `SERVICE` may ask.

    Attributes:
        limits: What a query may cost.
        crew: The workers.
        observers: Called with what became of each query.
    """

    def __init__(self, path: Path, *, limits: Limits, services: tuple[str, ...] = ()) -> None:
        self.limits = limits
        self.crew = Crew(path, limits=limits, services=services)
        self.observers: list[Callable[[Event], None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._clients: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._indexes: TextIndexes | None = None

    @property
    def snapshot(self) -> str:
        """Identifier of the snapshot that new queries go to."""
        return self.crew.snapshot.identifier

    async def start(self) -> None:
        """Start the workers, and wait for the first.

        Raises:
            StoreError: The store cannot be opened.
        """
        self._loop = asyncio.get_running_loop()
        self._folder = tempfile.TemporaryDirectory(prefix="filmkg-serve-")
        self._indexes = TextIndexes(Path(self._folder.name))
        await self.crew.start()

    async def close(self) -> None:
        """End everything."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.crew.close()
        if self._indexes is not None:
            await self._indexes.close()
        if self._folder is not None:
            self._folder.cleanup()

    def tell(self, event: Event) -> None:
        """Tell all observers what became of a query."""
        for observe in self.observers:
            observe(event)

    def look_up(self, query: str, *, accept: str, gzips: bool) -> tuple[Whole, Event] | None:
        """Answer a look-up at once and without a worker, None for all else; the arguments are those of `LookUps`.

        Returns:
            The answer, and what observers were told of it.
        """
        arrived_s = time.monotonic()
        whole = self.crew.look_ups.answer(query, accept=accept, gzips=gzips)
        if whole is None:
            return None
        event = Event(query, whole.outcome, "", time.monotonic() - arrived_s, 0.0, whole.rows, whole.size)
        self.tell(event)
        return whole, event

    def begin(self, asked: Asked, *, client: str, when_known: Callable[[Begun], None]) -> Begun | None:
        """Ask a query and do not wait for it; None where that cannot be done.

        Who asks calls `end` when the answer has come whole, or else `leave`, and gives what was begun to `answer`.

        Args:
            asked: As in `answer`.
            client: As in `answer`.
            when_known: As in `Begun`.
        """
        if self._is_full(client) or may_search(asked.query):
            return None
        begun = Begun(asked, client, when_known)
        if (worker := self.crew.take_free()) is not None:
            begun.give(worker)
        elif not self.crew.wait(begun):
            return None
        self._count(client)
        return begun

    def end(self, begun: Begun) -> None:
        """Note that an answer has come whole."""
        self.leave(begun)
        reply = begun.reply
        assert reply is not None and reply.whole is not None  # noqa: S101, PT018 - it has come
        self._tell_whole(begun.asked, reply, reply.whole, begun.arrived_s)

    def abandon(self, begun: Begun) -> None:
        """End a query whose client has gone."""
        self.tell(Event(begun.asked.query, "left", duration_s=time.monotonic() - begun.arrived_s))
        self.crew.leave(begun)
        if begun.reply is not None and begun.worker is not None:
            begun.reply.body.discard()
            if begun.worker.reply is begun.reply:
                begun.worker.kill()

    def leave(self, begun: Begun) -> None:
        """Count a query no more among those of its client."""
        self._uncount(begun.client)

    async def answer(self, asked: Asked, *, client: str = "", begun: Begun | None = None) -> Reply:
        """Ask a query, and wait until its answer is whole or can be begun.

        Args:
            asked: The query, over the merged view, or over the graphs that it names.
            client: Who asks, so that one does not crowd out others; "" is this service itself.
            begun: The same query, where it was asked already.

        Raises:
            QueryError: The query is refused, does not parse, or needs too much memory.
            NotAcceptableError: It has no answer in an accepted format.
            TimeLimitError: It takes too long.
            BusyError: Too many ask at a time.
        """
        arrived = begun.arrived_s if begun else time.monotonic()
        waited_s = 0.0
        worker = begun.worker if begun else None

        def note(outcome: str, *, limit: str = "", reply: Reply | None = None) -> None:
            end = reply.end if reply else {}
            rows, size, took_s = end.get("rows", 0), end.get("bytes", 0), time.monotonic() - arrived
            self.tell(Event(asked.query, outcome, limit, took_s, waited_s, rows, size))

        if not begun and self._is_full(client):
            note("busy", limit="client")
            raise ClientBusyError("you have too many queries under way", remedy="wait for the answers to some of them")
        self._count(client)
        try:
            if may_search(asked.query):
                asked = await self._with_index(asked)
            for attempt in range(_ATTEMPTS):
                if begun is not None and begun.worker is not None and begun.reply is not None and not attempt:
                    worker, reply = begun.worker, begun.reply
                else:
                    worker = await self.crew.take(instead_of=begun)
                    reply = worker.ask(request_of(asked))
                waited_s = reply.asked_s - arrived
                try:
                    await reply.opened()
                except asyncio.CancelledError:
                    reply.body.discard()
                    raise
                if not reply.lost:
                    break
                cause = await self.crew.cause(worker, time.monotonic() - reply.asked_s)
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
            self._uncount(client)
        if "problem" in reply.head:
            note("wrong", reply=reply)
            kind = {404: NoGraphError, 406: NotAcceptableError}.get(reply.head["status"], QueryError)
            raise kind(reply.head["problem"], remedy=reply.head["remedy"])
        if (whole := reply.whole) is not None:
            self._tell_whole(asked, reply, whole, arrived)
        elif reply.end:
            note(reply.end["outcome"], limit=reply.end.get("limit", ""), reply=reply)
        else:
            task = asyncio.get_running_loop().create_task(self._note_end(reply, note))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return reply

    async def whole(self, asked: Asked, *, client: str = "") -> Answer:
        """Ask a query and wait for its whole answer; raises as `answer`."""
        reply = await self.answer(asked, client=client)
        if (whole := reply.whole) is not None:
            return Answer(whole.media_type, whole.body, whole.limit)
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

    def _tell_whole(self, asked: Asked, reply: Reply, whole: Whole, arrived_s: float) -> None:
        took_s, waited_s = time.monotonic() - arrived_s, reply.asked_s - arrived_s
        self.tell(Event(asked.query, whole.outcome, whole.limit, took_s, waited_s, whole.rows, whole.size))

    def _is_full(self, client: str) -> bool:
        return client != "" and self._clients.get(client, 0) >= self.limits.client

    def _count(self, client: str) -> None:
        self._clients[client] = self._clients.get(client, 0) + 1

    def _uncount(self, client: str) -> None:
        self._clients[client] -= 1
        if not self._clients[client]:
            del self._clients[client]

    async def _note_end(self, reply: Reply, note: Callable[..., None]) -> None:
        while not reply.end and not reply.lost:
            await asyncio.sleep(0.05)
        limit = reply.end.get("limit", "")
        note("stopped" if reply.lost else reply.end["outcome"], limit=limit, reply=reply)

    async def _with_index(self, asked: Asked) -> Asked:
        assert self._indexes is not None  # noqa: S101 - it was started
        try:
            path = await self._indexes.get(self.crew.snapshot, patience_s=self.limits.time_s)
        except TimeoutError:
            raise BusyError("the index for text:search is being made", remedy="try again in a moment") from None
        return replace(asked, text_index=str(path))

    def _error(self, cause: str) -> ResourceError | QueryError:
        if cause == "time":
            return TimeLimitError(
                f"the query took longer than {self.limits.time_s:g} seconds", remedy="narrow it or add a LIMIT"
            )
        if cause == "memory":
            return MemoryLimitError("the query needs too much memory or nests too deeply", remedy="make it simpler")
        return BusyError("the workers were ended from outside", remedy="try again in a moment")
