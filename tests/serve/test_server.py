from __future__ import annotations

import socket

from filmkg.serve.server import listen


def test_connections_send_what_they_have_at_once() -> None:
    with listen("127.0.0.1", 0) as opened, socket.create_connection(opened.getsockname()):
        accepted, _ = opened.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
