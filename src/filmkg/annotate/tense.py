"""Whether the words around a date look back or ahead: a small look at verbs, for dates only."""

from __future__ import annotations

from filmkg.annotate.calendar import Direction
from filmkg.model import Span
from filmkg.naming.tense import load_verbs

# Farther away a verb belongs to something else; and the cost of a date must not grow with its sentence.
_MAX_CHARS_BEFORE = 240
_MAX_CHARS_AFTER = 120


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
