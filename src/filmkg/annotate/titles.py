"""Titles of films that stand without quotation marks, told by what is around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from filmkg.annotate.cover import cover
from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.tokens import Tokens
from filmkg.memory import Memory
from filmkg.model import Kind, Mention, Span

_SMALL = frozenset(
    ["of", "the", "a", "an", "in", "to", "for", "on", "at", "with", "from", "is", "de", "la", "le", "des", "del", "du"]
)
# s small word, t capitalised or number, P person, and the token classes otherwise
_RUN = "[tP](?:s{0,2}[tP]|\\.(?=[tP])){0,9}"
# name, letters of which the sentence must have one, pattern
_PATTERNS = tuple((name, frozenset(needed), re.compile(pattern)) for name, needed, pattern in (
    ("year", "(", f"(?P<film>{_RUN})(?=\\([yT])"),
    ("country", "(", "(?<![tP])(?P<film>t(?:s{0,2}t|\\.(?=t)){0,9})(?=\\([ND][,/;4-]?[NDyT)P])"),
    ("by", "b", f"(?P<film>{_RUN})(?=(?:\\([^()|]{{1,30}}\\))?,?w?b(?:[38]?[DNqgjfrRBw']{{0,5}})P)"),
    ("possessive", "'", f"(?<=P')[qgjfw0]{{0,3}}(?P<film>{_RUN})(?![oO'])"),
    ("genre", "gF", f"(?<=[gF])(?P<film>(?!s){_RUN})(?!')"),
    ("film", "f", f"(?<=f)(?P<film>(?!s){_RUN})(?!')"),
    ("director in brackets", "(", f"(?P<film>{_RUN})(?=\\((?:[rd]\\.?|w\\.?)?P+\\))"),
    ("apposition", ",", f"(?P<film>{_RUN})(?=,[8a3][DjgfqTy0wN-]{{0,4}}[gf](?![oer]))"),
    ("person's", "'", f"(?P<film>{_RUN})(?=,P+'[qgjfw0DT-]{{0,5}}[gf])"),
    ("opens with", "x", f"(?<=x)(?P<film>{_RUN})(?!')"),
))  # fmt: skip
_NEVER_FIRST = frozenset(
    ["also", "then", "finally", "and", "but", "in", "on", "at", "with", "both", "for", "from", "first"]
)
_DIRECTING = frozenset({"dir", "dir.", "director", "directed"})
_PLACE_IN_NAME = re.compile("[NGD](?=[CUKFH])")
_LAID_OVER = {
    Kind.PERSON: "P", Kind.ROLE: "r", Kind.GENRE: "g", Kind.ORGANIZATION: "|", Kind.EVENT: "|", Kind.VENUE: "|",
    Kind.AWARD: "|", Kind.FILM: "|", Kind.QUOTE: "|", Kind.AGREEMENT: "|",
}  # fmt: skip
_MADE_THERE = re.compile(r"\b(?:shot|set|filmed|made|lensed) (?:on|in|at|near|along|around) (?:the )?$")
_BEFORE_CHARS = 24
_LIFE = re.compile(r" ?\((?:1[89]\d\d) ?[–—-] ?(?:19|20)\d\d\)")  # of a person, not the year of a film
_NAMING = frozenset({"entitled", "called", "titled", "named", "dubbed", "nicknamed"})
_NAMED_EVENT = re.compile(f"[eE],?n(?P<event>{_RUN})")
_LISTED = (
    re.compile(f"L(?:\\([^()]{{1,30}}\\))?(?:bP+)?(?:,4?|4|[.]4?)(?P<film>{_RUN})(?![oOerR'g])"),
    re.compile(f"(?<![bPt])(?P<film>{_RUN})(?:\\([^()]{{1,30}}\\))?(?:bP+)?(?:,4?|4)L"),
)
_SHOWN = re.compile(
    r"(?:open(?:s|ed|ing)?|clos(?:es|ed|ing)|began|begins?|start(?:s|ed)?|end(?:s|ed)?|kick(?:s|ed)? off|conclude[sd]?"
    r"|wrap(?:s|ped) up)(?: \w+){0,3}? with "
    r"|(?:screenings?|premiere|première|projection|showing|remake|stars?|director|makers?|helmer) of (?:the )?"
    r"|starring in |(?:screened|screen|opener,? is|opening (?:film|picture|title) (?:is|was),?) "
)


class Line(NamedTuple):
    """A sentence written once more, before mentions are laid over it.

    Attributes:
        letters: A letter a token: s small word, t capitalised or number, b "by", n a word that names, x a verb of
            showing; the token classes otherwise.
        announced: Places of the tokens before which a verb of showing stands.
    """

    letters: str
    announced: Sequence[int]


def find_titles(
    text: str, tokens: Tokens, line: Line, mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """Find unquoted film titles in one sentence.

    Args:
        text: The whole article.
        tokens: The sentence.
        line: The same, written once more.
        mentions: What is known of it so far; a title may take the place of a supposed person, of nothing else.
        lexicon: Word classes.

    Returns:
        The titles, sorted; supposed people inside them are to be dropped by the caller.
    """
    if not any(c in "CUKFAOEVHBSZGND" for c in tokens.classes):
        return ()
    laid = laid_over(line, tokens, mentions)
    found: list[Mention] = []
    taken = cover(len(tokens.tokens))  # of tokens
    held = set(laid)
    for name, needed, pattern in _PATTERNS:
        if held.isdisjoint(needed):
            continue
        for match in pattern.finditer(laid):
            start, end = match.span("film")
            while start < end and tokens.tokens[start].text.lower() in _NEVER_FIRST:
                start += 1
            if start == end or (
                name in ("genre", "film") and laid[start:end] == "t" and tokens.tokens[start].text.isdigit()
            ):
                continue
            span = tokens.span(start, end)
            if not taken.is_free(Span(start, end)):
                continue
            if name == "by" and (not _title_like(tokens, start, end) or _MADE_THERE.search(text, *_before(span))):
                continue
            if name == "year" and _LIFE.match(text, span.end_char):
                continue
            taken.take(Span(start, end))
            found.append(Mention(Kind.FILM, span, text[span.start_char : span.end_char], name))
    for match in _NAMED_EVENT.finditer(laid):
        span = tokens.span(*match.span("event"))
        head = tokens.tokens[match.start()].text.lower()
        found = [
            film for film in found if film.span.end_char <= span.start_char or span.end_char <= film.span.start_char
        ]
        found.append(Mention(Kind.EVENT, span, text[span.start_char : span.end_char], lexicon.event.get(head, "Event")))
    found.extend(_listed(text, tokens, laid, found, mentions))
    return tuple(sorted(found, key=lambda mention: mention.span))


def _listed(
    text: str, tokens: Tokens, line: str, found: Sequence[Mention], mentions: Sequence[Mention]
) -> list[Mention]:
    """Find runs that stand in a list with a title already known: "Aika, Kazakh Khanate and A Road to Mother"."""
    films = [mention.span for mention in (*found, *mentions) if mention.kind is Kind.FILM]
    if not films:
        return []
    marked = list(line)
    for known in films:
        first, last = tokens.places(known)
        marked[first:last] = "L" * (last - first)
    added: list[Mention] = []
    for _ in range(4):
        now = "".join(marked)
        matches = [match for pattern in _LISTED for match in pattern.finditer(now)]
        fresh = [
            match.span("film") for match in matches if "t" in match.group("film") or match.group("film").count("P") < 4
        ]
        for start, end in fresh:
            span = tokens.span(start, end)
            marked[start:end] = "L" * (end - start)
            added.append(Mention(Kind.FILM, span, text[span.start_char : span.end_char], "list"))
        if not fresh:
            break
    return added


def _before(span: Span) -> tuple[int, int]:
    """Return the range of the text right before a run."""
    return max(0, span.start_char - _BEFORE_CHARS), span.start_char


def _title_like(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a run before "by" can be a title: no lone day, number or known place."""
    return not (end - start == 1 and (tokens.classes[start] in "GND0" or tokens.tokens[start].text.isdigit()))


