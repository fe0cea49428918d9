"""What tells of an event which class it is of and whether the article is about it, as names of features.

Where it stands (headline, lead), how often, how its name is built, the words around its first mentions, and whether
other events are there. Which event it is, the features do not say. The names are those of `data/model/relations.tsv`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from filmkg.extract.sentences import Sentences
from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.model import Annotation, Kind, Part, Sentence, Span

_SERIES = "FestivalSeries"
_FILMIC = ("FilmDays", "FilmFestival")
_NEAR = (Kind.DATE, Kind.CITY, Kind.VENUE, Kind.AWARD, Kind.AGREEMENT, Kind.FILM, Kind.QUOTE)
_TOLD = (Part.BODY, Part.LIST)
_NOWHERE = 99  # rank of what is named in no sentence of the body
_CONTEXT_CHARS = 40
_MAX_PLACES = 3
_HEAD_CHARS, _WORD_CHARS = 8, 7
_BEHIND_HEAD = ("of", "in", "on", "for", "with", "at")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all events of an article.

    Attributes:
        annotation: The article with its mentions.
        sentences: Its sentences, for searching.
        n_told: How many sentences body and list have.
    """

    annotation: Annotation
    sentences: Sentences
    n_told: int


def setting_of(annotation: Annotation, sentences: Sentences) -> Setting:
    """Return the setting of an article."""
    return Setting(annotation, sentences, n_told=sum(sentence.part in _TOLD for sentence in sentences.all))


def events_of(things: Sequence[Thing]) -> list[Thing]:
    """Return the events that the article speaks of."""
    return [thing for thing in things if thing.type in EVENT_TYPES and thing.mentions]


def naming_features(events: Sequence[Thing], setting: Setting) -> Mapping[int, tuple[str, ...]]:
    """Return, by number of the event, what its name and the words around it tell, whatever its class."""
    return {thing.number: (*_of_name(thing, setting), *_of_surroundings(thing, setting)) for thing in events}


def class_features(thing: Thing, naming: Sequence[str], events: Sequence[Thing], setting: Setting) -> tuple[str, ...]:
    """Return what tells of which class an event is, or that it is none."""
    return (
        *naming,
        *_of_thing(thing, events, setting),
        *_of_words(setting.annotation.mentions[thing.mentions[0]].name),
    )


def main_features(
    events: Sequence[Thing], naming: Mapping[int, Sequence[str]], setting: Setting
) -> Iterator[tuple[Thing, tuple[str, ...]]]:
    """Yield each event that the article could be about with what tells whether it is.

    A series as such ("festivals such as Cannes") is named in passing.
    """
    eligible = [thing for thing in events if thing.type != _SERIES]
    for thing in eligible:
        yield thing, (*_of_thing(thing, eligible, setting), *naming[thing.number])


def _sentences_of(thing: Thing, setting: Setting) -> list[tuple[int, Sentence]]:
    """Return number and sentence of each mention that stands in one."""
    numbers = (setting.sentences.at(start) for start in thing.starts)
    return [(number, setting.sentences.all[number]) for number in numbers if number is not None]


def _place(thing: Thing, setting: Setting) -> str:
    """Return where in the body an event is first named: "0", "1", "2", "early", "late"."""
    ranks = [setting.sentences.ranks[n] for n, sentence in _sentences_of(thing, setting) if sentence.part in _TOLD]
    rank = min(ranks, default=_NOWHERE)
    if rank <= 2:
        return str(rank)
    return "early" if rank <= setting.n_told // 3 else "late"


def _of_thing(thing: Thing, events: Sequence[Thing], setting: Setting) -> Iterator[str]:
    in_title = any(sentence.part is Part.TITLE for _, sentence in _sentences_of(thing, setting))
    place = _place(thing, setting)
    n_filmic = sum(other.type in _FILMIC and other.named for other in events)
    yield "bias"
    yield f"type:{thing.type}"
    yield f"named:{thing.named}"
    yield f"type:{thing.type}|named:{thing.named}"
    yield f"type:{thing.type}|rank:{place}"
    yield f"type:{thing.type}|title:{in_title}"
    yield f"type:{thing.type}|named:{thing.named}|filmic:{min(n_filmic, 2)}"
    yield f"title:{in_title}"
    yield f"rank:{place}"
    yield f"mentions:{min(len(thing.mentions), 5)}"
    yield f"mentions:{min(len(thing.mentions), 3)}|rank:{place}"
    yield f"only:{len(events) == 1}"
    yield f"events:{min(len(events), 5)}"
    kinds = {part.kind.value for n in thing.mentions for part in setting.annotation.mentions[n].parts}
    parts = f"parts:{' '.join(sorted(kinds))}"
    yield parts
    yield f"{parts}|rank:{place}"


def _of_name(thing: Thing, setting: Setting) -> Iterator[str]:
    first = setting.annotation.mentions[thing.mentions[0]]
    yield f"quoted:{first.value == 'quoted'}"
    yield f"words:{min(len(first.name.split()), 6)}"
    yield f"head:{first.name.lower().split()[-1][:_HEAD_CHARS] if first.name else ''}"


def _of_words(name: str) -> Iterator[str]:
    """Yield the words of a name: all, the first, the head (before "of" or last), the last two."""
    words = name.lower().replace("’", "'").split()
    head = next((n - 1 for n, word in enumerate(words) if n and word in _BEHIND_HEAD), len(words) - 1)
    yield from (f"word:{word[:_HEAD_CHARS]}" for word in words)
    yield f"first:{words[0][:_HEAD_CHARS]}"
    yield f"kernel:{words[head][:_HEAD_CHARS]}"
    yield f"last:{' '.join(word[:_WORD_CHARS] for word in words[-2:])}"


def _of_surroundings(thing: Thing, setting: Setting) -> Iterator[str]:
    text = setting.annotation.article.text
    spans = sorted(setting.annotation.mentions[n].span for n in thing.mentions)
    for number, span in enumerate(spans[:_MAX_PLACES]):
        before = text[max(0, span.start_char - _CONTEXT_CHARS) : span.start_char].lower().split()
        after = text[span.end_char : span.end_char + _CONTEXT_CHARS].lower().split()
        yield f"before:{' '.join(before[-2:])}"
        yield f"before1:{before[-1] if before else '^'}"
        yield f"after1:{after[0] if after else '$'}"
        yield f"after2:{' '.join(after[:2])}"
        if number == 0:
            yield f"first before1:{before[-1] if before else '^'}"
            yield from (f"b:{word[:_WORD_CHARS]}" for word in before[-5:])
            yield from (f"a:{word[:_WORD_CHARS]}" for word in after[:5])
    told = (sentence for _, sentence in _sentences_of(thing, setting) if sentence.part is not Part.TITLE)
    sentence = next(told, None)
    if sentence is not None:
        near = _kinds_in(sentence.span, setting.annotation)
        yield from (f"near:{kind.value}:{kind in near}" for kind in _NEAR)


def _kinds_in(span: Span, annotation: Annotation) -> set[Kind]:
    """Return the kinds of the mentions that lie inside a stretch of text."""
    mentions = annotation.mentions
    first = bisect_left(mentions, span.start_char, key=lambda mention: mention.span.start_char)
    last = bisect_left(mentions, span.end_char, key=lambda mention: mention.span.start_char)
    return {mention.kind for mention in mentions[first:last] if mention.span.end_char <= span.end_char}
