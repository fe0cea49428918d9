"""The lines of lists as rows: by which layout each is made, and what stands in its places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from filmkg.annotate.credits import CreditReader, has_duration
from filmkg.annotate.layouts import BETWEEN_PEOPLE, NAME, Layout, Layouts
from filmkg.annotate.lines import LEAD, Line
from filmkg.model import Kind, Span

_MAX_TITLE_WORDS = 10
# what opens the lines of a list, by what opens its layout
_KIND_OF_LIST = {"country": "country", "award": "award", "craft": "award", "title": "film", "person": "film"}
_BEST = "best"
_OF_JURY = ("jury", "jurors", "panel", "committee", "nominees")
# "R.M.N." ends in no stop; "a talk moderated" by somebody is no title
_ENDS = re.compile(
    r"(?<![^\W\d_]\.[^\W\d_])[.:;,/]$| (?:and|by|of|from|with|made|written|[a-z-]+ed)$|^(?:shared|also|best)$",
    re.IGNORECASE,
)
_CUT = re.compile(r" [|–—-] | \+ |\)\. ")
_EXPLAINED = re.compile(rf"\A{NAME}, (?:the|an?) [a-z]")
_BEHIND = re.compile(r", (?:an?|the) [^,]+$|,? ex (?:a|æ)equo$", re.IGNORECASE)
_PERSON = re.compile(rf"\A{NAME}")
_WORD = re.compile(r"[\w’'-]+")
_FOR = re.compile(r"\A([^:“”\"]{2,40}): ")
_BEFORE_TOLD = re.compile(r"[,.:] | / | \(")
_WITH_ORIGINAL = re.compile(r"\A(?P<title>[^/()[\]]+?)(?: / (?P<slash>[^/()]+)| [(\[](?P<bracket>[^/()[\]\d]+)[)\]])")
_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")
_LEAST_PROSE_WORDS = 3
BETWEEN = re.compile(BETWEEN_PEOPLE)
# "…: Ana Duarte (The Salt Ferry), Karin Holm (Red Garden)": nominees, of whom nobody has won yet
_MORE = re.compile(rf"\A\)?, {NAME} \(")
_CODE_LETTERS = 3
# a word in small letters before one with a capital, not far from the beginning
_KIND_BEFORE = re.compile(r"\A(?:[\w–-]{2,24} ){0,3}?(?P<kind>[a-z]{3,20}) (?=[^\W\d_a-z])")
_BY, _CREDITED = "by", ("told", "country", "award", "craft", "original")
_OWNER = re.compile(r"[’']s ")
_QUOTES = '“”"«»„'
DIGITS = "0123456789"  # places of one name are numbered


class Piece(NamedTuple):
    """What stands in a place of a line."""

    words: str
    start_char: int


class Row(NamedTuple):
    """A line of a list: which line of the article, its layout, and what stands in its places."""

    number: int
    layout: Layout
    places: Mapping[str, Piece]


def rows_of(
    number: int, line: Line, reader: CreditReader, layouts: Layouts, english: AbstractSet[str]
) -> Iterator[tuple[str, Row]]:
    """Yield a line as one of each kind of list that it can belong to, by the first layout that it has."""
    lead = LEAD.match(line.text)
    start = lead.end() if lead else 0
    if reader.words.label(line.text[start:]) is not None:
        return  # "Directed by: Karin Holm" is a line of a card
    text, start_char = line.text[start:], line.span.start_char + start
    is_possible = {
        "country": any(place.span.start_char == start_char for place in reader.known.inside(line.span)),
        "award": _is_prize(text, reader),
        "film": True,
    }
    for layout in layouts.all:
        kind = _KIND_OF_LIST[layout.first]
        if not is_possible[kind]:
            continue
        match = layout.pattern.fullmatch(text)
        places = _places(match, start_char, layout, reader, layouts.craft) if match is not None else None
        if places is None:
            continue
        is_person = layout.is_marked or is_like_person(BETWEEN.split(places["person1"].words)[0], english)
        is_lead = not (layout.is_marked and is_sure(places)) and _opens_with_lead(places["title1"].words, reader)
        if is_person and not is_lead:
            is_possible[kind] = False
            yield kind, Row(number, layout, places)


def _places(
    match: re.Match[str], start_char: int, layout: Layout, reader: CreditReader, craft: Mapping[str, str]
) -> dict[str, Piece] | None:
    """Return what stands in the places of a line; None where it cannot stand there."""
    pieces = {
        place: Piece(words, start_char + match.start(place))
        for place, words in match.groupdict().items()
        if words is not None
    }
    if "craft1" in pieces and _MORE.match(match.string[max(map(match.end, pieces)) :]):
        return None
    pieces["title1"], places = _cut(_trimmed(pieces["title1"], reader), reader)  # each layout has a title
    for place, piece in pieces.items():
        name = place.rstrip(DIGITS)
        is_told = _is_told(piece, reader, countries_only=name in ("country", "from"))
        if name == "original" and is_told:
            places["told"] = piece
            continue
        is_for_work = name == "award" and "honoured1" not in pieces and craft_of(piece.words, craft) is not None
        if is_for_work and _PERSON.match(pieces["title1"].words) is not None:
            return None  # who gets it, and no film
        if name == "told" and not is_told and layout.is_marked and place == [*pieces][-1]:
            continue  # the line goes on with something else
        if not (is_told if name in ("country", "from", "told") else _can_stand(name, piece, reader, craft)):
            return None
        places[place] = Piece(_BEHIND.sub("", piece.words), piece.start_char)
    return places


def _trimmed(title: Piece, reader: CreditReader) -> Piece:
    """Return a title without what it is for, or when, and without what is said of it: "Opening film: ", ", a drama"."""
    lead = _FOR.match(title.words)
    words = _WORD.findall(lead[1].lower()) if lead else ()
    is_code = lead is not None and lead[1].isupper() and len(lead[1]) <= _CODE_LETTERS
    is_for = is_code or all(word[0].isdigit() for word in words) or not reader.lexicon.entry_lead.isdisjoint(words)
    start = lead.end() if lead and is_for else 0
    kind = _KIND_BEFORE.match(title.words[start:])
    if kind is not None and kind["kind"] in reader.lexicon.genre_head:
        start += kind.end()  # "Iranian short Recess"
    return Piece(_BEHIND.sub("", title.words[start:]), title.start_char + start)


def _cut(title: Piece, reader: CreditReader) -> tuple[Piece, dict[str, Piece]]:
    """Cut a title where countries, a year and the like follow: "Io capitano, Italy/Belgium"."""
    for mark in _BEFORE_TOLD.finditer(title.words):
        rest = Piece(title.words[mark.end() :], title.start_char + mark.end())
        if _is_told(rest, reader, countries_only=False):
            return _split(Piece(title.words[: mark.start()], title.start_char), {"told": rest})
    return title, {}


def _split(title: Piece, told: dict[str, Piece]) -> tuple[Piece, dict[str, Piece]]:
    """Split a title into it and the original title."""
    found = _WITH_ORIGINAL.fullmatch(title.words)
    if found is None:
        return title, told
    place = "slash" if found["slash"] else "bracket"
    original = Piece(found[place], title.start_char + found.start(place))
    return Piece(found["title"], title.start_char), {"original": original, **told}


def _is_told(piece: Piece, reader: CreditReader, *, countries_only: bool) -> bool:
    """Tell whether words are made up of countries, or of countries, years, lengths and kinds of film."""
    kinds = {credit.kind for credit in reader.read(piece.start_char, piece.words.rstrip("*"))}
    return bool(kinds) and (kinds == {"country"} if countries_only else "" not in kinds)


def _can_stand(name: str, piece: Piece, reader: CreditReader, craft: Mapping[str, str]) -> bool:
    """Tell whether words can be a title, a person, or a prize."""
    words = piece.words
    if not any(character.isalnum() for character in words):
        return False
    if name == "title":
        span = Span(piece.start_char, piece.start_char + len(words))
        return (
            len(words.split()) <= _MAX_TITLE_WORDS
            and not any(mark.search(words) for mark in (_ENDS, _CUT))
            and _EXPLAINED.match(words) is None
            and words.count("(") == words.count(")")
            and len(_SMALL_WORD.findall(words)) < _LEAST_PROSE_WORDS
            and not has_duration(words)
            and craft_of(words, craft) is None
            and not any(credit.kind == "money" for credit in reader.read(piece.start_char, words))
            and not any(place.kind is Kind.COUNTRY and place.span == span for place in reader.known.inside(span))
        )
    if name in ("person", "honoured"):
        lexicon = reader.lexicon
        found = _WORD.findall(words.lower())
        tables = (lexicon.role_head, lexicon.award, lexicon.honorific, lexicon.organization)
        return _OWNER.search(words) is None and not any(word in table for table in tables for word in found)
    if name in ("award", "craft"):
        is_one = words.lower().split()[-1] not in _OF_JURY and _CUT.search(words) is None
        return is_one and _is_prize(words, reader) and (name == "award" or craft_of(words, craft) is not None)
    return True


def names_post_or_house(words: str, reader: CreditReader) -> bool:
    """Tell whether words name what a person is, or end in where: "Ambassador Extraordinary", "Oslo Film School"."""
    lexicon, found = reader.lexicon, _WORD.findall(words.lower())
    is_post = not lexicon.role_head.isdisjoint(found)
    ends_in_house = any(word in table for table in (lexicon.organization, lexicon.venue) for word in found[-1:])
    return words[0] not in _QUOTES and (is_post or ends_in_house or not lexicon.profession.isdisjoint(found[-1:]))


def is_sure(places: Mapping[str, Piece]) -> bool:
    """Tell whether a row with "by" and a person has more that only films have: a year, a country, "directed"."""
    by = places.get("by1")
    told = any(place.rstrip(DIGITS) in _CREDITED for place in places)
    return by is None or told or by.words.strip().lower() != _BY


def _opens_with_lead(words: str, reader: CreditReader) -> bool:
    """Tell whether words begin as what an entry is for does: "For the classics fan"."""
    return words.split()[0].lower() in reader.lexicon.entry_lead


def _is_prize(text: str, reader: CreditReader) -> bool:
    """Tell whether a text has a word of prizes."""
    words = _WORD.findall(text.lower())
    return _BEST in words or not reader.lexicon.award.isdisjoint(words)


def craft_of(prize: str, craft: Mapping[str, str]) -> str | None:
    """Return the property of the film whose person gets a prize; None where it is no prize for what a person did."""
    lowered = f" {prize.lower()} "
    found = [word for word in craft if f" {word} " in lowered]
    return craft[max(found, key=len)] if found else None  # "Best Director of Photography" directed nothing


def is_like_person(words: str, english: AbstractSet[str]) -> bool:
    """Tell whether words have the shape of a name, and not most of them are English."""
    if _PERSON.fullmatch(words) is None:
        return False
    found = _WORD.findall(words.lower())
    return sum(word in english for word in found) <= len(found) / 2
