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
_SMALL = (
    "of|the|a|an|in|to|for|on|at|with|without|from|over|under|into|between|beyond|through|across"
    "|de|la|le|les|des|del|du|el|da|do|dos|von|der|und|y"
)
_TITLE = (
    rf"(?<![\w’'/-])(?P<title>{_WORD}"
    rf"(?:[!?]?(?: (?:{_SMALL})){{0,2}} (?:{_WORD}|No\. \d{{1,3}}|\d{{1,4}}(?!\w))){{0,7}}[!?]?)"
)
_NAME = rf"{_WORD}(?: (?:(?:de|da|del|van|von|al|el|bin|ben) )?{_WORD}){{1,3}}"
_WORK = (
    r"(?:films?|feature|movie|picture|drama|comedy|tragicomedy|thriller|documentary|animation|melodrama|western|musical"
    r"|fable|chronicle|satire|mini-?series|series|short|debut|mystery|biopic|epic|romance|cartoon|docudrama|mockumentary)"
)
_KIND = rf"(?:(?!(?:of|by|in|at|for|from|and|to) )[\w’-]{{1,20}} ){{0,4}}?{_WORK}(?: {_WORK})?"
# behind what it is: what a film alone has, or what it is about
_OF_WORK = (
    r"(?: (?:\w{1,12} and )?(?:directed|helmed|shot|filmed|made|written|penned|created|lensed|set)"
    r"(?: [^.,;:\n\"“”()]{1,40}?)?)? (?:by|from|starring|featuring|about)"
)
_YEAR = r"(?:19|20)\d\d"
# what behind a title leaves no doubt that it is one: "a drama by", "Paz Rubio's 1969 comedy", a year and one of these,
# "documentary, 2020"
_APPOSED = re.compile(
    rf"{_TITLE}(?:(?P<by>, (?:an?|the|another) {_KIND}{_OF_WORK} )"
    rf"|, (?:{_NAME}|{_WORD})[’']s? (?:first |own )?{_KIND}"
    r"(?=[,.;)]| (?:by|from|starring|featuring|about|with|set|in|on|that|which|was|is|has)\b)"
    rf"| \((?:[^()\n]{{1,40}}, ?)?{_YEAR}\)"
    rf"(?:,? (?:directed )?by (?={_WORD} )|, (?:an?|the|{_NAME}[’']s?) {_KIND}\b)"
    rf"|, {_KIND}, {_YEAR}\b)"
)
# a title that may begin before a comma, a colon, "and" or "de" is left to the tagger: "Mogadishu, My Love"; so are whom
# "by" names and where something is: "at Kino Riga, a comedy by"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MAY_BEGIN_BEFORE = re.compile(
    rf"(?:(?<![\w’'-])(?!{_WEEKDAY}:){_WORD}[,:]?(?: and)?(?: (?:{_SMALL}))? |\d,? "
    r"|\b(?:[Ii]n|[Aa]t|of|the|de|del|du|des|la|le) |\b[Bb]y (?:[a-z-]{1,15} ){0,2})$"
)
# but of these there is a title: "the only copy of"
_OF_TITLE = re.compile(
    r"\b(?:cop(?:y|ies)|prints?|screenings?|showings?|premieres?|projection|version|filming|shooting|makers?|directors?"
    r"|stars?|cast|producers?|release|restoration|remake|rights) of $"
)
# what is shown is a title: "screened Salt Road at"; one word alone may be anything
_SCREENED = re.compile(
    rf"\b(?:(?:screen|premier|unspool)(?:s|e|es|ed|ing)?|(?:screening|showing|premiere|projection) of) "
    rf"(?P<title>{_WORD}(?:(?: (?:of|the|an?|de|la|les?|des|del|du|el|d[ao])){{0,2}}"
    rf" (?:{_WORD}|\d{{1,4}}(?!\w))){{1,7}}[!?]?)"
    r"(?=[,.]? (?:at|in|on|to|for|with|before|during|was|will|took|followed|as|and then) )"
)
_PREPOSITION = "In|On|At|With|From|For|Without|Under|Over|After|Before|Behind|Between|Beyond|Above|Below|Across|Through"
# of a sentence's first word nobody knows whether the title begins with it, but for "On the Roof": else it were "On The"
_OPENING = re.compile(
    rf"(?:{_PREPOSITION}|Also|And|But|Then|By) (?!the |a |an )"
    r"|(?:Opening|Closing|Starting|Beginning|Ending|Screened|Shown|Presented|Next) (?:with|by|after|before|is|was|up) "
)
# "opened at Kino Riga with Harbour Library": what is shown stands behind where
_WHERE = re.compile(r"\b(?:[Aa]t|[Ii]n) (?:the )?$")
_SHOWN_THERE = re.compile(rf".{{0,90}}? with (?=[{_CAPITAL}])")
# "Filming of Red Hill", "A late show of the classic Red Hill"
_LEAD = re.compile(
    r"(?:(?:The )?(?:[Ff]ilming|[Ss]hooting|[Pp]roduction|[Ss]creening|[Ss]howing|[Pp]remiere) of (?:the )?"
    rf"|(?:An?|The|Another) (?:[a-z0-9-]{{1,20}} ){{1,8}}(?:{_WORK}|classic) )(?=[{_CAPITAL}])"
)
_LOST_HEAD = re.compile(rf"(?<=[a-z,;:] )(?:{_PREPOSITION})(?: the| an?)? $")
_LOST_HALF = re.compile(rf"(?<=[a-z] )(?<!\bthe )(?<!\ba )([{_CAPITAL}][\w’'-]{{1,20}}) and $")
_PRIZE = re.compile(
    rf"(?<!\w)(?:[{_CAPITAL}][\w’'-]{{0,30}}+(?: of| de)? ){{1,6}}(?:for|to) (?=(?:The|A|An) [{_CAPITAL}])"
)
# "opens at Kino Riga with The Thaw": a title begins with its article
_OPENS_WITH_ARTICLE = re.compile(rf".{{0,90}} (?:for|with|in|to|from|at|on|of) (?=(?:The|A|An) [{_CAPITAL}])")
_DETERMINERS = ("the ", "a ", "an ", "its ", "his ", "her ")
_POSSESSIVES = ("'", "’")
_REACH = 24
_MAX_NAME = 200  # characters; what is longer and reaches into a title is no name
_AROUND = 4000  # characters looked through for a word that stands alone: a bound, so that the cost stays linear


