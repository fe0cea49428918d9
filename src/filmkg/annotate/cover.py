"""Which mentions stand where: what overlaps, and what lies inside a stretch, without asking each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filmkg.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Cover:
    """The characters of a text that are taken, from an offset on; `take` changes it, so it stays in one function."""

    start_char: int
    taken: bytearray

    def is_free(self, span: Span) -> bool:
        """Tell whether no character of a span is taken."""
        return self.taken.find(1, span.start_char - self.start_char, span.end_char - self.start_char) < 0

    def take(self, span: Span) -> None:
        """Take the characters of a span."""
        first, last = span.start_char - self.start_char, span.end_char - self.start_char
        self.taken[first:last] = b"\1" * (last - first)


def cover(n_chars: int, spans: Iterable[Span] = ()) -> Cover:
    """Return the cover of a text of so many characters in which some spans are taken."""
    result = Cover(0, bytearray(n_chars))
    for span in spans:
        result.take(span)
    return result


def without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """Keep, of mentions that overlap, the one that stands earlier in the sequence."""
    if len(mentions) < 2:
        return list(mentions)
    start_char = min(mention.span.start_char for mention in mentions)
    taken = Cover(start_char, bytearray(max(mention.span.end_char for mention in mentions) - start_char))
    kept: list[Mention] = []
    for mention in mentions:
        if taken.is_free(mention.span):
            taken.take(mention.span)
            kept.append(mention)
    return kept


@dataclass(frozen=True, slots=True)
class Placed:
    """Mentions that do not overlap, sorted, with their first offsets."""

    mentions: Sequence[Mention]
    starts: Sequence[int]

    def inside(self, span: Span) -> list[Mention]:
        """Return those that lie inside a span."""
        first, last = bisect_left(self.starts, span.start_char), bisect_left(self.starts, span.end_char)
        return [mention for mention in self.mentions[first:last] if mention.span.end_char <= span.end_char]

    def touching(self, span: Span) -> list[Mention]:
        """Return those that share a character with a span."""
        first, last = bisect_left(self.starts, span.start_char), bisect_left(self.starts, span.end_char)
        first -= first > 0 and self.mentions[first - 1].span.end_char > span.start_char
        return list(self.mentions[first:last])


def placed(mentions: Iterable[Mention]) -> Placed:
    """Sort mentions that do not overlap."""
    ordered = sorted(mentions, key=lambda mention: mention.span.start_char)
    return Placed(ordered, [mention.span.start_char for mention in ordered])
