"""Films, people and prizes in lists whose lines share a kind of layout.

    Chile: Ana Duarte with The Salt Ferry         * The Salt Ferry / El barco de sal – Ana Duarte (Chile, Peru)
    Estonia: Karin Holm with Red Garden           * 120 Lamps – Karin Holm (Estonia)

One such line could be anything; three of them near each other say what stands where, so any words can be a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from filmkg.annotate.credits import CreditReader
from filmkg.annotate.layouts import Layouts
from filmkg.annotate.lines import Line
from filmkg.annotate.rows import (
    BETWEEN,
    DIGITS,
    Piece,
    Row,
    craft_of,
    is_like_person,
    is_sure,
    names_post_or_house,
    rows_of,
)
from filmkg.model import CARD_ORIGINAL, Kind, Listed, Mention, Span

_LEAST_LINES = 3
_REACH_LINES = 3  # to the next line of the same list
_LEAST_SHARE = 0.5  # of the lines between the first and the last
# of the titles where no word tells them from people
_MOST_LIKE_PEOPLE, _MOST_POSTS = 0.5, 1 / 3
_KINDS_OF_LISTS = ("country", "award", "film")  # those that more is asked for come first
_PROPERTY = {"country": "countryOfOrigin", "year": "releaseYear", "genre": "genre"}
_LABEL = re.compile(r"^[^\w]*|[.:]* $")
_FILM = ("film", "movie")
_ABOVE_CHARS = 300
_WORD = re.compile(r"[\w’'-]+")
_MARKS = "\"“”«»„‘’' "


def find_listings(
    text: str, lines: Sequence[Line], reader: CreditReader, layouts: Layouts, english: AbstractSet[str]
) -> tuple[list[Mention], list[Listed]]:
    """Find what the lines of lists name, and what their layout says of each film.

    Args:
        text: The article.
        lines: Its short lines.
        reader: Tells countries, years, lengths and kinds of film.
        layouts: The layouts.
        english: Words of English.

    Returns:
        The films, with `CARD_ORIGINAL` as the value of original titles, people and prizes; what is said of the films.
    """
    if len(lines) < _LEAST_LINES:
        return [], []
    rows: dict[str, list[Row]] = {}
    for number, line in enumerate(lines):
        for kind, row in rows_of(number, line, reader, layouts, english):
            rows.setdefault(kind, []).append(row)
    chosen: dict[int, tuple[Row, bool]] = {}
    for kind in _KINDS_OF_LISTS:
        for run in _runs(rows.get(kind, ())):
            above = _words_above(text, lines[run[0].number].span.start_char)
            is_won = layouts.nominated.isdisjoint(above)
            for row in _of_films(run, above, reader, layouts, english):
                chosen.setdefault(row.number, (row, is_won))
    mentions: list[Mention] = []
    listed: list[Listed] = []
    for _, (row, is_won) in sorted(chosen.items()):
        for told in _told(row.places, reader, layouts.craft):
            if isinstance(told, Mention):
                mentions.append(told)
            elif is_won or told.property != "recipient":
                listed.append(told)
    return mentions, listed


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows that make a list together."""
    run: list[Row] = []
    for row in (*rows, None):
        if row is not None and (not run or row.number - run[-1].number <= _REACH_LINES):
            run.append(row)
            continue
        if run and len(run) >= max(_LEAST_LINES, _LEAST_SHARE * (run[-1].number - run[0].number + 1)):
            yield run
        run = [row] if row is not None else []


def _words_above(text: str, start_char: int) -> AbstractSet[str]:
    """Return the words of what stands right above a list, in lower case."""
    above = text[max(0, start_char - _ABOVE_CHARS) : start_char].rstrip()
    return frozenset(_WORD.findall(above[above.rfind("\n") + 1 :].lower()))


def _of_films(
    run: Sequence[Row], above: AbstractSet[str], reader: CreditReader, layouts: Layouts, english: AbstractSet[str]
) -> list[Row]:
    """Return the rows of a list that are of films.

    Where no word tells the person from the title, the list is of no others, and few of its titles
    look like people, their posts or houses.
    Where lines say no more than "by", something else must tell of films: a year, a country, a word above.
    """
    titles = [row.places["title1"].words for row in run if not row.layout.is_marked]
    are_sure = (
        layouts.others.isdisjoint(above)
        and sum(is_like_person(title, english) for title in titles) <= _MOST_LIKE_PEOPLE * len(titles)
        and sum(names_post_or_house(title, reader) for title in titles) <= _MOST_POSTS * len(titles)
    )
    rows = [row for row in run if row.layout.is_marked or are_sure]
    is_told = any(word.startswith(_FILM) or word in reader.lexicon.genre_head for word in above)
    is_of_films = is_told or any(is_sure(row.places) for row in rows)
    return rows if is_of_films else []


def _told(places: Mapping[str, Piece], reader: CreditReader, craft: Mapping[str, str]) -> Iterator[Mention | Listed]:
    """Yield what a row names, and what it says of its film."""
    film = _mention(places["title1"], Kind.FILM, "entry")
    yield film
    prize = next((_mention(places[place], Kind.AWARD) for place in ("award1", "craft1") if place in places), None)
    if prize is not None:
        yield prize
        if "honoured1" not in places:
            yield Listed(prize.span, "recipient", film.span)
    for place, piece in places.items():
        name = place.rstrip(DIGITS)
        if name == "original":
            original = _mention(piece, Kind.FILM, CARD_ORIGINAL)
            yield original
            yield Listed(film.span, "originalTitle", original.span)
        elif name == "person":
            credited = _made(places, reader)
            for person in _people(piece):
                country = next((place for place in reader.known.inside(person.span) if place.span == person.span), None)
                yield country or person
                for credit in ("countryOfOrigin",) if country else credited:
                    yield Listed(film.span, credit, person.span)
        elif name == "honoured" and prize is not None:
            made = craft_of(prize.name, craft)
            for person in _people(piece):
                yield person
                yield Listed(prize.span, "recipient", person.span)
                if made is not None:
                    yield Listed(film.span, made, person.span)
        elif name in ("country", "told"):
            yield from _credited(piece, film.span, reader)


def _made(places: Mapping[str, Piece], reader: CreditReader) -> Sequence[str]:
    """Return what the person of a row did for the film: "Director and screenwriter: " names both."""
    label = _LABEL.sub("", places["by1"].words).strip().lower() if "by1" in places else ""
    return reader.words.properties.get(label, ("director",))


def _mention(piece: Piece, kind: Kind, value: str = "") -> Mention:
    name = piece.words.strip(_MARKS)
    first = piece.start_char + piece.words.index(name)
    return Mention(kind, Span(first, first + len(name)), name, value)


def _people(piece: Piece) -> Iterator[Mention]:
    """Yield each of some people; a country that follows them looks like one: "Andrew Berg, United Kingdom"."""
    start = 0
    for between in (*BETWEEN.finditer(piece.words), None):
        end = between.start() if between else len(piece.words)
        name = piece.words[start:end]
        yield Mention(Kind.PERSON, Span(piece.start_char + start, piece.start_char + end), name)
        start = between.end() if between else end


def _credited(piece: Piece, film: Span, reader: CreditReader) -> Iterator[Mention | Listed]:
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
