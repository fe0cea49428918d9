"""Running the service until it is interrupted."""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import cast

import uvicorn
from fastapi import FastAPI

from filmkg.errors import ResourceError
from filmkg.serve.connections import Connection, Watch

# A connection whose other end takes nothing for so long is closed.
_USER_TIMEOUT_MS = 60_000
_MAX_CONNECTIONS = 500
_SHUTDOWN_S = 15


def listen(host: str, port: int) -> socket.socket:
    """Open the port to serve on; 0 takes any that is free.

    Raises:
        ResourceError: The port is taken, not allowed, or the host is none of this machine's.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.create_server(address[:2], family=family)
    except OSError as error:
        remedy = (
            "stop the other program or choose another --port"
            if error.errno == errno.EADDRINUSE
            else ("choose another --host or --port")
        )
        raise ResourceError(f"cannot listen on {host}:{port}: {error.strerror or error}", remedy=remedy) from None
    # asyncio sets this on sockets that say they are TCP, which these do not; without it each answer that is sent in two
    # pieces, head and body, waits 40 ms for the client to acknowledge the first.
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _USER_TIMEOUT_MS)
    return opened


def configuration(app: FastAPI) -> uvicorn.Config:
    """Return how uvicorn serves: with the short way, with limits on connections, and ending after what is under way."""
    connection = partial(Connection, watch=Watch(), short_way=getattr(app.state, "short_way", None))
    # An answer that came to a limit is left unfinished on purpose.
    logging.getLogger("uvicorn.error").addFilter(lambda record: "without completing" not in record.getMessage())
    return uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", connection),
        loop="uvloop",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_MAX_CONNECTIONS,
        timeout_graceful_shutdown=_SHUTDOWN_S,
    )


def run(app: FastAPI, opened: socket.socket, *, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; the address is announced as soon as it is answered.

    Args:
        app: The service.
        opened: What `listen` returned; it is closed at the end.
        announce: Called once with the address, "http://127.0.0.1:8000/".
    """
    host, port = opened.getsockname()[:2]
    server = uvicorn.Server(configuration(app))

    def end(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    # uvicorn sets its own handlers once it runs, and raises the signal anew when it has ended its connections. This
    # handler serves before that, and lets the caller clean up after it.
    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with opened:
            announce(f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/")
            server.run(sockets=[opened])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
