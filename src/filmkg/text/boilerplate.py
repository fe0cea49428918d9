"""What a page carries besides its article: navigation, captions, trailers, lists of other headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmkg.text.issued import find_dates
from filmkg.text.layout import Line, ends_sentence, is_headline_like
from filmkg.text.vocabulary import vocabulary

_MAX_LINE_CHARS = 400
_MAX_BAR_CHARS = 200
_MAX_STOPPED_CHARS = 60
_BAR_SEPARATOR = re.compile(r"[|·•/,:>»\s]+")
_PHRASE_SEPARATOR = re.compile(r"(?:(?<!\s)\s+|(?!\s))[|·•/,:>»]\s*")
_FIRST_WORD = re.compile(r"[^\W\d][^\s|·•/,:>»()\[\]]*")
_COUNT = re.compile(r"[(\[]?\d{1,6}[)\]]?")
_CURRENCIES = re.compile(r"(?:[A-Z]{3}[\s:=]{0,2}\d[\d.,]{0,11}[\s|;/]{0,4}){2,12}$")
_BREADCRUMB_MARKS = ">»›"
_BREADCRUMB = re.compile(r"\A[^>»›.]{1,40}(?:\s[>»›]\s[^>»›.]{1,80}){1,6}$")
_TRACKING_CODE = re.compile(r"[A-Z]{2,10}\d{8,}\w*$")
_SIGN_OFF = re.compile(
    r"""
    [A-Z]{2,6}(?:/[A-Za-z]{2,6}){1,4}(?:/[\d.]{6,10})?   # MNA/TT, CFW/nr/12.12.25
    | [-—–]\s?\w{1,6}\s?[-—–]                            # -16D-
    | \(?[A-Z]{2,8}(?:\s[A-Z]{2,8}){0,2}\)?              # (PTI), PTI SKC
    | [a-z]{2,4}(?:[-/][a-z]{2,4}){1,3}/?                 # bur-afn/kd/rl
    | [-—–]\s?[A-Z]{2,8} | [-—–]\s?[A-Z]\w{1,20}\s[A-Z][\w'’-]{1,20} | \d{4,12}
    | [^\s@]{1,60}@[^\s@]{1,60}\.\w{2,10}
    | \((?i:end|ends)\)
    """,
    re.VERBOSE,
)
_CAPTION = re.compile(
    r"[\[(]?(?:photo|picture|pictured|image|caption)(?: caption| \d{1,2})?(?:[\])]|:) "
    r"(?P<told>(?!courtesy|credit|by )[^\W_].*)",
    re.IGNORECASE,
)
_LEAST_TOLD_WORDS, _LEAST_SMALL_WORDS = 5, 2
_MAX_TAIL_LINES = 40
_MAX_DATED_SIGN_OFF_CHARS = 60


def is_navigation(line: str) -> bool:
    """Tell whether a line is a bar of links, languages or rates, a rule of dashes, a breadcrumb or a tracking code."""
    if len(line) > _MAX_BAR_CHARS or (len(line) > _MAX_STOPPED_CHARS and line.endswith(".")):
        return False
    if not any(character.isalnum() for character in line):
        return True
    words = vocabulary().boilerplate
    folded = line.casefold()
    first = _FIRST_WORD.search(folded)
    if first and first.group() in words.languages and _is_language_bar(folded):
        return True
    if first and first.group() in words.bar_words:
        folded = _COUNT.sub(" ", folded).strip(" .:|>»[]()")
        tokens = [token for token in _BAR_SEPARATOR.split(folded) if token]
        phrases = [phrase for phrase in _PHRASE_SEPARATOR.split(folded) if phrase]
        if all(phrase in words.bar or phrase in words.languages for phrase in phrases):
            return True
        known = words.bar_words | vocabulary().header.sections
        if len(tokens) > 2 and all(token in known for token in tokens):
            return True
    breadcrumb = not set(_BREADCRUMB_MARKS).isdisjoint(line) and _BREADCRUMB.match(line)
    return bool(breadcrumb or _CURRENCIES.match(line) or _TRACKING_CODE.match(line))


def _is_language_bar(folded: str) -> bool:
    tokens = [token for token in _BAR_SEPARATOR.split(folded) if token]
    return (len(tokens) > 1 or len(folded) > 3) and all(token in vocabulary().boilerplate.languages for token in tokens)


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is navigation or begins as captions, credits and notices do, wherever it stands."""
    if len(line) > _MAX_LINE_CHARS:
        return False
    begins_so = line.casefold().startswith(vocabulary().boilerplate.line_starts) and not _is_telling_caption(line)
    return begins_so or is_navigation(line)


def _is_telling_caption(line: str) -> bool:
    """Tell whether a line says what a picture shows, and not only who took it: "Photo: Karin Holm opens the gala"."""
    match = _CAPTION.match(line)
    words = match["told"].split() if match else []
    return len(words) >= _LEAST_TOLD_WORDS and sum(word[0].islower() for word in words) >= _LEAST_SMALL_WORDS


def is_sign_off(line: str) -> bool:
    """Tell whether a last line is what editors and agencies sign with, or only the outlet's name."""
    if _SIGN_OFF.fullmatch(line) or line.casefold().strip("() .") in vocabulary().header.outlets:
        return True
    if len(line) > _MAX_DATED_SIGN_OFF_CHARS:
        return False
    dates = find_dates(line)  # "MCP 20 February 2025"
    rest = (line[: dates[0].start_char] + line[dates[-1].end_char :]).split() if dates else []
    return bool(dates) and len(rest) <= 3 and all(word[0].isupper() or not word.isalpha() for word in rest)


def mark_boilerplate(lines: Sequence[Line]) -> list[bool]:
    """Mark the lines of a body that do not belong to the article.

    Args:
        lines: The lines after the header, in order.

    Returns:
        One truth value a line.
    """
    marks = [is_boilerplate(line.text) for line in lines]
    for index in range(1, len(lines)):
        # A notice broken over several lines goes on in lower case.
        if marks[index - 1] and not lines[index].opens_block and lines[index].text[0].islower():
            marks[index] = True
    _mark_headline_lists(lines, marks)
    _mark_rest(lines, marks)
    _mark_tail(lines, marks)
    return marks


def _mark_headline_lists(lines: Sequence[Line], marks: list[bool]) -> None:
    headings = vocabulary().boilerplate.headline_lists
    listing = False
    for index, line in enumerate(lines):
        if len(line.text) < 40 and line.text.casefold().strip(" .:…>»") in headings:
            listing = marks[index] = True
        elif listing:
            listing = marks[index] = marks[index] or is_headline_like(line.text)


def _mark_rest(lines: Sequence[Line], marks: list[bool]) -> None:
    ends = vocabulary().boilerplate.ends
    article_seen = False
    for index, line in enumerate(lines):
        if article_seen and line.text[:40].casefold().startswith(ends):
            marks[index:] = [True] * (len(marks) - index)
            return
        article_seen = article_seen or (not marks[index] and ends_sentence(line.text))


def _mark_tail(lines: Sequence[Line], marks: list[bool]) -> None:
    contained = vocabulary().boilerplate.tail_contains
    for index in range(len(lines) - 1, max(0, len(lines) - 1 - _MAX_TAIL_LINES), -1):
        text = lines[index].text
        if marks[index]:
            continue
        next_is_foreign = (
            index + 1 < len(lines)
            and not lines[index + 1].opens_block
            and (is_navigation(lines[index + 1].text) or _is_foreign(lines[index + 1].text))
        )
        if not (
            is_sign_off(text)
            or (len(text) <= _MAX_LINE_CHARS and any(words in text.casefold() for words in contained))
            or (is_headline_like(text) and (_is_foreign(text) or next_is_foreign))
        ):
            return
        marks[index] = True


def _is_foreign(line: str) -> bool:
    """Tell whether most letters of a line are of another script than Latin: a link to another language's page."""
    letters = [character for character in line if character.isalpha()]
    return 2 * sum(character > "\u024f" for character in letters) > len(letters)
