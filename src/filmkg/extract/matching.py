"""Find where rules match in a stream, looking only at the segments that can hold a match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import accumulate
from operator import and_, or_

from filmkg.extract.rules import Rule
from filmkg.extract.stream import BOUNDARY, KINDS, Edit, Stream

_Three = tuple[str, str, str]
_ANY = -1
_LETTER = re.compile(f"[{''.join(KINDS)}]")


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
        threes: All three characters in a row inside of its words: a word whose first three are not there is nowhere.
        holding: The segments that hold one of some words; filled in as rules ask for them.
        lettered: The segments that hold one of each of some sets of letters, alike: many rules need the same.
    """

    stream: Stream
    starts: Sequence[int]
    letters: Mapping[str, int]
    threes: frozenset[_Three]
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
        while segments:
            number = (segments & -segments).bit_length() - 1
            segments &= segments - 1
            yield from rule.pattern.finditer(self.stream.text, self.starts[number], self.starts[number + 1])

    def replaced(self, edits: Sequence[Edit]) -> View:
        """Return the view of the stream after some edits, which are sorted and disjoint."""
        stream = self.stream.replaced(edits)
        starts = _starts(stream.text)
        # a phrase that reached over the end of a segment made one of two
        if len(starts) != len(self.starts):
            return view(stream)
        return View(stream, starts, self.letters, self.threes, self.holding, self.lettered)

    def _candidates(self, rule: Rule) -> int:
        """Return the segments in which a rule may match; -1, all bits, where it may match in any."""
        segments, holding = self.lettered.get(rule.needs.letters), self.holding
        if segments is None:
            held = (reduce(or_, (self.letters.get(letter, 0) for letter in one)) for one in rule.needs.letters)
            segments = self.lettered[rule.needs.letters] = reduce(and_, held, _ANY)
        for words in rule.needs.words:
            if not segments:
                break
            if words not in holding:
                holding[words] = self._holding_one(words)
            segments &= holding[words]
        return segments

    def _holding_one(self, words: frozenset[str]) -> int:
        text, segments = self.stream.text, 0
        threes = _threes(words)
        if threes and self.threes.isdisjoint(threes):
            return segments
        for word in words:
            three = _three(word)
            if three and three not in self.threes:
                continue
            position = text.find(word)
            while position >= 0:
                number = bisect_right(self.starts, position) - 1
                segments |= 1 << number
                position = text.find(word, self.starts[number + 1])
        return segments


def view(stream: Stream) -> View:
    """Prepare a stream."""
    starts = _starts(stream.text)
    letters: dict[str, int] = {}
    number = 0
    for match in _LETTER.finditer(stream.text):
        while match.start() >= starts[number + 1]:
            number += 1
        letters[match.group()] = letters.get(match.group(), 0) | 1 << number
    words = " ".join(set(stream.text.split()))
    return View(stream, starts, letters, frozenset(zip(words, words[1:], words[2:], strict=False)))


@lru_cache(maxsize=20_000)
def _three(stretch: str) -> _Three | None:
    """Return three characters in a row inside of a word of a stretch of text; None where its words are too short."""
    word = max(stretch.split(), key=len)
    return (word[0], word[1], word[2]) if len(word) > 2 else None


@lru_cache(maxsize=20_000)
def _threes(stretches: frozenset[str]) -> frozenset[_Three]:
    """Return such three characters of each of some stretches of text; nothing where one of them has none."""
    threes = [_three(stretch) for stretch in stretches]
    return frozenset(three for three in threes if three) if all(threes) else frozenset()


def _starts(text: str) -> list[int]:
    """Return where the segments of a stream start, and behind them the end of the text."""
    starts = list(accumulate((len(line) + 1 for line in text.split(BOUNDARY)), initial=0))
    starts[-1] = len(text)
    return starts
