"""Words that deny what stands beside them: what an article denies is never stated."""

from __future__ import annotations

import re

_DENIAL = re.compile(r"\b(?:not|never|neither|nor|cannot|without|denied|denies|refused to)\b|n['’]t\b", re.IGNORECASE)
# "did not " right before the verb with which a match begins
_REACH_CHARS = 12


def is_denied(text: str, start: int, end: int, *, floor: int = 0) -> bool:
    """Tell whether a stretch of text, or the words right before it, deny what it says.

    Args:
        text: The stream or the article.
        start: First character of the stretch.
        end: Character behind its last.
        floor: Start of the sentence; nothing before it counts.
    """
    return _DENIAL.search(text, max(floor, start - _REACH_CHARS), end) is not None
