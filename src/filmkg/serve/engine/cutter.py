"""Cuts a serialised result off between two rows, so that what is left is well-formed.

Oxigraph writes a result in pieces of some kilobytes. In each format something stands between two rows that cannot stand
anywhere else, so rows are counted without taking them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat

_BLOCK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Boundary:
    """What stands between two rows.

    Attributes:
        pattern: Matches where a row ends and another begins; or, where `kept` is None, a row that another follows.
        kept: How many bytes of a match belong to the row that ends; None is all.
        header: How many matches do not end a row.
        closing: What makes a result well-formed that was cut there.
        empty: How a result without rows ends.
    """

    pattern: re.Pattern[bytes]
    kept: int | None
    header: int
    closing: bytes
    empty: bytes


BOUNDARIES = {
    # In a string each quotation mark has a backslash before it. So `{"` begins a name, or ends a string and is followed
    # by a comma or bracket. Rows that bind nothing are not counted.
    QueryResultsFormat.JSON: Boundary(re.compile(rb'\}\},\{"[^"\\]+":\{'), 2, 0, b"]}}", b"[]}}"),
    QueryResultsFormat.XML: Boundary(
        re.compile(rb"</result><result>"), len("</result>"), 0, b"</results></sparql>", b"<results></results></sparql>"
    ),
    QueryResultsFormat.CSV: Boundary(
        re.compile(rb'[^"\n]*+(?:"[^"]*+"[^"\n]*+)*+\n(?=.)', re.DOTALL), None, 1, b"", b""
    ),
    QueryResultsFormat.TSV: Boundary(re.compile(rb"[^\n]*+\n(?=.)", re.DOTALL), None, 1, b"", b""),
}


class Cutter:
    """Lets whole rows of a result pass until a limit is reached.

    Args:
        boundary: What stands between two rows.
        max_rows: How many may pass.
        max_bytes: How long the result may be, without what closes it.

    Attributes:
        rows: How many passed.
        limit: "rows" or "bytes" once one is reached; nothing passes any more.
    """

    def __init__(self, boundary: Boundary, *, max_rows: int, max_bytes: int) -> None:
        self._boundary = boundary
        self._max_matches = max_rows + boundary.header
        self._left_bytes = max_bytes
        self._matches = 0
        self._last = 0
        self._buffer = bytearray()
        self._threshold = min(_BLOCK_BYTES, max_bytes)
        self.limit = ""

    @property
    def rows(self) -> int:
        """How many rows passed."""
        return max(self._matches - self._boundary.header + self._last, 0)

    def feed(self, piece: bytes) -> bytes:
        """Return what may pass now: whole rows, or nothing yet."""
        if self.limit:  # Oxigraph tries once more to write what was refused
            return b""
        self._buffer += piece
        # A row longer than a block is looked through again only once it has doubled.
        return self._pass() if len(self._buffer) >= self._threshold else b""

    def finish(self) -> bytes:
        """Return the rest of a result that ended."""
        passed = b"" if self.limit or self._takes_all() else self._pass()
        if self.limit:
            return passed
        rest, self._buffer = bytes(self._buffer), bytearray()
        self._last = _last_row(rest, self._boundary)
        return passed + rest

    def _takes_all(self) -> bool:
        """Count what is left, where it is within the limits, without looking at each row."""
        matches = self._matches + _count_ends(self._buffer, self._boundary)
        if matches >= self._max_matches or len(self._buffer) > self._left_bytes:
            return False
        self._matches = matches
        return True

    def _pass(self) -> bytes:
        end = 0
        for row_end in _row_ends(self._buffer, self._boundary):
            if row_end > self._left_bytes:
                break
            self._matches += 1
            end = row_end
            if self._matches == self._max_matches:
                self.limit = "rows"
                break
        if not self.limit and len(self._buffer) > self._left_bytes:
            self.limit = "bytes"
        passed = bytes(self._buffer[:end])
        del self._buffer[:end]
        self._left_bytes -= end
        self._threshold = max(_BLOCK_BYTES, 2 * len(self._buffer))
        return passed


def _last_row(result: bytes, boundary: Boundary) -> int:
    """Return 1 where a result ends with a row, which nothing follows, and 0 where it has none."""
    return 0 if boundary.empty and result.endswith(boundary.empty) else 1


def _count_ends(result: bytes | bytearray, boundary: Boundary) -> int:
    if boundary.kept is not None:
        return len(boundary.pattern.findall(result))
    return sum(1 for _ in _row_ends(result, boundary))


def _row_ends(result: bytes | bytearray, boundary: Boundary) -> Iterator[int]:
    """Yield where rows of a result end that others follow."""
    if boundary.kept is not None:
        for match in boundary.pattern.finditer(result):
            yield match.start() + boundary.kept
        return
    end = 0
    while (row := boundary.pattern.match(result, end)) is not None:  # not searched for: a row has more lines than one
        end = row.end()
        yield end
