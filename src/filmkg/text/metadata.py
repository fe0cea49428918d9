"""One line above an article: whether it is metadata, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from filmkg.model import Part
from filmkg.text.boilerplate import is_boilerplate
from filmkg.text.dateline import is_place, place_of
from filmkg.text.issued import WrittenDate, find_dates
from filmkg.text.vocabulary import vocabulary

_MAX_CHARS = 200
_MAX_NAME_WORDS = 4
_MAX_BODY_WORDS = 8
_MAX_BYLINE_WORDS = 9
_SEGMENT_SEPARATOR = re.compile(r"\s*[|·•‧–—\[\]()<>]\s*|\s-\s|/|,\s|:\s|\s{3,}")
_STRONG_SEPARATOR = re.compile(r"[|·•–—/\[(]|\s-\s")
_BAR = re.compile(r"\s[|/•·]\s")
_URL = re.compile(r"(?:[^\W\d_][\w ]{1,30}:\s{0,3})?(https?://[^\s<>\"']{3,500})$", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:www\.)?[A-Za-z][\w-]{1,30}\.[A-Za-z]{2,4}$")
_PROVIDER = re.compile(r"\(MENAFN\s?[-–]\s?([^()]{1,40})\)\s*")
_PLACE_LINE = re.compile(r"\A([^\W\da-z_][^\W\da-z_ .'-]{3,40}|[^\W\d_]{4,40}(?=$))(?:, [^\W\d_][\w .'-]{1,30})?$")
_TIME = re.compile(r"(?:UTC|GMT|T)?[+−-]?\d[\d:.]*(?:[ap]\.?m\.?|h|Z|[+−-]\d[\d:]*)?$", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.ʻ-]*$")
_BYLINE_END = re.compile(r"\s(?:in|on|for|at)\s|(?:(?<!\s)\s+|(?!\s))[|·•,/–—(]|\s-\s|\.\s")
_RELEASES = ("press release", "media release", "news release")
_MIN_SEGMENT_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a line says of its article.

    Attributes:
        part: `Part.HEADER`, or `Part.BOILERPLATE` for navigation.
        dates: Its dates, in order.
        creator: Author.
        publisher: Outlet or agency.
        place: City.
        url: Address.
        unknown: A capitalised name beside a date that is none of these for sure.
    """

    part: Part
    dates: tuple[WrittenDate, ...] = ()
    creator: str | None = None
    publisher: str | None = None
    place: str | None = None
    url: str | None = None
    unknown: str | None = None


def read_metadata(line: str) -> Metadata | None:
    """Read a line as metadata; None where it may be a title or running text."""
    if len(line) > _MAX_CHARS:
        return None
    address = _URL.match(line)
    if address:
        return Metadata(Part.HEADER, url=address.group(1))
    is_source = line.casefold().startswith("source")  # "Source: Xinhua 2023-05-06"
    if is_boilerplate(line) and not is_source and not vocabulary().header.byline.match(line):
        return Metadata(Part.BOILERPLATE)
    provider = _PROVIDER.match(line)
    if provider:
        rest = line[provider.end() :]
        signature = read_signature(rest) if rest else Metadata(Part.HEADER)
        return replace(signature, publisher=provider.group(1).strip()) if signature else None
    if line.endswith((".", "?", "!", ";")) and not vocabulary().header.byline.match(line):
        return None
    place = _PLACE_LINE.match(line)
    if place and place_of(place.group(1)):
        return Metadata(Part.HEADER, place=place.group(1))
    dates = find_dates(line)
    rest = line
    byline = vocabulary().header.byline.match(line)
    if byline and ":" in byline.group():  # "Author: …" is one segment, "Posted: …" is two
        rest = rest.replace(":", " ", 1)
    for date in reversed(dates):
        rest = f"{rest[: date.start_char]} | {rest[date.end_char :]}"
    read = _read_segments(rest, dates, strong=bool(_STRONG_SEPARATOR.search(line)))
    if read is None and is_boilerplate(line):
        return Metadata(Part.BOILERPLATE, dates=dates)
    return read


