"""The line by which an outlet signs an article: "Luxemburger Wort, English edition, 13 October 2017"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.text.dateline import is_place
from filmkg.text.issued import find_dates
from filmkg.text.vocabulary import vocabulary

_FIRST_BLOCKS = 5
_LAST_BLOCKS = 3
_MAX_CHARS = 110
_MAX_WORDS = 9
_MAX_REST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]+")
# "(El Telégrafo Cultural, English page, July 22, 2015)", also before the first words of a paragraph
_BRACKETED = re.compile(r"\(([^()]{8,100}?)\.?\)(?=\s|$)")
_SENTENCE = re.compile(r"[^.]{8,100}?(?:\d)\.(?=\s)")
# "… in 1956. — 15 March 2023", "… last year. – VNB, August 18, 2018"
_AFTER_DASH = re.compile(r"[.!?\"”)]\s[-–—]\s([^-–—.]{8,60})\.?$")
_LEADING_DASHES = re.compile(r"^[-–—]\s")
_TAIL_CHARS = 80
_SEPARATOR = re.compile(r",\s|\s[/·|–—-]\s|[:(]")


def credit_days(blocks: Sequence[str]) -> Iterator[str]:
    """Yield the whole days that lines of credit give, those near the top first.

    A line is one where the name of an outlet stands before a single day, and nothing but a byline behind it. A name of
    a place or a word for what happens somewhere makes it the day of an event.

    Args:
        blocks: The paragraphs of an article, in order.
    """
    for block in blocks[1:_FIRST_BLOCKS]:
        yield from _whole_line(block)
        bracketed = _BRACKETED.match(block)
        if bracketed:
            yield from _signed(bracketed[1])
    for block in reversed(blocks[max(1, len(blocks) - _LAST_BLOCKS) :]):
        yield from _whole_line(block)
        first = _SENTENCE.match(block)
        if first:
            yield from _signed(first.group()[:-1])
        last = _AFTER_DASH.search(block[-_TAIL_CHARS:])
        if last:
            yield from _signed(last[1], nameless=True)


def _whole_line(block: str) -> Iterator[str]:
    """Yield the day of a paragraph that is nothing but a credit."""
    if len(block) <= _MAX_CHARS and not block.endswith((".", "!", "?", ":")):
        dash = _LEADING_DASHES.match(block)
        yield from _signed(block[dash.end() :] if dash else block, nameless=dash is not None)


def _signed(line: str, *, nameless: bool = False) -> Iterator[str]:
    """Yield the day of a line that is a name and a day; nameless where a day alone is enough."""
    dates = find_dates(line)
    if len(dates) != 1 or len(dates[0].readings) != 1:
        return
    name, rest = line[: dates[0].start_char].strip(" ,|·/–—-("), line[dates[0].end_char :].strip(" ,|·/–—-).")
    words = [word.casefold() for word in _WORD.findall(name)]
    told = vocabulary().dates
    if not words and not nameless:
        return
    is_event = not told.no_credits.isdisjoint(words) or (words and words[-1] in told.happening)
    segments = [segment.strip() for segment in _SEPARATOR.split(name)]
    if is_event or len(words) > _MAX_WORDS or (words and not name[0].isalpha()) or any(map(is_place, segments)):
        return
    byline = vocabulary().header.byline.match(rest)
    if rest and (byline is None or len(rest.split()) > _MAX_REST_WORDS):
        return
    yield dates[0].readings[0]
