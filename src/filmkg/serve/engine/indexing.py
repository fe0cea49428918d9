"""Indexes for text search, one a snapshot, each made when it is first needed by a process of its own."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from filmkg.errors import ResourceError
from filmkg.store import Snapshot


class TextIndexes:
    """The files of indexes.

    Args:
        folder: Where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, asyncio.Task[Path]] = {}

    async def get(self, snapshot: Snapshot, *, patience_s: float) -> Path:
        """Return the index of a snapshot; the first who asks has it made.

        Raises:
            TimeoutError: It is not ready in time.
            ResourceError: It cannot be made.
        """
        task = self._made.get(snapshot.identifier)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = self._made[snapshot.identifier] = asyncio.create_task(self._make(snapshot))
            self._drop_old()
        return task.result() if task.done() else await asyncio.wait_for(asyncio.shield(task), patience_s)

    async def close(self) -> None:
        """End what is being made."""
        for task in self._made.values():
            task.cancel()
        await asyncio.gather(*self._made.values(), return_exceptions=True)

    async def _make(self, snapshot: Snapshot) -> Path:
        path = self._folder / f"{snapshot.identifier}.sqlite"
        arguments = ("-m", "filmkg.serve.engine.textindex", snapshot.identifier, str(snapshot.folder), str(path))
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        if code != 0:
            raise ResourceError("the index for text:search cannot be made", remedy="look for a lack of disk space")
        return path

    def _drop_old(self) -> None:
        """Keep the newest two: a query of the one before may be under way."""
        for identifier in list(self._made)[:-2]:
            del self._made[identifier]
            (self._folder / f"{identifier}.sqlite").unlink(missing_ok=True)
