"""Short answers that are kept for who asks the same again: a snapshot does not change, so what it answers does not.

What answers differently each time has no `ETag` and is not kept; nor is what was cut at a limit. A client that wants
its query evaluated sends `Cache-Control: no-cache` (RFC 9111, 5.2.1.4).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from filmkg.serve.engine.evaluation import Asked

_MAX_BYTES = 8 * 2**20
_MAX_BODY_BYTES = 16 * 1024
# What an answer takes in memory beside its bytes and those of its query, about.
_OVERHEAD_BYTES = 3_000


@dataclass(frozen=True, slots=True)
class Finished:
    """An answer as it is sent.

    Attributes:
        status: Of HTTP.
        headers: Names and values, without the date.
        body: As it is sent.
        rows: How many it has.
        size: Its length before compression, in bytes.
    """

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    rows: int
    size: int


class Kept:
    """Answers of one snapshot; those that were not asked for longest are let go first.

    Args:
        max_bytes: How much memory they may take, about.

    Attributes:
        size: How much they take, about, in bytes.
    """

    def __init__(self, max_bytes: int = _MAX_BYTES) -> None:
        self.size = 0
        self._max_bytes = max_bytes
        self._snapshot = ""
        self._answers: OrderedDict[Asked, Finished] = OrderedDict()

    def get(self, asked: Asked, *, snapshot: str) -> Finished | None:
        """Return what a snapshot answered, None where that is not known."""
        if snapshot != self._snapshot:
            return None
        found = self._answers.get(asked)
        if found is not None:
            self._answers.move_to_end(asked)
        return found

    def put(self, asked: Asked, answer: Finished, *, snapshot: str) -> None:
        """Keep what the snapshot that is served now answered; all of an earlier one is let go."""
        if snapshot != self._snapshot:
            self._answers.clear()
            self._snapshot, self.size = snapshot, 0
        if len(answer.body) > _MAX_BODY_BYTES or asked in self._answers:
            return
        self._answers[asked] = answer
        self.size += _size(asked, answer)
        while self.size > self._max_bytes:
            self.size -= _size(*self._answers.popitem(last=False))


def _size(asked: Asked, answer: Finished) -> int:
    texts = len(asked.query) + len(asked.accept) + len(asked.known) + len(asked.base)
    return texts + len(answer.body) + _OVERHEAD_BYTES
