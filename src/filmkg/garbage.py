"""When the interpreter looks for garbage that reference counting does not find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Values that an article makes at most, about: they make no cycles and go when it is done, so that their number falls
# back and no search begins.
_VALUES_OF_AN_ARTICLE = 100_000


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
    """Leave what is there now, rules and weights, out of the search for good, and begin none for a single article.

    The search would begin twice an article else, at 4 % of its whole cost.
    """
    gc.freeze()
    gc.set_threshold(_VALUES_OF_AN_ARTICLE, *gc.get_threshold()[1:])