def line_of(text: str, tokens: Tokens) -> Line:
    """Write a sentence once more."""
    texts = [token.text for token in tokens.tokens]
    letters = [*map(_LETTER_OF.__getitem__, zip(texts, tokens.classes, strict=True))]
    for place in _PLACE_IN_NAME.finditer(tokens.classes):
        letters[place.start()] = "t"
    sentence = tokens.span(0, len(tokens.tokens))
    shown = _SHOWN.finditer(text, sentence.start_char, sentence.end_char)
    return Line("".join(letters), [tokens.first_from(match.end()) for match in shown])


def letters(text: str, tokens: Tokens, mentions: Sequence[Mention]) -> str:
    """Write a sentence once more, with its mentions laid over."""
    return laid_over(line_of(text, tokens), tokens, mentions)


def laid_over(line: Line, tokens: Tokens, mentions: Sequence[Mention]) -> str:
    """Return the letters of a sentence with its mentions laid over; `x` before a run that is announced as shown."""
    letters = [*line.letters]
    for mention in mentions:
        if letter := _LAID_OVER.get(mention.kind):
            start, end = tokens.places(mention.span)
            letters[start:end] = letter * (end - start)
    announced = [place for place in line.announced if 0 < place < len(letters) and letters[place] in "tP"]
    for place in announced:
        letters[place - 1] = "x"
    return "".join(letters)


def _letter(token: tuple[str, str]) -> str:
    """Return the letter of a token by its text and class."""
    word, letter = token
    if letter == "6":
        return "b"
    if word.lower() in _DIRECTING:
        return letter
    if letter not in "TQ'\"(),NGDy" and (word[0].isupper() or word[0].isdigit()):
        return "t"
    if word in _SMALL:
        return "s"
    if word == ":":
        return "."
    return "n" if word in _NAMING else letter


_LETTER_OF = Memory(_letter)
