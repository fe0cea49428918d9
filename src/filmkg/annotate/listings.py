"""Films, people and prizes in lists whose lines share a kind of layout.

    Chile: Ana Duarte with The Salt Ferry         * The Salt Ferry / El barco de sal – Ana Duarte (Chile, Peru)
    Estonia: Karin Holm with Red Garden           * 120 Lamps – Karin Holm (Estonia)

One such line could be anything; three of them near each other say what stands where, so any words can be a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from filmkg.annotate.credits import CreditReader, has_duration
from filmkg.annotate.layouts import NAME, Layout, Layouts
from filmkg.annotate.lines import LEAD, Line
from filmkg.model import CARD_ORIGINAL, Kind, Listed, Mention, Span

_LEAST_LINES = 3
_REACH_LINES = 3  # to the next line of the same list
_LEAST_SHARE = 0.5  # of the lines between the first and the last
_MAX_TITLE_WORDS = 10
_MOST_LIKE_PEOPLE = 0.5  # of the titles where no word tells them from people
# what opens the lines of a list, by what opens its layout; the kinds that ask for more come first
_KIND_OF_LIST = {"country": "country", "award": "award", "craft": "award", "title": "film", "person": "film"}
_KINDS_OF_LISTS = tuple(dict.fromkeys(_KIND_OF_LIST.values()))
_PROPERTY = {"country": "countryOfOrigin", "year": "releaseYear", "genre": "genre"}
_BEST = "best"
# "R.M.N." ends in no stop; "a talk moderated" by somebody is no title
_ENDS = re.compile(r"(?<![^\W\d_]\.[^\W\d_])[.:;,/]$| (?:and|[a-z-]+ed)$")
_CUT = re.compile(r" [|–—-] | \+ ")
_EXPLAINED = re.compile(rf"{NAME}, (?:the|an?) [a-z]")
_BEHIND = re.compile(r", (?:an?|the) [^,]+$|,? ex (?:a|æ)equo$", re.IGNORECASE)
_BETWEEN_PEOPLE = re.compile(r", | and | & | / |; ")
_PERSON = re.compile(NAME)
_WORD = re.compile(r"[\w’'-]+")
_FOR = re.compile(r"([^:“”\"]{2,40}): ")
_BEFORE_TOLD = re.compile(r"[,.:] | / | \(")
_WITH_ORIGINAL = re.compile(r"(?P<title>[^/()[\]]+?)(?: / (?P<slash>[^/()]+)| [(\[](?P<bracket>[^/()[\]\d]+)[)\]])")
_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])")
_LEAST_PROSE_WORDS = 3
_DIGITS = "0123456789"
_MARKS = "\"“”«»„‘’' "


class _Piece(NamedTuple):
    """What stands in a place of a line."""

    words: str
    start_char: int


class _Row(NamedTuple):
    """A line of a list: which line of the article, its layout, and what stands in its places."""

    number: int
    layout: Layout
    places: Mapping[str, _Piece]


def find_listings(
    lines: Sequence[Line], reader: CreditReader, layouts: Layouts, english: frozenset[str]
) -> tuple[list[Mention], list[Listed]]:
    """Find what the lines of lists name, and what their layout says of each film.

    Args:
        lines: The short lines of the article.
        reader: Tells countries, years, lengths and kinds of film.
        layouts: The layouts.
        english: Words of English.

    Returns:
        The films, with `CARD_ORIGINAL` as the value of original titles, people and prizes; what is said of the films.
    """
    if len(lines) < _LEAST_LINES:
        return [], []
    rows: dict[str, list[_Row]] = {}
    for number, line in enumerate(lines):
        for kind, row in _rows_of(number, line, reader, layouts, english):
            rows.setdefault(kind, []).append(row)
    chosen: dict[int, _Row] = {}
    for kind in _KINDS_OF_LISTS:
        for run in _runs(rows.get(kind, ())):
            for row in _without_doubtful(run, english):
                chosen.setdefault(row.number, row)
    mentions: list[Mention] = []
    listed: list[Listed] = []
    for _, row in sorted(chosen.items()):
        for told in _told(row.places, reader, layouts.craft):
            if isinstance(told, Mention):
                mentions.append(told)
            else:
                listed.append(told)
    return mentions, listed


def _rows_of(
    number: int, line: Line, reader: CreditReader, layouts: Layouts, english: frozenset[str]
) -> Iterator[tuple[str, _Row]]:
    """Yield a line as one of each kind of list that it can belong to, by the first layout that it has."""
    lead = LEAD.match(line.text)
    start = lead.end() if lead else 0
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
        if layout.is_marked or _is_like_person(_BETWEEN_PEOPLE.split(places["person1"].words)[0], english):
            is_possible[kind] = False
            yield kind, _Row(number, layout, places)


def _places(
    match: re.Match[str], start_char: int, layout: Layout, reader: CreditReader, craft: Mapping[str, str]
) -> dict[str, _Piece] | None:
    """Return what stands in the places of a line; None where it cannot stand there."""
    pieces = {
        place: _Piece(words, start_char + match.start(place))
        for place, words in match.groupdict().items()
        if words is not None
    }
    places: dict[str, _Piece] = {}
    if (title := pieces.get("title1")) is not None:
        pieces["title1"], places = _cut(_trimmed(title, reader), reader)
    for place, piece in pieces.items():
        name = place.rstrip(_DIGITS)
        is_told = _is_told(piece, reader, countries_only=name in ("country", "from"))
        if name == "original" and is_told:
            places["told"] = piece
            continue
        is_for_work = name == "award" and "honoured1" not in pieces and _craft_of(piece.words, craft) is not None
        if is_for_work and _PERSON.match(pieces["title1"].words) is not None:
            return None  # who gets it, and no film
        if name == "told" and not is_told and layout.is_marked and place == [*pieces][-1]:
            continue  # the line goes on with something else
        if not (is_told if name in ("country", "from", "told") else _can_stand(name, piece, reader, craft)):
            return None
        places[place] = _Piece(_BEHIND.sub("", piece.words), piece.start_char)
    return places


def _trimmed(title: _Piece, reader: CreditReader) -> _Piece:
    """Return a title without what it is for, or when, and without what is said of it: "Opening film: ", ", a drama"."""
    lead = _FOR.match(title.words)
    words = _WORD.findall(lead[1].lower()) if lead else ()
    is_for = all(word[0].isdigit() for word in words) or not reader.lexicon.entry_lead.isdisjoint(words)
    start = lead.end() if lead and is_for else 0
    return _Piece(_BEHIND.sub("", title.words[start:]), title.start_char + start)


def _cut(title: _Piece, reader: CreditReader) -> tuple[_Piece, dict[str, _Piece]]:
    """Cut a title where countries, a year and the like follow: "Io capitano, Italy/Belgium"."""
    for mark in _BEFORE_TOLD.finditer(title.words):
        rest = _Piece(title.words[mark.end() :], title.start_char + mark.end())
        if _is_told(rest, reader, countries_only=False):
            return _split(_Piece(title.words[: mark.start()], title.start_char), {"told": rest})
    return title, {}


def _split(title: _Piece, told: dict[str, _Piece]) -> tuple[_Piece, dict[str, _Piece]]:
    """Split a title into it and the original title."""
    found = _WITH_ORIGINAL.fullmatch(title.words)
    if found is None:
        return title, told
    place = "slash" if found["slash"] else "bracket"
    original = _Piece(found[place], title.start_char + found.start(place))
    return _Piece(found["title"], title.start_char), {"original": original, **told}


def _is_told(piece: _Piece, reader: CreditReader, *, countries_only: bool) -> bool:
    """Tell whether words are made up of countries, or of countries, years, lengths and kinds of film."""
    kinds = {credit.kind for credit in reader.read(piece.start_char, piece.words.rstrip("*"))}
    return bool(kinds) and (kinds == {"country"} if countries_only else "" not in kinds)


def _can_stand(name: str, piece: _Piece, reader: CreditReader, craft: Mapping[str, str]) -> bool:
    """Tell whether words can be a title, a person, or a prize."""
    words = piece.words
    if name == "title":
        span = Span(piece.start_char, piece.start_char + len(words))
        return (
            len(words.split()) <= _MAX_TITLE_WORDS
            and not any(mark.search(words) for mark in (_ENDS, _CUT))
            and _EXPLAINED.match(words) is None
            and words.count("(") == words.count(")")
            and len(_SMALL_WORD.findall(words)) < _LEAST_PROSE_WORDS
            and not has_duration(words)
            and _craft_of(words, craft) is None
            and not any(place.kind is Kind.COUNTRY and place.span == span for place in reader.known.inside(span))
        )
    if name in ("person", "honoured"):
        lexicon = reader.lexicon
        found = _WORD.findall(words.lower())
        return all(table.isdisjoint(found) for table in (lexicon.role_head, lexicon.award, lexicon.honorific))
    if name in ("award", "craft"):
        return _is_prize(words, reader) and (name == "award" or _craft_of(words, craft) is not None)
    return True


def _is_prize(text: str, reader: CreditReader) -> bool:
    """Tell whether a text has a word of prizes."""
    words = _WORD.findall(text.lower())
    return _BEST in words or not reader.lexicon.award.isdisjoint(words)


def _craft_of(prize: str, craft: Mapping[str, str]) -> str | None:
    """Return the property of the film whose person gets a prize; None where it is no prize for what a person did."""
    lowered = f" {prize.lower()} "
    return next((name for word, name in craft.items() if f" {word} " in lowered), None)


def _is_like_person(words: str, english: frozenset[str]) -> bool:
    if _PERSON.fullmatch(words) is None:
        return False
    found = _WORD.findall(words.lower())
    return sum(word in english for word in found) <= len(found) / 2


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Yield the rows that make a list together."""
    run: list[_Row] = []
    for row in (*rows, None):
        if row is not None and (not run or row.number - run[-1].number <= _REACH_LINES):
            run.append(row)
            continue
        if run and len(run) >= max(_LEAST_LINES, _LEAST_SHARE * (run[-1].number - run[0].number + 1)):
            yield run
        run = [row] if row is not None else []


