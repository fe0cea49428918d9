"""The short way of look-ups: a query that stands alone in the address of a GET is answered by its connection.

A task, an application and what they make of each request were more than half of what a look-up cost. What asks for one
pattern is answered by the service itself (`engine/lookups.py`), the rest by the same workers within the same limits,
and a client gets the same bytes as on the long way (`router.py`), which takes over with what was begun where that is
not a short and whole answer, or not at once. What was answered lately is kept (`kept.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from filmkg.serve.endpoint.forms import Form, query_of
from filmkg.serve.endpoint.kept import Finished, Kept, Key
from filmkg.serve.engine.begun import Begun
from filmkg.serve.engine.evaluation import Asked
from filmkg.serve.engine.frames import Whole
from filmkg.serve.engine.outcomes import Event
from filmkg.serve.engine.pool import Pool

Settle = Callable[[Finished | None], None]


class ShortWay:
    """Answers look-ups.

    Args:
        pool: The workers that evaluate.
        headers: What each answer says besides.
    """

    def __init__(self, pool: Pool, *, headers: Mapping[str, str]) -> None:
        self._pool = pool
        said = "".join(f"{name.lower()}: {value}\r\n" for name, value in headers.items())
        self._said = f"{said}\r\n".encode("latin-1")
        self._kept = Kept()

    def take(self, form: Form, encoded: bytes, *, settle: Settle) -> Finished | Begun | None:
        """Answer a request at once, or ask a worker; None where another way has to be gone.

        Args:
            form: What it is like but for its query.
            encoded: The query, as it stands in the address.
            settle: Called once with the answer of a worker, later; with None where another way has to be gone.
        """
        key = form.wanted, encoded
        answer = None if form.is_fresh else self._kept.get(key, snapshot=self._pool.snapshot)
        if answer is not None:
            self._pool.tell(answer.event)
            return answer
        query = query_of(encoded)
        if query is None:
            return None
        wanted = form.wanted
        looked_up = None if wanted.known else self._pool.look_up(query, accept=wanted.accept, gzips=wanted.gzips)
        if looked_up is not None:
            whole, event = looked_up
            if self._kept.note(key):
                again = self._finished(whole, replace(event, duration_s=0.0))
                self._kept.put(key, again, snapshot=self._pool.snapshot)
            return self._finished(whole, event)
        asked = Asked(query, wanted.accept, wanted.gzips, known=wanted.known, base=wanted.base)
        return self._pool.begin(asked, client=form.client, when_known=lambda begun: settle(self._finish(begun, key)))

    def abandon(self, begun: Begun) -> None:
        """End a look-up whose client has gone and that takes time."""
        self._pool.abandon(begun)

    def _finish(self, begun: Begun, key: Key) -> Finished | None:
        reply = begun.reply
        if reply is None or (whole := reply.whole) is None:
            self._pool.leave(begun)
            return None
        self._pool.end(begun)
        finished = self._finished(whole, Event(begun.asked.query, whole.outcome, rows=whole.rows, bytes=whole.size))
        if whole.may_be_kept and reply.snapshot == self._pool.snapshot:
            self._kept.put(key, finished, snapshot=reply.snapshot)
        return finished

    def _finished(self, whole: Whole, event: Event) -> Finished:
        return Finished(whole.status, b"".join((whole.headers, self._said, whole.body)), event)