def read_signature(line: str) -> Metadata | None:
    """Read a line as a byline without "by": a name, "FNE Staff", "Staff reporter"; None where it is none."""
    words = vocabulary().header
    parts = line.split()
    while parts and (parts[-1].casefold() in {"follow", "email"} or " ".join(parts[-2:]).casefold() == "read more"):
        del parts[-2 if parts[-1].casefold() == "more" else -1 :]
    name, _, outlet = " ".join(parts).partition(", ")
    if name.casefold() in words.anonymous:
        return Metadata(Part.HEADER)
    if outlet and outlet.casefold() not in words.outlets:
        return None
    if is_person_name(name) or (1 < len(parts) <= _MAX_NAME_WORDS and parts[-1].casefold() in words.desk_words):
        return Metadata(Part.HEADER, creator=name, publisher=outlet or _outlet_of(name))
    return None


def is_person_name(text: str) -> bool:
    """Tell whether a text looks like the name of a person: two to four capitalised words, none that names things."""
    words = text.split()
    if (
        not 2 <= len(words) <= _MAX_NAME_WORDS
        or words[0] == "The"
        or text.casefold() in vocabulary().header.outlets
        or place_of(text)
    ):
        return False
    header = vocabulary().header
    capitalised = [word for word in words if word[0].isupper()]
    return (
        len(capitalised) >= 2
        and words[0][0].isupper()
        and all(_NAME_WORD.match(word) and word.casefold() not in header.no_name for word in words)
        and all(word[0].isupper() or word in header.name_particles for word in words)
        and not any(word in header.outlet_words | header.sections for word in map(str.casefold, words))
    )


def _read_segments(text: str, dates: tuple[WrittenDate, ...], *, strong: bool) -> Metadata | None:
    found = Metadata(Part.HEADER, dates=dates)
    known = 0
    for raw in _SEGMENT_SEPARATOR.split(text):
        segment = _strip_furniture(raw)
        if not segment:
            continue
        read = _read_segment(segment, dated=bool(dates))
        if read is None:
            return None
        known += read.unknown is None and read.place is None
        found = replace(
            found,
            creator=found.creator or read.creator,
            publisher=found.publisher or read.publisher,
            place=found.place or read.place,
            unknown=found.unknown or read.unknown,
        )
    whole = any(date.readings for date in dates)
    if found.unknown and not whole:
        # "TANJUR / Culture"
        outlet = _BAR.search(text) and known and not found.publisher
        return replace(found, publisher=found.unknown, unknown=None) if outlet else None
    if found.unknown and not (strong or "," in text):
        return None
    if found.unknown and found.place and not found.publisher and _may_be_outlet(found.unknown):
        found = replace(found, publisher=found.unknown, unknown=None)
    if whole or known:
        return found
    return None


def _may_be_outlet(name: str) -> bool:
    """Tell whether a name beside a city and a date is more likely an outlet's than a person's or a region's."""
    words = name.split()
    if is_place(name) or is_person_name(name):
        return False
    return len(words) > 1 or name.isupper() or "-" in name or any(character.isupper() for character in name[1:])


def _strip_furniture(segment: str) -> str:
    """Take "Posted on", times, zones and numbers off both ends; a byline keeps its "by"."""
    sections = vocabulary().header.sections
    words = segment.split()
    while words and _is_furniture(words[-1]) and " ".join(words).casefold() not in sections:
        words.pop()
    while words and _is_furniture(words[0]) and " ".join(words).casefold() not in sections:
        del words[0]
    return " ".join(words).strip(" -:,#")