def _without_doubtful(run: Sequence[_Row], english: frozenset[str]) -> list[_Row]:
    """Leave out rows in which no word tells the person from the title, where most titles look like names of people."""
    doubtful = [row for row in run if not row.layout.is_marked]
    alike = sum(_is_like_person(row.places["title1"].words, english) for row in doubtful)
    return [row for row in run if row.layout.is_marked or alike <= _MOST_LIKE_PEOPLE * len(doubtful)]


def _told(places: Mapping[str, _Piece], reader: CreditReader, craft: Mapping[str, str]) -> Iterator[Mention | Listed]:
    """Yield what a row names, and what it says of its film."""
    film = _mention(places["title1"], Kind.FILM, "entry")
    yield film
    prize = next((_mention(places[place], Kind.AWARD) for place in ("award1", "craft1") if place in places), None)
    if prize is not None:
        yield prize
        if "honoured1" not in places:
            yield Listed(prize.span, "recipient", film.span)
    for place, piece in places.items():
        name = place.rstrip(_DIGITS)
        if name == "original":
            original = _mention(piece, Kind.FILM, CARD_ORIGINAL)
            yield original
            yield Listed(film.span, "originalTitle", original.span)
        elif name == "person":
            for person in _people(piece):
                country = next(iter(reader.known.inside(person.span)), None)
                yield country or person
                yield Listed(film.span, "countryOfOrigin" if country else "director", person.span)
        elif name == "honoured" and prize is not None:
            made = _craft_of(prize.name, craft)
            for person in _people(piece):
                yield person
                yield Listed(prize.span, "recipient", person.span)
                if made is not None:
                    yield Listed(film.span, made, person.span)
        elif name in ("country", "told"):
            yield from _credited(piece, film.span, reader)


