"""A process that evaluates queries one after the other, so that no query can take the service down.

A query that overstays ends the process by SIGALRM, one that needs too much memory or stack by a crash; `pool.py` tells
these apart. `nursery.py` starts another.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import socket
import time
from typing import Any

from pyoxigraph import Store

from filmkg.errors import QueryError
from filmkg.serve.engine.evaluation import Asked, evaluate
from filmkg.serve.engine.frames import read_request
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.output import Output

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
# A process that has grown by more than this gives memory back after a query …
_GROWTH_PAGES = 4 * 2**20 // _PAGE_BYTES
# … and if it is still larger by so much, ends as soon as nobody asks for a while. These are mostly caches then, so it
# may keep more for as long as it is asked.
_LARGE_PAGES = 4 * _GROWTH_PAGES
_IDLE_S = 2.0
# The system is asked for that after each answer but those of less than _SHORT_S, of which each so many.
_SHORT_ANSWERS = 16
_SHORT_S = 0.002
_MAX_PAGES = 32 * _GROWTH_PAGES


def serve(channel: socket.socket, store: Store, *, snapshot: str, limits: Limits, services: tuple[str, ...]) -> None:
    """Answer requests until the channel is closed, or the process has grown too large.

    Args:
        channel: Where requests come from.
        store: Where to look.
        snapshot: Identifier of what the store holds.
        limits: What an answer may cost; `limits.time_s` ends the process.
        services: IRIs that `SERVICE` may ask.
    """
    memory = _open_memory()
    start = pages = _resident_pages(memory)
    count = 0
    while (request := _next(channel, is_large=pages - start > _LARGE_PAGES)) is not None:
        began_s = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, limits.time_s)
        _answer(channel, request, store=store, snapshot=snapshot, limits=limits, services=services)
        signal.setitimer(signal.ITIMER_REAL, 0)
        count += 1
        if count % _SHORT_ANSWERS and time.monotonic() - began_s < _SHORT_S:
            continue
        if _resident_pages(memory) - pages > _GROWTH_PAGES:
            _give_back()
            pages = max(_resident_pages(memory), start)
            if pages - start > _MAX_PAGES:
                return


def _next(channel: socket.socket, *, is_large: bool) -> tuple[Any, ...] | None:
    """Wait for a request; a process that has grown large waits for a while only.

    Should one come when it has just given up, the service sees it end, and asks another.
    """
    if is_large and not select.select([channel], [], [], _IDLE_S)[0]:
        return None
    return read_request(channel)


def _answer(channel: socket.socket, request: tuple[Any, ...], *, store: Store, **settings: Any) -> None:
    asked = Asked(*request)
    output = Output(channel, gzips=asked.gzips)
    try:
        evaluate(store, asked, output=output, **settings)
    except QueryError as error:
        output.refuse(400, error.problem, error.remedy)
    except MemoryError:
        # As an allocation of Oxigraph would: the process is not to be trusted any more.
        os.abort()


def _open_memory() -> int | None:
    """Open what the system tells of the memory of this process, None where it does not."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def _resident_pages(memory: int | None) -> int:
    """Return the memory of this process alone; 0 where the system does not tell."""
    if memory is None:
        return 0
    _, resident, shared = os.pread(memory, 200, 0).split()[:3]
    return int(resident) - int(shared)


def _give_back() -> None:
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):
        return  # not the C library of GNU
