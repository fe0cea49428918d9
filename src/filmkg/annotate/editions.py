"""Other editions than the one that an article is about: "the next edition of the festival", "last year's event"."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filmkg.annotate.cover import placed
from filmkg.model import NEXT_EDITION, PAST_EDITION, Article, Kind, Mention, Part, Span
from filmkg.resources import DATA

_REACH_CHARS = 60
_READ = (Part.TITLE, Part.BODY, Part.LIST)


@dataclass(frozen=True, slots=True)
class EditionWords:
    """What matches such words: the expression (group "words"), what it needs, and what may follow them.

    `past` is how those begin that speak of an edition that is over.
    """

    pattern: re.Pattern[str]
    stems: tuple[str, ...]
    whole: re.Pattern[str]
    name: re.Pattern[str]
    past: tuple[str, ...]


@cache
def load_editions(path: Path = DATA / "vocabulary" / "editions.toml") -> EditionWords:
    """Read the words."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    one_of = {name: f"(?:{'|'.join(words)})" for name, words in data.items()}
    word = r"[^\W\d_][\w-]*"
    editions = "(?:edition|instal?lment)"
    bare = rf"{one_of['heads']}|festival(?=[^\w ]| {one_of['goes_on']}\b)"
    beside = rf"{one_of['beside']} (?:film |cinema )?{one_of['heads_beside']}"
    of_times = rf"(?:{word} ){{0,2}}?(?:{one_of['heads']}|{one_of['heads_of_times']})"
    return EditionWords(
        re.compile(
            rf"\b(?:(?P<words>{one_of['other']} (?:{bare})|{beside}"
            rf"|{one_of['turned']} {one_of['times']}['’]s {of_times})"
            rf"|{one_of['again']} (?P<again>(?:{word} )?{editions})(?= {one_of['to_come']}\b))(?![\w-])",
            re.IGNORECASE,
        ),
        (
            "edition",
            "instal",
            *(f"{word} festival" for word in data["other"]),
            *(f"{word} " for word in data["beside"]),
            *(f"{word}{mark}s " for word in data["times"] for mark in "'’"),
        ),
        re.compile(rf" of (?:(?:the|this|that|its|their|our) )(?:{word} ){{0,2}}?{one_of['whole']}(?![\w-])"),
        re.compile(r" of (?:the )?"),
        tuple(data["gone"]),
    )


def find_editions(article: Article, named: Sequence[Mention], words: EditionWords) -> list[Mention]:
    """Find where an article speaks of another edition.

    With the name of a festival behind it, "the next edition of X", it is another one only if X is named before; else X
    is what the article is about, and its next edition with it.

    Args:
        article: The article.
        named: What is named in it.
        words: The words.

    Returns:
        Mentions of events, of the value `NEXT_EDITION` or `PAST_EDITION`; one that ends with a name covers it.
    """
    spoken = list(_spoken_of(article, words))
    if not spoken:
        return []
    taken = placed(named)
    events = {mention.span.start_char: mention for mention in taken.mentions if mention.kind is Kind.EVENT}
    behind = {end_char for *_, end_char in spoken}
    first: dict[str, int] = {}  # where an event is named first, and not as one of which there is another edition
    for start_char, event in events.items():
        if start_char not in behind:
            first.setdefault(event.name, start_char)
    found = []
    for words_span, span, end_char in spoken:
        owner = events.get(end_char)
        if owner is not None:
            if not any(start < span.start_char and owner.name in name for name, start in first.items()):
                continue
            span = Span(span.start_char, owner.span.end_char)
        if all(mention.kind is Kind.EVENT and span.covers(mention.span) for mention in taken.touching(span)):
            name = article.quote(words_span).lower()
            value = PAST_EDITION if name.startswith(words.past) else NEXT_EDITION
            found.append(Mention(Kind.EVENT, span, name, value))
    return found


def _matches(text: str, words: EditionWords) -> Iterator[re.Match[str]]:
    """Yield the matches in a text, in their order: they are looked for around what all of them need."""
    lower = text.replace("İ", "I").lower()  # the one letter that is two in lower case
    found: dict[int, re.Match[str]] = {}
    for stem in words.stems:
        place = lower.find(stem)
        while place >= 0:
            for match in words.pattern.finditer(text, max(0, place - _REACH_CHARS), place + _REACH_CHARS):
                found.setdefault(match.start(), match)
            place = lower.find(stem, place + 1)
    free_from = 0
    for start, match in sorted(found.items()):
        if start >= free_from:
            free_from = match.end()
            yield match


def _spoken_of(article: Article, words: EditionWords) -> Iterator[tuple[Span, Span, int]]:
    """Yield words for another edition: these alone, with what is no name behind them, and where a name could begin."""
    text = article.text
    read = [sentence.span for sentence in article.sentences if sentence.part in _READ]
    for match in _matches(text, words):
        span = Span(*match.span("words" if match["words"] else "again"))
        sentence = read[bisect_right(read, Span(span.start_char, len(text))) - 1] if read else span
        if not sentence.covers(span):
            continue
        if whole := words.whole.match(text, span.end_char):
            yield span, Span(span.start_char, whole.end()), whole.end()
        else:
            behind = words.name.match(text, span.end_char)
            yield span, span, behind.end() if behind else span.end_char
