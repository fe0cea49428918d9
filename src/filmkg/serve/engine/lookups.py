"""Look-ups: queries of one pattern, which the service answers itself, as their form bounds what they cost.

A worker is for what can take long; to send it a query that is answered in a thirtieth of a millisecond costs more than
to answer it. A look-up (`pattern.py`) names the thing that it asks about, so each step in the index gives a row, and it
neither nests nor calls anything. What would be longer than a few rows, is wanted in another format than JSON, or goes
wrong in any way, is left to a worker, which gives the same bytes; and so is, from the second time on, what took long
all the same: over a store that was written by hand a value can be very long, or much deleted that is stepped over.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack, suppress
from itertools import islice
from json.encoder import encode_basestring as quoted

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store

from filmkg.serve.engine.evaluation import etag_of
from filmkg.serve.engine.frames import Whole
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.output import whole_of
from filmkg.serve.engine.pattern import Pattern, read_pattern
from filmkg.serve.negotiation import RESULT_TYPES, choose
from filmkg.store import Snapshot, open_snapshot
from filmkg.vocab import XSD

_JSON = frozenset({"application/sparql-results+json", "application/json"})
_MAX_ROWS = 256
_MAX_ANSWER_BYTES = 16 * 1024
_MAX_SLOW = 20
_VIEW = DefaultGraph()
_STRING = XSD["string"]
_OBJECT = 2  # its place in a quad

Names = tuple[NamedNode | None, NamedNode | None, NamedNode | None]


class LookUps:
    """Answers look-ups over one snapshot after the other, in one event loop.

    Args:
        limits: What an answer may cost; here it may have less.
        slow_s: What takes more time of the processor is asked of workers from then on, and so is all of a snapshot of
            which much does. How long it takes by the clock says more about what else the machine does.
    """

    def __init__(self, limits: Limits, *, slow_s: float = 0.01) -> None:
        self._max_rows = min(limits.rows, _MAX_ROWS)
        self._max_bytes = min(limits.answer_bytes, _MAX_ANSWER_BYTES)
        self._slow_s = slow_s
        self._snapshot = ""
        self._store: Store | None = None
        self._opened = ExitStack()
        self._slow: set[Names] = set()

    async def open(self, snapshot: Snapshot) -> None:
        """Go over to a snapshot; where it cannot be opened, nothing is answered here."""
        await self.close()
        opened = ExitStack()
        with suppress(Exception):
            self._store = await asyncio.to_thread(opened.enter_context, open_snapshot(snapshot))
        self._snapshot, self._opened, self._slow = snapshot.identifier, opened, set()

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
        if store is None or (pattern := read_pattern(query)) is None:
            return None
        media_type = choose(accept, RESULT_TYPES)
        if media_type not in _JSON or (self._slow and _names_of(pattern) in self._slow):
            return None
        began_s = time.thread_time()
        try:
            rows = rows_of(store, pattern, max_rows=self._max_rows, max_chars=self._max_bytes)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001 - a panic of Oxigraph's is no Exception; it is not trusted any more
            self._store = None
            return None
        if time.thread_time() - began_s > self._slow_s:
            self._slow.add(_names_of(pattern))
            if len(self._slow) == _MAX_SLOW:
                self._store = None
        if rows is None:
            return None
        names = ",".join(f'"{name}"' for name, _ in pattern.columns)
        body = f'{{"head":{{"vars":[{names}]}},"results":{{"bindings":[{",".join(rows)}]}}}}'.encode()
        if len(body) > self._max_bytes:
            return None
        head = {"status": 200, "media_type": media_type, "etag": etag_of(self._snapshot, media_type)}
        return whole_of(head, body, gzips=gzips, rows=len(rows))


def rows_of(store: Store, pattern: Pattern, *, max_rows: int, max_chars: int) -> list[str] | None:
    """Return the rows that a pattern gives, as SPARQL 1.1 Query Results JSON has them.

    None where they are too many or too long, or a term among them that this format has not.
    """
    scanned = store.quads_for_pattern(pattern.subject, pattern.predicate, pattern.object, _VIEW)
    columns = [(f'"{name}":', place) for name, place in pattern.columns if place is not None]
    tells_object = any(place == _OBJECT for _, place in columns)
    rows: list[str] = []
    chars = 0
    for quad in scanned if pattern.limit is None else islice(scanned, pattern.limit):
        told = [label + value for label, place in columns if (value := _term(quad[place], max_chars))]
        row = f"{{{','.join(told)}}}"
        chars += len(row) if tells_object else len(row) + len(str(quad.object))
        if len(told) < len(columns) or len(rows) == max_rows or chars > max_chars:
            return None
        rows.append(row)
    return rows


def _names_of(pattern: Pattern) -> Names:
    return pattern.subject, pattern.predicate, pattern.object


def _term(term: object, max_chars: int) -> str:
    """Return a term as the JSON format has it (section 3.2.2), "" for one that it does not have or that is too long."""
    if type(term) is NamedNode:
        return f'{{"type":"uri","value":"{term.value}"}}'  # no IRI has what would have to be escaped
    if type(term) is BlankNode:
        return f'{{"type":"bnode","value":"{term.value}"}}'
    if type(term) is not Literal or term.direction is not None or len(value := term.value) > max_chars:
        return ""
    told = f'{{"type":"literal","value":{quoted(value)}'
    if term.language is not None:
        return f'{told},"xml:lang":"{term.language}"}}'
    return f"{told}}}" if term.datatype == _STRING else f'{told},"datatype":"{term.datatype.value}"}}'
