"""What surrounds a claim: how its places speak for it, what else is claimed of the two, what they are.

A row of whole numbers a claim, for the trees to ask for: probabilities in thousandths, offsets in thousandths of the
article, kinds and classes by their place in a list, -1 where there is nothing of the sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from heapq import nsmallest
from typing import NamedTuple

from filmkg.extract.claims import UNIT, Claim, Key, Place
from filmkg.extract.families import FAMILIES
from filmkg.extract.pairs import Pair
from filmkg.extract.reading import Reading
from filmkg.extract.things import EVENT_TYPES, STANDINGS, Cast
from filmkg.model import Kind, Mention

FEATURES = (
    "relation",
    # the places that speak for it
    "highest", "second", "mean", "sum", "places", "likely-places", "first-place", "in-sentence",
    # who else could stand in that relation to the object
    "other-subject", "second-other-subject", "other-subjects", "main-event-among-them",
    # what else the subject could stand in that relation to
    "other-object", "second-other-object", "other-objects",
    # what else could hold between the two, and what else the object could be
    "other-relation", "which-other-relation", "elsewhere", "which-elsewhere", "second-elsewhere",
    # the subject
    "subject-class", "subject-standing", "subject-named", "subject-mentions", "subject-first", "subject-claims",
    "subject-points-back", "events",
    # the object
    "object-kind", "object-class", "object-standing", "object-mentions", "object-points-back", "object-words",
    "within-subject",
    # where the best place stands
    "sentence", "offset", "headline", "side", "distance", "before-in-list", "behind-in-list",
    # what rules say
    "confidence", "stated",
)  # fmt: skip

_NOTHING = -1
_LIKELY = 200
_GAP_CHARS = 7  # between two items of a list: ", and the "
_KINDS = {kind: number for number, kind in enumerate(Kind)}
_BESIDES_EVENTS = ("Film", "Agreement", "Organization", "Venue", "Person", "City", "Country")
_CLASSES = {name: number for number, name in enumerate((*EVENT_TYPES, *_BESIDES_EVENTS))}
_STANDINGS = {name: number for number, name in enumerate(STANDINGS)}
_RELATIONS = {
    of_family: number
    for number, of_family in enumerate(dict.fromkeys(
        (family.name, relation)
        for family in FAMILIES
        for relation in (("startDate", "endDate") if "when" in family.relations else family.relations)
    ))
}  # fmt: skip


class _Group(NamedTuple):
    """Claims that have something in common.

    Attributes:
        likeliest: The three likeliest of them: probability, and number of the claim.
        sum: Of the probabilities of all.
    """

    likeliest: Sequence[tuple[int, int]]
    sum: int

    def others(self, number: int) -> tuple[tuple[int, int], ...]:
        """Return the two likeliest but for a claim; fewer where there are fewer."""
        return tuple(one for one in self.likeliest if one[1] != number)[:2]


class _Groups(dict[object, _Group]):
    """Claims by what they have in common."""

    def __init__(self, claims: Sequence[Claim], common: Callable[[Key], object]) -> None:
        super().__init__()
        found = defaultdict[object, list[tuple[int, int]]](list)
        for number, claim in enumerate(claims):
            found[common(claim.key)].append((claim.best.probability, number))
        for of_all, group in found.items():
            likeliest = nsmallest(3, group, key=lambda one: (-one[0], one[1])) if len(group) > 1 else group
            self[of_all] = _Group(likeliest, sum([probability for probability, _ in group]))


def rows(claims: Sequence[Claim], reading: Reading) -> list[tuple[int, ...]]:
    """Return what surrounds each claim of an article, in the order of `FEATURES`."""
    cast, mentions = reading.cast, reading.annotation.mentions
    length = max(len(reading.annotation.article.text), 1)
    headline = reading.sentences.ends[0] if reading.sentences.ends else 0
    events = sum(thing.type in EVENT_TYPES for thing in cast.things)
    of_object = _Groups(claims, lambda key: (key.family, key.relation, key.object))
    of_subject = _Groups(claims, lambda key: (key.family, key.relation, key.subject))
    of_both = _Groups(claims, lambda key: (key.subject, key.object))
    with_subject, with_object = _Groups(claims, lambda key: key.subject), _Groups(claims, lambda key: key.object)
    in_list = _Lists(claims, mentions)

    def which(other: Sequence[tuple[int, int]]) -> int:
        return _relation(claims[other[0][1]].key) if other else _NOTHING

    found: list[tuple[int, ...]] = []
    for number, (key, places, best, stated) in enumerate(claims):
        family, subject, relation, object_ = key
        pair = best.pair
        mention = mentions[pair.object]
        start_char = mention.span.start_char
        rivals = of_object[family, relation, object_]
        subjects = rivals.others(number)
        objects = of_subject[family, relation, subject].others(number)
        both = of_both[subject, object_].others(number)
        elsewhere = with_object[object_].others(number)
        found.append(
            (
                _relation(key),
                *_of_places(places, best),
                *_two(subjects),
                rivals.sum - best.probability,
                next((p for p, n in rivals.likeliest if claims[n].key.subject == cast.main_event), _NOTHING),
                *_two(objects),
                of_subject[family, relation, subject].sum - best.probability,
                _first(both),
                which(both),
                _first(elsewhere),
                which(elsewhere),
                elsewhere[1][0] if len(elsewhere) > 1 else _NOTHING,
                *_of_subject(subject, length, cast),
                with_subject[subject].sum,
                mentions[pair.subject].anaphor if pair.subject >= 0 else _NOTHING,
                events,
                *_of_object(mention, cast.thing_of.get(pair.object), cast),
                subject >= 0 and any(mention.name.lower() in name.lower() for name in cast.things[subject].names),
                reading.sentences.place(start_char)[1],
                start_char * UNIT // length,
                start_char < headline,
                *_way(pair, mentions),
                *in_list.around(key, pair.object),
                round(UNIT * max((reading.ledger.facts[fact].confidence for fact in stated), default=0.0)),
                len(reading.ledger.objects(subject, relation)),
            )
        )
    return found


def _relation(key: Key) -> int:
    return _RELATIONS[key.family, key.relation]


def _first(others: Sequence[tuple[int, int]]) -> int:
    return others[0][0] if others else _NOTHING


def _two(others: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return _first(others), _first(others[1:])


def _of_places(places: Sequence[Place], best: Place) -> tuple[int, ...]:
    """Return how the places of a claim speak for it."""
    if len(places) == 1:
        own = best.probability
        return own, _NOTHING, own, own, 1, own >= _LIKELY, own, own if best.pair.subject >= 0 else _NOTHING
    each = sorted([place.probability for place in places], reverse=True)
    whole = sum(each)
    return (
        each[0],
        each[1],
        whole // len(each),
        whole,
        len(each),
        sum([probability >= _LIKELY for probability in each]),
        min(places, key=lambda place: place.pair.object).probability,
        max((place.probability for place in places if place.pair.subject >= 0), default=_NOTHING),
    )


def _of_subject(subject: int, length: int, cast: Cast) -> tuple[int, int, int, int, int]:
    if subject < 0:
        return _NOTHING, 0, 1, 1, _NOTHING
    thing = cast.things[subject]
    class_, standing = _CLASSES.get(thing.type, _NOTHING), _STANDINGS[cast.standing(subject)]
    first = thing.starts[0] * UNIT // length if thing.starts else _NOTHING
    return class_, standing, thing.named, len(thing.mentions), first


def _of_object(mention: Mention, number: int | None, cast: Cast) -> tuple[int, int, int, int, int, int]:
    words = len(mention.name.split())
    if number is None:
        return _KINDS[mention.kind], _NOTHING, 0, 1, mention.anaphor, words
    thing = cast.things[number]
    standing = _STANDINGS[cast.standing(number)]
    class_ = _CLASSES.get(thing.type, _NOTHING)
    return _KINDS[mention.kind], class_, standing, len(thing.mentions), mention.anaphor, words


def _way(pair: Pair[int], mentions: Sequence[Mention]) -> tuple[int, int]:
    """Return on which side of its subject the object of a pair stands, where both are in a sentence, and how far."""
    end = mentions[pair.object].span.start_char
    if pair.subject >= 0:
        start = mentions[pair.subject].span.start_char
        return start < end, abs(end - start)
    return _NOTHING, end - mentions[pair.spoken].span.start_char if pair.spoken >= 0 else _NOTHING


class _Lists:
    """What is claimed of the neighbours of an object in a list: Prague, Brno and Zlín."""

    def __init__(self, claims: Sequence[Claim], mentions: Sequence[Mention]) -> None:
        self._mentions = mentions
        self._before: dict[int, int] = {}
        self._behind: dict[int, int] = {}
        last: dict[Kind, int] = {}
        for number, mention in enumerate(mentions):
            before = last.get(mention.kind)
            if before is not None and mention.span.start_char - mentions[before].span.end_char <= _GAP_CHARS:
                self._before[number], self._behind[before] = before, number
            last[mention.kind] = number
        self._told: dict[tuple[str, int, str, int], int] = {}
        for (family, subject, relation, _), places, *_ in claims:
            for probability, pair in places:
                key = family, subject, relation, pair.object
                if probability > self._told.get(key, 0):
                    self._told[key] = probability

    def around(self, key: Key, number: int) -> tuple[int, int]:
        """Return how likely the same is of the item before and of the one behind; -1 where there is none."""
        return self._of(key, self._before.get(number)), self._of(key, self._behind.get(number))

    def _of(self, key: Key, number: int | None) -> int:
        if number is None:
            return _NOTHING
        return self._told.get((key.family, key.subject, key.relation, number), 0)
