"""Look-ups: queries of one pattern, which the service answers itself, as their form bounds what they cost.

A worker is for what can take long; to send it a query that is evaluated in a twentieth of a millisecond costs more than
to evaluate it. A look-up names the thing that it asks about and selects from one pattern, with nothing that would have
rows passed over: each step of Oxigraph's gives a row, the rows and bytes that are taken here are few, and it neither
nests nor calls anything. What would be longer, or goes wrong in any way, is left to a worker, which says so.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import ExitStack, suppress
from dataclasses import replace

from pyoxigraph import Store

from filmkg.errors import QueryError, StoreError
from filmkg.serve.engine.evaluation import Asked, evaluate
from filmkg.serve.engine.frames import WHOLE, Whole, only_frame, unpack_whole
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.output import Output
from filmkg.serve.engine.textsearch import may_search
from filmkg.store import Snapshot, open_snapshot

_MAX_ROWS = 256
_MAX_ANSWER_BYTES = 16 * 1024

# Nothing is tried a second time (`*+`): these run on what anybody sends.
_GAP = r"(?:[ \t\r\n]|\#[^\r\n]*+(?:[\r\n]|\Z))*+"
_NAME = r"(?:<[A-Za-z][\w+.-]*+://[^<>\"{}|^`\\\x00-\x20]*+>|[A-Za-z][\w-]*+:[\w-]*+)"
_VARIABLE = r"[?$]\w++"
# A variable that is there twice would have rows passed over.
_LOOK_UP = re.compile(
    rf"{_GAP}SELECT\b{_GAP}(?:\*{_GAP}|(?:{_VARIABLE}{_GAP})++)(?:WHERE\b{_GAP})?+\{{{_GAP}"
    rf"(?:{_NAME}{_GAP}(?:{_NAME}|a\b|[?$](?P<first>\w++)){_GAP}(?:{_NAME}|[?$](?!(?P=first)\b)\w++)"
    rf"|[?$](?P<subject>\w++){_GAP}(?:{_NAME}|a\b|[?$](?!(?P=subject)\b)\w++){_GAP}{_NAME})"
    rf"{_GAP}(?:\.{_GAP})?+\}}{_GAP}(?:LIMIT\b{_GAP}\d{{1,9}}{_GAP})?+",
    re.ASCII | re.IGNORECASE,
)


class LookUps:
    """Answers look-ups over one snapshot after the other, in one event loop.

    Args:
        limits: What an answer may cost; here it may have less.
    """

    def __init__(self, limits: Limits) -> None:
        rows, answer_bytes = min(limits.rows, _MAX_ROWS), min(limits.answer_bytes, _MAX_ANSWER_BYTES)
        self._limits = replace(limits, rows=rows, answer_bytes=answer_bytes)
        self._snapshot = ""
        self._store: Store | None = None
        self._opened = ExitStack()

    async def open(self, snapshot: Snapshot) -> None:
        """Go over to a snapshot; where it cannot be opened, nothing is answered here."""
        await self.close()
        opened = ExitStack()
        with suppress(StoreError):
            self._store = await asyncio.to_thread(opened.enter_context, open_snapshot(snapshot))
        self._snapshot, self._opened = snapshot.identifier, opened

    async def close(self) -> None:
        """Let go of the snapshot."""
        self._store = None
        await asyncio.to_thread(self._opened.close)

    def answer(self, asked: Asked) -> Whole | None:
        """Answer a look-up, None where a worker has to."""
        if self._store is None or not is_look_up(asked.query):
            return None
        sent = _Sent()
        try:
            evaluate(
                self._store, asked, output=Output(sent, gzips=asked.gzips), snapshot=self._snapshot,
                limits=self._limits, services=(),
            )  # fmt: skip
        except QueryError:
            return None
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001 - a panic of Oxigraph's is no Exception; it is not trusted any more
            self._store = None
            return None
        frame = only_frame(sent.frames)
        whole = unpack_whole(frame[1]) if frame is not None and frame[0] == WHOLE else None
        return whole if whole is not None and not whole.limit else None


class _Sent:
    """Where an answer goes in place of a channel."""

    def __init__(self) -> None:
        self.frames = b""

    def sendall(self, frames: bytes) -> None:
        self.frames += frames


def is_look_up(query: str) -> bool:
    """Tell whether a query asks for one pattern of a thing that it names, and for nothing else."""
    return _LOOK_UP.fullmatch(query) is not None and not may_search(query)
