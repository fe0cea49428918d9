"""Whether the words around a date look back or ahead: a small look at verbs, for dates only."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from filmkg.annotate.calendar import Direction
from filmkg.model import Span
from filmkg.resources import DATA

# Farther away a verb belongs to something else; and the cost of a date must not grow with its sentence.
_MAX_CHARS_BEFORE = 240
_MAX_CHARS_AFTER = 120


@cache
def load_verbs(path: Path = DATA / "vocabulary" / "tense.toml") -> re.Pattern[str]:
    """Return what matches a verb beside a date; the group "ahead" where it looks ahead."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    ahead, programme, back = ("|".join(data[name]["patterns"]) for name in ("ahead", "programme", "back"))
    behind = rf"(?:\s\w+){{0,{data['ahead']['words_behind']}}}"
    return re.compile(rf"\b(?:(?P<ahead>(?:{ahead})\b{behind}|{programme})|(?:{back}))\b")


def find_direction(text: str, span: Span, sentence: Span) -> Direction:
    """Return where the last verb before a date looks, or else the first one after it; OPEN where there is none."""
    direction = Direction.OPEN
    start_char = max(sentence.start_char, span.start_char - _MAX_CHARS_BEFORE)
    end_char = min(sentence.end_char, span.end_char + _MAX_CHARS_AFTER)
    for match in load_verbs().finditer(text, start_char, end_char):
        if match.start() >= span.start_char and direction is not Direction.OPEN:
            break
        direction = Direction.FUTURE if match["ahead"] else Direction.PAST
        if match.start() >= span.start_char:
            break
    return direction
