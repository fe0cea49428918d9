"""Which facts of the ledger state a claim: one between the two, or those of a node between them (a post, a grant)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from filmkg.extract.facts import Ledger, Triple
from filmkg.extract.findings import literal_of, value_of
from filmkg.extract.pairs import Pair
from filmkg.extract.reading import Reading


class _Between(NamedTuple):
    """A node between the subject and the object of a claim.

    Attributes:
        type: Its class.
        subject: Its property of which the subject is the object.
        object: That of the object.
        told: Those of its properties that say what is claimed.
        needs: A property that it must have, to be stated in the end.
    """

    type: str
    subject: str
    object: str
    told: tuple[str, ...]
    needs: str


_BETWEEN: Mapping[str, _Between] = {
    "positionTitle": _Between("Position", "holder", "positionTitle", ("positionTitle",), "positionTitle"),
    "employs": _Between("Position", "organization", "holder", ("organization",), "positionTitle"),
    "hasMember": _Between("Membership", "body", "member", ("body", "member"), "member"),
    "recipient": _Between("AwardGrant", "award", "recipient", ("recipient",), "recipient"),
}


def stated_relations(ledger: Ledger) -> tuple[Mapping[int, AbstractSet[str]], AbstractSet[str]]:
    """Return which relations are stated of each thing, and which by way of a node between two things, of whatever."""
    of_things: dict[int, set[str]] = {}
    for subject, name, _ in ledger.facts:
        of_things.setdefault(subject, set()).add(name)
    made = {thing.type for thing in ledger.made}
    return of_things, frozenset(relation for relation, between in _BETWEEN.items() if between.type in made)


def stating(pair: Pair[int], relation: str, reading: Reading) -> Iterator[Triple]:
    """Yield the facts stated so far that say that the subject of a pair stands in a relation to its object."""
    ledger, between = reading.ledger, _BETWEEN.get(relation)
    value = value_of(pair, relation, reading)
    if value is None:
        return
    if between is None:
        fact = pair.subject_thing, relation, value
        if fact in ledger.facts:
            yield fact
        return
    subject = literal_of(pair.subject, "award", reading) if pair.subject_thing < 0 else pair.subject_thing
    if subject is None:
        return
    # a prize has many recipients and a recipient few prizes, so the fewer nodes are gone through
    of_subject, of_object = ledger.subjects(between.subject, subject), ledger.subjects(between.object, value)
    for node in min(of_subject, of_object, key=len):
        if (
            ledger.thing(node).type == between.type
            and (node, between.subject, subject) in ledger.facts
            and (node, between.object, value) in ledger.facts
            and ledger.objects(node, between.needs)
        ):
            yield from ((node, name, subject if name == between.subject else value) for name in between.told)
