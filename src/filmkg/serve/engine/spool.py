"""An answer between the worker that writes it and the client that reads it: in memory, when it grows in a file."""

from __future__ import annotations

import asyncio
import tempfile
from typing import IO

_MEMORY_BYTES = 2**20
_BLOCK_BYTES = 64 * 1024


class Spool:
    """Bytes written at one end and read at the other; for one event loop, one reader and one writer.

    Attributes:
        size: How many bytes were written.
        closed: Whether no more will be.
    """

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._read = 0
        self._waiting: asyncio.Future[None] | None = None
        self.size = 0
        self.closed = False

    def write(self, block: bytes) -> None:
        """Add a block; one that comes when all was let go is let go too."""
        if self.closed:
            return
        self.size += len(block)
        if self._file is None and self.size - self._read > _MEMORY_BYTES:
            self._file = tempfile.TemporaryFile(prefix="filmkg-answer-")  # noqa: SIM115 - closed by `discard`
            self._file.truncate(self._read)
            self._file.seek(self._read)
            self._file.writelines(self._blocks)
            self._blocks.clear()
        if self._file is None:
            self._blocks.append(block)
        else:
            self._file.seek(0, 2)
            self._file.write(block)
        self._wake()

    def close(self) -> None:
        """Say that the end is reached."""
        self.closed = True
        self._wake()

    async def read(self) -> bytes:
        """Wait for a block; return b"" at the end."""
        while True:
            if block := self.read_now():
                return block
            if self.closed:
                return b""
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting

    def read_now(self) -> bytes:
        """Return what there is to read, a block of a file at most."""
        if self._file is None:
            block = b"".join(self._blocks)
            self._blocks.clear()
        else:
            self._file.seek(self._read)
            block = self._file.read(_BLOCK_BYTES)
        self._read += len(block)
        return block

    def discard(self) -> None:
        """Let go of everything."""
        self._blocks.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
        self.closed = True

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
