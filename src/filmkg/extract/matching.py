"""Find where rules match in a stream, looking only at the segments that can hold a match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import accumulate
from operator import or_

from filmkg.extract.rules import Rule
from filmkg.extract.stream import BOUNDARY, KINDS, Edit, Stream

_ANY = -1
_LETTERS = frozenset(KINDS)


@dataclass(frozen=True, slots=True)
class View:
    """A stream prepared for many rules.

    A reduction takes letters and words out of a segment and never puts any in, so what was looked up in the stream as
    it was written holds for the reduced one as well: as what a segment may hold at most. Sets of segments are whole
    numbers, one bit a segment.

    Attributes:
        stream: The stream as it is.
        starts: Where its segments start; one more than there are, the last being the end of the text.
        letters: The segments that hold a mention letter.
        written: Its characters, a byte each: `_written`.
        holding: The segments that hold one of some letters or words; filled in as rules ask for them.
        lettered: The segments that hold one of each of some sets of letters, alike: many rules need the same.
    """

    stream: Stream
    starts: Sequence[int]
    letters: Mapping[str, int]
    written: bytes
    holding: dict[frozenset[str], int] = field(default_factory=dict)
    lettered: dict[frozenset[frozenset[str]], int] = field(default_factory=dict)

    def matches(self, rule: Rule) -> Iterable[re.Match[str]]:
        """Return the matches of a rule, in the order of the stream, none overlapping another."""
        segments = self._candidates(rule)
        if not segments:
            return ()
        if segments < 0 or rule.needs.crosses:
            return rule.pattern.finditer(self.stream.text)
        return self._matches_in(segments, rule)

    def _matches_in(self, segments: int, rule: Rule) -> Iterator[re.Match[str]]:
        find, text, starts = rule.pattern.finditer, self.stream.text, self.starts
        while segments:
            number = (segments & -segments).bit_length() - 1
            segments &= segments - 1
            yield from find(text, starts[number], starts[number + 1])

    def replaced(self, edits: Sequence[Edit]) -> View:
        """Return the view of the stream after some edits, which are sorted and disjoint."""
        stream = self.stream.replaced(edits)
        starts = _starts(stream.text)
        # a phrase that reached over the end of a segment made one of two
        if len(starts) != len(self.starts):
            return view(stream)
        return View(stream, starts, self.letters, _written(stream.text), self.holding, self.lettered)

    def _candidates(self, rule: Rule) -> int:
        """Return the segments in which a rule may match; -1, all bits, where it may match in any."""
        segments, holding = self.lettered.get(rule.needs.letters), self.holding
        if segments is None:
            segments = self.lettered[rule.needs.letters] = self._holding_each(rule.needs.letters)
        for words in rule.needs.words:
            if not segments:
                break
            if words not in holding:
                holding[words] = self._holding_one(words)
            segments &= holding[words]
        return segments

    def _holding_each(self, needed: frozenset[frozenset[str]]) -> int:
        segments = _ANY
        for letters in needed:
            if letters not in self.holding:
                self.holding[letters] = reduce(or_, [self.letters[letter] for letter in letters])
            segments &= self.holding[letters]
        return segments

    def _holding_one(self, words: frozenset[str]) -> int:
        written, starts = self.written, self.starts
        letters, plain = _parted(words)
        segments = reduce(or_, [self.letters[letter] for letter in letters], 0)
        for word in plain:
            position = written.find(word)
            while position >= 0:
                number = bisect_right(starts, position) - 1
                segments |= 1 << number
                position = written.find(word, starts[number + 1])
        return segments


def view(stream: Stream) -> View:
    """Prepare a stream."""
    starts = _starts(stream.text)
    letters = dict.fromkeys(_LETTERS, 0)
    for number, line in enumerate(stream.text.split(BOUNDARY)):
        for letter in _LETTERS.intersection(line):
            letters[letter] |= 1 << number
    return View(stream, starts, letters, _written(stream.text))


def _written(text: str) -> bytes:
    """Write each character as one byte, in which words are found at a fifth of the cost.

    Those that have no byte share one, so that more is found than there is, and never less.
    """
    return text.encode("latin-1", "replace")


@lru_cache(maxsize=20_000)
def _parted(words: frozenset[str]) -> tuple[Sequence[str], Sequence[bytes]]:
    """Return which of what is asked for are mention letters, and the others as `_written`."""
    return [*words & _LETTERS], [_written(word) for word in words - _LETTERS]


def _starts(text: str) -> list[int]:
    """Return where the segments of a stream start, and behind them the end of the text."""
    starts = list(accumulate((len(line) + 1 for line in text.split(BOUNDARY)), initial=0))
    starts[-1] = len(text)
    return starts
