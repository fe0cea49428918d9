"""Find where rules match in a stream, looking only at the segments that can hold a match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from filmkg.extract.rules import Rule
from filmkg.extract.stream import KINDS, Stream

_LETTERS = frozenset(KINDS)


@dataclass(frozen=True, slots=True)
class Segment:
    """Range of a segment of the stream, its boundary included, and the mention letters in it."""

    start: int
    end: int
    letters: frozenset[str]


@dataclass(frozen=True, slots=True)
class View:
    """A stream prepared for many rules; what rules have in common is looked up once (the two dictionaries remember)."""

    stream: Stream
    segments: Sequence[Segment]
    _by_letters: dict[frozenset[frozenset[str]], Sequence[Segment]] = field(default_factory=dict)
    _holds: dict[frozenset[str], bool] = field(default_factory=dict)

    def matches(self, rule: Rule) -> Iterator[re.Match[str]]:
        """Yield the matches of a rule, in the order of the stream, none overlapping another."""
        needs, text = rule.needs, self.stream.text
        segments = self._by_letters.get(needs.letters)
        if segments is None:
            segments = tuple(
                segment
                for segment in self.segments
                if not any(segment.letters.isdisjoint(letters) for letters in needs.letters)
            )
            self._by_letters[needs.letters] = segments
        if not segments or not all(map(self._holds_one, needs.words)):
            return
        if needs.crosses:
            yield from rule.pattern.finditer(text)
            return
        for segment in segments:
            yield from rule.pattern.finditer(text, segment.start, segment.end)

    def _holds_one(self, words: frozenset[str]) -> bool:
        known = self._holds.get(words)
        if known is None:
            text = self.stream.text
            known = self._holds[words] = any(word in text for word in words)
        return known


def view(stream: Stream) -> View:
    """Prepare a stream."""
    segments = (
        Segment(start, end + 1, _LETTERS.intersection(stream.text[start:end])) for start, end in stream.segments()
    )
    return View(stream, tuple(segments))
