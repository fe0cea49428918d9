"""Nothing is a member, a part or an organiser of itself: such facts come of a name that was read twice.

Two things are one here where they share a name, for then their node is one as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from filmkg.extract.facts import Ledger, Triple
from filmkg.extract.reading import Reading
from filmkg.extract.things import Thing
from filmkg.extract.wording import content_words

_APART = ("organizer", "supporter", "partOf", "parent", "accredits", "place", "screens")
# a screening or an evening can be called after its film, but these are not
_PROGRAMMES = ("FilmFestival", "FilmDays", "FestivalSeries")
_TOGETHER = ("party", "organizer", "supporter")
# by class of a node in the middle: its two ends, and what goes where they are one; () for all of it
_BETWEEN = {"Membership": ("member", "body", ()), "Position": ("holder", "organization", ("organization",))}


def leave_out_selves(reading: Reading) -> None:
    """Take out of the ledger what relates a thing to itself, and one of two objects that are one."""
    ledger = reading.ledger
    gone = [fact for fact in ledger.facts if _is_of_itself(fact, reading)]
    for node in ledger.made:
        if node.type in _BETWEEN:
            first, second, parts = _BETWEEN[node.type]
            ends = product(_things(node.number, first, ledger), _things(node.number, second, ledger))
            if any(_is_one(one, other, reading) for one, other in ends):
                gone.extend(fact for fact in ledger.facts if fact[0] == node.number and fact[1] in (parts or fact))
    gone.extend(_said_again(reading))
    for fact in dict.fromkeys(gone):
        ledger.retract(fact)


def _said_again(reading: Reading) -> Iterator[Triple]:
    """Yield the facts whose object is one with another object of the subject, of which more names are known."""
    together: dict[tuple[int, str], list[Thing]] = {}
    for subject, name, value in reading.ledger.facts:
        if name in _TOGETHER and isinstance(value, int):
            together.setdefault((subject, name), []).append(reading.ledger.thing(value))
    for (subject, name), things in together.items():
        if len(things) > 1:
            said: set[tuple[str, frozenset[str]]] = set()
            for thing in sorted(things, key=lambda thing: (-len(thing.names), thing.number)):
                names = {(thing.type, words) for words in _names(thing, reading)}
                if not said.isdisjoint(names):
                    yield subject, name, thing.number
                said |= names


def _is_of_itself(fact: Triple, reading: Reading) -> bool:
    subject, name, value = fact
    if name not in _APART or not isinstance(value, int):
        return False
    one, other = reading.ledger.thing(subject), reading.ledger.thing(value)
    if name == "organizer" and not any(len(words) > 1 for words in _names(one, reading) & _names(other, reading)):
        return subject == value  # a festival and its body can share an acronym
    if name == "place":
        return one.type == other.type and _is_one(one, other, reading)
    return (name != "screens" or one.type in _PROGRAMMES) and _is_one(one, other, reading)


def _things(subject: int, name: str, ledger: Ledger) -> list[Thing]:
    return [ledger.thing(value) for value in ledger.objects(subject, name) if isinstance(value, int)]


def _is_one(one: Thing, other: Thing, reading: Reading) -> bool:
    return one.number == other.number or not _names(one, reading).isdisjoint(_names(other, reading))


def _names(thing: Thing, reading: Reading) -> set[frozenset[str]]:
    """Return the names of a thing, each as the words that make it."""
    return {content_words(name, reading.wording) for name in thing.names} - {frozenset()} if thing.named else set()
