"""When the interpreter looks for garbage that reference counting does not find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for garbage in cycles while one article is converted, or rules and weights are read.

    An article's values make no cycles and go when it is done, but there are so many of them that the search would
    begin twice an article, at 4 % of its whole cost. Rules and weights stay.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
