"""Candidate pairs of an article: the input of the learned part.

A pair is a subject (an event, film, agreement, prize, person or body) and an object that could stand to it in one of
the relations of its family.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Generic, NamedTuple

from filmkg.extract.families import FOCUS_OF, Family
from filmkg.extract.features import Context, of_object, of_pair, of_segment
from filmkg.extract.signs import Signs, Told
from filmkg.extract.stream import Stream
from filmkg.extract.things import Cast
from filmkg.extract.tokens import tokenize
from filmkg.model import PAST_EDITION, Annotation, Kind

_MAX_SUBJECTS = 4
# How many mentions on either side may be subjects: more would let the cost of a long list grow with its square.
_MAX_LOOKED_AT = 24
_REACH_SENTENCES = 3
# how many things of a kind are in focus
_REMEMBERED = 2
_REACH_OF_AGREEMENTS = 6
# a sentence that speaks of one of these can still mean another
_ALSO_ELSEWHERE = ("event", "body")


class Pair(NamedTuple, Generic[Told]):
    """One occurrence of a pair; a tuple, for a hundred are made an article.

    Attributes:
        family: Its family.
        subject_thing: Number of the subject's thing; -1 for a prize, which is a literal.
        subject: Number of the subject's mention; -1 where it is in focus, not in the sentence.
        spoken: For a subject in focus, number of the mention by which it was last spoken of; -1 for what the article is
            about.
        object: Number of the object's mention.
        told: What all its signs tell.
    """

    family: Family
    subject_thing: int
    subject: int
    spoken: int
    object: int
    told: Told


class Spoken(NamedTuple):
    """What was spoken of: its thing, the rank of its segment, and the number of its mention."""

    thing: int
    rank: int
    number: int


@dataclass(frozen=True, slots=True)
class Segment(Generic[Told]):
    """A segment of a stream in which pairs are looked for.

    Attributes:
        context: What is known of it.
        told: What all its pairs share.
        shared: By place of an object, what all pairs of the object share; filled in as they are found.
    """

    context: Context[Told]
    told: Told
    shared: dict[int, Told]


@dataclass(frozen=True, slots=True)
class Surroundings(Generic[Told]):
    """All that surrounds the pairs of an article; lives while they are looked for.

    Attributes:
        annotation: The article with its mentions.
        cast: Who is who.
        fired: Relations that rules stated, by subject thing and object mention.
        parts: The parts that things play in what rules stated, and the posts of people.
        english: Words of English.
        signs: What each sign tells.
    """

    annotation: Annotation
    cast: Cast
    fired: Mapping[tuple[int, int], AbstractSet[str]]
    parts: Mapping[int, tuple[str, ...]]
    english: AbstractSet[str]
    signs: Signs[Told]
    _segments: dict[tuple[int, str, tuple[int, ...]], Segment[Told]] = field(default_factory=dict)
    _roles: dict[tuple[int, str, int, int], tuple[str, Told]] = field(default_factory=dict)

    def segment(self, stream: Stream, rank: int, start: int, end: int) -> Segment[Told]:
        """Return a segment of a stream; one that no reduction has shortened is prepared once for both streams."""
        key = (rank, stream.text[start:end], tuple(stream.mentions[start:end]))
        known = self._segments.get(key)
        if known is None:
            tokens = tokenize(stream, start, end)
            words = [self.signs.words[text] for text in tokens.texts]
            context = Context(
                self.annotation,
                self.cast,
                tokens,
                self.signs,
                words,
                rank,
                self.fired,
                self.parts,
                self.english,
                self._roles,
            )
            known = self._segments[key] = Segment(context, of_segment(context), {})
        return known


def find_pairs(
    surroundings: Surroundings[Told], stream: Stream, *, families: Mapping[Kind, Sequence[Sequence[Family]]]
) -> Iterator[Pair[Told]]:
    """Yield the candidate pairs of a stream.

    Args:
        surroundings: What surrounds the pairs of the article.
        stream: The stream, as it is after the reductions or before them.
        families: The families to look for, as `families.by_object` groups them.
    """
    mentions, thing_of = surroundings.annotation.mentions, surroundings.cast.thing_of
    last: dict[str, list[Spoken]] = {}
    for rank, (start, end) in enumerate(stream.segments()):
        if max(stream.mentions[start:end]) < 0:
            continue
        segment = surroundings.segment(stream, rank, start, end)
        numbers = segment.context.tokens.mentions
        for place, number in numbers.items():
            wanted = families.get(mentions[number].kind)
            if wanted:
                yield from _pairs_of(segment, place, wanted, last)
        for number in numbers.values():
            focus = FOCUS_OF.get(mentions[number].kind)
            thing = thing_of.get(number)
            if focus and thing is not None and surroundings.cast.things[thing].value != PAST_EDITION:
                others = [spoken for spoken in last.get(focus, ()) if spoken.thing != thing]
                last[focus] = [Spoken(thing, rank, number), *others[: _REMEMBERED - 1]]


def _pairs_of(
    segment: Segment[Told], place: int, groups: Sequence[Sequence[Family]], last: Mapping[str, Sequence[Spoken]]
) -> Iterator[Pair[Told]]:
    """Yield the pairs of one object: with subjects of its sentence, then with those in focus."""
    context = segment.context
    join, mentions = context.signs.join, context.tokens.mentions
    shared = segment.shared.get(place)
    for families in groups:
        found: list[tuple[int, int, int, int, Told]] = []
        for thing, other, spoken, how, order, count in _chosen(context, families[0], place, last):
            if shared is None:
                shared = segment.shared[place] = join((segment.told, of_object(context, place)))
            own = of_pair(context, thing=thing, other=other, place=place, how=how, order=order, count=count)
            subject = mentions[other] if other >= 0 else -1
            found.append((thing, subject, spoken, mentions[place], join((shared, *own))))
        for family in families:
            for pair in found:
                yield Pair(family, *pair)


def _chosen(
    context: Context[Told], family: Family, place: int, last: Mapping[str, Sequence[Spoken]]
) -> Iterator[tuple[int, int, int, str, int, int]]:
    """Yield the subjects of an object: thing, place, mention last spoken of, how found, order, how many there are."""
    ranked = _subjects(context, family, place)
    count = len(ranked)
    for order, (key, other) in enumerate(ranked[:_MAX_SUBJECTS]):
        yield max(key, -1), other, -1, "here", order, count
    if family.focus:
        own = context.cast.thing_of.get(context.tokens.mentions[place])
        for thing, spoken, how in _in_focus(context, family, {key for key, _ in ranked}, last):
            if thing != own:
                yield thing, -1, spoken, how, count, count


def _subjects(context: Context[Told], family: Family, place: int) -> list[tuple[int, int]]:
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
    is_prize = Kind.AWARD in family.subjects
    nearest: dict[int, int] = {}
    for other in places:
        key = thing_of.get(tokens.mentions[other], -1 - other if is_prize else None)
        if key is None or key == own or other == place:
            continue
        if key not in nearest or abs(other - place) < abs(nearest[key] - place):
            nearest[key] = other
    return sorted(nearest.items(), key=lambda item: abs(item[1] - place)) if len(nearest) > 1 else [*nearest.items()]


def _near(places: Sequence[int], place: int) -> Sequence[int]:
    """Return those of some sorted places that stand next to a place."""
    if len(places) <= _MAX_LOOKED_AT:
        return places
    middle = bisect_left(places, place)
    return places[max(0, middle - _MAX_LOOKED_AT) : middle + _MAX_LOOKED_AT]


def _in_focus(
    context: Context[Told], family: Family, known: AbstractSet[int], last: Mapping[str, Sequence[Spoken]]
) -> Iterator[tuple[int, int, str]]:
    """Yield the subjects outside of the sentence: what was last spoken of, and what the article is about.

    Each with the mention by which it was last spoken of (-1 for the main event), and a word for where that was.

    Args:
        context: The segment.
        family: The family.
        known: Things that the sentence itself speaks of.
        last: By kind of focus, what was spoken of, the last first.
    """
    found: set[int] = set()
    if not known or family.focus in _ALSO_ELSEWHERE:
        reach = _REACH_OF_AGREEMENTS if family.focus == "agreement" else _REACH_SENTENCES
        for order, spoken in enumerate(last.get(family.focus, ())):
            distance = context.rank - spoken.rank
            if distance <= reach and spoken.thing not in known:
                found.add(spoken.thing)
                how = "other" if known else f"last{min(distance, 3)}"
                yield spoken.thing, spoken.number, f"before {how}" if order else how
    for central, how in _central(family, context.cast):
        if central is not None and central not in known and central not in found:
            yield central, -1, how


def _central(family: Family, cast: Cast) -> Iterator[tuple[int | None, str]]:
    """Yield what the whole article is about, whatever the sentence speaks of."""
    if family.focus == "event":
        yield cast.main_event, "main"
        yield cast.second_event, "second"
    elif family.focus == "body":
        yield cast.main_body, "main"
        if Kind.EVENT in family.subjects:
            yield cast.main_event, "event"
