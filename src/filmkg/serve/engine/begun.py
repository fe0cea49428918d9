"""A query that was asked and is not waited for: it has a worker, or a place in the queue."""

from __future__ import annotations

import time
from collections.abc import Callable

from filmkg.serve.engine.evaluation import Asked, request_of
from filmkg.serve.engine.outcomes import BusyError
from filmkg.serve.engine.reply import AT_ONCE_S, Reply
from filmkg.serve.engine.workers import Worker


class Begun:
    """A query that was begun.

    Args:
        asked: The query.
        client: Who asks.
        when_known: Called once with this: when its answer is whole or lost, or takes some time, its waiting included.

    Attributes:
        asked: The query.
        client: Who asks.
        arrived_s: When, by the monotonic clock.
        worker: Who evaluates it, None while it waits.
        reply: What comes of it, None while it waits.
    """

    def __init__(self, asked: Asked, client: str, when_known: Callable[[Begun], None]) -> None:
        self.asked = asked
        self.client = client
        self.arrived_s = time.monotonic()
        self.worker: Worker | None = None
        self.reply: Reply | None = None
        self._when_known: Callable[[Begun], None] | None = when_known

    def give(self, worker: Worker) -> bool:
        """Have a worker evaluate it."""
        self.worker = worker
        self.reply = worker.ask(request_of(self.asked), self.tell)
        return True

    def tell(self) -> None:
        """Tell who wants to know it what is known by now."""
        when_known, self._when_known = self._when_known, None
        if when_known is not None:
            when_known(self)

    def look_at(self, now_s: float) -> None:
        """See whether it waits for long."""
        if now_s - self.arrived_s >= AT_ONCE_S:
            self.tell()

    def refuse(self, _error: BusyError) -> None:
        """Let who wants to know it ask in another way, and be told so."""
        self.tell()
