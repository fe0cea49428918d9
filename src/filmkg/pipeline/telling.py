"""How far long work is, for whoever wants to know."""

from __future__ import annotations

from collections.abc import Callable

# Hears what is being counted, how many there are so far, and how many there will be. Of what cannot be counted both
# are 0.
Tell = Callable[[str, int, int], None]


def tell_nobody(_what: str, _count: int, _total: int) -> None:
    """Say nothing."""
