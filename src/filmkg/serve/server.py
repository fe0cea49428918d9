"""Running the service until it is interrupted."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from filmkg.errors import ResourceError


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
    return opened


def run(app: FastAPI, opened: socket.socket, *, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C or SIGTERM; the address is announced as soon as it is answered.

    Args:
        app: The service.
        opened: What `listen` returned; it is closed at the end.
        announce: Called once with the address, "http://127.0.0.1:8000/".
    """
    host, port = opened.getsockname()[:2]
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))

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
