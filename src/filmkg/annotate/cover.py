"""Which mentions stand where: what overlaps, and what lies inside a stretch, without asking each of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from filmkg.model import Mention, Span


@dataclass(frozen=True, slots=True)
class Cover:
    """The characters of a text that are taken; `take` changes it, so it stays in one function."""

    taken: bytearray

    def is_free(self, span: Span) -> bool:
        """Tell whether no character of a span is taken."""
        return self.taken.find(1, *span) < 0

    def take(self, span: Span) -> None:
        """Take the characters of a span."""
        start, end = span
        self.taken[start:end] = b"\1" * (end - start)


def cover(n_chars: int, spans: Iterable[Span] = ()) -> Cover:
    """Return the cover of a text of so many characters in which some spans are taken."""
    result = Cover(bytearray(n_chars))
    for span in spans:
        result.take(span)
    return result


def without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """Keep, of mentions that overlap, the one that stands earlier in the sequence; none that covers nothing."""
    if len(mentions) < 2:
        return list(mentions)
    starts, ends = zip(*[mention.span for mention in mentions], strict=True)
    start_char = min(starts)
    taken = bytearray(max(ends) - start_char)  # as in `Cover`, without a call for each mention
    kept: list[Mention] = []
    for mention, start, end in zip(mentions, starts, ends, strict=True):
        first, last = start - start_char, end - start_char
        if first < last and taken.find(1, first, last) < 0:
            taken[first:last] = b"\1" * (last - first)
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
