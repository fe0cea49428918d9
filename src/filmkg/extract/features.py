"""What surrounds a pair: the words and kinds around subject and object, where they stand, which rules fired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from filmkg.extract.things import Cast
from filmkg.model import Annotation, Kind, Mention

_JOINTS = frozenset({",", "and", "&", ";", "the", "as", "well", "a", "an", "its"})
_REACH_LEFT, _REACH_RIGHT = 8, 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a mention of a segment: its text ("<film>" for a mention), position and mention or -1."""

    text: str
    position: int
    mention: int


@dataclass(frozen=True, slots=True)
class Context:
    """One segment of the stream, read for pairs."""

    annotation: Annotation
    cast: Cast
    tokens: Sequence[Token]
    places: Sequence[int]
    rank: int
    bag: tuple[str, ...]
    fired: dict[tuple[int, int], set[str]]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the two of a pair stand in the segment, and how the subject was found.

    Attributes:
        object: Index of the object's token.
        subject: Index of the subject's token; -1 where the subject is in focus and not in the segment.
        how: "here", "last1" and so on for the last one spoken of so many segments ago, "main" for the main event.
        order: How many subjects of the segment stand nearer to the object.
        count: How many subjects the segment has.
    """

    object: int
    subject: int
    how: str
    order: int
    count: int


def pair_features(context: Context, thing: int, place: Place) -> tuple[str, ...]:
    """Return the features of a pair; `thing` is the subject's number in the cast, -1 for a prize."""
    tokens = context.tokens
    first, last = _list_bounds(tokens, place.object)
    features = ["bias", f"how:{place.how}", f"order:{place.order}", f"count:{min(place.count, 3)}"]
    features.extend(_object_features(context, place.object))
    features.extend(_around(tokens, first, last))
    before, behind = _text(tokens, first - 1), _text(tokens, last + 1)
    kind = context.annotation.mentions[tokens[place.object].mention].kind
    features += [f"L1|{kind.value}:{before}", f"R1|how:{behind}|{place.how[:4]}"]
    if place.subject >= 0:
        features.extend(_between(tokens, place.subject, first, last, place.object))
    features.extend(_subject_features(context, thing, place.how, before))
    if thing >= 0:
        features.extend(f"rule:{name}" for name in sorted(context.fired.get((thing, tokens[place.object].mention), ())))
    features.extend(context.bag)
    main = context.cast.main_event
    features += [
        f"article:{context.cast.things[main].type if main is not None else 'none'}",
        f"rank:{min(context.rank, 4)}",
    ]
    return tuple(features)


def _text(tokens: Sequence[Token], index: int) -> str:
    return "^" if index < 0 else "$" if index >= len(tokens) else tokens[index].text


def _around(tokens: Sequence[Token], first: int, last: int) -> Iterator[str]:
    """Yield the words left and right of the object's list, and left of a list whose items have words of their own."""
    for distance in range(1, _REACH_LEFT + 1):
        word = _text(tokens, first - distance)
        if distance <= 3:
            yield f"L{distance}:{word}"
        if first < distance:
            break
        yield f"l:{stem(word)}"
    if first > 1:
        yield f"LL:{tokens[first - 2].text} {tokens[first - 1].text}"
    for distance in range(1, _REACH_RIGHT + 1):
        word = _text(tokens, last + distance)
        if distance <= 2:
            yield f"R{distance}:{word}"
        if last + distance >= len(tokens):
            break
        yield f"r:{stem(word)}"
    head = _list_head(tokens, first)
    if head != first:
        yield from (f"H{distance}:{_text(tokens, head - distance)}" for distance in (1, 2, 3))
        yield from (f"h:{stem(token.text)}" for token in tokens[max(0, head - _REACH_LEFT) : head])


def _subject_features(context: Context, thing: int, how: str, before: str) -> Iterator[str]:
    is_main = thing >= 0 and thing == context.cast.main_event
    type_ = context.cast.things[thing].type if thing >= 0 else "Award"
    yield f"type:{type_}"
    yield f"main:{is_main}"
    yield f"main:{is_main}|{how[:4]}"
    yield f"main:{is_main}|type:{type_}"
    yield f"main:{is_main}|L1:{before}"


