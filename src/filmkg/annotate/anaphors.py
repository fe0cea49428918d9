"""Head words that point back to a name: "the Guild", "this year's festival", "the film", "Holm's comedy"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from filmkg.annotate.cover import Cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.model import OWNED, Kind, Mention, Span

# events of these classes are not called back by their head
_PASSING = ("Event", "Meeting", "Screening")
_PARTS_OF_DAY = ("evening", "night")
_WHEN, _WHEN_CHARS = re.compile(r"\b(?:[Ii]n|[Bb]y|[Oo]n|[Uu]ntil|[Tt]owards) $"), 9
_SEATED = "-based"  # "the Paris-based federation"


def find_anaphors(
    text: str, searched: Iterable[Span], named: Iterable[Mention], taken: Cover, lexicon: Lexicon
) -> list[Mention]:
    """Find the heads that point back, in what is free, and take them.

    What a name of their kind follows says what that is: "the company Nordlys Film", "the film “Red Garden”".

    Args:
        text: The article.
        searched: The sentences.
        named: What the article names.
        taken: What is known already.
        lexicon: Word classes.
    """
    found = []
    starts = {(mention.kind, mention.span.start_char) for mention in named}
    for sentence in searched:
        for match in lexicon.anaphor.finditer(text, sentence.start_char, sentence.end_char):
            span = Span(*match.span(2))
            between = match.group(1).split()
            if any(word[0].isupper() and not word.endswith(_SEATED) for word in between) or not taken.is_free(span):
                continue
            if _says_when(text, match):
                taken.take(span)
                continue
            kind, value = _read(text, match, between, lexicon)
            if kind is not None and (kind, span.end_char + 1) not in starts:
                taken.take(span)
                found.append(Mention(kind, span, match.group(2), value, anaphor=True))
    return found


def find_owned(
    text: str, searched: Iterable[Span], people: Iterable[Mention], taken: Cover, lexicon: Lexicon
) -> list[Mention]:
    """Find the films that are called by who made them and no more ("Karin Holm's comedy"), and take them.

    Args:
        text: The article.
        searched: The sentences.
        people: The people that it names.
        taken: What is known already.
        lexicon: Word classes.
    """
    found = []
    ends = [sentence.end_char for sentence in searched]
    for person in people:
        match = lexicon.owned_film.match(text, person.span.end_char)
        if match is None:
            continue
        span = Span(*match.span(1))
        if taken.is_free(span) and not _crosses(person.span.end_char, span.end_char, ends):
            taken.take(span)
            found.append(Mention(Kind.FILM, span, match.group(1), OWNED, anaphor=True))
    return found


def _crosses(start: int, end: int, edges: Sequence[int]) -> bool:
    """Tell whether one of some edges, which are sorted, lies between two places."""
    return bisect_left(edges, start) != bisect_left(edges, end)


def _says_when(text: str, match: re.Match[str]) -> bool:
    """Tell whether a head is a part of the day: "in the evening" is no event."""
    is_part = match.group(2).lower() in _PARTS_OF_DAY
    return is_part and _WHEN.search(text, max(0, match.start() - _WHEN_CHARS), match.start()) is not None


def _read(text: str, match: re.Match[str], between: Sequence[str], lexicon: Lexicon) -> tuple[Kind | None, str]:
    """Return what a head points back to, and its class; no kind where it points nowhere."""
    word, end = match.group(2).lower(), match.end()
    if word in lexicon.doubtful["event_or_time"] and match.group().lower().startswith("this "):
        return None, ""  # "this week" is a date
    event = lexicon.event.get(word, "Event")
    if word in lexicon.doubtful["event_in_general"] or (event not in _PASSING and not text.startswith("-", end)):
        return Kind.EVENT, event
    if word in lexicon.organization and (
        not between
        or between[-1].endswith(_SEATED)
        or between[-1].lower() in lexicon.role_domain
        or between[-1].lower() in lexicon.film_words
    ):
        return Kind.ORGANIZATION, lexicon.organization[word]
    if word in lexicon.doubtful["film_in_general"] and not text.startswith(lexicon.film_compound, end):
        return Kind.FILM, ""
    return None, ""
