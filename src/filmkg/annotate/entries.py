"""Titles in the entries of programmes and selections: "ROMANIA – Collective / Colectiv (2019), dir. Alexander Nanau".

What stands around the title of such a line leaves no doubt where it begins and ends, however odd the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Mention, Part, Sentence, Span

_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ŽƏİŞĞ"
_WORD = rf"[{_CAPITAL}][\w.’'-]{{0,20}}"
_NAME = rf"{_WORD}(?: (?:de|da|del|van|von|al|el|bin|ben|{_WORD})){{1,3}}"
# not in the middle of a line of words: what cannot open there need not be tried
_OPENS = r"(?<!\w)(?<![\w,.].)"
# a title goes on over a comma only where a country stands before it; it never holds the name of an owner or a year
_PLAIN = r"[^/()\[\]–—;\"“”«»:,]"
_TITLE = rf"{_OPENS}(?P<title>[^\W_a-z](?:(?! and {_NAME}[’'])(?:{_PLAIN}|: |, (?!dir|by|directed|\d{{4}}))){{0,59}}?)"
_TITLE_IN_LIST = rf"{_OPENS}(?P<title>[^\W_a-z](?:(?! and {_NAME}[’'])(?:{_PLAIN}|: )){{0,59}}?)"
_ORIGINAL = (
    r"(?: / (?P<slash>[^/()\[\];,:]{1,50}?)"
    r"| \((?P<bracket>[^\W\d_][^()\d,;/]{1,60})\)(?=,? ?(?:dir|by|directed|\()))?"
)
_BRACKETS = r"(?: \([^()]{1,40}\)){0,2}"
_DIRECTED = rf"(?:, | \(|(?<=\)) )(?:dir\.?|dir:|director:?|directed by|dirs\.?) (?={_NAME})"
_BY = rf"(?:, |(?<=\)) )by (?={_NAME})"
_OWNED = rf"(?<![\w.’'-]){_NAME} ?[’']s (?P<title>[^\W_a-z][^()\[\]–—;\"“”]{{0,59}}?)$"
_BULLET = re.compile(r"[-–—•*·] ?")

# where the line may be prose, only a country and a dash open an entry; in a list anything does
_BEHIND_COUNTRY = tuple(
    re.compile(pattern)
    for pattern in (
        f"{_TITLE}{_ORIGINAL}{_BRACKETS}{_DIRECTED}",
        f"{_TITLE}{_ORIGINAL}{_BRACKETS}{_BY}",
        _OWNED,
    )
)
_IN_LIST = (re.compile(f"{_TITLE_IN_LIST}{_ORIGINAL}{_BRACKETS}(?:{_DIRECTED}|{_BY})"),)
# in prose "dir." leaves no doubt either, but the title reaches only as far back as its capitals
_SMALL = "of|the|a|an|in|to|for|on|at|with|from|and|de|la|le|des|del|du"
_IN_PROSE = re.compile(
    rf"(?<![\w’'/-])(?P<title>{_WORD}(?:(?: (?:{_SMALL})){{0,2}} {_WORD}){{0,7}})(?:, | \()dir(?:\.:?|:)? (?={_NAME})"
)
# "Finland The Thaw (dir. …), Iceland “Heimaey” (dir. …)": countries that stand so at least twice are no part of titles
_OF_COUNTRY = re.compile(
    rf" (?:(?P<title>{_WORD}(?:,?(?: (?:{_SMALL})){{0,2}} {_WORD}){{0,7}})|[“\"][^“”\"]{{1,60}}[”\"])"
    rf" \((?:dir(?:\.:?|:)?|directed by) (?={_NAME})"
)
_MIN_OF_COUNTRIES = 2
_BREAK = re.compile(r"(?: ?[–—:]| -) ?")
_DASH = re.compile(r"[^–—]{3,60}? [–—-] ")
_COLON = re.compile(r"([^:–—]{3,60}): ")


def find_entries(
    text: str, sentence: Sentence, tokens: Tokens, countries: list[Span], lexicon: Lexicon
) -> list[Mention]:
    """Find the titles of one line that is an entry, and in prose those that stand before "dir.".

    Args:
        text: The whole article.
        sentence: The line, or its first sentence.
        tokens: The tokens of it.
        countries: Where countries are named in it.
        lexicon: Word classes.

    Returns:
        The title, and the original one behind it, as far as they are whole tokens.
    """
    opens, end = sentence.span
    if bullet := _BULLET.match(text, opens, end):
        opens = bullet.end()
    for country in countries:
        if country.start_char == opens and (gap := _BREAK.match(text, country.end_char, end)):
            return _first(_BEHIND_COUNTRY, text, gap.end(), end, tokens)
    if bullet is None and sentence.part is not Part.LIST:
        found = [match for country in countries if (match := _OF_COUNTRY.match(text, country.end_char, end))]
        if len(found) < _MIN_OF_COUNTRIES:
            titles = _IN_PROSE.finditer(text, opens, end)
            found = [match for match in titles if Span(*match.span("title")) not in countries]
        return [title for match in found for title in _mentions(match, text, tokens)]
    return _first(_IN_LIST, text, _behind_lead(text, opens, end, lexicon), end, tokens)


def _behind_lead(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return where an entry begins behind what it is for: a prize, a section, a day and an hour."""
    if lead := _DASH.match(text, start, end):
        return lead.end()
    lead = _COLON.match(text, start, end)
    return lead.end() if lead and not lexicon.entry_lead.isdisjoint(lead[1].lower().split()) else start


def _first(patterns: tuple[re.Pattern[str], ...], text: str, start: int, end: int, tokens: Tokens) -> list[Mention]:
    for pattern in patterns:
        if match := pattern.match(text, start, end):
            return [*_mentions(match, text, tokens)]
    return []


def _mentions(match: re.Match[str], text: str, tokens: Tokens) -> Iterator[Mention]:
    for group in match.re.groupindex:
        span = Span(*match.span(group))
        if span.start_char < 0:
            continue
        first, last = tokens.places(span)
        if first < last:
            whole = tokens.span(first, last)
            yield Mention(Kind.FILM, whole, text[whole.start_char : whole.end_char], "entry")
