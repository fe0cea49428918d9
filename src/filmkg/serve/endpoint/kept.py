"""Short answers that are kept for who asks the same again: a snapshot does not change, so what it answers does not.

What answers differently each time has no `ETag` and is not kept; nor is what was cut at a limit, nor, the first time, a
look-up that costs as much as to keep it. A client that wants its query evaluated sends `Cache-Control: no-cache`
(RFC 9111, 5.2.1.4).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from filmkg.serve.engine.outcomes import Event

_MAX_BYTES = 8 * 2**20
_MAX_ANSWER_BYTES = 17 * 1024
# What an answer takes in memory beside its bytes and those of its query, about; its form is most of it.
_OVERHEAD_BYTES = 3_000
_MAX_NOTED = 10_000


@dataclass(frozen=True, slots=True)
class Finished:
    """An answer as it is sent.

    Attributes:
        status: Of HTTP.
        rest: What is sent behind the status and the date: more headers, an empty line, and the body.
        event: What became of its query, for who asks again.
    """

    status: int
    rest: bytes
    event: Event


Key = tuple[object, bytes]  # all of a request that its answer follows from: its query is the second part


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
        self._answers: OrderedDict[Key, Finished] = OrderedDict()
        self._noted: set[int] = set()

    def get(self, key: Key, *, snapshot: str) -> Finished | None:
        """Return what a snapshot answered, None where that is not known."""
        if snapshot != self._snapshot:
            return None
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def note(self, key: Key) -> bool:
        """Note that something was asked; tell whether it was lately, so that it is worth keeping."""
        digest = hash(key)
        if digest in self._noted:
            return True
        if len(self._noted) >= _MAX_NOTED:
            self._noted.clear()
        self._noted.add(digest)
        return False

    def put(self, key: Key, answer: Finished, *, snapshot: str) -> None:
        """Keep what the snapshot that is served now answered; all of an earlier one is let go."""
        if snapshot != self._snapshot:
            self._answers.clear()
            self._snapshot, self.size = snapshot, 0
        if len(answer.rest) > _MAX_ANSWER_BYTES or key in self._answers:
            return
        self._answers[key] = answer
        self.size += _size(key, answer)
        while self.size > self._max_bytes:
            self.size -= _size(*self._answers.popitem(last=False))


def _size(key: Key, answer: Finished) -> int:
    return len(key[1]) + len(answer.event.query) + len(answer.rest) + _OVERHEAD_BYTES
