"""Candidate pairs of an article: the input of the learned part.

A pair is a subject (an event, film, agreement, prize, person or body) and an object that could stand to it in one of
the relations of its family. Its features (`features.py`) say nothing of who or what the two are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filmkg.extract.families import FAMILIES, UNREDUCED, Family
from filmkg.extract.features import Context, Place, Token, pair_features, stem
from filmkg.extract.stream import KINDS, Stream
from filmkg.extract.things import Cast
from filmkg.model import Annotation, Kind

_TOKEN = re.compile(rf"[{''.join(KINDS)}]|[^\W_]+(?:['-][^\W_]+)*|[^\s\w]")


@dataclass(frozen=True, slots=True)
class Pair:
    """One occurrence of a pair: mentions by number (the subject's may be -1: it is in focus, not in the sentence)."""

    family: Family
    subject_thing: int  # -1 for a prize, which is a literal
    subject: int
    object: int
    start: int  # range of the stream that holds both, or the object's sentence
    end: int
    features: tuple[str, ...]


def candidate_pairs(
    annotation: Annotation, cast: Cast, stream: Stream, reduced: Stream, fired: dict[tuple[int, int], set[str]]
) -> list[Pair]:
    """Return the pairs that the model weighs: people's posts before the reductions, the others after them."""
    before = [family for family in FAMILIES if family.name in UNREDUCED]
    after = [family for family in FAMILIES if family.name not in UNREDUCED]
    return [
        *find_pairs(annotation, cast, stream, fired, families=before),
        *find_pairs(annotation, cast, reduced, fired, families=after),
    ]


def find_pairs(
    annotation: Annotation,
    cast: Cast,
    stream: Stream,
    fired: dict[tuple[int, int], set[str]],
    *,
    families: Sequence[Family],
) -> Iterator[Pair]:
    """Yield the candidate pairs of a stream.

    Args:
        annotation: The article with its mentions.
        cast: Who is who.
        stream: The stream, as it is after the reductions or before them.
        fired: Relations that rules stated, by subject thing and object mention.
        families: The families to look for.
    """
    last: dict[str, list[tuple[int, int]]] = {"event": [], "film": [], "agreement": []}
    for rank, (start, end) in enumerate(_segments(stream)):
        tokens = [_token(match, start, stream) for match in _TOKEN.finditer(stream.text[start:end])]
        places = [n for n, token in enumerate(tokens) if token.mention >= 0]
        if not places:
            continue
        bag = tuple(sorted({f"s:{stem(token.text)}" for token in tokens if token.mention < 0 and len(token.text) > 2}))
        context = Context(annotation, cast, tokens, places, rank, bag, fired, start, end)
        for place in places:
            mention = annotation.mentions[tokens[place].mention]
            for family in families:
                if mention.kind in family.objects:
                    yield from _pairs_of(context, family, place, last)
        for place in places:
            mention = annotation.mentions[tokens[place].mention]
            name = {Kind.EVENT: "event", Kind.FILM: "film", Kind.AGREEMENT: "agreement"}.get(mention.kind)
            thing = cast.thing_of.get(tokens[place].mention)
            if name and thing is not None:
                last[name].append((thing, rank))


def _segments(stream: Stream) -> Iterator[tuple[int, int]]:
    start = 0
    for line in stream.text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _token(match: re.Match[str], start: int, stream: Stream) -> Token:
    position = start + match.start()
    kind = KINDS.get(match.group())
    if kind is None:
        return Token(match.group(), position, -1)
    return Token(f"<{kind.value}>", position, stream.items[position].mention)


def _pairs_of(context: Context, family: Family, place: int, last: dict[str, list[tuple[int, int]]]) -> Iterator[Pair]:
    """Yield the pairs of one object in one family: with subjects of its sentence, then with those in focus."""
    annotation, cast, tokens = context.annotation, context.cast, context.tokens
    nearest: dict[int, int] = {}
    for other in context.places:
        mention = annotation.mentions[tokens[other].mention]
        if other == place or mention.kind not in family.subjects:
            continue
        key = cast.thing_of.get(tokens[other].mention, -1 - other if mention.kind is Kind.AWARD else None)
        if key is None or key == cast.thing_of.get(tokens[place].mention):
            continue
        if key not in nearest or abs(other - place) < abs(nearest[key] - place):
            nearest[key] = other
    ranked = sorted(nearest.items(), key=lambda item: abs(item[1] - place))
    for order, (thing, other) in enumerate(ranked[:4]):
        yield _pair(context, family, max(thing, -1), Place(place, other, "here", order, len(ranked)))
    if family.focus in last:
        main = cast.main_event if family.focus == "event" else None
        candidates: list[tuple[int, str]] = []
        if last[family.focus] and not ranked:
            thing, rank = last[family.focus][-1]
            if context.rank - rank <= (6 if family.focus == "agreement" else 3):
                candidates.append((thing, f"last{min(context.rank - rank, 3)}"))
        if main is not None and main not in nearest and all(main != thing for thing, _ in candidates):
            candidates.append((main, "main"))
        for thing, how in candidates:
            yield _pair(context, family, thing, Place(place, -1, how, len(ranked), len(ranked)))


def _pair(context: Context, family: Family, thing: int, place: Place) -> Pair:
    tokens = context.tokens
    subject = tokens[place.subject].mention if place.subject >= 0 else -1
    features = pair_features(context, thing, place)
    return Pair(family, thing, subject, tokens[place.object].mention, context.start, context.end, features)
