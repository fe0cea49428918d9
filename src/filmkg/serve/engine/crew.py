"""The workers over what a store publishes: who is free, who waits for one, who is to be replaced.

A worker that dies is replaced. When the store publishes another snapshot, new queries go to new workers, and those
under way end on the old ones.
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter, deque
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from filmkg.errors import StoreError
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.lookups import LookUps
from filmkg.serve.engine.outcomes import BusyError
from filmkg.serve.engine.workers import Nursery, StillbornError, Worker
from filmkg.store import Snapshot, current_snapshot

_BIRTHS = 4
_POLL_S = 0.5
# So often it is seen to which queries take long: one watch over all, as a timer for each costs more than a look-up may.
_WATCH_S = 0.2
_BIRTH_PAUSE_S = 0.5


class Place(Protocol):
    """Where a query waits for a worker."""

    def give(self, worker: Worker) -> bool:
        """Take a worker; tell whether there is still use for it."""

    def refuse(self, error: BusyError) -> None:
        """Learn that none will come."""

    def look_at(self, now_s: float) -> None:
        """See how long it waits, by the monotonic clock; called now and then."""


class _Awaited:
    """A place in which a task waits."""

    def __init__(self) -> None:
        self.worker: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()

    def give(self, worker: Worker) -> bool:
        if self.worker.done():
            return False
        self.worker.set_result(worker)
        return True

    def refuse(self, error: BusyError) -> None:
        if not self.worker.done():
            self.worker.set_exception(error)

    def look_at(self, now_s: float) -> None:
        """Do nothing: who waits sees to it."""


class Crew:
    """A number of workers over one store, in one event loop.

    Args:
        path: Folder of the store.
        limits: What a query may cost.
        services: IRIs that `SERVICE` may ask.

    Attributes:
        snapshot: What queries that come go to.
        look_ups: What answers look-ups over it without a worker.
        killed: How many workers ended otherwise than they should, by cause.
        swaps: How often another snapshot took over.

    Raises:
        StoreError: There is no store, or it has published nothing.
    """

    def __init__(self, path: Path, *, limits: Limits, services: tuple[str, ...]) -> None:
        self.snapshot = current_snapshot(path)
        self.look_ups = LookUps(limits)
        self.killed: Counter[str] = Counter()
        self.swaps = 0
        self._path = path
        self._limits = limits
        self._nursery = Nursery(limits, services)
        self._workers: set[Worker] = set()
        self._free: deque[Worker] = deque()
        self._waiting: deque[Place] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._being_born = 0
        self._swapping = asyncio.Lock()
        self._is_closed = False

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
        first = await self._first()
        await self.look_ups.open(self.snapshot)
        self._release(first)
        self._fill()
        self._spawn(self._watch_store())
        self._spawn(self._watch_workers())

    async def _first(self) -> Worker:
        """Return the first worker, over what the store publishes by then: a build may have published and packed."""
        while True:
            try:
                return await self._bear(self.snapshot)
            except StoreError:
                current = current_snapshot(self._path)
                if current.identifier == self.snapshot.identifier:
                    raise
                self.snapshot = current

    async def close(self) -> None:
        """End all workers; who waits for one is told so."""
        self._is_closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for place in self._waiting:
            place.refuse(BusyError("the service is ending", remedy="try again in a moment"))
        await self.look_ups.close()
        await self._nursery.close()
        for worker in list(self._workers):
            worker.retire()  # a nursery that was lost does not know those that it left
        await asyncio.sleep(0)  # the connections are closed in the next turn

    def take_free(self) -> Worker | None:
        """Take a free worker, None where there is none."""
        while self._free:
            worker = self._free.pop()  # the last to answer: its memory is warm
            if worker in self._workers:
                return worker
        return None

    def wait(self, place: Place) -> bool:
        """Queue up for a worker; tell whether there is room."""
        if len(self._waiting) >= self._limits.waiting:
            return False
        self._waiting.append(place)
        return True

    def leave(self, place: Place) -> None:
        """Wait no more."""
        if place in self._waiting:
            self._waiting.remove(place)

    async def take(self, *, instead_of: Place | None = None) -> Worker:
        """Take a free worker, or wait for one.

        Args:
            instead_of: In whose place to wait.

        Raises:
            BusyError: Too many wait already, or none becomes free in time.
        """
        if (worker := self.take_free()) is not None:
            return worker
        place = _Awaited()
        if instead_of is not None and instead_of in self._waiting:
            self._waiting[self._waiting.index(instead_of)] = place
        elif not self.wait(place):
            raise BusyError("too many queries wait already", remedy="try again in a moment")
        try:
            return await asyncio.wait_for(place.worker, self._limits.wait_s)
        except TimeoutError:
            raise BusyError("all workers are busy", remedy="try again in a moment") from None
        finally:
            self.leave(place)

    async def cause(self, worker: Worker, took_s: float) -> str:
        """Tell why a worker ended: "time", "memory", or "killed" from outside.

        Args:
            worker: The worker.
            took_s: How long its query was under way.
        """
        code = await worker.ended()
        if code == -signal.SIGALRM and took_s >= 0.9 * self._limits.time_s:
            cause = "time"
        elif code == -signal.SIGKILL and took_s >= self._limits.time_s:
            cause = "time"  # it could not end itself
        elif code in {None, 0, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGALRM}:
            cause = "killed"
        else:
            cause = "memory"
        self.killed[cause] += 1
        return cause

    async def refresh(self) -> None:
        """Go over to the snapshot that the store publishes now."""
        async with self._swapping:
            current = current_snapshot(self._path)
            if current.identifier == self.snapshot.identifier:
                return
            first = await self._bear(current)
            await self.look_ups.open(current)
            self.snapshot = current
            self.swaps += 1
            for worker in [*self._free, first]:
                self._release(worker)

    async def _watch_workers(self) -> None:
        while True:
            await asyncio.sleep(_WATCH_S)
            now_s = time.monotonic()
            for worker in [worker for worker in self._workers if worker.reply is not None]:
                worker.look_at(now_s)
            for place in list(self._waiting):
                place.look_at(now_s)

    async def _watch_store(self) -> None:
        while True:
            await asyncio.sleep(_POLL_S)
            with suppress(StoreError, OSError):
                await self.refresh()

    def _release(self, worker: Worker) -> None:
        """Give a worker that is free to the next who waits, or let it end where it is not to answer any more."""
        if worker in self._free:
            self._free.remove(worker)
        if worker.is_slow or worker.snapshot.identifier != self.snapshot.identifier:
            worker.retire()  # `_bury` replaces it
            return
        while self._waiting:
            if self._waiting.popleft().give(worker):
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
        for _ in range(self._limits.workers - len(self._workers) - self._being_born):
            self._being_born += 1
            self._spawn(self._replace())

    async def _replace(self) -> None:
        try:
            self._release(await self._bear(self.snapshot))
        except StoreError:
            await asyncio.sleep(_BIRTH_PAUSE_S)
            with suppress(StoreError, OSError):
                await self.refresh()
        finally:
            self._being_born -= 1
            if not self._is_closed:
                self._fill()

    async def _bear(self, snapshot: Snapshot) -> Worker:
        for attempt in range(1, _BIRTHS + 1):
            try:
                worker = await self._nursery.bear(snapshot, when_free=self._release, when_lost=self._bury)
                break
            except StillbornError:
                if attempt == _BIRTHS:
                    raise
        self._workers.add(worker)
        return worker

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
