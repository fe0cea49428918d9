"""Who a prize goes to, where a list below says it: "The Union's prize goes to:", and a line for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from filmkg.extract.reach import by_words
from filmkg.extract.reading import Reading
from filmkg.extract.values import Filler
from filmkg.model import Evidence, Kind, Span, Value

_RULE = "list of laureates"
_CONFIDENCE = 0.9
_LEAST = 2  # of one line nobody makes a list
_LEAST_FAR = 3  # where more stands between it and the prize
_LINE = re.compile(r"[^\n]+")
_OPENS = re.compile(r"[^\n.!?]{0,90}: *\n+(?=[^\n])")
_BULLET = re.compile(r" {0,4}(?:[-–—•*·]|\d{1,2}[.)]) {1,4}")
# the rest of a paragraph, and a line that says what follows: "Winners in 2023 are:"
_OPENS_FAR, _FAR_CHARS = re.compile(rf"\n+(?:[^\n]{{0,90}}: *\n+)?(?={_BULLET.pattern})"), 250
# before who is honoured stands what that person does at most: "director of photography Karin Holm"
_BEFORE = re.compile(r"[\"“«]?(?:[\w’'-]{1,20},? ){0,5}[\"“«]?")
_WORD = re.compile(r"[\w’'-]+")
_STOPS = (".", "!", "?")
_HONOURED = (Kind.PERSON, Kind.FILM, Kind.ORGANIZATION)


def state_laureates(reading: Reading) -> None:
    """State of each prize above a list who it goes to, one a line."""
    mentions, text = reading.annotation.mentions, reading.annotation.article.text
    for prize, following in pairwise([*(n for n, m in enumerate(mentions) if m.kind is Kind.AWARD), len(mentions)]):
        near = _OPENS.match(text, mentions[prize].span.end_char)
        far = None if near else _far(text, mentions[prize].span.end_char)
        opening = near or far
        if (
            opening is None
            or not _tells_of_laureates(opening, prize, reading)
            or (following < len(mentions) and mentions[following].span.end_char < opening.end())
        ):
            continue
        honoured = list(_honoured(opening.end(), prize, reading))
        if len(honoured) >= (_LEAST if near else _LEAST_FAR):
            for number in honoured:
                state_laureate(prize, number, _RULE, reading)


def _far(text: str, start_char: int) -> re.Match[str] | None:
    """Match what stands between the paragraph of a prize and a list below it."""
    end = text.find("\n", start_char, start_char + _FAR_CHARS)
    return _OPENS_FAR.match(text, end) if end >= 0 else None


def _tells_of_laureates(opening: re.Match[str], prize: int, reading: Reading) -> bool:
    """Tell whether what stands above a list says that it is of those who got a prize: "Winners in 2023 are:".

    A prize that is a line of its own says so too.
    """
    text, start = reading.annotation.article.text, reading.annotation.mentions[prize].span.start_char
    line = text.rfind("\n", 0, start) + 1
    words = set(_WORD.findall(text[line : opening.end()].lower()))
    said = reading.wording.laureates
    if any(not said[other].isdisjoint(words) for other in ("others", "nominated", "denied")):
        return False
    if opening.re is _OPENS:
        return True  # the prize itself stands before the colon
    is_line = line == start and text[start : opening.start()].rstrip()[-1:] not in _STOPS
    return is_line or not said["won"].isdisjoint(words)


def _honoured(start: int, after: int, reading: Reading) -> Iterator[int]:
    """Yield the mentions with which the lines of a list begin, up to the first line that begins otherwise.

    Args:
        start: Where the list begins.
        after: The mention behind which it begins.
        reading: The article.
    """
    mentions, text = reading.annotation.mentions, reading.annotation.article.text
    named = (n for n in range(after + 1, len(mentions)) if mentions[n].kind in _HONOURED and not mentions[n].anaphor)
    first = next(named, None)
    is_bulleted = _BULLET.match(text, start) is not None
    end = start
    for line in _LINE.finditer(text, start):
        bullet = _BULLET.match(text, line.start())
        is_apart = text.count("\n", end, line.start()) > 1
        begin, end = bullet.end() if bullet else line.start(), line.end()
        while first is not None and mentions[first].span.start_char < begin:
            first = next(named, None)
        if (
            (is_apart and not is_bulleted)
            or is_bulleted is not (bullet is not None)
            or first is None
            or mentions[first].span.end_char > end
            or _BEFORE.fullmatch(text, begin, mentions[first].span.start_char) is None
        ):
            return
        yield first


def state_laureate(prize: int, number: int, rule: str, reading: Reading) -> None:
    """State that a prize goes to who a line of a list names, both by the numbers of their mentions."""
    annotation, ledger, thing = reading.annotation, reading.ledger, reading.cast.thing_of.get(number)
    award = reading.literal("award", Filler(annotation.mentions[prize].span, prize))
    if not isinstance(award, Value) or thing is None:
        return
    if any(thing in ledger.objects(grant, "recipient") for grant in ledger.made_with("AwardGrant", "award", award)):
        return
    grant = ledger.make("AwardGrant")
    for name, value, at in (("award", award, prize), ("recipient", thing, number)):
        span: Span = annotation.mentions[at].span
        evidence = Evidence(
            reading.sentences.around(span),
            span,
            rule,
            _CONFIDENCE,
            subject=None,
            object=by_words(number, annotation) if at == number else None,
        )
        ledger.state(grant, name, value, evidence)
