"""The short lines of an article, of which cards, programmes and lists are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filmkg.model import Article, Part, Span

_READ = (Part.BODY, Part.LIST)
_MAX_LINE_CHARS = 240
_LINE = re.compile(r"[^\n]+")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_DAY = (
    rf"(?i:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{{0,6}}|[A-Z]{{3,6}})\b\.?(?: \d{{1,2}}(?=, \d|:))?"
    rf"(?=[ ,\t]*(?:\d|{_MONTH} \d|:))"
)
_DATE = (
    rf"{_MONTH}\.? \d{{1,2}}\b|\d{{1,2}} {_MONTH}\b\.?(?: \d{{4}}\b)?"
    r"|\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\.?(?=[ ,:\t])"
)
_HOUR = r"\d{1,2}(?:[:.h]\d{2})? ?[aApP]\.?[mM]\b\.?|\d{1,2}[:.h]\d{2}\b|\d{1,2} ?h(?:rs)?\b|at\b"
# a bullet or number, a day and an hour, in any form
LEAD = re.compile(rf"(?:[-–—•*·▪] ?|\(?\d{{1,2}}[.)] )?(?:(?:{_DAY}|{_DATE}|{_HOUR})[ \t,:.–—|-]*){{0,6}}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text without the white space around it."""

    span: Span
    text: str
    is_list: bool
    opens_block: bool


def short_lines(article: Article) -> Iterator[Line]:
    """Yield the lines of body and lists that are no longer than credits can be."""
    end_before = -2
    parts = {sentence.span.start_char: sentence.part for sentence in article.sentences}
    for match in _LINE.finditer(article.text):
        text = match.group().strip()
        if not text:
            continue
        start = match.start() + match.group().index(text[0])
        part, opens_block = parts.get(start), match.start() - end_before > 1
        end_before = match.end()
        if part in _READ and len(text) <= _MAX_LINE_CHARS:
            yield Line(Span(start, start + len(text)), text, part is Part.LIST, opens_block)
