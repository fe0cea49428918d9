"""Which language an article is in: only what the extractor knows is converted, the rest is named."""

from __future__ import annotations

from dataclasses import replace

from filmkg.errors import DocumentError
from filmkg.model import Document

KNOWN = "en"
# Shares of letters for n-grams: below this a text is too short to tell, and above this the language is sure enough.
_MIN_LETTERS = 120
_MAX_CHARS = 5_000
_MIN_PROBABILITY = 0.9


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
        raise DocumentError(
            document.origin,
            f"is not in English (it looks like: {language})",
            remedy="leave it out, or translate it: filmkg reads English",
            reason=f"language {language}",
        )
    said = document.knows("language")
    if language is None or said is None or said.lower().replace("_", "-").partition("-")[0] == language:
        return document
    return replace(document, known=tuple(known for known in document.known if known.field != "language"))


def detect(text: str) -> str | None:
    """Return the language of a text as an ISO 639-1 code, or None where it is not sure; the same for the same text."""
    if sum(character.isalpha() for character in text) < _MIN_LETTERS:
        return None
    from langdetect_rs import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0  # its walk over the n-grams is random else
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return None
    return str(best.lang) if best.prob >= _MIN_PROBABILITY else None
