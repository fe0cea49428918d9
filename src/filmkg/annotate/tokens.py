"""Cut a sentence into tokens and write their classes as a string, one character a token.

A pattern over names is then an ordinary regular expression over that string, and a match gives token positions:
"Ministry of Culture of Azerbaijan" is `O1C1N`. The classes:

    C capitalised word    U capitalised common word   K acronym or camel case    i initial ("J.")
    N country  G city  D demonym     (from the gazetteer; one token however many words)
    O V E A M R F   capitalised head of an organisation, venue, event, award, agreement, role; film word
    S capitalised plural of a role ("Producers")   Z metal of a prize ("Golden")
    o v e a m r f   the same in lower case     d/H role domain, q/B role modifier, lower/capital
    h honorific     p name particle ("von")    g genre head   j genre modifier
    1 of  2 for  3 the  8 a  4 and  5 in  6 by  7 other preposition   ' possessive   , ( ) - . punctuation
    0 number  9 ordinal  y year  T date  Q title in quotation marks  " other quotation mark  w any other word
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from filmkg.annotate.lexicon import Lexicon
from filmkg.model import Kind, Mention, Span

_TOKEN = re.compile(
    r"(?P<possessive>(?<=\w)['’`´]s\b|(?<=s)['’](?=\s[\w“\"‘«]))"
    r"|(?P<number>\d[\d.,]*\d|\d)(?P<suffix>st|nd|rd|th|ST|ND|RD|TH)?"
    r"|(?P<initial>[^\W\d_a-z]\.(?=[\s-]*[^\W\d_a-z]))"
    r"|(?P<abbreviation>(?:[A-Z]\.){2,}|e\.V\.|(?:Mr|Mrs|Ms|Dr|Prof|Sen|St|Jr|Sr|Hon|Rev|Intl|Int'l|Assns?|Dir|dir|Gen|Amb)\.)"
    r"|(?P<word>[^\W\d_]\w*(?:[-‑‐]\w+|(?<=\b[dDlLO])['’]\w+|['’](?!s\b)[^\W\d_]\w*)*)"
    r"|(?P<mark>[“”\"«»„‘’])|(?P<dash>\s[-–—]+\s|[–—])|(?P<other>\S)"
)
_FUNCTION = {
    "of": "1", "for": "2", "the": "3", "a": "8", "an": "8", "and": "4", "&": "4", "in": "5", "by": "6", "at": "7",
    "on": "7", "to": "7", "with": "7", "from": "7", "under": "7", "between": "7", "as": "w",
}  # fmt: skip
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "del",
        "della",
        "di",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "bint",
        "ben",
        "abu",
        "ter",
        "zu",
        "of-the",
    ]
)
_CLASS_OF_KIND = {"possessive": "'", "initial": "i", "mark": '"'}
_OTHER = {"-": "-", ",": ",", "(": "(", ")": ")", "&": "4", "[": "(", "]": ")"}
_EVENT_ENDINGS = ("fest", "festival", "filmdays")
_COLLAPSED = {Kind.COUNTRY: "N", Kind.CITY: "G", Kind.DEMONYM: "D", Kind.DATE: "T", Kind.ORDINAL: "9"}
_start = itemgetter(0)
_ROMAN = re.compile(r"[IVX]{2,6}$")


class Token(NamedTuple):
    """One token: where it stands, its text, and the gazetteer's value where it has one (a country's code).

    A tuple, for hundreds are made an article.
    """

    start_char: int
    end_char: int
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence and their classes, one character each."""

    tokens: tuple[Token, ...]
    classes: str

    def span(self, start: int, end: int) -> Span:
        """Return the span of the tokens from `start` up to, not including, `end`."""
        return Span(self.tokens[start].start_char, self.tokens[end - 1].end_char)

    def first_from(self, offset: int) -> int:
        """Return the place of the first token that starts at an offset or behind it."""
        return bisect_left(self.tokens, offset, key=_start)

    def places(self, span: Span) -> tuple[int, int]:
        """Return the tokens [start, end) of a span; none where no token begins with it."""
        start = self.first_from(span.start_char)
        if start == len(self.tokens) or self.tokens[start].start_char != span.start_char:
            return 0, 0
        return start, self.first_from(span.end_char)


@lru_cache(maxsize=20_000)
def _class_of_word(word: str, lexicon: Lexicon, opens: bool, shouting: bool) -> str:  # noqa: FBT001 - a key
    letter = _class_of_letters(word, lexicon, opens=opens, shouting=shouting)
    return "9" if letter in "CK" and _ROMAN.match(word) else letter


