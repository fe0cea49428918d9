"""The tokens of a segment of the stream, and the lists that its mentions make."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from filmkg.extract.stream import KINDS, Stream
from filmkg.model import Kind

# A mention stands as its kind.
_SHOWN = {letter: f"<{kind.value}>" for letter, kind in KINDS.items()}
_TOKEN = re.compile(rf"[{''.join(KINDS)}]|[^\W_]+(?:['-][^\W_]+)*|[^\s\w]")
_JOINTS = frozenset({",", "and", "&", ";", "the", "as", "well", "a", "an", "its"})
_BETWEEN_ITEMS = frozenset({",", "and", ";"})
_STOPS = frozenset(";:()")
_MAX_ITEMS = 12
_MAX_WORDS_OF_ITEM = 5
_MAX_STEPS_BACK = 3
_MIN_CHARS_CUT = 5
_STEM_CHARS = 7
# Part of the model: with other endings the weights of data/model have to be trained anew.
_ENDINGS = ("isation", "ization", "ising", "izing", "ised", "ized", "ation", "ing", "ers", "ed", "es", "er", "s")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a segment.

    Attributes:
        texts: Each token; a mention as "<person>".
        mentions: Number of the mention by the token's place.
        kinds: Places of the mentions of each kind, sorted.
        stops: Places of semicolons, colons and brackets.
        bounds: By place of a mention the first and last token of the list in which it stands.
    """

    texts: Sequence[str]
    mentions: Mapping[int, int]
    kinds: Mapping[Kind, Sequence[int]]
    stops: Sequence[int]
    bounds: Mapping[int, tuple[int, int]]

    def count(self, places: Sequence[int], start: int, end: int) -> int:
        """Return how many of some sorted places lie in [start, end)."""
        return max(0, bisect_left(places, end) - bisect_left(places, start))

    def list_head(self, first: int) -> int:
        """Return the first item of a list whose items carry words of their own: "the Foundation, the state agency A".

        Args:
            first: Place of a mention: the item from which to look back.
        """
        texts, head, text = self.texts, first, self.texts[first]
        for _ in range(_MAX_ITEMS):
            index, words = head - 1, 0
            while (
                index >= 0
                and words < _MAX_WORDS_OF_ITEM
                and index not in self.mentions
                and texts[index] not in _BETWEEN_ITEMS
                and texts[index].isalpha()
            ):
                index -= 1
                words += 1
            if index < 0 or texts[index] not in _BETWEEN_ITEMS:
                break
            while index >= 0 and texts[index] in _BETWEEN_ITEMS:
                index -= 1
            back = 0
            while index >= 0 and texts[index] != text and back < _MAX_STEPS_BACK and texts[index] not in (".", ":"):
                index -= 1
                back += 1
            if index < 0 or texts[index] != text:
                break
            head = index
        return head


def tokenize(stream: Stream, start: int, end: int) -> Tokens:
    """Cut a segment of the stream into tokens."""
    letters = _TOKEN.findall(stream.text, start, end)
    numbers = iter([mention for mention in stream.mentions[start:end] if mention >= 0])
    mentions: dict[int, int] = {}
    kinds: dict[Kind, list[int]] = {}
    texts: list[str] = []
    stops: list[int] = []
    for place, letter in enumerate(letters):
        kind = KINDS.get(letter)
        if kind is None:
            texts.append(letter)
            if letter in _STOPS:
                stops.append(place)
        else:
            texts.append(_SHOWN[letter])
            mentions[place] = next(numbers)
            kinds.setdefault(kind, []).append(place)
    return Tokens(texts, mentions, kinds, stops, _bounds(texts, mentions))


def _bounds(texts: Sequence[str], mentions: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Return the first and last token of the list of each mention: "A, B and C" counts as one."""
    firsts: dict[int, int] = {}
    for place in mentions:
        index = place - 1
        while index >= 0 and texts[index] in _JOINTS:
            index -= 1
        joined = place > 1 and 0 <= index < place - 1 and texts[index] == texts[place]
        firsts[place] = firsts[index] if joined else place
    lasts: dict[int, int] = {}
    for place in reversed(mentions):
        index = place + 1
        while index < len(texts) and texts[index] in _JOINTS:
            index += 1
        joined = place < len(texts) - 2 and place + 1 < index < len(texts) and texts[index] == texts[place]
        lasts[place] = lasts[index] if joined else place
    return {place: (firsts[place], lasts[place]) for place in mentions}


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut a word to what its inflections share: crude, but the model only needs it to be the same each time."""
    if word[0] == "<" or len(word) < _MIN_CHARS_CUT:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:_STEM_CHARS]
    return word[:_STEM_CHARS].rstrip("e")
