"""An answer as it comes in from a worker."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from functools import cached_property
from typing import Any

from filmkg.serve.engine.frames import BLOCK, END, HEAD, WHOLE, Whole, unpack_whole
from filmkg.serve.engine.spool import Spool

# So long an answer is held back to see how it ends. What takes longer is sent as it comes.
PATIENCE_S = 2.0
# What takes longer does not come at once.
AT_ONCE_S = 0.2


class Reply:
    """The head, the body and the end of an answer.

    Args:
        snapshot: Identifier of the snapshot that was asked.
        when_known: Called once: when the answer is whole or lost, or takes some time.

    Attributes:
        snapshot: Identifier of the snapshot that was asked.
        asked_s: When it was asked, by the monotonic clock.
        head: `status`, and `media_type`, `etag` and `encoding`, or `problem` and `remedy`; empty until it is known, and
            where the answer came whole.
        end: `outcome`, `rows`, `limit` and `bytes`; empty as `head` is.
        whole: The answer, where it came in one piece.
        lost: Whether the worker ended before the answer did.
    """

    def __init__(self, snapshot: str, when_known: Callable[[], None] | None = None) -> None:
        self.snapshot = snapshot
        self.asked_s = time.monotonic()
        self.head: dict[str, Any] = {}
        self.end: dict[str, Any] = {}
        self.whole: Whole | None = None
        self.lost = False
        self._when_known = when_known
        self._opened: asyncio.Future[None] | None = None
        self._is_open = False
        self._is_late = False

    @cached_property
    def body(self) -> Spool:
        """What was and will be received, but for what came whole."""
        return Spool()

    async def opened(self) -> None:
        """Wait until the answer is whole or lost, or is so long in coming that its beginning can be sent."""
        if not self._is_open:
            self._opened = asyncio.get_running_loop().create_future()
            await self._opened

    def take(self, kind: int, content: bytes) -> None:
        """Take a frame."""
        if kind == WHOLE:
            self.whole = unpack_whole(content)
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

    def tell(self) -> None:
        """Tell who waits to know whether the answer comes at once and in one piece what is known by now."""
        when_known, self._when_known = self._when_known, None
        if when_known is not None:
            when_known()

    def look_at(self, now_s: float) -> None:
        """See whether it takes long; called now and then until it ends."""
        took_s = now_s - self.asked_s
        if took_s >= AT_ONCE_S:
            self.tell()
        if not self._is_late and took_s >= PATIENCE_S:
            self._is_late = True
            if self.body.size:
                self._open()

    def _open(self) -> None:
        self._is_open = True
        if self._opened is not None and not self._opened.done():
            self._opened.set_result(None)
        self.tell()
