"""A process that evaluates queries one after the other, so that no query can take the service down.

A query that overstays ends the process by SIGALRM, one that needs too much memory or stack by a crash; `pool.py` tells
these apart. `nursery.py` starts another.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
from typing import Any

from pyoxigraph import Store

from filmkg.errors import QueryError
from filmkg.serve.engine.evaluation import Asked, evaluate
from filmkg.serve.engine.frames import read_request
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.output import Output

# A process that has grown by more than this gives memory back, and ends if that does not help.
_GROWTH_PAGES = 4 * 2**20 // os.sysconf("SC_PAGE_SIZE")
_MAX_GROWTH_PAGES = 4 * _GROWTH_PAGES


def serve(channel: socket.socket, store: Store, *, snapshot: str, limits: Limits, services: tuple[str, ...]) -> None:
    """Answer requests until the channel is closed, or the process has grown too large.

    Args:
        channel: Where requests come from.
        store: Where to look.
        snapshot: Identifier of what the store holds.
        limits: What an answer may cost; `limits.time_s` ends the process.
        services: IRIs that `SERVICE` may ask.
    """
    start = pages = _resident_pages()
    while (request := read_request(channel)) is not None:
        signal.setitimer(signal.ITIMER_REAL, limits.time_s)
        _answer(channel, request, store=store, snapshot=snapshot, limits=limits, services=services)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if _resident_pages() - pages > _GROWTH_PAGES:
            _give_back()
            pages = max(_resident_pages(), start)
            if pages - start > _MAX_GROWTH_PAGES:
                return


def _answer(channel: socket.socket, request: dict[str, Any], *, store: Store, **settings: Any) -> None:
    asked = Asked(**request)
    output = Output(channel, gzips=asked.gzips)
    try:
        evaluate(store, asked, output=output, **settings)
    except QueryError as error:
        output.refuse(400, error.problem, error.remedy)
    except MemoryError:
        # As an allocation of Oxigraph would: the process is not to be trusted any more.
        os.abort()


def _resident_pages() -> int:
    """Return the memory of this process alone; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - once a query
            _, resident, shared = file.read().split()[:3]
    except OSError:
        return 0
    return int(resident) - int(shared)


def _give_back() -> None:
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError):
        return  # not the C library of GNU
