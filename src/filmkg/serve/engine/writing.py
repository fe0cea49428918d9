"""A process that changes a store: an update is one transaction, as a build is, and publishes a snapshot of its own.

    python -m filmkg.serve.engine.writing STORE TIME_LIMIT_S

It reads an update with its base a line (JSON) on stdin and answers with a line: an object with `problem`, `remedy` and
`kind`, or an empty one. One that overstays ends it by SIGALRM, and nothing of it is published.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from contextlib import suppress
from pathlib import Path

from filmkg.errors import FilmkgError, QueryError, ResourceError, StoreError
from filmkg.serve.engine.functions import FUNCTIONS, QUERY_PREFIXES
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.sandbox import refuse_network
from filmkg.store import check_update, open_store, syntax_error

_MAX_LINE_BYTES = 256 * 2**20


class UpdateFailedError(ResourceError):
    """An update that parses and cannot be done: a graph that it names is not there, or is already."""


class Writer:
    """The service's side of that process.

    Args:
        path: Folder of the store.
        limits: How long an update may take.
    """

    def __init__(self, path: Path, *, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None

    async def apply(self, update: str, *, base: str) -> None:
        """Apply an update, one at a time.

        Args:
            update: SPARQL.
            base: What relative IRIs are relative to.

        Raises:
            QueryError: It does not parse, is refused, or takes too long.
            UpdateFailedError: It cannot be done.
            StoreError: The store is being written by another process, or the disk is full.
        """
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "filmkg.serve.engine.writing", str(self._path), str(self._limits.time_s),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
                limit=_MAX_LINE_BYTES, start_new_session=True,
            )  # fmt: skip
        assert process.stdin is not None  # noqa: S101 - pipes
        assert process.stdout is not None  # noqa: S101
        with suppress(ConnectionError):
            process.stdin.write(json.dumps([update, base]).encode() + b"\n")
            await process.stdin.drain()
        line = await process.stdout.readline()
        if not line:
            await process.wait()
            problem = f"the update took longer than {self._limits.time_s:g} seconds or too much memory"
            raise QueryError(f"{problem}, and nothing was changed", remedy="do less in one update")
        told = json.loads(line)
        if "problem" in told:
            kinds = {"query": QueryError, "store": StoreError, "outside": UpdateFailedError}
            raise kinds[told["kind"]](told["problem"], remedy=told["remedy"])

    async def close(self) -> None:
        """End the process; an update under way is not published."""
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.communicate()


def apply_update(path: Path, update: str, *, base: str, may_load_silently: bool = False) -> None:
    """Apply an update to a store as one transaction, and publish what it gives.

    Raises:
        QueryError: It does not parse or is refused.
        UpdateFailedError: It cannot be done.
        StoreError: The store is being written by another process, or the disk is full.
    """
    check_update(update, may_load_silently=may_load_silently)
    with open_store(path, writable=True) as store:
        try:
            store.update(update, base_iri=base, prefixes=QUERY_PREFIXES, custom_functions=FUNCTIONS)
        except SyntaxError as error:
            raise syntax_error(update, str(error), declared=QUERY_PREFIXES) from None
        except (OSError, ValueError, RuntimeError) as error:
            raise UpdateFailedError(f"the update cannot be done: {error}", remedy="see what it names") from None
        finally:
            del store


def main(path: str, time_limit_s: str) -> None:
    """Apply updates until stdin ends."""
    is_confined = refuse_network()
    for line in sys.stdin.buffer:
        told: dict[str, str] = {}
        signal.setitimer(signal.ITIMER_REAL, float(time_limit_s))
        try:
            update, base = json.loads(line)
            apply_update(Path(path), update, base=base, may_load_silently=is_confined)
        except FilmkgError as error:
            kind = "query" if isinstance(error, QueryError) else "store" if isinstance(error, StoreError) else "outside"
            told = {"problem": error.problem, "remedy": error.remedy, "kind": kind}
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
