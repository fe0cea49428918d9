"""Candidate pairs of an article: the input of the learned part.

A pair is a subject (an event, film, agreement, prize, person or body) and an object that could stand to it in one of
the relations of its family.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from filmkg.extract.families import FOCUS_OF, Family
from filmkg.extract.features import Context, object_features, pair_features, segment_features
from filmkg.extract.stream import Stream
from filmkg.extract.things import Cast
from filmkg.extract.tokens import tokenize
from filmkg.model import Annotation, Kind

_MAX_SUBJECTS = 4
# How many mentions on either side may be subjects: more would let the cost of a long list grow with its square.
_MAX_LOOKED_AT = 24
_REACH_SENTENCES = 3
_REACH_OF_AGREEMENTS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Features that several pairs share, of one object or one segment; told apart by identity."""

    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One occurrence of a pair.

    Attributes:
        family: Its family.
        subject_thing: Number of the subject's thing; -1 for a prize, which is a literal.
        subject: Number of the subject's mention; -1 where it is in focus, not in the sentence.
        spoken: For a subject in focus, number of the mention by which it was last spoken of; -1 for the main event.
        object: Number of the object's mention.
        own: Features of this pair alone.
        shared: Features of the object and of the segment.
    """

    family: Family
    subject_thing: int
    subject: int
    spoken: int
    object: int
    own: tuple[str, ...]
    shared: tuple[Surroundings, ...]

    @property
    def features(self) -> tuple[str, ...]:
        """All features."""
        return self.own + tuple(feature for part in self.shared for feature in part.features)


def find_pairs(
    annotation: Annotation,
    cast: Cast,
    stream: Stream,
    fired: Mapping[tuple[int, int], AbstractSet[str]],
    parts: Mapping[int, Sequence[str]],
    *,
    families: Sequence[Family],
) -> Iterator[Pair]:
    """Yield the candidate pairs of a stream.

    Args:
        annotation: The article with its mentions.
        cast: Who is who.
        stream: The stream, as it is after the reductions or before them.
        fired: Relations that rules stated, by subject thing and object mention.
        parts: The parts that things play in what rules stated.
        families: The families to look for.
    """
    of_object = {kind: [family for family in families if kind in family.objects] for kind in Kind}
    last: dict[str, tuple[int, int, int]] = {}
    for rank, (start, end) in enumerate(stream.segments()):
        tokens = tokenize(stream, start, end)
        if not tokens.mentions:
            continue
        context = Context(annotation, cast, tokens, rank, fired, parts)
        segment = Surroundings(segment_features(context))
        for place, number in tokens.mentions.items():
            wanted = of_object[annotation.mentions[number].kind]
            if wanted:
                yield from _pairs_of(context, place, wanted, last, segment)
        for number in tokens.mentions.values():
            focus = FOCUS_OF.get(annotation.mentions[number].kind)
            thing = cast.thing_of.get(number)
            if focus and thing is not None:
                last[focus] = (thing, rank, number)


def _pairs_of(
    context: Context,
    place: int,
    families: Sequence[Family],
    last: Mapping[str, tuple[int, int, int]],
    segment: Surroundings,
) -> Iterator[Pair]:
    """Yield the pairs of one object: with subjects of its sentence, then with those in focus."""
    shared: tuple[Surroundings, ...] = ()
    number = context.tokens.mentions[place]
    for family in families:
        ranked = _subjects(context, family, place)
        count = len(ranked)
        chosen = [(max(key, -1), other, -1, "here", rank) for rank, (key, other) in enumerate(ranked[:_MAX_SUBJECTS])]
        if family.focus:
            known = {key for key, _ in ranked}
            in_focus = _in_focus(context, family, known, last)
            chosen.extend((thing, -1, spoken, how, count) for thing, spoken, how in in_focus)
        for thing, other, spoken, how, order in chosen:
            shared = shared or (Surroundings(object_features(context, place)), segment)
            own = pair_features(context, thing=thing, other=other, place=place, how=how, order=order, count=count)
            subject = context.tokens.mentions[other] if other >= 0 else -1
            yield Pair(family, thing, subject, spoken, number, own, shared)


def _subjects(context: Context, family: Family, place: int) -> list[tuple[int, int]]:
    """Return the subjects in the sentence of an object, nearest first: number of the thing and its nearest place.

    A prize is no thing: each counts for itself, under a negative number of its own.
    """
    tokens, thing_of = context.tokens, context.cast.thing_of
    places = [near for kind in family.subjects for near in _near(tokens.kinds.get(kind, ()), place)]
    if not places:
        return []
    if len(family.subjects) > 1:
        places.sort()
    own = thing_of.get(tokens.mentions[place])
    nearest: dict[int, int] = {}
    for other in places:
        key = thing_of.get(tokens.mentions[other], -1 - other if Kind.AWARD in family.subjects else None)
        if key is None or key == own or other == place:
            continue
        if key not in nearest or abs(other - place) < abs(nearest[key] - place):
            nearest[key] = other
    return sorted(nearest.items(), key=lambda item: abs(item[1] - place))


def _near(places: Sequence[int], place: int) -> Sequence[int]:
    """Return those of some sorted places that stand next to a place."""
    if len(places) <= _MAX_LOOKED_AT:
        return places
    middle = bisect_left(places, place)
    return places[max(0, middle - _MAX_LOOKED_AT) : middle + _MAX_LOOKED_AT]


def _in_focus(
    context: Context, family: Family, known: AbstractSet[int], last: Mapping[str, tuple[int, int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the subjects outside of the sentence: what was last spoken of, if the sentence has none; the main event.

    Each with the mention by which it was last spoken of (-1 for the main event), and a word for where that was.

    Args:
        context: The segment.
        family: The family.
        known: Things that the sentence itself speaks of.
        last: By kind of focus, the thing last spoken of, the rank of its segment and its mention.
    """
    found: int | None = None
    if family.focus in last and (not known or family.focus == "event"):
        thing, rank, spoken = last[family.focus]
        distance = context.rank - rank
        near = distance <= (_REACH_OF_AGREEMENTS if family.focus == "agreement" else _REACH_SENTENCES)
        if near and thing not in known:
            found = thing
            yield thing, spoken, f"last{min(distance, 3)}" if not known else "other"
    main = context.cast.main_event
    if family.focus == "event" and main is not None and main not in known and main != found:
        yield main, -1, "main"
