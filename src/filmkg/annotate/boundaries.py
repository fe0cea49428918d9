"""Where a tagged name begins and ends: what counts it, where it is from and who owns it is no part of it."""

from __future__ import annotations

import re

from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.tokens import Tokens
from filmkg.model import Kind, Span

_MAX_COUNT_WORDS = 3
# in small letters before "of", a part of an event: "the first evening of the Lantern Film Week"
_PARTS = frozenset({"evening", "night", "day", "session", "screening", "round", "leg", "stage"})
_LEAST_FESTIVAL_WORDS = 2
_EDITIONS = ("edition", "instalment", "installment")
_SEATED = frozenset({"Embassy", "Consulate"})
_CURRENCY_LETTERS = 3  # ISO 4217: "KRW"
_COUNTRY = ("N", "D")
_CODE_LETTERS = 2  # ISO 3166-1 alpha-2
# two or three capitalised words that mean nothing, the second of which may be a place as well, and what owns
_OWNED = re.compile(r"C-?[CiNG]C?'")
# "the Faroes and Iceland Film Days": the article stands for both, so both are of the name
_COUPLED = re.compile(r"(?<=3)[ND]4\Z")
_COUPLED_TOKENS = 3
_COUPLED_DAYS = frozenset({"days", "week", "weeks", "weekend", "nights", "month", "months"})
# what a title says before a country's cinema, and behind it: "A Glance at Swedish Cinema", "Encounters with ..."
_GLANCE = re.compile(r"[CUEK][57]3?\Z")
_GLANCE_TOKENS = 3
_AT_CINEMA = re.compile(r"[57]3?[CU]?[ND](?=[CUF])")
_ARTICLES = ("A", "An", "The")
_CINEMA = frozenset({"Cinema", "Film", "Films", "Screen"})
# when it is shown, before a title in a programme: "13.06"
_TIME = re.compile(r"\d{1,2}\.\d\d")
_LEAST_LETTERS = 4  # of an event's name in capitals
_CLASS_WORDS = _CINEMA | {"Movies", "Festival", "Week", "Days", "Shorts", "Documentaries"}


def trimmed(tokens: Tokens, start: int, end: int, kind: Kind) -> tuple[int, int]:
    """Return a name without an honorific or a time before it, without a bracket, a mark or its origin behind it."""
    classes = tokens.classes
    if kind is Kind.VENUE and classes[start:end].endswith("5G"):
        end -= 2
    while kind is Kind.PERSON and start < end and classes[start] == "h":
        start += 1
    while kind is Kind.FILM and start < end - 1 and _TIME.fullmatch(tokens.tokens[start].text):
        start += 1
    if kind is Kind.FILM and classes.startswith("7N", end - 2) and tokens.tokens[end - 2].text == "from":
        end -= 2
    if kind is Kind.AWARD:
        start, end = _without_money(tokens, start, end)
    if kind is Kind.EVENT:
        start = _behind_part(tokens, _behind_count(tokens, start, end), end)
        start, end = _whole_title(tokens, start, end)
        start = _behind_kind(tokens, _with_coupled(tokens, start, end), end)
    if kind in (Kind.EVENT, Kind.ORGANIZATION):
        end = _before_acronym(tokens, start, end)
    while start < end and (classes[end - 1] in ',-"(' or (classes[end - 1] == ")" and "(" not in classes[start:end])):
        end -= 1
    if kind is Kind.ORGANIZATION:
        end = _with_seat(tokens, start, _before_country_code(tokens, start, end))
    if kind is Kind.AWARD and start < end and classes.startswith("A", end):
        end += 1  # "Best Actress" is the prize of that name
    if kind is Kind.AWARD and classes.startswith("R1", start) and "A" not in classes[start:end]:
        end = start  # "she received the Minister of Culture"
    return start, end


def _behind_kind(tokens: Tokens, start: int, end: int) -> int:
    """Return where the name begins behind what it is the name of: "the festival of Estonian film NORDFILM"."""
    last = tokens.tokens[end - 1].text if end > start else ""
    is_name = last.isupper() and last.isalpha() and len(last) >= _LEAST_LETTERS and last.title() not in _CLASS_WORDS
    first = tokens.tokens[start].text if end > start else ""
    return end - 1 if is_name and first.isalpha() and first.islower() else start


def owner_of(tokens: Tokens, start: int, end: int) -> Span | None:
    """Return the person whom a supposed title names as well: "Ann Nowak's Red Hill", but not "Sankara's Shadow"."""
    owned = _OWNED.match(tokens.classes, start, end)
    return tokens.span(start, owned.end() - 1) if owned and owned.end() < end else None


