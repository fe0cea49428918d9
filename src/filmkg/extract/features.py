"""What surrounds a candidate pair: words and kinds, where the two stand, which rules fired.

It says nothing of who or what the two are. What belongs to the object alone is gathered once for all its pairs.
`signs.py` tells what each sign is called and what it tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from filmkg.extract.signs import NEAR_LEFT, NEAR_RIGHT, Signs, Told
from filmkg.extract.things import Cast
from filmkg.extract.tokens import Tokens, stem
from filmkg.model import Annotation, Kind, Mention

_REACH_LEFT, _REACH_RIGHT = 8, 5
_START, _END = "^", "$"
_MAX_WORDS_JOINED = 5
_MAX_WORDS_BETWEEN = 14
_MAX_FAR = 12
_BEFORE, _BEHIND = 0, 1  # where the subject stands
_SIDES = "<>"
_NO_PARTS = ("none",)


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
    parts: Mapping[int, tuple[str, ...]]

    def mention(self, place: int) -> Mention:
        """Return the mention at a place."""
        return self.annotation.mentions[self.tokens.mentions[place]]


def of_segment(context: Context, signs: Signs[Told]) -> Told:
    """Return what all pairs of a segment share: its words, its place, what the article is about."""
    tokens, cast = context.tokens, context.cast
    bag = {
        stem(text): signs.words[text].bag
        for place, text in enumerate(tokens.texts)
        if len(text) > 2 and place not in tokens.mentions
    }
    main = "none" if cast.main_event is None else cast.things[cast.main_event].type
    return signs.join((*bag.values(), signs.tell((f"article:{main}", f"rank:{min(context.rank, 4)}"))))


def of_object(context: Context, place: int, signs: Signs[Told]) -> Told:
    """Return what all pairs of an object share: what it is, and what stands around it and around its list."""
    texts, words = context.tokens.texts, signs.words
    mention = context.mention(place)
    first, last = context.tokens.bounds[place]
    names = list(_kind_features(context, mention, context.tokens.mentions[place]))
    if first > 1:
        names.append(f"LL:{texts[first - 2]} {texts[first - 1]}")
    names.append(f"L1|{mention.kind}:{texts[first - 1] if first else _START}")
    told = [signs.tell(names)]
    before = texts[max(0, first - _REACH_LEFT) : first][::-1]
    told += [words[text].left[far] for far, text in enumerate(before[:NEAR_LEFT])]
    told += [words[text].far_left for text in before[NEAR_LEFT:]]
    if len(before) < NEAR_LEFT:
        told.append(signs.start[len(before)])
    behind = texts[last + 1 : last + 1 + _REACH_RIGHT]
    told += [words[text].right[far] for far, text in enumerate(behind[:NEAR_RIGHT])]
    told += [words[text].far_right for text in behind[NEAR_RIGHT:]]
    if len(behind) < NEAR_RIGHT:
        told.append(signs.end[len(behind)])
    head = context.tokens.list_head(first)
    if head != first:
        before = texts[max(0, head - _REACH_LEFT) : head][::-1]
        told += [words[text].head[far] for far, text in enumerate(before[:NEAR_LEFT])]
        told += [words[text].far_head for text in before[NEAR_LEFT:]]
        told += signs.head_start[len(before) :]
    return signs.join(told)


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
        yield from (f"part:{part}" for part in context.parts.get(thing, _NO_PARTS))


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


def of_pair(
    context: Context, signs: Signs[Told], *, thing: int, other: int, place: int, how: str, order: int, count: int
) -> list[Told]:
    """Return what belongs to one pair alone.

    Args:
        context: The segment.
        signs: What each sign tells.
        thing: Number of the subject's thing, -1 for a prize.
        other: Place of the subject, -1 where it stands in another sentence.
        place: Place of the object.
        how: "here", "last1" (it was spoken of in the sentence before) …, "main" (it is what the article is about).
        order: How many subjects stand nearer to the object.
        count: How many subjects there are in the sentence.
    """
    tokens, cast = context.tokens, context.cast
    texts = tokens.texts
    first, last = tokens.bounds[place]
    is_main = thing >= 0 and thing == cast.main_event
    type_ = cast.things[thing].type if thing >= 0 else "Award"
    names = [
        f"R1|how:{texts[last + 1] if last + 1 < len(texts) else _END}|{how[:4]}",
        f"main:{is_main}|L1:{texts[first - 1] if first else _START}",
    ]
    told = [signs.role[how, order, min(count, 3), type_, is_main]]
    if other >= 0:
        rivals = tokens.kinds[context.mention(other).kind]
        side, start, end = (_BEFORE, other + 1, first) if other < place else (_BEHIND, last + 1, other)
        told += _between(tokens, signs, names, rivals=rivals, side=side, start=start, end=end)
    if thing >= 0:
        fired = context.fired.get((thing, tokens.mentions[place]))
        if fired:
            names.extend(f"rule:{name}" for name in sorted(fired))
        told.append(signs.parts[context.parts.get(thing, _NO_PARTS)])
    told.append(signs.tell(names))
    return told


def _between(
    tokens: Tokens, signs: Signs[Told], names: list[str], *, rivals: Sequence[int], side: int, start: int, end: int
) -> Iterator[Told]:
    """Yield what stands between a subject and an object; what is too rare to be known is added to the names.

    Args:
        tokens: The segment.
        signs: What each sign tells.
        names: Names of features that are not told yet.
        rivals: Places of the mentions of the subject's kind, sorted.
        side: Where the subject stands.
        start: The first token between the two.
        end: The token behind the last one.
    """
    length = max(0, end - start)
    mark, texts = _SIDES[side], tokens.texts
    words: Sequence[str] = texts[start : min(end, start + _MAX_WORDS_BETWEEN)] if length else ()
    n_rivals, n_stops = tokens.count(rivals, start, end), tokens.count(tokens.stops, start, end)
    yield signs.gap[mark, min(length, _MAX_FAR) // 2, min(n_rivals, 2), min(n_stops, 2)]
    if length <= _MAX_WORDS_JOINED:
        names.append(f"B:{mark}{' '.join(words)}")
    if words:
        names.append(f"b2:{mark}{' '.join(words[:2])}")
        yield signs.words[words[0]].first[side]
        yield signs.words[texts[end - 1]].last[side]
        for word in dict.fromkeys(words):
            yield signs.words[word].between[side]
