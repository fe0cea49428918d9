"""A bounded memory of what was worked out before: the only state that outlives an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

_MAX_ENTRIES = 20_000


class Memory(dict[Key, Value]):
    """The values of a function of one argument, each worked out when it is first asked for: `memory[key]`.

    Faster than `functools.lru_cache` where it is asked for thousands of values an article. When it is full it forgets
    all: what is common is soon known again.
    """

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[Key], Value]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: Key) -> Value:
        if len(self) >= _MAX_ENTRIES:
            self.clear()
        value = self[key] = self._work_out(key)
        return value
