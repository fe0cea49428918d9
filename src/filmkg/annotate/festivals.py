"""Festivals whose name has no head, told by the words behind it: "Lake Encounters, the festival for first features"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from filmkg.annotate.cover import cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Kind, Mention, Span

# what a festival whose name has no head can be taken for
_MISTAKEN = (Kind.VENUE, Kind.ORGANIZATION, Kind.FILM, Kind.PERSON)
# found from the head back, for names are many and festivals few
_FESTIVAL = re.compile(
    r"\bfestival(?=[,.;)]| (?:for|of|in|that|which|where|held|dedicated|devoted|taking|running|founded)\b)"
)
_CALLED = re.compile(
    r"(?<![\w’'-])(?P<name>[^\W\d_a-z][\w’'-]{1,30}(?: [^\W\d_a-z][\w’'-]{1,30}){1,3})[\"”»]?,? "
    r"(?:\([^()\n]{1,20}\),? )?(?:the|an?) (?:[\w’'-]{1,30} ){0,6}$"
)
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
    called = [
        match
        for head in _FESTIVAL.finditer(text)
        if (match := _CALLED.search(text, max(0, head.start() - _BEFORE_FESTIVAL_CHARS), head.start())) is not None
        and not any(word in lexicon.organization or word in lexicon.venue for word in match["name"].lower().split())
        and _AT.search(text, max(0, match.start() - _AT_CHARS), match.start()) is None
    ]
    names = {match["name"] for match in called}
    kept = [mention for mention in mentions if mention.kind not in _MISTAKEN or mention.name not in names]
    taken = cover(len(text), (mention.span for mention in kept))
    spans = sorted({(Span(*match.span("name")), match["name"]) for match in called})
    kept.extend(Mention(Kind.EVENT, span, name, "FilmFestival") for span, name in spans if taken.is_free(span))
    return sorted(kept, key=lambda mention: mention.span)
