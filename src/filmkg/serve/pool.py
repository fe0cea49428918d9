"""Worker processes that answer queries; one that dies is replaced, and only its own query fails."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from filmkg.errors import QueryError, ResourceError, StoreError

WORKERS = 2
TIME_LIMIT_S = 10.0
MEMORY_LIMIT_BYTES = 2 * 2**30

_JSON = "application/sparql-results+json"
_NO_START = '{"problem": "a worker process of the service does not start", "remedy": "look for a lack of memory"}'


class TimeLimitError(ResourceError):
    """A query took longer than allowed, or no worker came free in that time."""


class NotAcceptableError(QueryError):
    """A query has no answer in the formats that the client accepts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised answer."""

    media_type: str
    body: bytes


class Pool:
    """A fixed number of workers over one store; safe to use from many threads.

    Args:
        path: Folder of the store.
        time_limit_s: How long a query may take, and how long it may wait for a worker.
    """

    def __init__(self, path: Path, *, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._path = path
        self._time_limit_s = time_limit_s
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        # None is a place whose worker is not started: the first one to take it starts it.
        self._free: queue.LifoQueue[subprocess.Popen[bytes] | None] = queue.LifoQueue()
        for _ in range(WORKERS - 1):
            self._free.put(None)
        self._free.put(self._start())

    def ask(self, query: str, *, accept: str = "") -> Answer:
        """Evaluate a query over the merged view (or else all graphs), or over the graphs that it names with FROM.

        Raises:
            QueryError: It is refused, does not parse, needs too much memory, or has no answer in an accepted format.
            TimeLimitError: It takes too long, or all workers are busy for too long.
        """
        try:
            worker = self._free.get(timeout=self._time_limit_s)
        except queue.Empty:
            raise TimeLimitError("all workers are busy", remedy="try again in a moment") from None
        try:
            worker = worker or self._start()
            return self._exchange(worker, {"query": query, "accept": accept})
        finally:
            self._free.put(worker if worker and worker.poll() is None else None)

    def select(self, query: str) -> list[dict[str, NamedNode | Literal]]:
        """Evaluate a SELECT query of our own: a dictionary a row, without the variables that are not bound."""
        results = parse_query_results(self.ask(query, accept=_JSON).body, format=QueryResultsFormat.JSON)
        assert isinstance(results, QuerySolutions)  # noqa: S101 - a SELECT query has solutions
        names = [variable.value for variable in results.variables]
        return [{name: term for name in names if isinstance(term := row[name], NamedNode | Literal)} for row in results]

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            for worker in self._running:
                worker.kill()
                worker.communicate()
            self._running.clear()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [
            sys.executable, "-m", "filmkg.serve.worker",
            str(self._path), str(self._time_limit_s), str(MEMORY_LIMIT_BYTES),
        ]  # fmt: skip
        worker = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal ends the server, which then ends its workers
        )  # fmt: skip
        with self._lock:
            self._running.add(worker)
        assert worker.stdout is not None  # noqa: S101 - a pipe
        head = json.loads(worker.stdout.readline() or _NO_START)
        if "problem" in head:
            self._bury(worker)
            raise StoreError(head["problem"], remedy=head["remedy"])
        return worker

    def _exchange(self, worker: subprocess.Popen[bytes], request: dict[str, str]) -> Answer:
        assert worker.stdin is not None  # noqa: S101 - pipes
        assert worker.stdout is not None  # noqa: S101
        try:
            worker.stdin.write(json.dumps(request).encode() + b"\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            raise self._cause(self._bury(worker))
        head = json.loads(line)
        body = worker.stdout.read(head["length"])
        if len(body) < head["length"]:
            raise self._cause(self._bury(worker))
        if head["status"] == 406:
            raise NotAcceptableError(head["problem"], remedy=head["remedy"])
        if "problem" in head:
            raise QueryError(head["problem"], remedy=head["remedy"])
        return Answer(head["media_type"], body)

    def _bury(self, worker: subprocess.Popen[bytes]) -> int:
        """Wait for a worker that died, and return how."""
        worker.communicate()
        with self._lock:
            self._running.discard(worker)
        return worker.returncode

    def _cause(self, returncode: int) -> QueryError | TimeLimitError:
        if returncode == -signal.SIGALRM:
            return TimeLimitError(
                f"the query took longer than {self._time_limit_s:g} seconds", remedy="narrow it or add a LIMIT"
            )
        return QueryError("the query needs too much memory or nests too deeply", remedy="make it simpler")
