"""Events that have no name: "a special screening", "held talks with", "met the ambassador"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filmkg.annotate.cover import Cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Article, Kind, Mention, Span


def find_unnamed(article: Article, searched: Sequence[Span], taken: Cover, lexicon: Lexicon) -> list[Mention]:
    """Find what may be an event without a name, in what is free, and take it; the stage `extract` says what is none.

    Args:
        article: The article.
        searched: Its sentences.
        taken: What is known already.
        lexicon: Word classes.
    """
    found = []
    for sentence in searched:
        for span, label, value, called in _candidates(article.text, sentence, lexicon):
            if taken.is_free(span):
                taken.take(span)
                word = article.quote(span).lower()
                found.append(Mention(Kind.EVENT, span, label, value, aliases=(word,) if called else ()))
    return found


def _candidates(text: str, sentence: Span, lexicon: Lexicon) -> Iterator[tuple[Span, str, str, bool]]:
    """Yield where a sentence may speak of such an event, what it is called, its class, and whether by a noun."""
    for match in lexicon.indefinite.finditer(text, sentence.start_char, sentence.end_char):
        word = match.group(1).lower()
        value = lexicon.unnamed_event[word]
        yield Span(*match.span(1)), word if value == "Event" else value.lower(), value, True
    for told in lexicon.told_events:
        for match in told.pattern.finditer(text, sentence.start_char, sentence.end_char):
            yield Span(*match.span(match.lastindex or 0)), told.value.lower(), told.value, told.called
