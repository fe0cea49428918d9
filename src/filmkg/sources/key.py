"""The key of an article: a readable name, safe in an IRI, made from the path alone."""

from __future__ import annotations

import re
import unicodedata

_KEPT_CATEGORIES = frozenset("LNM")  # letters, numbers and the marks that belong to them
# from here on the marks of plane 14 (variation selectors) are no `ucschar`
_FIRST_REFUSED = 0xE0000
_ASCII_WORD = re.compile(r"[0-9A-Z_a-z]+")


def key_of(name: str) -> str:
    """Turn a name into a key.

    Letters, digits and "_" of any script stay, with their case; every other run of characters becomes one "-".
    All that stays is allowed in a path segment of an IRI (RFC 3987, `ipchar`).

    Args:
        name: Path of the article without suffix, relative to where keys are unique ("2025/Baku days").

    Returns:
        The key ("2025-Baku-days"); empty where the name has neither letter nor digit.
    """
    normalised = unicodedata.normalize("NFC", name)
    if normalised.isascii():
        return "-".join(_ASCII_WORD.findall(normalised))
    return "-".join("".join(c if _is_kept(c) else " " for c in normalised).split())


def _is_kept(character: str) -> bool:
    is_word = character == "_" or unicodedata.category(character)[0] in _KEPT_CATEGORIES
    return is_word and ord(character) < _FIRST_REFUSED
