"""A process that forks workers: it has imported all that they need and opened nothing, so a worker starts at once.

    python -m filmkg.serve.engine.nursery DESCRIPTOR

The descriptor is a socket to the service. It receives, a line (JSON) each, where a store is and the limits, with one
end of a socket for the new worker; it answers with the process id, and later with how that process ended.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from filmkg.errors import StoreError
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.sandbox import limit_memory, refuse_network
from filmkg.serve.engine.worker import serve
from filmkg.store import Snapshot, open_snapshot

_MAX_COMMAND_BYTES = 64 * 1024
_EXIT_CRASHED = 70
GREETING = b"+"


def main(descriptor: int) -> None:
    """Fork workers until the service has gone."""
    control = socket.socket(fileno=descriptor)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    selector = selectors.DefaultSelector()
    selector.register(control, selectors.EVENT_READ)
    selector.register(woken, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is control:
                content, descriptors, _, _ = socket.recv_fds(control, _MAX_COMMAND_BYTES, 1)
                if not content:
                    return
                command = json.loads(content)
                child = os.fork()
                if not child:
                    for unneeded in (control.detach(), woken, wake):
                        os.close(unneeded)
                    selector.close()
                    _be_worker(descriptors[0], command)
                os.close(descriptors[0])
                _tell(control, {"born": child, "number": command["number"]})
            else:
                os.read(woken, 4096)
                _reap(control)


def _reap(control: socket.socket) -> None:
    while True:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not child:
            return
        _tell(control, {"dead": child, "code": os.waitstatus_to_exitcode(status)})


def _tell(control: socket.socket, news: dict[str, int]) -> None:
    control.sendall(json.dumps(news).encode() + b"\n")


def _be_worker(descriptor: int, command: dict[str, Any]) -> None:
    """Serve, and end this process, whatever happens."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        channel, limits = socket.socket(fileno=descriptor), Limits(**command["limits"])
        try:
            with open_snapshot(Snapshot(command["snapshot"], Path(command["folder"]))) as store:
                if not command["services"]:
                    refuse_network()
                limit_memory(limits.memory_bytes)
                channel.sendall(GREETING)
                services = tuple(command["services"])
                serve(channel, store, snapshot=command["snapshot"], limits=limits, services=services)
        except (StoreError, OSError) as error:
            channel.sendall(b"-" + str(error).encode())
    except BaseException:  # noqa: BLE001 - a panic of Oxigraph's is no Exception
        os._exit(_EXIT_CRASHED)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
