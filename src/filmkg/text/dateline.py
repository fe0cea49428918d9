"""The place, day and agency that news agencies put before the first sentence: `TEHRAN, Oct. 08 (MNA) –`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filmkg.text.issued import WrittenDate, find_dates
from filmkg.text.vocabulary import cities, countries, vocabulary

_MAX_CHARS = 120
_MAX_FIELDS = 6
_MAX_PLACE_WORDS = 4
_MAX_ACRONYM_CHARS = 4
_DASHES = frozenset({"-", "–", "—", "--", "---", ".-"})
# begins with a whole run of white space, not with each blank of it: that would be quadratic
_SEPARATOR = re.compile(
    r"(?:(?<!\s)\s+|(?!\s))(?:(?:\.\s?[-–—]+|-{2,3}|—|(?<=\s)[-–―])\s*|[:.](?:\s+|$))|(?<=\))\s+(?=[^\W\d_a-z]|[\"“«])"
)
_PROVIDER = re.compile(r"\(MENAFN\s?[-–]\s?([^()]{1,40})\)\s*")
_BRACKETED = re.compile(r"\(([^()]{1,40})\)|/\s?([^/,()]{1,40}?)\s?/")
_UNSEPARATED_AGENCY = re.compile(r"([A-Z]{3,20})\s+(?=[A-Z][a-z])")
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_FIELD_SEPARATOR = re.compile(r"[,/]|\.\s+|\s\|\s")
_PLACE = re.compile(r"[^\W\d_][\w.'’]*(?:[\s-][^\W\d_][\w.'’]*){0,3}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence.

    Attributes:
        end_char: Where the sentence begins, counted from the start of the paragraph.
        place: The city, as written.
        publisher: The agency, as written.
        dates: Its dates; offsets count inside the dateline.
    """

    end_char: int
    place: str | None
    publisher: str | None
    dates: tuple[WrittenDate, ...]


def read_dateline(paragraph: str, *, first: bool = True) -> Dateline | None:
    """Read the dateline of a paragraph, or None where it has none.

    A place counts where it is written in capitals or is a city of the gazetteer, or where a known agency stands
    beside it; a place before a colon must be such a city.

    Args:
        paragraph: Its text.
        first: Whether it is the first of the article; in a later one capitals alone do not make a place.

    Returns:
        The dateline, or None.
    """
    head = paragraph[:_MAX_CHARS]
    provider = _PROVIDER.match(head)
    offset = provider.end() if provider else 0
    found: Dateline | None = None
    for separator in _SEPARATOR.finditer(head, offset):
        if separator.start() == offset or separator.end() >= len(paragraph):
            continue
        judged = _judge(head[offset : separator.start()], separator.group().strip(), separator.end())
        if judged and not first and not (judged.publisher or judged.dates or place_of(judged.place or "")):
            continue
        if judged and (judged.publisher or judged.dates or not paragraph[separator.end()].islower()):
            found = judged
    if found is not None and found.publisher is None:
        agency = _UNSEPARATED_AGENCY.match(paragraph, found.end_char)  # "ASTANA. KAZINFORM The week …"
        if agency and agency.group(1).casefold() in vocabulary().header.outlets:
            found = replace(found, end_char=agency.end(), publisher=agency.group(1))
    if provider is None:
        return found
    name = provider.group(1).strip()
    return Dateline(
        found.end_char if found else offset, found.place if found else None, name, found.dates if found else ()
    )


def place_of(text: str) -> str | None:
    """Return the text where it is the name of a city, None otherwise."""
    return text if len(text) <= 40 and text.casefold() in cities() else None


def is_place(text: str) -> bool:
    """Tell whether a text is the name of a city or a country."""
    return text.casefold() in cities() or text.casefold() in countries()


def _judge(prefix: str, separator: str, end_char: int) -> Dateline | None:
    if "(" not in prefix and prefix.count(" ") > 10:
        return None
    words = vocabulary().header
    dates = find_dates(prefix)
    rest = prefix
    for date in reversed(dates):
        rest = f"{rest[: date.start_char]},{rest[date.end_char :]}"
    rest = _TIME.sub(",", rest)
    bracketed = [(field or other).strip() for field, other in _BRACKETED.findall(rest)]
    plain = [field.strip(" .,-–—") for field in _FIELD_SEPARATOR.split(_BRACKETED.sub(",", rest))]
    plain = [field for field in plain if field and field.casefold() not in words.furniture]
    if not plain and not bracketed and separator in _DASHES and any(date.readings for date in dates):
        return Dateline(end_char, None, None, dates)
    agencies = [field for field in (*bracketed, *plain[1:]) if field.casefold() in words.outlets]
    places = [field for field in plain if field not in agencies]
    if not places or len(plain) + len(bracketed) > _MAX_FIELDS or not all(map(_may_be_place, places)):
        return _agency_alone(plain, bracketed, separator, end_char)
    place = places[0]
    if any(word in words.no_places for word in place.casefold().split()) or place.casefold() in words.no_places:
        return None
    capitals = place.isupper() and len(place) > 2
    if place.casefold() in words.outlets and not capitals:
        return None
    evidence = bool(dates or agencies or bracketed)
    is_city = place_of(place) is not None
    if separator in {".", ""} and not (dates or agencies or (separator and capitals and is_city)):
        return None
    if separator == ":" and not (is_city or (capitals and evidence)):
        return None
    if not (capitals or is_city or agencies) or (len(places) > 1 and not (capitals or evidence)):
        return None
    if place.casefold() in words.outlets and not is_city:
        return _agency_alone(plain, bracketed, separator, end_char)
    if not (is_city or evidence) and len(place) <= _MAX_ACRONYM_CHARS:
        return Dateline(end_char, None, place, dates)
    publisher = agencies[0] if agencies else (bracketed[0] if bracketed and (dates or separator != ":") else None)
    if publisher is not None and (publisher.isdigit() or is_place(publisher)):
        publisher = None
    return Dateline(end_char, place, publisher, dates)


def _agency_alone(plain: list[str], bracketed: list[str], separator: str, end_char: int) -> Dateline | None:
    """Read "(Reuters) - …" and "AFP — …"."""
    fields = [*plain, *bracketed]
    if separator in {".", ":", ""} or len(fields) != 1 or fields[0].casefold() not in vocabulary().header.outlets:
        return None
    return Dateline(end_char, None, fields[0], ())


def _may_be_place(field: str) -> bool:
    words = field.replace("-", " ").split()
    return (
        _PLACE.fullmatch(field) is not None
        and len(words) <= _MAX_PLACE_WORDS
        and all(word[0].isupper() or word in vocabulary().header.name_particles for word in words)
    )
