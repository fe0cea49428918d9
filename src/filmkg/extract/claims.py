"""Claims: what the pairs of an article could state, all places that would state the same taken together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from filmkg.extract.facts import Triple
from filmkg.extract.pairs import Pair
from filmkg.extract.reading import Reading
from filmkg.extract.stating import stated_relations, stating
from filmkg.model import Kind

UNIT = 1000  # probabilities of places are whole thousandths
# A place that says it with a smaller probability says nothing; a claim without a likelier place is none.
_LEAST_OF_PLACE, _LEAST_OF_CLAIM = 20, 50
_LITERAL_KINDS = (Kind.DATE, Kind.GENRE, Kind.NUMBER)


class Place(NamedTuple):
    """A pair that could state a claim, with the probability, in thousandths, that it does by its words."""

    probability: int
    pair: Pair[int]


class Key(NamedTuple):
    """What is claimed.

    Attributes:
        family: Name of the family of its pairs.
        subject: Number of the subject's thing; of a prize, which is none, a negative number of its own.
        relation: The relation.
        object: Number of the object's thing, or what stands for what is none.
    """

    family: str
    subject: int
    relation: str
    object: object


class Claim(NamedTuple):
    """That a subject stands in a relation to an object.

    Attributes:
        key: What is claimed.
        places: The pairs that could state it, as they were found.
        best: The likeliest of them; of two alike the one found first.
        stated: The facts by which rules have stated it.
    """

    key: Key
    places: Sequence[Place]
    best: Place
    stated: Sequence[Triple]


def gather(weighed: Iterable[tuple[Pair[int], Sequence[float]]], reading: Reading) -> list[Claim]:
    """Return what could be claimed: what is likely enough to be looked at, and what a rule has stated.

    Args:
        weighed: Each pair with the probability of each relation of its family.
        reading: The article, with what the rules stated.
    """
    stated, made = stated_relations(reading.ledger)
    places: dict[Key, list[Place]] = {}
    for pair, probabilities in weighed:
        thing = pair.subject_thing
        of_rules = stated.get(thing, made)
        if not of_rules and UNIT * sum(probabilities) < _LEAST_OF_PLACE:
            continue
        object_ = _object(pair, reading)
        for relation, probability in _by_relation(pair, probabilities):
            rounded = round(UNIT * probability)
            if rounded >= _LEAST_OF_PLACE or relation in of_rules or relation in made:
                key = Key(pair.family.name, thing if thing >= 0 else -2 - pair.subject, relation, object_)
                places.setdefault(key, []).append(Place(rounded, pair))
    claims: list[Claim] = []
    for key, found in places.items():
        best = max(found, key=_probability)
        facts = tuple(stating(best.pair, key.relation, reading))
        if facts or best.probability >= _LEAST_OF_CLAIM:
            claims.append(Claim(key, found, best, facts))
    return claims


def _probability(place: Place) -> int:
    return place.probability


def _by_relation(pair: Pair[int], probabilities: Sequence[float]) -> Iterable[tuple[str, float]]:
    """Return the relations with their probability; "when" is a start and an end, and counts for both."""
    by_relation: Mapping[str, float] = dict(zip(pair.family.relations, probabilities, strict=True))
    both = by_relation.get("when", 0.0)
    return [(relation, probability + both) for relation, probability in by_relation.items() if relation != "when"]


def _object(pair: Pair[int], reading: Reading) -> object:
    mention = reading.annotation.mentions[pair.object]
    if mention.kind is Kind.ROLE:
        return mention.name.lower()  # its value says no more than that it is a post
    if mention.kind in _LITERAL_KINDS:
        return mention.value or mention.name
    return reading.cast.thing_of.get(pair.object, ("mention", pair.object))
