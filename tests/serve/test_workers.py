"""The service's side of a worker whose process ends at a bad moment."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvloop

from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.nursery import GREETING
from filmkg.serve.engine.workers import Worker
from filmkg.store import Snapshot

Loop = Callable[[], asyncio.AbstractEventLoop]


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop])
@pytest.mark.parametrize("pause_s", [None, 0.0, 0.05])
def test_the_reply_of_a_worker_that_has_just_ended_is_lost(tmp_path: Path, loop: Loop, pause_s: float | None) -> None:
    """Ask when the connection is closed: before the worker is told so, while it is, and after it was."""
    lost = []

    async def ask() -> bool:
        ours, theirs = socket.socketpair()
        worker = Worker(Snapshot("one", tmp_path), Limits(), lambda _: None, lost.append)
        transport, _ = await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=ours)
        worker.data_received(GREETING)
        theirs.close()
        transport.abort()
        if pause_s is not None:
            await asyncio.sleep(pause_s)
        reply = worker.ask(("ASK {}",))
        async with asyncio.timeout(5):
            await reply.opened()
        return reply.lost

    def run() -> bool:
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(ask())

    # in a thread of its own, as a browser of other tests keeps a loop in this one
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(run).result()
    assert len(lost) == 1
