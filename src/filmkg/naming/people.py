"""Names of people in two transliterations: "Semih Qaplanoglu" and "Semih Kaplanoğlu".

Only people's names are compared loosely. Among bodies "Film Center" and "Film Foundation" differ in a word and are two
things; even among people likeness proposes and never decides alone.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

# Letters that stand for one sound in the transliterations of the region; longer ones first.
_SOUNDS = (
    ("dzh", "j"), ("sch", "s"), ("ch", "j"), ("ck", "k"), ("gh", "g"), ("kh", "h"), ("ph", "f"), ("sh", "s"),
    ("zh", "j"), ("c", "j"), ("q", "g"), ("k", "g"), ("w", "v"), ("x", "h"), ("z", "s"),
    ("h", "g"),  # Russian has no h: "Hajiyev" is "Gadzhiev"
)  # fmt: skip
_SILENT = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
_MIN_CONSONANTS = 4
_MIN_LIKENESS = 0.7


@lru_cache(maxsize=65_536)
def skeleton(folded: str) -> str:
    """Return the consonants of a person's folded name, in an order that does not depend on that of its words.

    Empty where the name is a single word, or says too little.

    >>> skeleton("efendiyev emin") == skeleton("emin afandiev")
    True
    """
    words = [word for word in folded.split() if len(word) > 1]
    if len(words) < 2:
        return ""
    bare = sorted(_consonants(word) for word in words)
    return " ".join(bare) if sum(map(len, bare)) >= _MIN_CONSONANTS else ""


def are_alike(one: str, other: str) -> bool:
    """Tell whether two folded names of the same skeleton are alike word by word, vowels included."""
    words, others = (sorted(name.split(), key=lambda word: (_consonants(word), word)) for name in (one, other))
    return len(words) == len(others) and all(
        SequenceMatcher(None, _sounds(word), _sounds(another)).ratio() >= _MIN_LIKENESS
        for word, another in zip(words, others, strict=True)
    )


@lru_cache(maxsize=65_536)
def _consonants(word: str) -> str:
    return _DOUBLED.sub(r"\1", _SILENT.sub("", _sounds(word)))


def _sounds(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return word
