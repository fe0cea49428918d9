"""Whose a party to an agreement is."""

from __future__ import annotations

from functools import cache

from filmkg.naming.folding import fold
from filmkg.naming.nations import Nations, load_nations
from filmkg.serve.digest.whereabouts import load_whereabouts

_MAX_TAIL_WORDS = 3


def code_of_party(name: str, place: str) -> str:
    """Return the code of the country that a party is, or is a body of; "" where that is not clear.

    Whose it is stands in its name before where it sits: the Korean Embassy in Nairobi is South Korea's.

    Args:
        name: What it is called.
        place: The country or city that it is in, "" where no article says.
    """
    whereabouts, nations = load_whereabouts(), _nations()
    words = fold(name).split()
    tails = [" ".join(words[-count:]) for count in range(min(_MAX_TAIL_WORDS, len(words)), 0, -1)]
    seats = (whereabouts.code_of_city(tail) for tail in tails if f" of {tail}" in fold(name))
    return (
        whereabouts.code(name)
        or nations.owner(fold(name))
        or whereabouts.code(place)
        or whereabouts.code_of_city(place)
        or next(filter(None, map(nations.codes.get, tails)), "")
        or next(filter(None, seats), "")
    )


@cache
def _nations() -> Nations:
    return load_nations()
