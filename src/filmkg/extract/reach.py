"""How a fact comes to speak of a thing: by which words, or by what was spoken of before."""

from __future__ import annotations

import re

from filmkg.model import Annotation, Evidence, Reach, Reached, Span

_DETERMINER = re.compile(r"\b(?:the|this|these|that|those)\s$", re.IGNORECASE)
_DETERMINER_CHARS = 7


def by_words(number: int, annotation: Annotation) -> Reached:
    """Return that the words of a mention speak of a thing."""
    return Reached(Reach.WORDS, _words(number, annotation))


def by_focus(number: int, annotation: Annotation) -> Reached:
    """Return that a thing is what a mention spoke of last."""
    return Reached(Reach.SPOKEN_OF, _words(number, annotation))


def reaching(evidence: Evidence, *, subject: Reached | None, object: Reached | None) -> Evidence:  # noqa: A002 - RDF's word
    """Return the evidence of a match as that of one fact of it."""
    return Evidence(  # `_replace` would cost thrice as much
        evidence.span, evidence.focus, evidence.rule, evidence.confidence, subject, object, evidence.cue
    )


def _words(number: int, annotation: Annotation) -> Span:
    """Return where a mention stands; with its determiner where it points back: "the Guild"."""
    mention, text = annotation.mentions[number], annotation.article.text
    start = mention.span.start_char
    if mention.anaphor:
        determiner = _DETERMINER.search(text, max(0, start - _DETERMINER_CHARS), start)
        start = determiner.start() if determiner else start
    return Span(start, mention.span.end_char)
