"""Titles in prose that stand before what they are: "Harbour Library, a drama by Ann Nowak"; and titles made whole.

What stands behind such a title leaves no doubt that it is one, even where its last word is the head of a body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention, Span

_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽƏİŞĞ"
_WORD = rf"[{_CAPITAL}][\w’'-]{{0,20}}"
_SMALL = "of|the|a|an|in|to|for|on|at|with|without|from|de|la|le|des|del|du"
_WORK = (
    r"(?:films?|feature|movie|picture|drama|comedy|tragicomedy|thriller|documentary|animation|melodrama|western|musical"
    r"|fable|chronicle|satire|mini-?series|series|short|debut)"
)
_MADE = r"(?:(?:\w{1,12} and )?(?:directed|helmed|shot|filmed|made|written|penned|created|lensed) )?"
# a title that may begin before a comma, a colon, "and" or "de" is left to the tagger: "Mogadishu, My Love"; so are whom
# "by" names and where something is: "at Kino Riga, a comedy by"
_MAY_BEGIN_BEFORE = re.compile(
    rf"(?:(?<![\w’'-]){_WORD}[,:]?(?: and)?(?: (?:{_SMALL}))? |\d,? "
    r"|\b(?:[Bb]y|[Ii]n|[Aa]t|of|the|de|del|du|des|la|le) )$"
)
_APPOSED = re.compile(
    rf"(?<![\w’'/-])(?P<title>{_WORD}(?:(?: (?:{_SMALL})){{0,2}} (?:{_WORD}|\d{{1,4}}(?!\w))){{0,7}})"
    rf", (?:an?|the|another|{_WORD} {_WORD}[’']s?) (?:(?!(?:of|by|in|at|for|from|and|to) )[\w’-]{{1,20}} ){{0,4}}?"
    rf"{_WORK} (?:{_WORK} )?{_MADE}(?:by|from|starring) "
)
_PREPOSITION = "In|On|At|With|From|For|Without|Under|Over|After|Before|Behind|Between|Beyond|Above|Below|Across|Through"
# of a sentence's first word nobody knows whether the title begins with it, but for "On the Roof": else it were "On The"
_OPENING = re.compile(rf"(?:{_PREPOSITION}|Also|And|But|Then|By) (?!the |a |an )")
_LOST_HEAD = re.compile(rf"(?<=[a-z,;:] )(?:{_PREPOSITION})(?: the| an?)? $")
_LOST_HALF = re.compile(rf"(?<=[a-z] )(?<!\bthe )(?<!\ba )([{_CAPITAL}][\w’'-]{{1,20}}) and $")
_PRIZE = re.compile(
    rf"(?<!\w)(?:[{_CAPITAL}][\w’'-]{{0,30}}+(?: of| de)? ){{1,6}}(?:for|to) (?=(?:The|A|An) [{_CAPITAL}])"
)
# "opens at Kino Riga with The Thaw": a title begins with its article
_OPENS_WITH_ARTICLE = re.compile(rf".{{0,90}} (?:for|with|in|to|from|at|on|of) (?=(?:The|A|An) [{_CAPITAL}])")
_DETERMINERS = ("the ", "a ", "an ", "its ", "his ", "her ")
_REACH = 24
_MAX_NAME = 200  # characters; what is longer and reaches into a title is no name
_AROUND = 4000  # characters looked through for a word that stands alone: a bound, so that the cost stays linear


def find_apposed(text: str, sentence: Span, tokens: Tokens, taken: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the titles of one sentence that stand before "a drama by".

    Args:
        text: The whole article.
        sentence: Where it stands.
        tokens: The tokens of it.
        taken: What else is known of the sentence: no title holds its owner, a post before it, a date or a quotation.
    """
    near = sorted(taken, key=lambda mention: mention.span)
    starts = [mention.span.start_char for mention in near]
    for match in _APPOSED.finditer(text, *sentence):
        start, end = match.span("title")
        if start == sentence.start_char and (opening := _OPENING.match(text, start, end)):
            start = opening.end()
        elif _MAY_BEGIN_BEFORE.search(text, max(sentence.start_char, start - _REACH), start):
            continue
        if article := _OPENS_WITH_ARTICLE.match(text, start, end):
            start = article.end()
        span = Span(start, end)
        first, last = tokens.places(span)
        rivals = near[bisect_left(starts, start - _MAX_NAME) : bisect_left(starts, end)]
        if first < last and not any(_bars(mention, span, text) for mention in rivals):
            yield Mention(Kind.FILM, span, text[start:end], "apposed")


def _bars(mention: Mention, span: Span, text: str) -> bool:
    """Tell whether a name in a supposed title is no part of one: who owns it, a post before it, a place and no more."""
    if mention.span.start_char >= span.end_char or mention.span.end_char <= span.start_char:
        return False
    if mention.kind in (Kind.QUOTE, Kind.DATE):
        return True
    owns = text.startswith(("'", "’"), mention.span.end_char)
    is_place = mention.kind in (Kind.COUNTRY, Kind.CITY, Kind.DEMONYM)
    opens = mention.span.start_char <= span.start_char
    return opens and (mention.kind is Kind.ROLE or owns or (is_place and mention.span.covers(span)))


def with_whole_titles(text: str, names: Sequence[Mention]) -> list[Mention]:
    """Return the names of a sentence, the titles among them made whole."""
    whole = []
    for name in names:
        span = _whole(text, name.span, names) if name.kind is Kind.FILM else name.span
        is_same = span == name.span
        whole.append(name if is_same else name._replace(span=span, name=text[span.start_char : span.end_char]))
    return whole


def _whole(text: str, span: Span, taken: Sequence[Mention]) -> Span:
    """Return a title with what the tagger left of it, and without the prize that it took into it.

    "saw On Foot to Varna", where "On" is no word of the sentence; "Wool and Water (2013)", where neither word stands
    alone around it; "the Golden Lens for The Archivist".
    """
    start, end = span
    before = text[max(0, start - _REACH) : start]
    if before.endswith(_DETERMINERS) and (prize := _PRIZE.match(text, start, end)):
        return Span(prize.end(), end)
    lost = _LOST_HEAD.search(before) or _half_of(text, span, before)
    if lost is None:
        return span
    start -= len(before) - lost.start()
    return span if any(start < mention.span.end_char <= span.start_char for mention in taken) else Span(start, end)


def _half_of(text: str, span: Span, before: str) -> re.Match[str] | None:
    """Return the first half of "Wool and Water": one word and one word that are always named together."""
    name = text[span.start_char : span.end_char]
    half = None if " " in name else _LOST_HALF.search(before)
    if half is None or not text.startswith((" (", ", "), span.end_char):
        return None
    around = text[max(0, span.start_char - _AROUND) : span.end_char + _AROUND]
    both = around.count(f"{half[1]} and {name}")
    return half if around.count(half[1]) == both == around.count(name) else None
