"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmkg.model import Span
from filmkg.text.vocabulary import SentenceWords, vocabulary

# The lookbehind keeps a run of a million dots from being tried from each of them.
_CANDIDATE = re.compile(r"(?<![.!?…।؟])[.!?…।؟]++[\"'”’»)\]]{0,4}(?:\s++|(?<=[a-z]{3}\.)(?=[A-Z][a-z]{2}))")
_LAST_WORD = re.compile(r"[\w.'’-]+$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]{0,3}([\w'’-]{1,40})")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){1,6}[^\W\d_]$")
_WORDS_AHEAD = re.compile(r"[\w'’.-]{1,40}")
_MAX_WORD_CHARS = 40
_MAX_SPEAKER_CHARS = 60
_MAX_SPEAKER_WORDS = 4
_MAX_QUOTE_CHARS = 3000
_PAIRS = {"“": "”", "«": "»", "„": "“”"}
_QUOTE_MARK = re.compile(r"[\"“”«»„]|(?<![\w.,!?…])‘(?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[.,!?…])’(?!\w)")


def split_sentences(text: str, start_char: int, end_char: int) -> list[Span]:
    """Cut a paragraph into sentences.

    Words quoted directly stay in one piece, with the sentence around them: a quotation is never cut in the middle.

    Args:
        text: The article.
        start_char: Where the paragraph starts.
        end_char: Where it ends.

    Returns:
        Spans without white space at their ends that hold every other character of the paragraph, in order.
    """
    words = vocabulary().sentences
    spans: list[Span] = []
    quotes = list(_quotations(text, start_char, end_char))
    quote_number = 0
    start = start_char
    for candidate in _CANDIDATE.finditer(text, start_char, end_char):
        position = candidate.end()
        if position >= end_char:
            break
        stop = candidate.start()
        while quote_number < len(quotes) and quotes[quote_number][1] <= stop:
            quote_number += 1
        if quote_number < len(quotes) and quotes[quote_number][0] < position <= quotes[quote_number][1]:
            continue
        if _ends_here(text, candidate, start, end_char, words):
            spans.append(_trimmed(text, start, position))
            start = position
    spans.append(_trimmed(text, start, end_char))
    return [span for span in spans if span.start_char < span.end_char]


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def _ends_here(text: str, candidate: re.Match[str], start: int, end_char: int, words: SentenceWords) -> bool:
    after = candidate.end()
    following = text[after]
    marks = candidate.group().rstrip()
    # "Quo Vadis, Aida? (2020)": the question is a title's, not the sentence's.
    if following.islower() or following in ",;:–—)]&" or (following == "(" and marks[0] in "!?"):
        return False
    next_match = _NEXT_WORD.match(text, after, end_char)
    next_word = next_match.group(1) if next_match else ""
    if after == candidate.start() + len(marks) and not text[after - 1].isspace():
        return next_word not in words.address_ends
    if marks[-1] in "\"'”’»" and marks[0] in "!?…":
        return not _is_speaker(text[after : min(after + _MAX_SPEAKER_CHARS, end_char)], words)
    if marks[0] != "." or marks.startswith(".."):
        return True
    last_match = _LAST_WORD.search(text[max(start, candidate.start() - _MAX_WORD_CHARS) : candidate.start()])
    if last_match is None:
        return True
    word = last_match.group()
    at_start = candidate.start() - len(word) == start
    return len(marks) > 1 or not _is_abbreviation(word, next_word, words, at_start=at_start)


def _is_abbreviation(word: str, next_word: str, words: SentenceWords, *, at_start: bool) -> bool:
    """Tell whether a full stop after a word does not end the sentence before the next one."""
    folded = word.casefold()
    is_starter = next_word.casefold() in words.starters and next_word[:1].isupper()
    if folded in words.never_end:
        return True
    if folded in words.before_number and next_word[:1].isdigit():
        return True
    if folded in words.may_end or _DOTTED.match(word):
        return not is_starter
    if len(word) == 1 and word.isalpha():
        return word.isupper() and not is_starter
    return at_start and len(word) <= 2 and word.isdigit()  # "1. Best film"


def _is_speaker(rest: str, words: SentenceWords) -> bool:
    """Tell whether "…!" is followed by who said it: "Hatamov asked"."""
    ahead = _WORDS_AHEAD.findall(rest.split(",")[0])[: _MAX_SPEAKER_WORDS + 1]
    return any(word.casefold().rstrip(".") in words.speech_verbs for word in ahead)


def _quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between paired quotation marks; a mark that is never closed in the paragraph opens none."""
    opened = -1
    closing = ""
    single: re.Match[str] | None = None
    single_from = start  # no single closing mark stands between here and `single`
    for mark in _QUOTE_MARK.finditer(text, start, end):
        position, character = mark.start(), mark.group()
        if opened >= 0 and position - opened > _MAX_QUOTE_CHARS:
            opened = -1
        if opened >= 0 and character in closing and not text[position + 1 : position + 2].isalnum():
            yield opened, position + 1
            opened = -1
        elif character == "‘":
            if single_from <= position:
                single = _SINGLE_CLOSE.search(text, position, end)
                single_from = single.end() if single else end
            if single and opened < 0 and single.end() - position <= _MAX_QUOTE_CHARS:
                yield position, single.end()
        elif character in '"“«„' and not (position > start and text[position - 1].isalnum()):
            # A second opening mark shows that the first was never closed.
            opened, closing = position, _PAIRS.get(character, '"')
