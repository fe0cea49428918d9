"""The service's side of its workers: forks them through `nursery.py`, talks to one, learns how one ended."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any, cast

from filmkg.errors import StoreError
from filmkg.serve.engine.frames import END, WHOLE, only_frame, pack_request, pop_frames
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.nursery import GREETING
from filmkg.serve.engine.reply import Reply
from filmkg.serve.engine.sandbox import FEW_ARENAS, MANY_PIECES
from filmkg.store import Snapshot

# Frames that end an answer.
_LAST = frozenset({END, WHOLE})
_NEWS_BYTES = 64 * 1024
# After this a query is a slow one: its worker steps back behind those of others.
SLOW_S = 1.0
_SLOW_NICENESS = 10
_GRACE_S = 2.0
_NEWS_PATIENCE_S = 2.0


class StillbornError(StoreError):
    """A worker that ended before it said why it could not start: killed, or without memory."""


class Worker(asyncio.Protocol):
    """One worker process.

    Args:
        snapshot: What it reads.
        limits: What it may take.
        when_free: Called when it has answered.
        when_lost: Called when it has ended.

    Attributes:
        pid: Its process id.
        born: Done once it can answer.
        is_lost: Whether it has ended.
        is_slow: Whether it was made to step back, which cannot be undone.
        code: How it ended, as `subprocess` has it; set some time after it was lost.
    """

    def __init__(self, snapshot: Snapshot, limits: Limits, when_free: Callback, when_lost: Callback) -> None:
        loop = asyncio.get_running_loop()
        self.snapshot = snapshot
        self.pid = 0
        self.born: asyncio.Future[None] = loop.create_future()
        self.code: asyncio.Future[int] = loop.create_future()
        self.is_lost = False
        self.is_slow = False
        self.reply: Reply | None = None
        self._limits = limits
        self._when_free = when_free
        self._when_lost = when_lost
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def ask(self, request: tuple[Any, ...], when_known: Callable[[], None] | None = None) -> Reply:
        """Send a request; the reply of a worker that has ended, or does meanwhile, is lost.

        Args:
            request: Fields of `Asked`.
            when_known: As in `Reply`; not called before this returns.
        """
        assert self._transport is not None  # noqa: S101 - it was born
        reply = Reply(self.snapshot.identifier, when_known)
        if self.is_lost:
            asyncio.get_running_loop().call_soon(reply.lose)
            return reply
        self.reply = reply
        # uvloop raises it where the connection has just been closed: `connection_lost` is about to be called
        with suppress(RuntimeError):
            self._transport.write(pack_request(request))
        return reply

    def retire(self) -> None:
        """Let it end once it is done."""
        if self._transport is not None:
            self._transport.close()

    def kill(self) -> None:
        """End it now."""
        if self.pid and not self.code.done():
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def look_at(self, now_s: float) -> None:
        """See how long its query is under way; called now and then."""
        reply = self.reply
        if reply is None:
            return
        reply.look_at(now_s)
        took_s = now_s - reply.asked_s
        if took_s >= SLOW_S and not self.is_slow:
            self.is_slow = True
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, _SLOW_NICENESS)
        if took_s >= max(self._limits.time_s, SLOW_S) + _GRACE_S:
            self.kill()  # the worker ends itself; this is for one that cannot

    async def ended(self) -> int | None:
        """Return how it ended, or None where that is not known."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(self.code), _NEWS_PATIENCE_S)
        return None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note where to write to."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take what the worker sends: a greeting, then frames."""
        if not self._received and self.born.done() and (alone := only_frame(data)) is not None:
            self._take(*alone)
            return
        self._received += data
        if not self.born.done():
            if data[:1] == GREETING:
                del self._received[:1]
                self.born.set_result(None)
            return
        for kind, content in pop_frames(self._received):
            self._take(kind, content)

    def _take(self, kind: int, content: bytes) -> None:
        reply = self.reply
        if reply is None:
            return
        if kind in _LAST:  # who is told so may ask it again
            self.reply = None
            self._when_free(self)
        reply.take(kind, content)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's
        """Note that it has ended."""
        self.is_lost = True
        if not self.born.done():
            told = self._received[1:].decode("utf-8", "replace").partition("\n")[0]
            remedy = "look for a lack of memory"
            self.born.set_exception(
                StoreError(told, remedy=remedy)
                if told
                else StillbornError("a worker process did not start", remedy=remedy)
            )
        reply = self.reply
        self.reply = None
        if reply is not None:
            reply.lose()
        self._when_lost(self)


Callback = Callable[[Worker], None]


class Nursery:
    """The process that forks workers; started anew if it ends.

    Args:
        limits: What workers may take.
        services: IRIs that `SERVICE` may ask.
    """

    def __init__(self, limits: Limits, services: tuple[str, ...]) -> None:
        self._limits = limits
        self._services = services
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._unborn: dict[int, Worker] = {}
        self._alive: dict[int, Worker] = {}
        self._births = 0

    async def bear(self, snapshot: Snapshot, *, when_free: Callback, when_lost: Callback) -> Worker:
        """Start a worker and wait until it can answer.

        Raises:
            StoreError: The snapshot cannot be opened, or the process does not start.
        """
        control = self._control or self._start()
        worker = Worker(snapshot, self._limits, when_free, when_lost)
        ours, theirs = socket.socketpair()
        self._births += 1
        self._unborn[self._births] = worker
        command = {
            "number": self._births, "snapshot": snapshot.identifier, "folder": str(snapshot.folder),
            "limits": asdict(self._limits), "services": self._services,
        }  # fmt: skip
        try:
            socket.send_fds(control, [json.dumps(command).encode()], [theirs.fileno()])
        except OSError as error:
            self._forget()
            ours.close()
            raise StoreError(f"no worker can be started: {error}", remedy="look for a lack of memory") from None
        finally:
            theirs.close()
        try:
            await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=ours)
            await worker.born
        except asyncio.CancelledError:
            worker.retire()  # nobody will ask it, and an open connection is in the way when the loop is closed
            raise
        if worker.is_lost:  # between its greeting and now
            raise StillbornError("a worker process ended at once", remedy="look for a lack of memory")
        return worker

    async def close(self) -> None:
        """End all workers and the nursery."""
        workers = list(self._alive.values())
        for worker in workers:
            worker.kill()
        await asyncio.gather(*(worker.ended() for worker in workers))
        self._forget()

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "filmkg.serve.engine.nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal ends the server, which then ends its workers
            env={**os.environ, **FEW_ARENAS, **MANY_PIECES},
        )  # fmt: skip
        theirs.close()
        ours.settimeout(0)
        asyncio.get_running_loop().add_reader(ours, self._listen, ours)
        self._control = ours
        return ours

    def _listen(self, control: socket.socket) -> None:
        try:
            news = control.recv(_NEWS_BYTES)
        except BlockingIOError:
            return
        except OSError:
            news = b""
        if not news:
            self._forget()
            return
        told = json.loads(news)
        if "born" in told:
            worker = self._unborn.pop(told["number"])
            worker.pid = told["born"]
            self._alive[worker.pid] = worker
        elif (gone := self._alive.pop(told["dead"], None)) is not None and not gone.code.done():
            gone.code.set_result(told["code"])

    def _forget(self) -> None:
        """Let go of a nursery that has ended or shall end; the next birth starts another."""
        if self._control is not None:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        # Nobody tells any more when these end, and a number can go to another process then: they are not killed by it.
        for worker in self._alive.values():
            if not worker.code.done():
                worker.code.set_result(-signal.SIGKILL)
        self._alive.clear()
        for worker in self._unborn.values():
            worker.retire()
        self._unborn.clear()
