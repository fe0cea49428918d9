"""Spelling variants of people's names: which words of a vocabulary could be another spelling of a word."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MAX_LETTERS = 24  # longer words are compared by equality alone
_MIN_LETTERS = 4  # "Ali" and "Alia" are two people
_MAX_VISITED = 20_000  # entries of the index looked at for a word
_MAX_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words, and which of them have three letters in a row in common.

    Attributes:
        words: The vocabulary, sorted.
        by_trigram: Three letters ("^" and "$" for the ends) -> positions in `words`.
    """

    words: tuple[str, ...]
    by_trigram: Mapping[str, array[int]]

    def variants(self, word: str) -> dict[str, float]:
        """Return the words that differ from one in a letter or two, with their likeness in (0, 1).

        >>> index_spellings(["hatamov", "hatami", "jafarov"]).variants("hatemov")
        {'hatamov': 0.8571428571428572}
        """
        if not _MIN_LETTERS <= len(word) <= _MAX_LETTERS:
            return {}
        shared: Counter[int] = Counter()
        visited = 0
        for entries in sorted((self.by_trigram.get(part, ()) for part in _trigrams(word)), key=len):
            visited += len(entries)
            if visited > _MAX_VISITED:
                break
            shared.update(entries)
        likely = sorted(shared, key=lambda position: (-shared[position], position))[:_MAX_COMPARED]
        found = {}
        for other in (self.words[position] for position in likely):
            allowed = 1 if len(word) < 6 else 2
            steps = edit_distance(word, other, at_most=allowed)
            if 0 < steps <= allowed:
                found[other] = 1 - steps / max(len(word), len(other))
        return found


def index_spellings(words: Iterable[str]) -> Spellings:
    """Index the words that are long enough to be told from a misspelling."""
    kept = tuple(sorted({word for word in words if _MIN_LETTERS <= len(word) <= _MAX_LETTERS}))
    by_trigram: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for position, word in enumerate(kept):
        for part in _trigrams(word):
            by_trigram[part].append(position)
    return Spellings(kept, dict(by_trigram))


def edit_distance(one: str, other: str, *, at_most: int) -> int:
    """Return how many letters must be put in, left out or replaced; `at_most` + 1 for anything above it."""
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right))
        if min(row) > at_most:
            return at_most + 1
    return min(row[-1], at_most + 1)


def _trigrams(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
