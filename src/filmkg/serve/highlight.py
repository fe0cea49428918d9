"""Marking, in a sentence, the names of what it is shown for."""

from __future__ import annotations

import re
from collections.abc import Iterable

Pieces = tuple[tuple[str, bool], ...]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def marked(sentence: str, names: Iterable[str]) -> Pieces:
    """Cut a sentence into stretches that are names, and those between; joined they are the sentence.

    A date is marked where its month stands with its day, a year where it stands alone.
    """
    patterns = sorted(
        {pattern for name in names for pattern in _patterns(name.strip())}, key=lambda one: (-len(one), one)
    )
    if not patterns:
        return ((sentence, False),) if sentence else ()
    found = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
    pieces, done = [], 0
    for match in found.finditer(sentence):
        pieces += [(sentence[done : match.start()], False), (match.group(), True)]
        done = match.end()
    pieces.append((sentence[done:], False))
    return tuple(piece for piece in pieces if piece[0])


def _patterns(name: str) -> list[str]:
    date = _DATE.fullmatch(name)
    if not date:
        return [re.escape(name)] if len(name) > 1 else []
    month = _MONTHS[int(date[2]) - 1] if 1 <= int(date[2]) <= len(_MONTHS) else ""
    short = f"{month[:3]}(?:{month[3:]}|\\.)?"
    if not date[3]:
        return [f"{short} {date[1]}"] if month else []
    day = f"{int(date[3])}(?:st|nd|rd|th)?"
    return [f"{short} {day}", f"{day}(?: of)? {short}"] if month else []
