"""Candidate pairs of an article and what surrounds them: the input of the learned part.

A pair is a subject (an event, film, agreement, prize, person or body) and an object that could stand to it in one of the
relations of its family. Its features are words and kinds around the two, where they stand to each other, and which
rules fired; they say nothing of who or what the two are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from filmkg.extract.coreference import Cast
from filmkg.extract.stream import KINDS, Stream
from filmkg.model import Annotation, Kind, Mention

_TOKEN = re.compile(rf"[{''.join(KINDS)}]|[^\W_]+(?:['-][^\W_]+)*|[^\s\w]")
_JOINTS = frozenset({",", "and", "&", ";", "the", "as", "well", "a", "an", "its"})
_REACH_LEFT, _REACH_RIGHT = 8, 5


@dataclass(frozen=True, slots=True)
class Family:
    """Which kinds make a pair, and the relations between them that the model chooses from."""

    name: str
    subjects: tuple[Kind, ...]
    objects: tuple[Kind, ...]
    relations: tuple[str, ...]
    focus: str = ""  # "event", "film", "agreement": the subject may stand outside the sentence


FAMILIES = (
    Family("event-place", (Kind.EVENT,), (Kind.CITY, Kind.COUNTRY), ("place",), "event"),
    Family("event-film", (Kind.EVENT,), (Kind.FILM,), ("screens",), "event"),
    Family(
        "event-body",
        (Kind.EVENT,),
        (Kind.ORGANIZATION, Kind.VENUE),
        ("organizer", "supporter", "venue", "participant"),
        "event",
    ),
    Family("event-person", (Kind.EVENT,), (Kind.PERSON,), ("participant", "organizer", "supporter"), "event"),
    Family("event-date", (Kind.EVENT,), (Kind.DATE,), ("startDate", "endDate", "when"), "event"),
    Family("film-person", (Kind.FILM,), (Kind.PERSON,), ("director", "castMember", "screenwriter", "producer"), "film"),
    Family("film-body", (Kind.FILM,), (Kind.ORGANIZATION,), ("producer",), "film"),
    Family("film-country", (Kind.FILM,), (Kind.COUNTRY, Kind.DEMONYM), ("countryOfOrigin",), "film"),
    Family("film-genre", (Kind.FILM,), (Kind.GENRE,), ("genre",), "film"),
    Family("film-year", (Kind.FILM,), (Kind.DATE,), ("releaseYear",), "film"),
    Family(
        "agreement-party", (Kind.AGREEMENT,), (Kind.ORGANIZATION, Kind.COUNTRY, Kind.DEMONYM), ("party",), "agreement"
    ),
    Family("agreement-person", (Kind.AGREEMENT,), (Kind.PERSON,), ("signatory",), "agreement"),
    Family("agreement-date", (Kind.AGREEMENT,), (Kind.DATE,), ("signedOn",), "agreement"),
    Family("agreement-place", (Kind.AGREEMENT,), (Kind.CITY,), ("place",), "agreement"),
    Family("award-recipient", (Kind.AWARD,), (Kind.FILM, Kind.PERSON), ("recipient",)),
    Family("award-event", (Kind.AWARD,), (Kind.EVENT, Kind.CITY), ("grantedAt",), "event-object"),
    Family("person-post", (Kind.PERSON,), (Kind.ROLE,), ("positionTitle",)),
    Family("person-body", (Kind.PERSON,), (Kind.ORGANIZATION, Kind.EVENT, Kind.VENUE), ("organization",)),
    Family("body-place", (Kind.ORGANIZATION, Kind.VENUE), (Kind.CITY, Kind.COUNTRY), ("place",)),
    Family("body-body", (Kind.ORGANIZATION,), (Kind.ORGANIZATION,), ("parent",)),
    Family("member-body", (Kind.ORGANIZATION, Kind.COUNTRY), (Kind.ORGANIZATION,), ("body",)),
    Family("body-year", (Kind.ORGANIZATION,), (Kind.DATE,), ("foundedIn",)),
)
# The reductions take posts and seats into the phrases, so these pairs are looked for before them.
UNREDUCED = frozenset({"person-post", "person-body", "body-place", "body-body"})


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


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    position: int
    mention: int


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
        bag = tuple(sorted({f"s:{_stem(token.text)}" for token in tokens if token.mention < 0 and len(token.text) > 2}))
        context = _Context(annotation, cast, tokens, places, rank, bag, fired, start, end)
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


def _token(match: re.Match[str], start: int, stream: Stream) -> _Token:
    position = start + match.start()
    kind = KINDS.get(match.group())
    if kind is None:
        return _Token(match.group(), position, -1)
    return _Token(f"<{kind.value}>", position, stream.items[position].mention)


@dataclass(frozen=True, slots=True)
class _Context:
    annotation: Annotation
    cast: Cast
    tokens: Sequence[_Token]
    places: Sequence[int]
    rank: int
    bag: tuple[str, ...]
    fired: dict[tuple[int, int], set[str]]
    start: int
    end: int


def _pairs_of(context: _Context, family: Family, place: int, last: dict[str, list[tuple[int, int]]]) -> Iterator[Pair]:
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
        yield _pair(context, family, max(thing, -1), other, place, "here", order, len(ranked))
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
            yield _pair(context, family, thing, -1, place, how, len(ranked), len(ranked))


def _pair(
    context: _Context, family: Family, thing: int, other: int, place: int, how: str, order: int, count: int
) -> Pair:
    tokens, annotation = context.tokens, context.annotation
    features: list[str] = ["bias", f"how:{how}", f"order:{order}", f"count:{min(count, 3)}"]
    features.extend(_object_features(context, place))
    first, last = _list_bounds(tokens, place)
    for distance in range(1, _REACH_LEFT + 1):
        index = first - distance
        word = tokens[index].text if index >= 0 else "^"
        if distance <= 3:
            features.append(f"L{distance}:{word}")
        if index < 0:
            break
        features.append(f"l:{_stem(word)}")
    if first > 1:
        features.append(f"LL:{tokens[first - 2].text} {tokens[first - 1].text}")
    for distance in range(1, _REACH_RIGHT + 1):
        index = last + distance
        word = tokens[index].text if index < len(tokens) else "$"
        if distance <= 2:
            features.append(f"R{distance}:{word}")
        if index >= len(tokens):
            break
        features.append(f"r:{_stem(word)}")
    head = _list_head(tokens, first)
    if head != first:
        for distance in (1, 2, 3):
            features.append(f"H{distance}:{tokens[head - distance].text if head >= distance else '^'}")
        features.extend(f"h:{_stem(token.text)}" for token in tokens[max(0, head - _REACH_LEFT) : head])
    features.append(
        f"L1|{annotation.mentions[tokens[place].mention].kind.value}:{tokens[first - 1].text if first else '^'}"
    )
    features.append(f"R1|how:{tokens[last + 1].text if last + 1 < len(tokens) else '$'}|{how[:4]}")
    subject_mention = tokens[other].mention if other >= 0 else -1
    if other >= 0:
        features.extend(_between(tokens, other, first, last, place))
    is_main = thing >= 0 and thing == context.cast.main_event
    type_ = context.cast.things[thing].type if thing >= 0 else "Award"
    features.append(f"type:{type_}")
    features.append(f"main:{is_main}")
    features.append(f"main:{is_main}|{how[:4]}")
    features.append(f"main:{is_main}|type:{type_}")
    features.append(f"main:{is_main}|L1:{tokens[first - 1].text if first else '^'}")
    if thing >= 0:
        features.extend(f"rule:{name}" for name in sorted(context.fired.get((thing, tokens[place].mention), ())))
    features.extend(context.bag)
    main_type = context.cast.things[context.cast.main_event].type if context.cast.main_event is not None else "none"
    features.append(f"article:{main_type}")
    features.append(f"rank:{min(context.rank, 4)}")
    return Pair(family, thing, subject_mention, tokens[place].mention, context.start, context.end, tuple(features))


def _object_features(context: _Context, place: int) -> Iterator[str]:
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


def _list_bounds(tokens: Sequence[_Token], place: int) -> tuple[int, int]:
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


def _list_head(tokens: Sequence[_Token], first: int) -> int:
    """Return the first item of a list whose items carry words of their own: "the Foundation, the state news agency A"."""
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


def _between(tokens: Sequence[_Token], other: int, first: int, last: int, place: int) -> Iterator[str]:
    """Yield what stands between subject and object."""
    before = other < place
    words = [token.text for token in (tokens[other + 1 : first] if before else tokens[last + 1 : other])]
    side = "<" if before else ">"
    yield f"side:{side}"
    yield f"far:{side}{min(len(words), 12) // 2}"
    if len(words) <= 5:
        yield f"B:{side}{' '.join(words)}"
    for word in sorted(set(words[:14])):
        yield f"b:{side}{_stem(word)}"
    if words:
        yield f"b1:{side}{words[0]}"
        yield f"b-1:{side}{words[-1]}"
        yield f"b2:{side}{' '.join(words[:2])}"
    same = sum(word == tokens[other].text for word in words)
    yield f"rivals:{min(same, 2)}"
    yield f"stops:{min(sum(word in ';:()' for word in words), 2)}"


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
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
