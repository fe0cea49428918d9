"""Which language an article is in: only what the extractor knows is converted, the rest is named."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from filmkg import resources
from filmkg.errors import DocumentError
from filmkg.model import Document

KNOWN = "en"
UNDETERMINED = "und"  # ISO 639-2
# Shares of letters for n-grams: below this a text is too short to tell, and above this the language is sure enough.
_MIN_LETTERS = 120
_MAX_CHARS = 5_000
_MIN_PROBABILITY = 0.9
# Share of the words that English cannot do without, and of letters that a language is known by.
_MIN_ENGLISH = 0.04
_MIN_LETTERS_SHARE = 0.005
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells languages besides n-grams (`data/sources/languages.toml`).

    Attributes:
        english: Words that no English text does without.
        letters: ISO 639 code -> letters that this language is known by.
        scripts: First word of a letter's name in Unicode -> ISO 639 code of the language that is written so.
    """

    english: frozenset[str]
    letters: Mapping[str, str]
    scripts: Mapping[str, str]


def check_language(document: Document) -> Document:
    """Refuse an article in plain text that is surely in another language; let pass what cannot be told.

    What a page declares does not count: many an English page of a site in another language declares that one.

    Returns:
        The article, without a language that it says it is in and is not.

    Raises:
        DocumentError: It is in another language.
    """
    language = detect(document.data[: 4 * _MAX_CHARS].decode(errors="ignore")[:_MAX_CHARS])
    if language not in {None, KNOWN}:
        is_told = language != UNDETERMINED
        raise DocumentError(
            document.origin,
            f"is not in English ({f'it looks like: {language}' if is_told else 'in which language cannot be told'})",
            remedy="leave it out, or translate it: filmkg reads English",
            reason=f"language {language if is_told else 'unknown'}",
        )
    said = document.knows("language")
    if language is None or said is None or said.lower().replace("_", "-").partition("-")[0] == language:
        return document
    return replace(document, known=tuple(known for known in document.known if known.field != "language"))


def detect(text: str) -> str | None:
    """Return the language of a text, the same for the same text.

    Returns:
        An ISO 639-1 code; "und" where it surely is not English and nothing tells what it is; None where it is not sure.
    """
    lower = text.lower()
    if sum(map(str.isalpha, lower)) < _MIN_LETTERS:
        return None
    signs = _signs()
    words = _WORD.findall(lower)
    if sum(word in signs.english for word in words) >= _MIN_ENGLISH * len(words):
        return _by_ngrams(text)
    letters = [character for character in lower if character.isalpha()]
    counts = Counter(letters)
    for language, known in signs.letters.items():
        if sum(counts[letter] for letter in known) >= _MIN_LETTERS_SHARE * len(letters):
            return language
    script = unicodedata.name(counts.most_common(1)[0][0], "").partition(" ")[0]
    found = signs.scripts.get(script) or _by_ngrams(text)
    return UNDETERMINED if found in {None, KNOWN} else found


@cache
def _signs() -> Signs:
    with (resources.DATA / "sources" / "languages.toml").open("rb") as file:
        read = tomllib.load(file)
    return Signs(frozenset(read["english"]), read["letters"], read["scripts"])


def _by_ngrams(text: str) -> str | None:
    from langdetect_rs import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0  # its walk over the n-grams is random else
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return None
    return str(best.lang) if best.prob >= _MIN_PROBABILITY else None