def _class_of_letters(word: str, lexicon: Lexicon, *, opens: bool, shouting: bool) -> str:
    lower = word.lower()
    capital = word[0].isupper()
    if not capital or opens:
        if lower in _FUNCTION:
            return _FUNCTION[lower]
        if opens and lower in lexicon.common and lower not in lexicon.role_head:
            return "g" if lower in lexicon.genre_head else "r" if lower in lexicon.profession else "w"
    if lower in lexicon.honorific and word.rstrip(".") != word:
        return "h"
    if lower in ("mr", "mrs", "ms", "dr", "prof", "sir", "dame"):
        return "h"
    is_head = (
        lower in lexicon.event or lower in lexicon.organization or lower in lexicon.venue or lower in lexicon.award
    )
    is_role = lower in lexicon.profession or lower in lexicon.role_modifier or lower in lexicon.role_tail
    if capital and lower in lexicon.common and not is_head and not is_role and lower not in lexicon.film_words:
        return "U"
    if not capital and lower in _PARTICLES:
        return "p"
    if capital and (
        lower in lexicon.known_organization or (lower.endswith(lexicon.organization_ending) and len(lower) > 7)
    ):
        return "K"
    if capital and lower in lexicon.known_event:
        return "E"
    if capital and lower.endswith(_EVENT_ENDINGS) and len(lower) > 5:
        return "E"
    for table, letter in (
        (lexicon.event, "E"), (lexicon.agreement, "M"), (lexicon.organization, "O"), (lexicon.venue, "V"),
        (lexicon.award, "A"),
    ):  # fmt: skip
        if lower in table:
            return ("F" if lower in lexicon.film_words and letter == "V" else letter) if capital else letter.lower()
    if lower in lexicon.role_head or lower in lexicon.profession:
        if capital and lower.endswith("s") and not lower.endswith("ss"):
            return "S"
        return "R" if capital else "r"
    if lower in lexicon.film_words and lower not in lexicon.genre_head:
        return "F" if capital else "f"
    if lower in lexicon.genre_head and not capital:
        return "g"
    if lower in lexicon.role_domain:
        return "H" if capital else "d"
    if lower in lexicon.role_modifier or lower in lexicon.role_tail:
        return "B" if capital else "q"
    if capital and lower in lexicon.award_metal:
        return "Z"
    if lower in lexicon.genre_modifier and not capital:
        return "j"
    if not capital:
        return "w"
    letters = [c for c in word if c.isalpha()]
    if (
        len(letters) > 1
        and not shouting
        and (
            word.isupper()
            or (
                any(c.isupper() for c in word[1:])
                and "-" not in word
                and "'" not in word
                and "’" not in word
                and not word.startswith(("Mc", "Mac", "De", "Di", "La", "Le"))
            )
        )
    ):
        return "K"
    return "C"


def _class_of_abbreviation(word: str) -> str:
    lower = word.lower().rstrip(".")
    if lower.startswith("assn"):
        return "O"
    if lower in ("intl", "int'l", "jr", "sr", "e.v"):
        return "C"
    if lower == "dir":
        return "w"
    if lower in ("gen", "amb", "sen"):
        return "R"
    return "K" if "." in lower and lower != "h.e" else "h"


def _class_of_number(digits: str, suffix: str | None) -> str:
    if suffix:
        return "9"
    return "y" if len(digits) == 4 and digits[:2] in ("18", "19", "20") else "0"


def _styles(text: str, span: Span, lexicon: Lexicon) -> dict[int, int]:
    """Return the ends of the styles ("H.E.") that stand in a sentence, by their starts."""
    ends: dict[int, int] = {}
    position = span.start_char
    while match := lexicon.style.search(text, position, span.end_char):
        ends[match.start()] = match.end()
        position = match.start() + 1
    return ends


def tokenize(text: str, span: Span, lexicon: Lexicon, known: Sequence[Mention], titles: Mapping[int, Span]) -> Tokens:
    """Cut one sentence into tokens.

    Args:
        text: The whole article.
        span: The sentence.
        lexicon: Word classes.
        known: Mentions already made inside the sentence (places, dates, numbers), sorted; each becomes one token.
        titles: Quoted titles inside the sentence by their first offset, quotation marks included; one token each.

    Returns:
        The tokens with their classes.
    """
    sentence = text[span.start_char : span.end_char]
    letters = sum(map(str.isalpha, sentence))
    shouting = letters > 12 and sum(map(str.isupper, sentence)) > 0.6 * letters
    tokens: list[Token] = []
    classes: list[str] = []
    # what is one token, by its start: its class, end and value; titles go before places, and these before styles
    collapsed = {start: ("h", end, "") for start, end in _styles(text, span, lexicon).items()}
    for mention in known:
        if mention.kind in _COLLAPSED and mention.span.end_char <= span.end_char:
            collapsed[mention.span.start_char] = _COLLAPSED[mention.kind], mention.span.end_char, mention.value
    collapsed.update((start, ("Q", title.end_char, "")) for start, title in titles.items())
    position, opens = span.start_char, True
    while match := _TOKEN.search(text, position, span.end_char):
        start, position = match.span()
        value = ""
        if start in collapsed:
            letter, position, value = collapsed[start]
            word = text[start:position]
        else:
            word = match.group()
            kind = match.lastgroup
            if kind == "word":
                letter = _class_of_word(word, lexicon, opens, shouting)
            elif kind == "dash":
                letter = "-"
                start += len(word) - len(word.lstrip())
                word = word.strip()
            elif kind in ("number", "suffix"):
                letter = _class_of_number(*match.group("number", "suffix"))
            elif kind == "abbreviation":
                letter = _class_of_abbreviation(word)
            else:
                letter = _CLASS_OF_KIND.get(kind or "") or _OTHER.get(word, ".")
        tokens.append(Token(start, start + len(word), word, value))
        classes.append(letter)
        opens = letter in '".-' and (opens or (letter == "." and word in ":•"))
    return Tokens(tuple(tokens), "".join(classes))
