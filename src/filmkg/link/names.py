"""Folding: two spellings of one name become the same string."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans({"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "&": " and "})
_SEPARATORS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading "the".

    >>> fold("The Bahçeşehir University")
    'bahcesehir university'
    >>> fold("Cənnət yuxusu")
    'cennet yuxusu'
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", bare).strip().removeprefix("the ")


def without(folded: str, words: frozenset[str]) -> str:
    """Return a folded name without the given words; empty where nothing else is in it."""
    return " ".join(word for word in folded.split() if word not in words)
