"""Festivals whose name has no head, told by the words behind it: "Lake Encounters, the festival for first features"."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from filmkg.annotate.cover import cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Kind, Mention, Span

# what a festival whose name has no head can be taken for
_MISTAKEN = (Kind.VENUE, Kind.ORGANIZATION, Kind.FILM, Kind.PERSON)
# found from the head back, for names are many and festivals few
_FESTIVAL = re.compile(
    r"\bfestival(?=[,.;)]| (?:for|of|in|that|which|where|whose|held|now|dedicated|devoted|taking|running|founded)\b)"
)
_CALLED = re.compile(
    r"(?<![\w’'-])(?P<name>[^\W\d_a-z][\w’'-]{1,30}(?: [^\W\d_a-z][\w’'-]{1,30}){1,3})[\"”»]?,? "
    r"(?:\([^()\n]{1,20}\),? )?(?:the|an?) (?:[\w’'-]{1,30} ){0,6}$"
)
# of one word only where it is taken for something else: a city would be no festival
_CALLED_IN_A_WORD = re.compile(
    r"(?<![\w’'-])(?P<name>[^\W\d_a-z][\w’'-]{2,30})[\"”»]?,? "
    r"(?:\([^()\n]{1,20}\),? )?(?:the|an?) (?:[\w’'-]{1,30} ){0,6}$"
)
# "the festival of Hungarian film MAGYARFILM"
_OF_FILMS = re.compile(r"\bfestival of (?:[\w-]{1,20} ){1,3}(?:films?|cinema) [\"“«]?$")
_OF_FILMS_CHARS = 90
_BEFORE_FESTIVAL_CHARS = 200
_AT, _AT_CHARS = re.compile(r"\b(?:in|at|from|near|to|with|for)(?: the)? $", re.IGNORECASE), 10


def find_festivals(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Take for a festival what the words behind its name call one, instead of a venue, a body, a film or a person.

    Args:
        text: The article.
        mentions: What is named so far.
        lexicon: Word classes.

    Returns:
        The mentions, sorted; where the name stands again it is found later.
    """
    mistaken = {mention.span: mention.name for mention in mentions if mention.kind in _MISTAKEN}
    called = {
        Span(*match.span("name")): match["name"]
        for head in _FESTIVAL.finditer(text)
        if (match := _called(text, head.start(), mistaken)) is not None
        and _AT.search(text, max(0, match.start() - _AT_CHARS), match.start()) is None
    }
    called |= {
        span: name
        for span, name in mistaken.items()
        if _OF_FILMS.search(text, max(0, span.start_char - _OF_FILMS_CHARS), span.start_char)
    }
    called = {span: name for span, name in called.items() if not _has_head(name, lexicon)}
    names = set(called.values())
    kept = [mention for mention in mentions if mention.kind not in _MISTAKEN or mention.name not in names]
    taken = cover(len(text), (mention.span for mention in kept))
    spans = sorted(called.items())
    kept.extend(Mention(Kind.EVENT, span, name, "FilmFestival") for span, name in spans if taken.is_free(span))
    return sorted(kept, key=lambda mention: mention.span)


def find_known_festivals(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Find the festivals whose name is one word, as it is known or as it ends, where nothing else is named.

    Args:
        text: The article.
        mentions: What is named so far.
        lexicon: Word classes.
    """
    taken = cover(len(text), (mention.span for mention in mentions))
    return [
        Mention(Kind.EVENT, span, match.group(), "FilmFestival")
        for match in lexicon.festival_name.finditer(text)
        if taken.is_free(span := Span(*match.span()))
    ]


def _called(text: str, head: int, mistaken: Container[Span]) -> re.Match[str] | None:
    """Return what stands in front of a word for a festival, and is called one by it; its group `name` is the name."""
    start = max(0, head - _BEFORE_FESTIVAL_CHARS)
    if (match := _CALLED.search(text, start, head)) is not None:
        return match
    match = _CALLED_IN_A_WORD.search(text, start, head)
    return match if match is not None and Span(*match.span("name")) in mistaken else None


def _has_head(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name says itself that it is a body's or a venue's."""
    return any(word in lexicon.organization or word in lexicon.venue for word in name.lower().split())
