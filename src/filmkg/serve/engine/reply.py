"""An answer as it comes in from a worker."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from filmkg.serve.engine.frames import BLOCK, END, HEAD, WHOLE, unpack_whole
from filmkg.serve.engine.spool import Spool

# So long an answer is held back to see how it ends. What takes longer is sent as it comes.
PATIENCE_S = 2.0


class Reply:
    """The head, the body and the end of an answer.

    Attributes:
        snapshot: Identifier of the snapshot that was asked.
        head: `status`, and `media_type`, `etag` and `encoding`, or `problem` and `remedy`; empty until it is known.
        body: What was and will be received.
        end: `outcome`, `rows`, `limit` and `bytes`; empty until it is known.
        is_short: Whether it came whole, in one piece.
        lost: Whether the worker ended before the answer did.
        opened: Done once the answer is whole or lost, or is so long in coming that its beginning can be sent.
    """

    def __init__(self, snapshot: str) -> None:
        loop = asyncio.get_running_loop()
        self.snapshot = snapshot
        self.head: dict[str, Any] = {}
        self.body = Spool()
        self.end: dict[str, Any] = {}
        self.is_short = False
        self.lost = False
        self.opened: asyncio.Future[None] = loop.create_future()
        self._is_late = False
        self._timer = loop.call_later(PATIENCE_S, self._be_late)

    def take(self, kind: int, content: bytes) -> None:
        """Take a frame."""
        if kind == WHOLE:
            self.head, body = unpack_whole(content)
            self.end = self.head
            self.is_short = True
            self.body.write(body)
            self.body.close()
            self._open()
        elif kind == HEAD:
            self.head = json.loads(content)
        elif kind == BLOCK:
            self.body.write(content)
            if self._is_late:
                self._open()
        elif kind == END:
            self.end = json.loads(content)
            self.body.close()
            self._open()

    def lose(self) -> None:
        """Note that nothing more will come."""
        self.lost = True
        self.body.close()
        self._open()

    def _be_late(self) -> None:
        self._is_late = True
        if self.body.size:
            self._open()

    def _open(self) -> None:
        self._timer.cancel()
        if not self.opened.done():
            self.opened.set_result(None)
