"""What surrounds a candidate pair, as names of features: words and kinds, where the two stand, which rules fired.

They say nothing of who or what the two are. What belongs to the object alone is gathered once for all its pairs.
The names are those of `data/model/relations.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from filmkg.extract.things import Cast
from filmkg.extract.tokens import Tokens, stem
from filmkg.model import Annotation, Kind, Mention

_REACH_LEFT, _REACH_RIGHT = 8, 5
_NEAR_LEFT, _NEAR_RIGHT = 3, 2
_START, _END = "^", "$"
_MAX_WORDS_JOINED = 5
_MAX_WORDS_BETWEEN = 14
_MAX_FAR = 12


@dataclass(frozen=True, slots=True)
class Context:
    """A segment of the stream with what is known of it.

    Attributes:
        annotation: The article with its mentions.
        cast: Who is who.
        tokens: The tokens of the segment.
        rank: Number of segments before it.
        fired: Relations that rules stated, by subject thing and object mention.
        parts: By thing, the parts that it plays in what rules stated: "director<" for who directed, "director>" for
            the film.
    """

    annotation: Annotation
    cast: Cast
    tokens: Tokens
    rank: int
    fired: Mapping[tuple[int, int], AbstractSet[str]]
    parts: Mapping[int, Sequence[str]]

    def mention(self, place: int) -> Mention:
        """Return the mention at a place."""
        return self.annotation.mentions[self.tokens.mentions[place]]


@dataclass(frozen=True, slots=True)
class _Forms:
    """A word as it is named in features, so that names are put together once a word and not once a pair."""

    left: tuple[str, ...]  # at distance 1, 2, 3
    head: tuple[str, ...]
    right: tuple[str, ...]  # at distance 1, 2
    left_stem: str
    head_stem: str
    right_stem: str
    before_object: str  # between subject and object, where the subject stands first
    behind_object: str
    bag: str


@lru_cache(maxsize=20_000)
def _forms(word: str) -> _Forms:
    cut = stem(word)
    return _Forms(
        left=tuple(f"L{distance}:{word}" for distance in range(1, _NEAR_LEFT + 1)),
        head=tuple(f"H{distance}:{word}" for distance in range(1, _NEAR_LEFT + 1)),
        right=tuple(f"R{distance}:{word}" for distance in range(1, _NEAR_RIGHT + 1)),
        left_stem=f"l:{cut}",
        head_stem=f"h:{cut}",
        right_stem=f"r:{cut}",
        before_object=f"b:<{cut}",
        behind_object=f"b:>{cut}",
        bag=f"s:{cut}",
    )


def segment_features(context: Context) -> tuple[str, ...]:
    """Return what all pairs of a segment share: its words, its place, what the article is about."""
    tokens, cast = context.tokens, context.cast
    bag = {
        _forms(text).bag: None
        for place, text in enumerate(tokens.texts)
        if len(text) > 2 and place not in tokens.mentions
    }
    main = "none" if cast.main_event is None else cast.things[cast.main_event].type
    return (*bag, f"article:{main}", f"rank:{min(context.rank, 4)}")


def object_features(context: Context, place: int) -> tuple[str, ...]:
    """Return what all pairs of an object share: what it is, and what stands around it and around its list."""
    texts = context.tokens.texts
    mention = context.mention(place)
    first, last = context.tokens.bounds[place]
    features = list(_kind_features(context, mention, context.tokens.mentions[place]))
    for distance in range(1, _REACH_LEFT + 1):
        index = first - distance
        forms = _forms(texts[index] if index >= 0 else _START)
        if distance <= _NEAR_LEFT:
            features.append(forms.left[distance - 1])
        if index < 0:
            break
        features.append(forms.left_stem)
    if first > 1:
        features.append(f"LL:{texts[first - 2]} {texts[first - 1]}")
    for distance in range(1, _REACH_RIGHT + 1):
        index = last + distance
        forms = _forms(texts[index] if index < len(texts) else _END)
        if distance <= _NEAR_RIGHT:
            features.append(forms.right[distance - 1])
        if index >= len(texts):
            break
        features.append(forms.right_stem)
    head = context.tokens.list_head(first)
    if head != first:
        features.extend(
            _forms(texts[head - distance] if head >= distance else _START).head[distance - 1]
            for distance in range(1, _NEAR_LEFT + 1)
        )
        features.extend(_forms(text).head_stem for text in texts[max(0, head - _REACH_LEFT) : head])
    features.append(f"L1|{mention.kind}:{texts[first - 1] if first else _START}")
    return tuple(features)


def _kind_features(context: Context, mention: Mention, number: int) -> Iterator[str]:
    yield f"kind:{mention.kind}"
    yield f"anaphor:{mention.anaphor}"
    if mention.kind in (Kind.ORGANIZATION, Kind.ROLE, Kind.EVENT):
        yield f"value:{mention.value}"
    if mention.kind is Kind.ROLE:
        yield f"word:{mention.name.lower().split()[-1]}"
    if mention.kind is Kind.DATE:
        yield from _date_features(mention.value, context.annotation.article.header.issued)
    thing = context.cast.thing_of.get(number)
    if thing is not None:
        yield f"mentions:{min(len(context.cast.things[thing].mentions), 3)}"
        yield from (f"part:{part}" for part in context.parts.get(thing, ("none",)))


def _date_features(value: str, issued: str | None) -> Iterator[str]:
    start, _, end = value.partition("/")
    known = start or end
    if not known:
        shape = "none"
    elif not start:
        shape = "open"
    elif not end:
        shape = "since"
    else:
        shape = "one" if start == end else "range"
    yield f"date:{shape}"
    yield f"exact:{len(known)}"
    if issued and known:
        years = int(known[:4]) - int(issued[:4])
        yield f"years:{max(-3, min(2, years))}"
        yield f"past:{known[:10] <= issued[: len(known)]}"


def pair_features(
    context: Context, *, thing: int, other: int, place: int, how: str, order: int, count: int
) -> tuple[str, ...]:
    """Return what belongs to one pair alone.

    Args:
        context: The segment.
        thing: Number of the subject's thing, -1 for a prize.
        other: Place of the subject, -1 where it stands in another sentence.
        place: Place of the object.
        how: "here", "last1" (it was spoken of in the sentence before) …, "main" (it is what the article is about),
            "second" (it could be that), "event" (what the article is about, as an employer).
        order: How many subjects stand nearer to the object.
        count: How many subjects there are in the sentence.
    """
    tokens, cast = context.tokens, context.cast
    texts = tokens.texts
    first, last = tokens.bounds[place]
    standing = cast.standing(thing)
    type_ = cast.things[thing].type if thing >= 0 else "Award"
    features = [
        *_part_features(how, order, min(count, 3), type_, standing),
        f"R1|how:{texts[last + 1] if last + 1 < len(texts) else _END}|{how[:4]}",
        f"main:{standing}|L1:{texts[first - 1] if first else _START}",
    ]
    if other >= 0:
        rivals = tokens.kinds[context.mention(other).kind]
        if other < place:
            features += _between(tokens, "<", (other + 1, first), rivals)
        else:
            features += _between(tokens, ">", (last + 1, other), rivals)
    if thing >= 0:
        fired = context.fired.get((thing, tokens.mentions[place]))
        if fired:
            features.extend(f"rule:{name}" for name in sorted(fired))
        mine = cast.thing_of.get(tokens.mentions[place])
        if other >= 0 and mine is not None:
            back = context.fired.get((mine, tokens.mentions[other]), ())
            features.extend(f"rule back:{name}" for name in sorted(back))
        features.extend(f"subject:{part}" for part in context.parts.get(thing, ("none",)))
    return tuple(features)


@lru_cache(maxsize=10_000)
def _part_features(how: str, order: int, count: int, type_: str, standing: str) -> tuple[str, ...]:
    """Return what the part says that a subject has in the sentence and in the article."""
    return (
        "bias",
        f"how:{how}",
        f"order:{order}",
        f"count:{count}",
        f"type:{type_}",
        f"main:{standing}",
        f"main:{standing}|{how[:4]}",
        f"main:{standing}|type:{type_}",
    )


def _between(tokens: Tokens, side: str, gap: tuple[int, int], rivals: Sequence[int]) -> list[str]:
    """Return what stands between a subject and an object.

    Args:
        tokens: The segment.
        side: "<" where the subject stands before the object.
        gap: The tokens [start, end) between the two.
        rivals: Places of the mentions of the subject's kind, sorted.
    """
    start, end = gap
    length = max(0, end - start)
    texts = tokens.texts
    words: Sequence[str] = texts[start : min(end, start + _MAX_WORDS_BETWEEN)] if length else ()
    features = [
        f"side:{side}",
        f"far:{side}{min(length, _MAX_FAR) // 2}",
        f"rivals:{min(tokens.count(rivals, start, end), 2)}",
        f"stops:{min(tokens.count(tokens.stops, start, end), 2)}",
    ]
    if length <= _MAX_WORDS_JOINED:
        features.append(f"B:{side}{' '.join(words)}")
    if words:
        forms = map(_forms, dict.fromkeys(words))
        features += [one.before_object for one in forms] if side == "<" else [one.behind_object for one in forms]
        features += [f"b1:{side}{words[0]}", f"b-1:{side}{texts[end - 1]}", f"b2:{side}{' '.join(words[:2])}"]
    return features