def _is_furniture(word: str) -> bool:
    folded = word.casefold().strip(".:,#№()-–")
    if word == "The":  # "The Rift Reporter"
        return False
    words = vocabulary()
    return (
        not folded
        or _TIME.match(word) is not None
        or folded in words.header.furniture
        or folded in {"am", "pm", "a.m", "p.m", "news"}
        or folded in words.dates.day_first_zones
        or folded in words.dates.month_first_zones
    )


def _read_segment(segment: str, *, dated: bool) -> Metadata | None:
    words = vocabulary().header
    folded = segment.casefold()
    if (
        folded in words.sections
        or folded in words.anonymous
        or any(folded.startswith(f"{release} ") for release in _RELEASES)
    ):
        return Metadata(Part.HEADER)
    if folded in words.outlets or _DOMAIN.match(segment):
        return Metadata(Part.HEADER, publisher=segment)
    byline = words.byline.match(segment)
    if byline:
        return _read_byline(segment[byline.end() :], dated=dated)
    tokens = segment.split()
    small = words.name_particles | words.desk_words
    capitalised = all(word[0].isupper() or not word[0].isalpha() or word in small for word in tokens)
    if dated and capitalised and 1 < len(tokens) <= _MAX_NAME_WORDS and tokens[-1].casefold() in words.desk_words:
        return Metadata(Part.HEADER, creator=segment, publisher=_outlet_of(segment))
    lowered = [token.casefold().strip(".") for token in tokens]
    is_outlet = any(token in words.outlet_words for token in lowered)
    is_body = any(token in words.institutions for token in lowered)
    if (capitalised or is_outlet) and len(tokens) <= 7 and dated and (is_outlet or is_body):
        return Metadata(Part.HEADER, publisher=segment.rstrip(".") if len(tokens) > 1 else None)
    if is_outlet and capitalised and len(tokens) <= 3 and {"tv", "radio"} & set(lowered):
        return Metadata(Part.HEADER, publisher=segment)
    if not capitalised or len(tokens) > (_MAX_BODY_WORDS if is_body else _MAX_NAME_WORDS):
        return None
    if place_of(segment) is not None:
        return Metadata(Part.HEADER, place=segment)
    if len(segment) < _MIN_SEGMENT_LETTERS or any(token in words.happenings for token in lowered):
        return None
    return Metadata(Part.HEADER, unknown=segment)


def _read_byline(rest: str, *, dated: bool) -> Metadata | None:
    end = _BYLINE_END.search(rest)
    name = _strip_furniture(rest[: end.start()] if end else rest).removesuffix(" Read more").strip(" .:")
    words = vocabulary().header
    folded = name.casefold()
    if not name or folded in words.anonymous or any(folded.startswith(f"{generic} ") for generic in words.anonymous):
        return Metadata(Part.HEADER)
    if folded in words.outlets or _DOMAIN.match(name):
        return Metadata(Part.HEADER, publisher=name)
    tokens = name.split()
    named = all(token[0].isupper() or token in words.name_particles or token in words.desk_words for token in tokens)
    named = named or (dated and len(tokens) == 1)  # "posted by kadri on 2 Nov 2019"
    if len(tokens) > _MAX_BYLINE_WORDS or not named or not tokens[0][0].isalpha():
        return None
    if tokens[0].casefold() in words.outlets and len(tokens) > 1 and place_of(" ".join(tokens[1:])):
        return Metadata(Part.HEADER, publisher=tokens[0])
    outlet = rest[end.end() :].strip() if end and end.group().strip() in {",", "(", "/"} else ""
    return Metadata(
        Part.HEADER,
        creator=name,
        publisher=outlet.strip(" )") if outlet.strip(" )").casefold() in words.outlets else _outlet_of(name),
    )


def _outlet_of(name: str) -> str | None:
    """Return the outlet inside "FNE Staff"; None where there is none."""
    words = name.split()
    body = " ".join(words[:-1])
    return body if len(words) > 1 and body.casefold() in vocabulary().header.outlets else None
