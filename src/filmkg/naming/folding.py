"""Folding: two spellings of one name become the same string."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans({"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "&": " and "})
_SEPARATORS = re.compile(r"[\W_]+")
_MAX_ACRONYM_LETTERS = 5
_MIN_INITIALS = 3


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading "the".

    >>> fold("The Bahçeşehir University")
    'bahcesehir university'
    >>> fold("Cənnət yuxusu")
    'cennet yuxusu'
    """
    bare = name.casefold().translate(_LETTERS)
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", bare).strip().removeprefix("the ")


def without(folded: str, words: frozenset[str]) -> str:
    """Return a folded name without the given words; empty where nothing else is in it."""
    return " ".join(word for word in folded.split() if word not in words)


def is_acronym(name: str) -> bool:
    """Tell whether a name is a short run of capitals: "FAMU", but not "UNESCO", which is long enough to be a name."""
    return name.isalpha() and name.isupper() and len(name) <= _MAX_ACRONYM_LETTERS


def initials(name: str) -> str:
    """Return the folded initials of the capitalised words of a name; empty where these are too few to tell anything.

    >>> initials("Federation of Film Critics")
    'ffc'
    """
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    return fold(letters) if len(letters) >= _MIN_INITIALS else ""


def is_part(folded: str, whole: str) -> bool:
    """Tell whether a folded name stands, word by word, inside a longer one."""
    return folded != whole and f" {folded} " in f" {whole} "