def _object_features(context: Context, place: int) -> Iterator[str]:
    mention: Mention = context.annotation.mentions[context.tokens[place].mention]
    yield f"kind:{mention.kind.value}"
    yield f"anaphor:{mention.anaphor}"
    if mention.kind in (Kind.ORGANIZATION, Kind.ROLE, Kind.EVENT):
        yield f"value:{mention.value}"
    if mention.kind is Kind.ROLE:
        yield f"word:{mention.name.lower().split()[-1]}"
    if mention.kind is Kind.DATE:
        start, _, end = mention.value.partition("/")
        yield "date:" + (
            "none"
            if not start and not end
            else "open"
            if not start
            else "since"
            if not end
            else "one"
            if start == end
            else "range"
        )
        yield f"exact:{len(start or end)}"
        issued = context.annotation.article.header.issued
        known = start or end
        if issued and known:
            years = int(known[:4]) - int(issued[:4])
            yield f"years:{max(-3, min(2, years))}"
            yield f"past:{known[:10] <= issued[: len(known)]}"
    thing = context.cast.thing_of.get(context.tokens[place].mention)
    if thing is not None:
        yield f"mentions:{min(len(context.cast.things[thing].mentions), 3)}"


def _list_bounds(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Return the first and last token of the list in which a mention stands: "A, B and C" counts as one."""
    text = tokens[place].text
    first = last = place
    while first > 1:
        index = first - 1
        while index >= 0 and tokens[index].text in _JOINTS:
            index -= 1
        if index == first - 1 or index < 0 or tokens[index].text != text:
            break
        first = index
    while last < len(tokens) - 2:
        index = last + 1
        while index < len(tokens) and tokens[index].text in _JOINTS:
            index += 1
        if index == last + 1 or index >= len(tokens) or tokens[index].text != text:
            break
        last = index
    return first, last


def _list_head(tokens: Sequence[Token], first: int) -> int:
    """Return the first item of a list whose items have words of their own: "the Foundation, the agency A"."""
    head, text = first, tokens[first].text
    for _ in range(12):
        index = head - 1
        words = 0
        while (
            index >= 0
            and tokens[index].mention < 0
            and tokens[index].text not in (",", "and", ";")
            and tokens[index].text.isalpha()
            and words < 5
        ):
            index -= 1
            words += 1
        if index < 0 or tokens[index].text not in (",", "and", ";"):
            break
        while index >= 0 and tokens[index].text in (",", "and", ";"):
            index -= 1
        back = 0
        while index >= 0 and tokens[index].text != text and back < 3 and tokens[index].text not in (".", ":"):
            index -= 1
            back += 1
        if index < 0 or tokens[index].text != text:
            break
        head = index
    return head


def _between(tokens: Sequence[Token], other: int, first: int, last: int, place: int) -> Iterator[str]:
    """Yield what stands between subject and object."""
    before = other < place
    words = [token.text for token in (tokens[other + 1 : first] if before else tokens[last + 1 : other])]
    side = "<" if before else ">"
    yield f"side:{side}"
    yield f"far:{side}{min(len(words), 12) // 2}"
    if len(words) <= 5:
        yield f"B:{side}{' '.join(words)}"
    for word in sorted(set(words[:14])):
        yield f"b:{side}{stem(word)}"
    if words:
        yield f"b1:{side}{words[0]}"
        yield f"b-1:{side}{words[-1]}"
        yield f"b2:{side}{' '.join(words[:2])}"
    same = sum(word == tokens[other].text for word in words)
    yield f"rivals:{min(same, 2)}"
    yield f"stops:{min(sum(word in ';:()' for word in words), 2)}"


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut a word to what its inflections share: crude, but the model only needs it to be the same each time."""
    if word[0] == "<" or len(word) <= 4:
        return word
    for ending in (
        "isation",
        "ization",
        "ising",
        "izing",
        "ised",
        "ized",
        "ation",
        "ing",
        "ers",
        "ed",
        "es",
        "er",
        "s",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:7]
    return word[:7].rstrip("e")
