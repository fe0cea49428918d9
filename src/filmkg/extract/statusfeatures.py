"""What tells whether a thing happened, is planned, proposed or cancelled, as names of features.

The signs of the sentences that name it, their words, the words and verbs around its name, what settles it there, and
its dates beside the article's own.
The names are those of `data/model/relations.tsv`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence

from filmkg.extract.doubts import without_doubtful
from filmkg.extract.reading import Reading
from filmkg.extract.statussigns import Sign, StatusSigns
from filmkg.extract.things import Thing
from filmkg.extract.verdicts import verdicts_on
from filmkg.model import Part, Sentence, Span
from filmkg.naming.tense import load_verbs

_MAX_SENTENCES, _MAX_SENTENCES_OF_WORDS, _MAX_PLACES = 4, 2, 3
_MAX_NAMES = 4
_MAX_WILL = 3
_REACH_CHARS, _VERB_CHARS = 120, 14
_DATES = ("startDate", "endDate", "signedOn")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CONTEXT_CHARS, _WORD_CHARS, _NEXT_CHARS = 45, 7, 6
_AUXILIARIES = frozenset({
    "to", "will", "would", "was", "were", "is", "are", "has", "have", "had", "be", "been", "being", "may", "could",
    "should", "not", "can", "might",
})  # fmt: skip


def status_features(
    thing: Thing, sentences: Sequence[int], what: str, signs: StatusSigns, reading: Reading
) -> list[str]:
    """Return what tells the status of a thing.

    Args:
        thing: The thing.
        sentences: Numbers of the sentences that speak of it, the title last.
        what: "event", "agreement" or "membership".
        signs: The signs of the article's sentences.
        reading: The article.
    """
    told = [(number, reading.sentences.all[number]) for number in sentences[:_MAX_SENTENCES]]
    return list(
        dict.fromkeys(
            (
                "bias",
                f"type:{thing.type}",
                f"type:{thing.type}|named:{thing.named}|{reading.cast.standing(thing.number)}",
                *_of_signs([(sentence, signs.of(number, what)) for number, sentence in told]),
                *_of_words(sentences, signs),
                *_of_surroundings(thing, reading),
                *_of_dates(signs.of_own_dates(thing.number)),
                *_of_times(thing, signs, reading),
                *_of_verbs(thing, reading),
                *_of_verdicts(thing, sentences, what, reading),
                f"will:{min(signs.n_will, _MAX_WILL)}",
            )
        )
    )


def _of_signs(told: Sequence[tuple[Sentence, Sequence[Sign]]]) -> Iterator[str]:
    weights: Counter[str] = Counter()
    for rank, (sentence, found) in enumerate(told):
        place = "title" if sentence.part is Part.TITLE else min(rank, 2)
        for sign in found:
            yield f"sign:{sign.name}"
            yield f"sign {place}:{sign.name}"
            weights[sign.status.value] += round(2 * sign.weight)
    for status, weight in sorted(weights.items()):
        yield f"sum:{status}:{min(weight // 2, 6)}"
    if weights:
        yield f"most:{max(weights, key=lambda status: (weights[status], status))}"


def _of_words(sentences: Sequence[int], signs: StatusSigns) -> Iterator[str]:
    for rank, number in enumerate(sentences[:_MAX_SENTENCES_OF_WORDS]):
        words = signs.words(number)
        yield from [f"s{rank}:{word[:_WORD_CHARS]}" for word in words]
        yield from [
            f"with:{word} {follows[:_NEXT_CHARS]}"
            for word, follows in itertools.pairwise(words)
            if word in _AUXILIARIES
        ]


def _of_surroundings(thing: Thing, reading: Reading) -> Iterator[str]:
    text = reading.annotation.article.text
    for span in sorted(reading.annotation.mentions[number].span for number in thing.mentions)[:_MAX_PLACES]:
        before = text[max(0, span.start_char - _CONTEXT_CHARS) : span.start_char].lower().split()
        after = text[span.end_char : span.end_char + _CONTEXT_CHARS].lower().split()
        yield from (f"b:{word[:_WORD_CHARS]}" for word in before[-4:])
        yield from (f"a:{word[:_WORD_CHARS]}" for word in after[:4])
        yield f"b2:{' '.join(before[-2:])}"
        yield f"a2:{' '.join(after[:2])}"


def _of_dates(own: Iterator[Sign]) -> Iterator[str]:
    names = [sign.name for sign in own]
    yield from (f"own:{name}" for name in names or ("none",))


def _of_times(thing: Thing, signs: StatusSigns, reading: Reading) -> Iterator[str]:
    """Yield where dates and years of a thing, in its name and near it lie beside the day of the article."""
    issued = reading.annotation.article.header.issued or ""
    for name in _DATES:
        if date := signs.date(thing.number, name):
            yield f"{name}:{_beside(date, issued)}:{len(date)}"
    for name in thing.names[:_MAX_NAMES]:
        yield from (f"year in name:{_beside(year, issued)}" for year in _YEAR.findall(name))
    for span, sentence in _places(thing, reading):
        if near := signs.nearest(span, sentence):
            start, end = near.value.split("/")
            kind, date = ("start", start) if start else ("end", end)
            yield f"near:{kind}:{_beside(date, issued)}:{len(date)}"
        years = _YEAR.finditer(reading.annotation.article.text, *_around(span, sentence))
        yield from (f"year near:{_beside(year[0], issued)}" for year in years)


def _of_verbs(thing: Thing, reading: Reading) -> Iterator[str]:
    """Yield the verbs next to the names of a thing, with whether they look ahead or back."""
    text, verbs = reading.annotation.article.text, load_verbs()
    for span, sentence in _places(thing, reading):
        start, end = _around(span, sentence)
        before, behind = deque(verbs.finditer(text, start, span.start_char), 1), verbs.search(text, span.end_char, end)
        for side, verb in (("b", before[0] if before else None), ("a", behind)):
            if verb is None:
                yield f"verb {side}:none"
            else:
                yield f"verb {side}:{'ahead' if verb['ahead'] else 'back'}"
                yield f"verb {side}:{verb[0].lower()[:_VERB_CHARS]}"


def _of_verdicts(thing: Thing, sentences: Sequence[int], what: str, reading: Reading) -> Iterator[str]:
    if what != "membership":
        yield from (f"verdict:{verdict.name}" for verdict in verdicts_on(thing, sentences, what, reading))
        yield f"doubtful:{not without_doubtful(thing, sentences, what, reading)}"


def _places(thing: Thing, reading: Reading) -> Iterator[tuple[Span, Span]]:
    """Yield where a thing is first named, each time with the sentence."""
    for span in sorted(reading.annotation.mentions[number].span for number in thing.mentions)[:_MAX_PLACES]:
        number = reading.sentences.at(span.start_char)
        if number is not None:
            yield span, reading.sentences.all[number].span


def _around(span: Span, sentence: Span) -> tuple[int, int]:
    """Return where the words around a name begin and end."""
    return max(sentence.start_char, span.start_char - _REACH_CHARS), min(
        sentence.end_char, span.end_char + _REACH_CHARS
    )


def _beside(date: str, issued: str) -> str:
    """Tell where a date lies beside the day of the article, as exactly as both are known."""
    exact = min(len(date), len(issued))
    one, other = date[:exact], issued[:exact]
    return "unknown" if not issued else "before" if one < other else "same" if one == other else "after"
