"""The agency that a lead names: "…, Azernews reports"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from filmkg.model import Span
from filmkg.text.vocabulary import vocabulary

_DOMAIN = re.compile(r"[A-Za-z][\w-]{1,30}\.[A-Za-z]{2,4}$")
_MAX_SENTENCE_CHARS = 2000
_MAX_NAME_CHARS = 80
_MAX_NAME_WORDS = 4


def publisher_in_lead(text: str, sentences: Iterable[Span]) -> str | None:
    """Return the outlet that the first sentences say reports them, as written; None where they name none.

    Only names that are known as outlets or look like one ("El.kz", "Tehran Times") count: "Karimov informs" is none.
    """
    for span in sentences:
        for match in vocabulary().header.lead.finditer(
            text, span.start_char, min(span.end_char, span.start_char + _MAX_SENTENCE_CHARS)
        ):
            words = text[max(span.start_char, match.start() - _MAX_NAME_CHARS) : match.start()].split()
            for length in range(min(_MAX_NAME_WORDS, len(words)), 0, -1):
                name = " ".join(words[-length:])
                if _is_outlet(name):
                    return name
    return None


def _is_outlet(name: str) -> bool:
    header = vocabulary().header
    words = name.split()
    return (
        name[0].isupper()
        and all(word[0].isupper() for word in words)
        and (
            name.casefold() in header.outlets
            or _DOMAIN.match(name) is not None
            or (len(words) > 1 and words[-1].casefold() in header.outlet_words)
        )
    )
