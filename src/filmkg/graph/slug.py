"""Readable path segments of IRIs, made from names.

Names that differ only in case, accents, quotation marks, hyphens or commas share a slug; any other difference
shows in it: what a slug cannot carry ("A+") is told apart by a short hash behind `~`, which no plain slug contains.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

MAX_CHARS = 80
_HASH_CHARS = 8

# Letters that Unicode does not decompose, written as English texts write them.
_LETTERS = str.maketrans(
    {
        "ə": "e", "ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ǥ": "g", "ɛ": "e", "ɔ": "o", "ʒ": "z",
    }
)  # fmt: skip
_SILENT = frozenset("'’‘ʼʻ`´ʹʺ\"“”„‟«»‹›")
_SEPARATORS = frozenset("-‐‑‒–—―−_.,:;/\\·•…()[]{}|")
_BLANKS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85")
_NO_WORD = re.compile("[^a-zA-Z0-9]+")  # of ASCII alone
# what becomes of the ASCII characters among these, so that most names need no look at each character
_PLAIN = str.maketrans({**dict.fromkeys(_SEPARATORS | _BLANKS, " "), **dict.fromkeys(_SILENT)})


@lru_cache(maxsize=20_000)
def plain_words(name: str) -> str:
    """Return the words of a name as its slug must tell them apart: `naming.fold`, for comparing, drops more.

    Returns:
        Lower-case words with single spaces between them: Latin letters without accents, other scripts in NFC,
        `&` as "and", signs such as `+` and `!` unchanged. May be empty.
    """
    if name.isascii():
        return " ".join(name.lower().replace("&", " and ").translate(_PLAIN).split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).translate(_LETTERS)
    kept: list[str] = []
    on_ascii = True  # an accent is dropped from a Latin letter only: in other scripts marks can be letters
    for char in decomposed.replace("&", " and "):
        category = unicodedata.category(char)
        if category.startswith("M"):
            if not on_ascii:
                kept.append(char)
        elif char in _SEPARATORS or category.startswith("Z") or char in _BLANKS:
            kept.append(" ")
            on_ascii = True
        elif char not in _SILENT and category != "Cf":
            kept.append(char)
            on_ascii = char.isascii()
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


@lru_cache(maxsize=20_000)
def slug(name: str) -> str:
    """Turn a name into one IRI path segment, never empty, of at most `MAX_CHARS` characters before its hash."""
    folded = plain_words(name)
    if folded.isascii():
        words = _NO_WORD.sub(" ", folded).split()
    else:
        words = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in folded).split()
    plain = "-".join(words)
    if len(plain) > MAX_CHARS:
        cut = plain[:MAX_CHARS]
        return f"{cut.rpartition('-')[0] or cut}~{short_hash(folded)}"
    if plain and " ".join(words) == folded:
        return plain
    return f"{plain}~{short_hash(folded or name)}"


def short_hash(text: str, *, chars: int = _HASH_CHARS) -> str:
    """Return the first characters of a text's SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:chars]
