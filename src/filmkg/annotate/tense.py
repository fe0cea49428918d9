"""Whether the words around a date look back or ahead: a small look at verbs, for dates only."""

from __future__ import annotations

import re

from filmkg.annotate.calendar import Direction
from filmkg.model import Span

_AHEAD = (
    r"(?:will|shall|would|may|might|must|can|should|'ll|’ll|going\sto|(?:is|are)\s(?:to|due|set)|"
    r"(?:is|are|being)\s(?:scheduled|planned|expected|slated|considered|foreseen)|to\sbe|scheduled|planned|slated|"
    r"due|upcoming|expected|foreseen|set\s(?:for|down)|(?:is|are)\s(?:being\s)?[a-z]{2,}(?:ing|ed)|"
    r"(?:put\soff|put\sback|postponed|moved|deferred|rescheduled|shifted|delayed)\s(?:to|until|till|from))\b"
    r"(?:\s\w+){0,2}"
)
# The present of a programme: "leaves for Mumbai on Tuesday".
_PRESENT = (
    "opens|begins?|starts|kicks|runs|leaves|gives?|takes?|ends|closes|continues?|finishes|wraps|winds|arrives?|returns|"
    "meets|lasts|goes|go|concludes?|includes?|convenes?|welcomes|greets|comes?|follows|awaits?|joins|celebrates|"
    "belongs?"
)
_BACK = "was|were|had|did|held|took|began|met|won|gave|said|told|ran|came|went|became|saw|made|[a-z]{2,}ed"
_VERB = re.compile(rf"\b(?:(?P<ahead>{_AHEAD}|{_PRESENT})|(?:{_BACK}))\b")
# Farther away a verb belongs to something else; and the cost of a date must not grow with its sentence.
_MAX_CHARS_BEFORE = 240
_MAX_CHARS_AFTER = 120


def find_direction(text: str, span: Span, sentence: Span) -> Direction:
    """Return where the last verb before a date looks, or else the first one after it; OPEN where there is none."""
    direction = Direction.OPEN
    start_char = max(sentence.start_char, span.start_char - _MAX_CHARS_BEFORE)
    end_char = min(sentence.end_char, span.end_char + _MAX_CHARS_AFTER)
    for match in _VERB.finditer(text, start_char, end_char):
        if match.start() >= span.start_char and direction is not Direction.OPEN:
            break
        direction = Direction.FUTURE if match["ahead"] else Direction.PAST
        if match.start() >= span.start_char:
            break
    return direction
