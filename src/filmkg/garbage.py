"""When the interpreter looks for garbage that reference counting does not find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# More values than the bounded memories of all stages hold, and an article beside them: these make no cycles.
_VALUES_HELD = 1_000_000


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for garbage in cycles while rules and weights are read, which stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def search_less() -> None:
    """Leave what is there now, rules and weights, out of the search for good, and begin none for what articles make.

    These go when their article is done, or stay in a memory: the search would find nothing, at 2 to 4 % of all.
    """
    gc.freeze()
    gc.set_threshold(_VALUES_HELD, *gc.get_threshold()[1:])
