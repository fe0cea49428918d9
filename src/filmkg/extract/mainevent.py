"""Which event an article is about: the learned choice among the events that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from filmkg.extract.things import EVENT_TYPES, Thing
from filmkg.model import Annotation, Kind, Part, Sentence, Span

MAIN = "event-main"
Weigh = Callable[[tuple[str, ...]], float]


def main_event(annotation: Annotation, things: Sequence[Thing], *, weigh: Weigh) -> int | None:
    """Return the number of the likeliest event; of two alike, the one named first. None where there is no event."""
    scored = [(weigh(features), -thing.number) for thing, features in main_features(annotation, things)]
    return -max(scored)[1] if scored else None


def first_event(annotation: Annotation, things: Sequence[Thing]) -> int | None:
    """Return the event that is named first: the plain choice, for use without a model."""
    starts = [
        (min(annotation.mentions[n].span for n in thing.mentions), thing.number)
        for thing in things
        if thing.type in EVENT_TYPES and thing.mentions
    ]
    return min(starts)[1] if starts else None


def main_features(annotation: Annotation, things: Sequence[Thing]) -> Iterator[tuple[Thing, tuple[str, ...]]]:
    """Yield each event of an article with what tells whether the article is about it.

    Where it stands (headline, lead), how often, what kind of event it is, how its name is built, the words around its
    first mention, and whether other events are there. Which event it is, the features do not say.
    """
    events = [thing for thing in things if thing.type in EVENT_TYPES and thing.mentions]
    read = [s for s in annotation.article.sentences if s.part in (Part.BODY, Part.LIST)]
    rank_of = {s.span: rank for rank, s in enumerate(read)}
    filmic = sum(thing.type in ("FilmDays", "FilmFestival") for thing in events)
    for thing in events:
        spans = [annotation.mentions[n].span for n in thing.mentions]
        found = [_sentence(annotation.article.sentences, span) for span in spans]
        body = [s for s in found if s is not None and s.part is not Part.TITLE]
        rank = min((rank_of.get(s.span, 99) for s in body), default=99)
        yield thing, tuple(_of(annotation, thing, spans, found, rank, len(read), len(events), filmic))


def _of(
    annotation: Annotation,
    thing: Thing,
    spans: Sequence[Span],
    found: Sequence[Sentence | None],
    rank: int,
    count: int,
    events: int,
    filmic: int,
) -> Iterator[str]:
    first = annotation.mentions[thing.mentions[0]]
    in_title = any(s is not None and s.part is Part.TITLE for s in found)
    place = "0" if rank == 0 else "1" if rank == 1 else "2" if rank == 2 else "early" if rank <= count // 3 else "late"
    yield "bias"
    yield f"type:{thing.type}"
    yield f"named:{thing.named}"
    yield f"type:{thing.type}|rank:{place}"
    yield f"type:{thing.type}|title:{in_title}"
    yield f"type:{thing.type}|filmic:{min(filmic, 2)}"
    yield f"title:{in_title}"
    yield f"rank:{place}"
    yield f"mentions:{min(len(spans), 5)}"
    yield f"mentions:{min(len(spans), 3)}|rank:{place}"
    yield f"only:{events == 1}"
    yield f"events:{min(events, 5)}"
    yield f"quoted:{first.value == 'quoted'}"
    kinds = sorted({part.kind.value for n in thing.mentions for part in annotation.mentions[n].parts})
    yield f"parts:{' '.join(kinds)}"
    yield f"parts:{' '.join(kinds)}|rank:{place}"
    yield f"words:{min(len(first.name.split()), 6)}"
    yield f"head:{first.name.lower().split()[-1][:8] if first.name else ''}"
    text = annotation.article.text
    for number, span in enumerate(sorted(spans)[:3]):
        before = text[max(0, span.start_char - 40) : span.start_char].lower().split()
        after = text[span.end_char : span.end_char + 40].lower().split()
        yield f"before:{' '.join(before[-2:])}"
        yield f"before1:{before[-1] if before else '^'}"
        yield f"after1:{after[0] if after else '$'}"
        yield f"after2:{' '.join(after[:2])}"
        if number == 0:
            yield f"first before1:{before[-1] if before else '^'}"
            yield from (f"b:{word[:7]}" for word in before[-5:])
            yield from (f"a:{word[:7]}" for word in after[:5])
    sentence = next((s for s in found if s is not None and s.part is not Part.TITLE), None)
    if sentence is not None:
        near = {m.kind for m in annotation.mentions if sentence.span.covers(m.span)}
        for kind in (Kind.DATE, Kind.CITY, Kind.VENUE, Kind.AWARD, Kind.AGREEMENT, Kind.FILM, Kind.QUOTE):
            yield f"near:{kind.value}:{kind in near}"


def _sentence(sentences: Sequence[Sentence], span: Span) -> Sentence | None:
    return next((s for s in sentences if s.span.start_char <= span.start_char < s.span.end_char), None)