def halves(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """Return the title and the original one of what was taken for one name: "Salt Ferry / Soolalaev".

    A country before the slash is no title: "Estonia / Salt Ferry".
    """
    slashes = [place for place in range(start + 1, end - 1) if tokens.tokens[place].text == "/"]
    if len(slashes) != 1 or not _is_spaced(tokens, slashes[0]):
        return [(start, end)]
    behind = (slashes[0] + 1, end)
    return [behind] if tokens.classes[start : slashes[0]] in _COUNTRY else [(start, slashes[0]), behind]


def festival_behind(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Return where a festival begins that is named behind its own body or prize, or None.

    "board of the Lantern Film Festival", "Grand Prix of the Lantern Film Days".
    """
    words = [token.text for token in tokens.tokens[start:end]]
    if "of" not in words[1:-_LEAST_FESTIVAL_WORDS]:
        return None
    first = words.index("of", 1) + 1
    first += words[first] == "the"
    behind = words[first:]
    is_festival = any(
        word[0].isupper() and lexicon.event.get(word.lower()) in ("FilmFestival", "FilmDays") for word in behind[1:]
    )
    has_name = any(
        word[0].isupper() and word.lower() not in lexicon.event and word.lower() not in lexicon.film_words
        for word in behind
    )
    return start + first if is_festival and has_name else None


def _is_spaced(tokens: Tokens, place: int) -> bool:
    before, own, after = tokens.tokens[place - 1 : place + 2]
    return before.end_char < own.start_char and own.end_char < after.start_char


def _without_money(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return a prize without what it is worth, and without where it is given.

    "€3,000 Pitch Award", "Prize of KRW 5 million", "Gold Medal at the Salt Awards".
    """
    words = [token.text for token in tokens.tokens[start:end]]
    behind = next((place for place in range(1, len(words)) if tokens.classes[start + place] in "Aa"), len(words))
    first = next((place for place, word in enumerate(words[:behind]) if word[0].isalpha()), 0)
    for place in range(behind + 1, len(words) - 1):
        is_sum = words[place + 1][0].isdigit() or (
            words[place + 1].isupper() and len(words[place + 1]) == _CURRENCY_LETTERS
        )
        is_worth = words[place] in ("of", "worth") and is_sum
        if words[place] == "at" or is_worth:
            return start + first, start + place
    return start + first, end


def _before_country_code(tokens: Tokens, start: int, end: int) -> int:
    """Return where a body's name ends before the code of its country: "Mandragora (RO)"; none is left of "RO" alone."""
    words = [token.text for token in tokens.tokens[max(0, start - 1) : end + 1]]
    if end - start == 1 and len(words) == 3 and words[0] == "(" and words[2] == ")" and _is_code(words[1]):
        return start
    words = [token.text for token in tokens.tokens[max(start, end - 3) : end]]
    return end - 3 if end - start > 3 and words[0] == "(" and words[2] == ")" and _is_code(words[1]) else end


def _before_acronym(tokens: Tokens, start: int, end: int) -> int:
    """Return where a name ends before its acronym in brackets, which is another name for it."""
    words = [token.text for token in tokens.tokens[max(start, end - 3) : end]]
    is_acronym = len(words) == 3 and words[0] == "(" and words[2] == ")" and words[1].isupper()
    return end - 3 if end - start > 3 and is_acronym and len(words[1]) > _CODE_LETTERS else end


def _with_seat(tokens: Tokens, start: int, end: int) -> int:
    """Return where the name of an embassy ends with its city: "Georgian Embassy in Riga"."""
    is_seated = start < end and tokens.tokens[end - 1].text in _SEATED
    return end + 2 if is_seated and tokens.classes.startswith("5G", end) and tokens.tokens[end].text == "in" else end


def _is_code(word: str) -> bool:
    return len(word) == _CODE_LETTERS and word.isalpha() and word.isupper()


def _behind_count(tokens: Tokens, start: int, end: int) -> int:
    """Return where an event's name begins behind what counts it: "the third edition of the Cinemadrom".

    Nothing is left of what only counts.
    """
    words = [token.text.lower() for token in tokens.tokens[start:end]]
    if words[-1:] and words[-1] in _EDITIONS and tokens.classes[start : end - 1] == "9":
        return end  # "the 15th edition": of what was named before
    for place in range(min(len(words) - 2, _MAX_COUNT_WORDS)):
        if words[place] in _EDITIONS and words[place + 1] == "of":
            return start + place + (3 if words[place + 2] == "the" and place + 3 < len(words) else 2)
    return start


def _behind_part(tokens: Tokens, start: int, end: int) -> int:
    """Return where an event's name begins behind the part of it that is told of: "the first evening of the ..."."""
    for place in range(start, min(start + _MAX_COUNT_WORDS, end - 2)):
        if tokens.tokens[place].text in _PARTS and tokens.classes[place + 1] == "1":
            first = place + (3 if tokens.classes[place + 2] == "3" else 2)
            return first if "E" in tokens.classes[first + 1 : end] else start
    return start


def _with_coupled(tokens: Tokens, start: int, end: int) -> int:
    """Return where the name of days of two countries begins: "the Faroes and Iceland Film Days"."""
    heads = zip(tokens.tokens[start:end], tokens.classes[start:end], strict=True)
    if any(letter == "E" and token.text.lower() in _COUPLED_DAYS for token, letter in heads):
        coupled = _COUPLED.search(tokens.classes, max(0, start - _COUPLED_TOKENS), start)
        if coupled is not None and tokens.tokens[start - 1].text == "and":
            return coupled.start()
    return start


def _whole_title(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the whole of a title that says how a country's cinema is looked at, of which a half was seen."""
    words, classes = tokens.tokens, tokens.classes
    if start < end and classes[start] in "ND" and words[end - 1].text in _CINEMA and end - start == 2:
        before = _GLANCE.search(classes, max(0, start - _GLANCE_TOKENS), start)
        if before is not None:
            first = before.start()
            return first - (first > 0 and words[first - 1].text in _ARTICLES), end
    if end - start == 1 and classes[start] in "CU":
        behind = _AT_CINEMA.match(classes, end)
        if behind is not None and words[behind.end()].text in _CINEMA:
            return start, behind.end() + 1
    return start, end
