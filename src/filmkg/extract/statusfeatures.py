"""What tells whether a thing happened, is planned, proposed or cancelled, as names of features.

The signs of the sentences that name it, their words, the words around its name, and its dates beside the article's own.
The names are those of `data/model/relations.tsv`.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from filmkg.extract.reading import Reading
from filmkg.extract.statussigns import Sign, StatusSigns
from filmkg.extract.things import Thing
from filmkg.model import Part, Sentence

_MAX_SENTENCES, _MAX_SENTENCES_OF_WORDS, _MAX_PLACES = 4, 2, 3
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
                *_of_words([sentence for _, sentence in told], reading),
                *_of_surroundings(thing, reading),
                *_of_dates(signs.of_own_dates(thing.number)),
                f"will:{_future_sentences(reading)}",
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


def _of_words(sentences: Sequence[Sentence], reading: Reading) -> Iterator[str]:
    for rank, sentence in enumerate(sentences[:_MAX_SENTENCES_OF_WORDS]):
        words = reading.annotation.article.quote(sentence.span).lower().split()
        yield from (f"s{rank}:{word[:_WORD_CHARS]}" for word in words)
        yield from (
            f"with:{word} {follows[:_NEXT_CHARS]}"
            for word, follows in itertools.pairwise(words)
            if word in _AUXILIARIES
        )


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


def _future_sentences(reading: Reading) -> int:
    """Return how many sentences have "will", up to three."""
    article = reading.annotation.article
    told = (sentence for sentence in reading.sentences.all if sentence.part in (Part.BODY, Part.LIST))
    return min(sum(" will " in article.quote(sentence.span) for sentence in told), 3)
