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
from typing import IO, cast

from pyoxigraph import QuerySolutions, Store

from filmkg.errors import StoreError
from filmkg.serve.engine.cutter import BOUNDARIES, count_rows
from filmkg.serve.engine.evaluation import RESULT_FORMATS, etag_of
from filmkg.serve.engine.frames import Whole
from filmkg.serve.engine.functions import QUERY_PREFIXES
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.output import whole_of
from filmkg.serve.engine.textsearch import may_search
from filmkg.serve.negotiation import RESULT_TYPES, choose
from filmkg.store import Snapshot, check_query, open_snapshot, uses_terms

_MAX_ROWS = 256
_MAX_ANSWER_BYTES = 16 * 1024


class _TooLongError(Exception):
    """The answer is longer than one that is given here."""


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
        self._max_rows = min(limits.rows, _MAX_ROWS)
        self._max_bytes = min(limits.answer_bytes, _MAX_ANSWER_BYTES)
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

    def answer(self, query: str, *, accept: str, gzips: bool) -> Whole | None:
        """Answer a look-up, None where a worker has to.

        Args:
            query: SPARQL.
            accept: As in `Asked`.
            gzips: As in `Asked`.
        """
        store = self._store
        if store is None or not is_look_up(query) or (media_type := choose(accept, RESULT_TYPES)) is None:
            return None
        format_ = RESULT_FORMATS[media_type]
        try:
            if uses_terms(query):
                check_query(query)
            pieces = _Pieces(self._max_bytes)
            results = store.query(query, prefixes=_prefixes_in(query))
            cast("QuerySolutions", results).serialize(cast("IO[bytes]", pieces), format=format_)
        except Exception:  # noqa: BLE001 - whatever it is, a worker says what is wrong
            return None
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001 - a panic of Oxigraph's is no Exception; it is not trusted any more
            self._store = None
            return None
        body = b"".join(pieces.held)
        rows = count_rows(body, BOUNDARIES[format_])
        if rows > self._max_rows:
            return None
        head = {"status": 200, "media_type": media_type, "etag": etag_of(self._snapshot, media_type)}
        return whole_of(head, body, gzips=gzips, rows=rows)


class _Pieces:
    """A file that Oxigraph writes a result to, and that takes so much of it."""

    def __init__(self, max_bytes: int) -> None:
        self.held: list[bytes] = []
        self._left_bytes = max_bytes

    def write(self, piece: bytes) -> int:
        self._left_bytes -= len(piece)
        if self._left_bytes < 0:
            raise _TooLongError
        self.held.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: nothing is sent."""


def _prefixes_in(query: str) -> dict[str, str]:
    if query.count(":") == query.count("://"):
        return {}
    return {prefix: iri for prefix, iri in QUERY_PREFIXES.items() if f"{prefix}:" in query}


def is_look_up(query: str) -> bool:
    """Tell whether a query asks for one pattern of a thing that it names, and for nothing else."""
    return _LOOK_UP.fullmatch(query) is not None and not may_search(query)
