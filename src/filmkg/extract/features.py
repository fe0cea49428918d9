"""What surrounds a candidate pair: words and kinds, where the two stand, which rules fired.

It says nothing of who the two are; of a body or an event it has the words that say what it is ("bank", "cinema"). What
belongs to the object alone is gathered once for all its pairs. `signs.py` tells what each sign is called and what it
tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic

from filmkg.extract.signs import NEAR_LEFT, NEAR_RIGHT, Signs, Told, Word
from filmkg.extract.things import EVENT_TYPES, Cast, Thing
from filmkg.extract.tokens import Tokens, stem
from filmkg.model import Annotation, Kind, Mention

_REACH_LEFT, _REACH_RIGHT = 8, 5
_START, _END = "^", "$"
_MAX_WORDS_JOINED = 5
_MAX_WORDS_BETWEEN = 14
_MAX_FAR = 12
_MANY, _MAX_COUNTED = 2, 3
_MAX_LISTED, _MAX_OF_KIND = 4, 5
_BEFORE, _BEHIND = 0, 1  # where the subject stands
_SIDES = "<>"
_NO_PARTS = ("none",)


@dataclass(frozen=True, slots=True)
class Context(Generic[Told]):
    """A segment of the stream with what is known of it.

    Attributes:
        annotation: The article with its mentions.
        cast: Who is who.
        tokens: The tokens of the segment.
        signs: What each sign tells.
        words: What each token tells as a word.
        rank: Number of segments before it.
        fired: Relations that rules stated, by subject thing and object mention.
        parts: By thing, the parts that it plays in what rules stated: "director<" for who directed, "director>" for
            the film, "post:ambassador" for who is one.
        english: Words of English.
        roles: What the parts that subjects have in sentence and article tell, in all segments: `_role`; filled in as
            they are asked for.
    """

    annotation: Annotation
    cast: Cast
    tokens: Tokens
    signs: Signs[Told]
    words: Sequence[Word[Told]]
    rank: int
    fired: Mapping[tuple[int, int], AbstractSet[str]]
    parts: Mapping[int, tuple[str, ...]]
    english: AbstractSet[str]
    roles: dict[tuple[int, str, int, int], tuple[str, Told]]

    def mention(self, place: int) -> Mention:
        """Return the mention at a place."""
        return self.annotation.mentions[self.tokens.mentions[place]]


def of_segment(context: Context[Told]) -> Told:
    """Return what all pairs of a segment share: its words, its place, what the article is about."""
    tokens, cast, signs = context.tokens, context.cast, context.signs
    bag = {
        stem(text): word.bag
        for place, (text, word) in enumerate(zip(tokens.texts, context.words, strict=True))
        if len(text) > 2 and place not in tokens.mentions
    }
    main = "none" if cast.main_event is None else cast.things[cast.main_event].type
    return signs.join((*bag.values(), *signs.each((f"article:{main}", f"rank:{min(context.rank, 4)}"))))


def of_object(context: Context[Told], place: int) -> Told:
    """Return what all pairs of an object share: what it is, and what stands around it and around its list."""
    texts, words, signs = context.tokens.texts, context.words, context.signs
    mention = context.mention(place)
    first, last = context.tokens.bounds[place]
    names = list(_kind_features(context, mention, context.tokens.mentions[place]))
    names.append(f"list:{min((last - first) // 2 + 1, _MAX_LISTED)}")  # items with a comma between
    names.append(f"many:{mention.kind}{min(len(context.tokens.kinds[mention.kind]), _MAX_OF_KIND)}")
    if first > 1:
        names.append(f"LL:{texts[first - 2]} {texts[first - 1]}")
    names.append(f"L1|{mention.kind}:{texts[first - 1] if first else _START}")
    told = [*signs.each(names)]
    before = words[max(0, first - _REACH_LEFT) : first][::-1]
    told += [word.left[far] for far, word in enumerate(before[:NEAR_LEFT])]
    told += [word.far_left for word in before[NEAR_LEFT:]]
    if len(before) < NEAR_LEFT:
        told.append(signs.start[len(before)])
    behind = words[last + 1 : last + 1 + _REACH_RIGHT]
    told += [word.right[far] for far, word in enumerate(behind[:NEAR_RIGHT])]
    told += [word.far_right for word in behind[NEAR_RIGHT:]]
    if len(behind) < NEAR_RIGHT:
        told.append(signs.end[len(behind)])
    head = context.tokens.list_head(first)
    if head != first:
        before = words[max(0, head - _REACH_LEFT) : head][::-1]
        told += [word.head[far] for far, word in enumerate(before[:NEAR_LEFT])]
        told += [word.far_head for word in before[NEAR_LEFT:]]
        told += signs.head_start[len(before) :]
    return signs.join(told)


def _kind_features(context: Context[Told], mention: Mention, number: int) -> Iterator[str]:
    yield f"kind:{mention.kind}"
    yield f"anaphor:{mention.anaphor}"
    if mention.kind in (Kind.ORGANIZATION, Kind.ROLE, Kind.EVENT):
        yield f"value:{mention.value}"
    if mention.kind is Kind.ROLE:
        yield f"word:{mention.name.lower().split()[-1]}"
    if mention.kind in (Kind.ORGANIZATION, Kind.VENUE):
        yield from _of_words("name", mention.name, context)
        last = mention.name.lower().split()[-1]
        yield f"last:{stem(last) if last in context.english else '-'}"
    if mention.kind is Kind.DATE:
        yield from _date_features(mention.value, context.annotation.article.header.issued)
    thing = context.cast.thing_of.get(number)
    if thing is not None:
        yield f"mentions:{min(len(context.cast.things[thing].mentions), 3)}"
        yield f"first:{_is_first(context, thing, number)}"
        yield from (f"part:{part}" for part in context.parts.get(thing, _NO_PARTS))


def _of_words(sign: str, name: str, context: Context[Told]) -> Iterator[str]:
    """Yield the words of a name that are words of English: what a body is called, not which one it is."""
    yield from dict.fromkeys(f"{sign}:{stem(word)}" for word in name.lower().split() if word in context.english)


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
    context: Context[Told], *, thing: int, other: int, place: int, how: str, order: int, count: int
) -> list[Told]:
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
    tokens, signs = context.tokens, context.signs
    texts, number = tokens.texts, tokens.mentions[place]
    first, last = tokens.bounds[place]
    role = thing, how, order, count
    standing, told_of_role = context.roles.get(role) or _role(context, *role)
    told = [
        told_of_role,
        signs.behind[texts[last + 1] if last + 1 < len(texts) else _END, how[:4]],
        signs.before[standing, texts[first - 1] if first else _START],
    ]
    names: list[str] = []
    if other >= 0:
        side, start, end = (_BEFORE, other + 1, first) if other < place else (_BEHIND, last + 1, other)
        length, mark = end - start if end > start else 0, _SIDES[side]
        rivals = stops = 0
        if length:
            rivals = tokens.count(tokens.kinds[context.mention(other).kind], start, end)
            stops = tokens.count(tokens.stops, start, end)
        far = min(length, _MAX_FAR) // 2
        told.append(signs.gap[mark, far, min(rivals, _MANY), min(stops, _MANY)])
        is_first = thing >= 0 and _is_first(context, thing, tokens.mentions[other])
        told.append(signs.beside[mark, _beyond(texts, other, side), is_first])
        between = slice(start, start + min(length, _MAX_WORDS_BETWEEN))
        if length <= _MAX_WORDS_JOINED:
            names.append(f"B:{mark}{' '.join(texts[between])}")
        if length:
            names.append(f"b2:{mark}{' '.join(texts[start : min(end, start + 2)])}")
            told += (context.words[start].first[side], context.words[end - 1].last[side])
            each = dict(zip(texts[between], context.words[between], strict=True))
            told += [word.between[side] for word in each.values()]
    if thing >= 0:
        if fired := context.fired.get((thing, number)):
            names += [f"rule:{name}" for name in sorted(fired)]
        mine = context.cast.thing_of.get(number) if other >= 0 else None
        if mine is not None and (back := context.fired.get((mine, tokens.mentions[other]))):
            names += [f"rule back:{name}" for name in sorted(back)]
    if names:
        told += signs.each(names)
    return told


def _is_first(context: Context[Told], thing: int, number: int) -> bool:
    """Tell whether a mention is the first that the article makes of its thing."""
    return context.cast.things[thing].mentions[:1] == [number]


def _beyond(texts: Sequence[str], other: int, side: int) -> str:
    """Return the word on that side of a subject where the object does not stand."""
    if side == _BEFORE:
        return texts[other - 1] if other else _START
    return texts[other + 1] if other + 1 < len(texts) else _END


def _role(context: Context[Told], thing: int, how: str, order: int, count: int) -> tuple[str, Told]:
    """Keep and return what a thing is in the article, and what the part tells that it has as a subject."""
    cast, signs = context.cast, context.signs
    standing = cast.standing(thing)
    type_ = cast.things[thing].type if thing >= 0 else "Award"
    told = [signs.role[how, order, min(count, _MAX_COUNTED), type_, standing]]
    if thing >= 0:
        told.append(signs.parts[context.parts.get(thing, _NO_PARTS)])
        told += signs.each([*_of_name(cast.things[thing], context)])
    context.roles[thing, how, order, count] = role = standing, signs.join(told)
    return role


def _of_name(thing: Thing, context: Context[Told]) -> Iterator[str]:
    """Yield what the name of a subject says of it."""
    is_event = thing.type in EVENT_TYPES
    if is_event or thing.type in ("Organization", "Venue"):
        yield from _of_words("subject name", thing.names[0] if thing.names else "", context)
        yield f"subject named:{thing.named}" if is_event else f"subject value:{thing.value}"