def _mention(piece: _Piece, kind: Kind, value: str = "") -> Mention:
    name = piece.words.strip(_MARKS)
    first = piece.start_char + piece.words.index(name)
    return Mention(kind, Span(first, first + len(name)), name, value)


def _people(piece: _Piece) -> Iterator[Mention]:
    """Yield each of some people; a country that follows them looks like one: "Andrew Berg, United Kingdom"."""
    start = 0
    for between in (*_BETWEEN_PEOPLE.finditer(piece.words), None):
        end = between.start() if between else len(piece.words)
        name = piece.words[start:end]
        yield Mention(Kind.PERSON, Span(piece.start_char + start, piece.start_char + end), name)
        start = between.end() if between else end


def _credited(piece: _Piece, film: Span, reader: CreditReader) -> Iterator[Mention | Listed]:
    """Yield countries, years and kinds of film, and that they are those of a film."""
    for credit in reader.read(piece.start_char, piece.words.rstrip("*")):
        if credit.kind not in _PROPERTY:
            continue
        yield Listed(film, _PROPERTY[credit.kind], credit.span)
        if credit.kind == "genre":
            told = credit.words.lower()
            yield Mention(Kind.GENRE, credit.span, credit.words, reader.lexicon.genre_name.get(told, told))
        else:
            yield from reader.known.inside(credit.span)