def find_apposed(text: str, sentence: Span, tokens: Tokens, taken: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the titles of one sentence that stand before "a drama by" or behind "screened".

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
        before = max(sentence.start_char, start - _REACH)
        if start == sentence.start_char and (opening := _OPENING.match(text, start, end)):
            start = opening.end()
        elif _WHERE.search(text, before, start) and (there := _SHOWN_THERE.match(text, start, end)):
            start = there.end()
        elif _MAY_BEGIN_BEFORE.search(text, before, start) and not _OF_TITLE.search(text, before, start):
            continue
        if article := _OPENS_WITH_ARTICLE.match(text, start, end):
            start = article.end()
        span = Span(start, end)
        first, last = tokens.places(span)
        rivals = near[bisect_left(starts, start - _MAX_NAME) : bisect_left(starts, end)]
        is_made = (match["by"] or "").endswith(" by ")
        if first < last and not any(_bars(mention, span, text, is_made=is_made) for mention in rivals):
            yield Mention(Kind.FILM, span, text[start:end], "apposed")
    for match in _SCREENED.finditer(text, *sentence):
        span = Span(*match.span("title"))
        first, last = tokens.places(span)
        rivals = near[bisect_left(starts, span.start_char - _MAX_NAME) : bisect_left(starts, span.end_char)]
        if last - first > 1 and not any(_rivals(mention, span, text) for mention in rivals):
            yield Mention(Kind.FILM, span, match["title"], "apposed")


def _rivals(mention: Mention, span: Span, text: str) -> bool:
    """Tell whether a name that reaches into what is shown is no person, who cannot be shown, or is an owner."""
    owns = text.startswith(_POSSESSIVES, mention.span.end_char)
    return mention.span.end_char > span.start_char and (owns or mention.kind is not Kind.PERSON)


def _bars(mention: Mention, span: Span, text: str, *, is_made: bool) -> bool:
    """Tell whether a name in a supposed title is no part of one: who owns it, a post before it, a place and no more.

    Where somebody else is told to have made it, "Mr Dara" does not own "Mr Dara's Wedding".
    """
    if mention.span.start_char >= span.end_char or mention.span.end_char <= span.start_char:
        return False
    if mention.kind in (Kind.QUOTE, Kind.DATE):
        return True
    owns = text.startswith(_POSSESSIVES, mention.span.end_char) and not (is_made and mention.kind is Kind.PERSON)
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
    if lead := _LEAD.match(text, start, end):
        return Span(lead.end(), end)
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
