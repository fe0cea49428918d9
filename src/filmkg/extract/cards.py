"""What film cards state: "Georgia, Switzerland / 2021 / 97' / Drama" and "Director: Nino Lomidze" below a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.extract.credits import KINDS, evidence_of, retract_others, state_credit
from filmkg.extract.reading import Reading
from filmkg.extract.values import original_title
from filmkg.model import CARD, CARD_ORIGINAL, Kind, Mention, Part, Span, Value
from filmkg.naming.credits import CreditWords, load_credit_words

_RULE = "film card"
_CONFIDENCE = 0.95
_OF_CREDITS = ("countryOfOrigin", "releaseYear", "genre")
_BEFORE, _BEHIND = re.compile(r"(?:^|[/,|•·(;–—:.-]|\band\b|&)\s*$"), re.compile(r"\s*(?:$|[/,|•·);–—.-]|\band\b|&)")
# "Amber Line (documentary) - Jānis Ozols (Latvia)"
_MAKER = re.compile(r"(?: \([^()]{1,40}\))? [-–—] ")
_PIECE = re.compile(r"(?<=;) |(?<=\.) (?=[^\W\d_][^:.;\n]{2,34}: )")
_MAX_LINES = 14
_PROSE_WORDS, _STOPS, _CLOSING = 9, (".", "!", "?", "…"), '"”»)'


def state_cards(reading: Reading) -> None:
    """State what the lines of each card say of its film, over what was found there before."""
    mentions, words = reading.annotation.mentions, load_credit_words()
    cards = [number for number, mention in enumerate(mentions) if mention.value == CARD and mention.kind is Kind.FILM]
    for title in cards:
        film = reading.cast.thing_of.get(title)
        if film is None:
            continue
        end = next(
            (mentions[n].span.start_char for n in range(title + 1, len(mentions)) if _is_other(n, film, reading)),
            len(reading.annotation.article.text),
        )
        _state_original(title, film, reading)
        lines = _lines(mentions[title].span.end_char, end, reading, words)
        for piece in (piece for line in lines for piece in _pieces(line, reading)):
            label = words.label(reading.annotation.article.quote(piece))
            inside = _inside(piece, title, mentions)
            if label is None:
                _state_credits(film, title, piece, inside, reading)
                continue
            retract_others(label.properties, piece, inside, reading)
            for name in label.properties:
                for number in inside:
                    if mentions[number].kind in KINDS.get(name, ()):
                        state_credit(film, name, title, number, _RULE, _CONFIDENCE, reading)


def _is_other(number: int, film: int, reading: Reading) -> bool:
    """Tell whether a mention names another film than that of a card."""
    mention = reading.annotation.mentions[number]
    is_title = mention.kind is Kind.FILM and mention.value != CARD_ORIGINAL
    return is_title and reading.cast.thing_of.get(number) != film


def _lines(start: int, end: int, reading: Reading, words: CreditWords) -> Iterator[Span]:
    """Yield what remains of the line of a title, and the lines of its card below: none of prose, none of another block.

    A block can go on behind a blank line with a line that has a label.
    """
    text, blank = reading.annotation.article.text, False
    for count in range(_MAX_LINES):
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = text[start:stop].strip()
        if not line and count:
            blank = True
        elif line:
            is_labelled = words.label(line) is not None
            part, _ = reading.sentences.place(start + text[start:stop].index(line))
            if part not in (Part.BODY, Part.LIST) or (blank and not is_labelled):
                return
            blank = False
            if is_labelled or not _is_prose(line):
                yield Span(start, stop)
        if stop >= end:
            return
        start = stop + 1


def _is_prose(line: str) -> bool:
    """Tell whether a line is a sentence of some length."""
    return line.rstrip(_CLOSING).endswith(_STOPS) and len(line.split(maxsplit=_PROSE_WORDS)) >= _PROSE_WORDS


def _pieces(line: Span, reading: Reading) -> Iterator[Span]:
    """Yield the pieces of a line, cut where one begins that can have a label: "94 min. Starring: Ana Duarte"."""
    start = line.start_char
    for match in _PIECE.finditer(reading.annotation.article.text, line.start_char, line.end_char):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, line.end_char)


def _inside(line: Span, title: int, mentions: Sequence[Mention]) -> list[int]:
    """Return the numbers of the mentions in a line; those before the title are not looked at."""
    found = []
    for number in range(title + 1, len(mentions)):
        span = mentions[number].span
        if span.start_char >= line.end_char:
            break
        if line.covers(span):
            found.append(number)
    return found


def _state_credits(film: int, title: int, line: Span, inside: Sequence[int], reading: Reading) -> None:
    """State countries, year and kinds of a line that has no label, where each stands between separators."""
    text, mentions = reading.annotation.article.text, reading.annotation.mentions
    for number in inside:
        mention = mentions[number]
        gap = text[mentions[title].span.end_char : mention.span.start_char]
        if mention.kind is Kind.PERSON and _MAKER.fullmatch(gap) and number + 1 in inside:
            if _is_of_person(number + 1, mentions):
                state_credit(film, "director", title, number, _RULE, _CONFIDENCE, reading)
            continue
        name = next((name for name in _OF_CREDITS if mention.kind in KINDS[name]), None)
        before, behind = text[line.start_char : mention.span.start_char], text[mention.span.end_char : line.end_char]
        if name is None or _BEFORE.search(before) is None or _BEHIND.match(behind) is None:
            continue
        if name == "countryOfOrigin" and _is_of_person(number, mentions):
            continue
        if name == "releaseYear" and not mention.value.split("/")[0].isdigit():
            continue  # a day is when it is shown
        state_credit(film, name, title, number, _RULE, _CONFIDENCE, reading)


def _is_of_person(number: int, mentions: Sequence[Mention]) -> bool:
    """Tell whether a country stands in brackets behind a name: it is where that person is from."""
    before = mentions[number - 1]
    return before.kind is Kind.PERSON and mentions[number].span.start_char - before.span.end_char == len(" (")


def _state_original(title: int, film: int, reading: Reading) -> None:
    """State the original title that stands below the title or behind a slash."""
    mentions = reading.annotation.mentions
    behind = title + 1
    if behind < len(mentions) and mentions[behind].value == CARD_ORIGINAL:
        first, second = mentions[title], mentions[behind]
        found = Value(original_title(first.name, second.name, english=reading.english))
        reading.ledger.state(film, "originalTitle", found, evidence_of(title, behind, _RULE, _CONFIDENCE, reading))
