"""Events that have no name: "a special screening", "held talks with", "met the ambassador"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.annotate.cover import Cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Article, Kind, Mention, Part, Span

_IN_PASSING = re.compile(r"(?:\bat|\bfrom|\bof|prize|award|winner|sidelines of|selected for|since) (?:the )?$")
_MET = re.compile(
    # who receives a prize meets nobody
    r"\b(met|meets|met with|received|receives)(?= (?:with |the |his |her |in |on |for |[A-ZÀ-Þ]))"
    r"(?! (?:the|an?|its|his|her) (?:[\w’'-]+ ){0,4}?"
    r"(?:prize|award|trophy|medal|diploma|grant|title|degree|order|oscar)\b)"
)
_SHOWN = re.compile(r"\b(screened|shown|projected|screening)\b")
_CONTEXT_CHARS = 24
_PROGRAMMES = ("FilmDays", "FilmFestival")


def find_unnamed(
    article: Article, searched: Sequence[Span], taken: Cover, mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """Find the events that have no name, in what is free, and take them.

    Args:
        article: The article.
        searched: Its sentences.
        taken: What is known already.
        mentions: What is named.
        lexicon: Word classes.
    """
    has_programme = _has_programme(article, mentions)
    found = []
    for sentence in searched:
        for span, label, value in _candidates(article.text, sentence, lexicon):
            # a festival shows films: its screenings are no events of their own
            if taken.is_free(span) and not (has_programme and value == "Screening"):
                taken.take(span)
                found.append(Mention(Kind.EVENT, span, label, value))
    return found


def _candidates(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[tuple[Span, str, str]]:
    """Yield where a sentence may speak of such an event, what it is called, and its class."""
    for match in lexicon.indefinite.finditer(text, sentence.start_char, sentence.end_char):
        word = match.group(1).lower()
        value = lexicon.unnamed_event[word]
        yield Span(*match.span(1)), word if value == "Event" else value.lower(), value
    for pattern, value in ((_MET, "Meeting"), (_SHOWN, "Screening")):
        for match in pattern.finditer(text, sentence.start_char, sentence.end_char):
            yield Span(*match.span(1)), value.lower(), value


def _has_programme(article: Article, mentions: Sequence[Mention]) -> bool:
    """Tell whether the article is likely about film days or a festival: named in the first third, or twice."""
    body = [s for s in article.sentences if s.part in (Part.BODY, Part.LIST)]
    if not body:
        return False
    limit = body[min(len(body) - 1, max(2, len(body) // 3))].span.end_char
    named = [
        m
        for m in mentions
        if m.kind is Kind.EVENT
        and m.value in _PROGRAMMES
        and not _IN_PASSING.search(article.text, max(0, m.span.start_char - _CONTEXT_CHARS), m.span.start_char)
    ]
    return len(named) > 1 or any(m.value == "FilmDays" or m.span.start_char < limit for m in named)
