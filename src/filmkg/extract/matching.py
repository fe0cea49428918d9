"""Find where rules match in a stream, looking only at the segments that can hold a match."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from filmkg.extract.rules import Rule
from filmkg.extract.stream import BOUNDARY, KINDS, Edit, Stream

_LETTER = re.compile(f"[{''.join(KINDS)}]")


@dataclass(frozen=True, slots=True)
class View:
    """A stream prepared for many rules.

    A reduction takes letters and words out of a segment and never puts any in, so what was looked up in the stream as
    it was written holds for the reduced one as well: as what a segment may hold at most.

    Attributes:
        stream: The stream as it is.
        starts: Where its segments start; one more than there are, the last being the end of the text.
        letters: Numbers of the segments that hold a mention letter.
        holding: Numbers of the segments that hold one of some words; filled in as rules ask for them.
    """

    stream: Stream
    starts: Sequence[int]
    letters: Mapping[str, frozenset[int]]
    holding: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)

    def matches(self, rule: Rule) -> Iterator[re.Match[str]]:
        """Yield the matches of a rule, in the order of the stream, none overlapping another."""
        segments = self._candidates(rule)
        if segments is None or (segments and rule.needs.crosses):
            yield from rule.pattern.finditer(self.stream.text)
            return
        for number in sorted(segments):
            yield from rule.pattern.finditer(self.stream.text, self.starts[number], self.starts[number + 1])

    def replaced(self, edits: Sequence[Edit]) -> View:
        """Return the view of the stream after some edits, which are sorted and disjoint."""
        stream = self.stream.replaced(edits)
        starts = _starts(stream.text)
        # a phrase that reached over the end of a segment made one of two
        return View(stream, starts, self.letters, self.holding) if len(starts) == len(self.starts) else view(stream)

    def _candidates(self, rule: Rule) -> frozenset[int] | None:
        """Return the numbers of the segments in which a rule may match; None where it may match in any."""
        segments: frozenset[int] | None = None
        for letters in rule.needs.letters:
            holding = frozenset().union(*(self.letters.get(letter, ()) for letter in letters))
            segments = holding if segments is None else segments & holding
        for words in rule.needs.words:
            if segments is not None and not segments:
                return segments
            if words not in self.holding:
                self.holding[words] = frozenset(self._holding_one(words))
            segments = self.holding[words] if segments is None else segments & self.holding[words]
        return segments

    def _holding_one(self, words: frozenset[str]) -> Iterator[int]:
        text = self.stream.text
        for word in words:
            position = text.find(word)
            while position >= 0:
                number = bisect_right(self.starts, position) - 1
                yield number
                position = text.find(word, self.starts[number + 1])


def view(stream: Stream) -> View:
    """Prepare a stream."""
    starts = _starts(stream.text)
    letters: dict[str, set[int]] = {}
    number = 0
    for match in _LETTER.finditer(stream.text):
        while match.start() >= starts[number + 1]:
            number += 1
        letters.setdefault(match.group(), set()).add(number)
    return View(stream, starts, {letter: frozenset(numbers) for letter, numbers in letters.items()})


def _starts(text: str) -> list[int]:
    """Return where the segments of a stream start, and behind them the end of the text."""
    starts = list(accumulate((len(line) + 1 for line in text.split(BOUNDARY)), initial=0))
    starts[-1] = len(text)
    return starts
