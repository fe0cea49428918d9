"""Which sentence an offset lies in, and which ones a stretch of text touches, without walking through the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from filmkg.model import Article, Part, Sentence, Span

_TOLD = (Part.BODY, Part.LIST)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of an article, which are sorted and disjoint, with their ends for searching.

    Attributes:
        all: The sentences.
        starts: Their first offsets.
        ends: The offsets behind them.
        ranks: For each the number of sentences of body or list before it.
    """

    all: Sequence[Sentence]
    starts: Sequence[int]
    ends: Sequence[int]
    ranks: Sequence[int]

    def at(self, offset: int) -> int | None:
        """Return the number of the sentence in which an offset lies, or None between two."""
        number = bisect_right(self.starts, offset) - 1
        return number if number >= 0 and offset < self.ends[number] else None

    def touched(self, span: Span) -> Sequence[Sentence]:
        """Return the sentences that share a character with a span."""
        return self.all[bisect_right(self.ends, span.start_char) : bisect_left(self.starts, span.end_char)]

    def around(self, span: Span) -> Span:
        """Return the stretch from the first to the last sentence that a span touches, or the span."""
        touched = self.touched(span)
        return Span(touched[0].span.start_char, touched[-1].span.end_char) if touched else span

    def place(self, offset: int) -> tuple[Part, int]:
        """Return the part in which an offset lies, and the number of sentences of body or list before it."""
        number = bisect_right(self.starts, offset) - 1
        if number < 0:
            return Part.BODY, 0
        if offset < self.ends[number]:
            return self.all[number].part, self.ranks[number]
        return Part.BODY, self.ranks[-1] + (self.all[-1].part in _TOLD)


def index_sentences(article: Article) -> Sentences:
    """Prepare the sentences of an article for searching."""
    ranks: list[int] = []
    rank = 0
    for sentence in article.sentences:
        ranks.append(rank)
        rank += sentence.part in _TOLD
    return Sentences(
        article.sentences,
        tuple(sentence.span.start_char for sentence in article.sentences),
        tuple(sentence.span.end_char for sentence in article.sentences),
        tuple(ranks),
    )
