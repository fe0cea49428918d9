"""Film cards of catalogues and programmes: a title with lines of credits below it, or with credits right behind it.

    THE ORCHARD KEEPER                             15 May: The Bell Founder (Ludwisarz), 1958, b/w, 94 min.
    Mebaghe
    Georgia, Switzerland / 2021 / 97' / Drama
    Director: Nino Lomidze

What stands there is told by its shape and its neighbours, so any words can be a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from filmkg.annotate.cover import Placed
from filmkg.annotate.credits import Credit, CreditReader, has_duration
from filmkg.annotate.lexicon import Lexicon
from filmkg.annotate.lines import LEAD, Line
from filmkg.model import CARD, CARD_ORIGINAL, Kind, Mention, Span
from filmkg.naming.credits import opens_with_label

_ENDS = re.compile(r"[.:;,]$")
_NAME = re.compile(
    r"(?<!\w)[^\W\d_a-z][\w.’'-]{0,30}+"
    r"(?: (?:(?:de|da|do|dos|del|della|di|van|von|der|den|al|el|bin|ben|ter|la|le) ){0,3}"
    r"[^\W\d_a-z][\w.’'-]{0,30}+){1,3}"
)
_PEOPLE = re.compile(r" {0,3}(?:[,;/&]|\band\b|\([^()]{0,80}\)) {0,3}")
_ORIGINAL = re.compile(r" / (?P<slash>[^/()\[\],;:]{2,60})$")
_BRACKETS = re.compile(r"(?: ?[(\[][^()\[\]]{0,80}[)\]])+$")
_MARKS = "\"“”«»„‘’'[]() "
_MAX_TITLE_CHARS, _MAX_TITLE_WORDS = 80, 10
_OF_PEOPLE = frozenset({"director", "screenwriter", "castMember"})  # producers are as often bodies
_WHEN = frozenset({"year", "duration"})
_TELLING = frozenset({"duration", "genre", "word"})  # which prose hardly has between commas
_SUPPORTED = ("", "", "country", "money")
_LEAST_TYPED, _LOOKED_AT = 2, 4


def find_cards(lines: Sequence[Line], reader: CreditReader) -> list[Mention]:
    """Find titles and original titles of film cards, kinds of film, and the people that labelled lines name.

    Args:
        lines: The short lines of the article.
        reader: Tells what credits are.

    Returns:
        Mentions in the order of the text; the `value` of films is `CARD` or `CARD_ORIGINAL`.
    """
    found: list[Mention] = []
    read = [reader.read(line.span.start_char, line.text) for line in lines]
    told = [
        reader.words.label(line.text) is not None or _is_credits(own) for line, own in zip(lines, read, strict=True)
    ]
    for number, line in enumerate(lines):
        if told[number]:
            if number and not told[number - 1]:
                found.extend(_titles_above(lines, number, told, reader))
            found.extend(_people(line, reader))
            found.extend(_genres(line, reader))
        elif title := _title_before(line, read[number], reader):
            found.extend((title, *_genres(line, reader)))
    return sorted(found, key=lambda mention: mention.span)


def _is_credits(read: Sequence[Credit]) -> bool:
    """Tell whether a line is made up of countries, year, duration and the like."""
    kinds = [credit.kind for credit in read]
    typed = [kind for kind in kinds if kind]
    return len(set(typed)) >= _LEAST_TYPED and len(kinds) - len(typed) <= (len(typed) > _LEAST_TYPED)


def _titles_above(lines: Sequence[Line], number: int, told: Sequence[bool], reader: CreditReader) -> Iterator[Mention]:
    """Yield the title above the first line of credits, and the original title that may stand between the two.

    A blank line between is none where the line has no label.
    """
    if lines[number].opens_block and reader.words.label(lines[number].text) is not None:
        return
    above: list[Line] = []
    for place in (number - 1, number - 2):
        if place < 0 or told[place] or not _is_title_like(lines[place].text):
            break
        above.append(lines[place])
        if lines[place].opens_block:
            break
    if not above or _is_heading(above[0].text, reader.lexicon):
        return
    behind = number - len(above) - 1
    if not above[-1].opens_block and behind >= 0 and told[behind] and opens_with_label(above[-1].text):
        return  # a line of credits with a label that is not known
    if len(above) > 1 and (_is_heading(above[1].text, reader.lexicon) or _names_a_place(above[1].span, reader.known)):
        above.pop()
    yield from _titles_of_line(above[-1])
    if len(above) > 1:
        yield _film(above[0], 0, above[0].text, CARD_ORIGINAL)


def _is_title_like(text: str) -> bool:
    words = text.split()
    return (
        len(text) <= _MAX_TITLE_CHARS
        and len(words) <= _MAX_TITLE_WORDS
        and _ENDS.search(text) is None
        and not words[0][:1].islower()
        and any(char.isalpha() for char in text)
        and not has_duration(text)
    )


def _is_heading(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line is the heading of a section, "FEATURE FILMS", or words in general, "The film"."""
    words = [word.strip(":,").lower() for word in text.split()]
    general = (
        lexicon.common, lexicon.film_words, lexicon.genre_head, lexicon.genre_neutral, lexicon.entry_lead, lexicon.event
    )  # fmt: skip
    return all(any(word in table for table in general) for word in words)


def _names_a_place(span: Span, known: Placed) -> bool:
    """Tell whether words are the name of a place: a country under which films of a selection stand, a city."""
    return any(place.span == span for place in known.inside(span))


def _titles_of_line(line: Line) -> Iterator[Mention]:
    """Yield the title that a line of its own is, and the original title behind a slash."""
    lead = LEAD.match(line.text)
    start = lead.end() if lead else 0
    text = line.text[start:]
    if (brackets := _BRACKETS.search(text)) and brackets.start():
        text = text[: brackets.start()]
    slash = _ORIGINAL.search(text)
    title = text[: slash.start()] if slash else text
    if title.strip(_MARKS):
        yield _film(line, start, title, CARD)
        if slash:
            yield _film(line, start + slash.start("slash"), slash["slash"], CARD_ORIGINAL)


def _film(line: Line, start: int, text: str, value: str) -> Mention:
    name = text.strip(_MARKS)
    first = line.span.start_char + start + text.index(name)
    return Mention(Kind.FILM, Span(first, first + len(name)), name, value)


def _title_before(line: Line, read: Sequence[Credit], reader: CreditReader) -> Mention | None:
    """Return the title that opens a line on which its credits follow: "The Last Timetable, 1982, 88 min."."""
    lead = LEAD.match(line.text)
    start = lead.end() if lead else 0
    first_char, text = line.span.start_char + start, line.text[start:]
    if start:
        read = reader.read(first_char, text)
    if len(read) <= _LEAST_TYPED or read[0].kind or _names_a_place(read[0].span, reader.known):
        return None
    title = text[: read[0].span.end_char - first_char]
    if not _is_title_like(title) or not title.strip(_MARKS) or _is_heading(title, reader.lexicon):
        return None
    behind = text[len(title) :].lstrip()
    has_original = not read[1].kind and behind[:1] in ("(", "/")
    kinds = [credit.kind for credit in read[1 + has_original : 1 + has_original + _LOOKED_AT]]
    typed = {kind for kind in kinds if kind}
    is_card = len(typed) >= _LEAST_TYPED and bool(kinds[0]) and not typed.isdisjoint(_WHEN)
    if is_card and not line.is_list:
        is_card = not typed.isdisjoint(_TELLING)
    return _film(line, start, title, CARD) if is_card or _is_supported(read) else None


def _is_supported(read: Sequence[Credit]) -> bool:
    """Tell whether a line is one of a list of supported projects: "Amber Line - Jānis Ozols (Latvia) - €230 000"."""
    told = [credit for credit in read if credit.kind != "genre"][: len(_SUPPORTED)]
    return tuple(credit.kind for credit in told) == _SUPPORTED and _NAME.fullmatch(told[1].words) is not None


def _genres(line: Line, reader: CreditReader) -> Iterator[Mention]:
    """Yield the kinds of film among the credits of a line, whatever their capitals."""
    label = reader.words.label(line.text)
    start = label.end_char if label else 0
    for credit in reader.read(line.span.start_char + start, line.text[start:]):
        told = [word for word in credit.words.lower().split() if word not in reader.lexicon.genre_neutral]
        if credit.kind == "genre" and told:
            phrase = " ".join(told)
            yield Mention(Kind.GENRE, credit.span, credit.words, reader.lexicon.genre_name.get(phrase, phrase))


def _people(line: Line, reader: CreditReader) -> Iterator[Mention]:
    """Yield those that a labelled line of people names."""
    label = reader.words.label(line.text)
    if label is None or _OF_PEOPLE.isdisjoint(label.properties):
        return
    start = label.end_char
    for match in (*_PEOPLE.finditer(line.text, start), None):
        end = match.start() if match else len(line.text)
        words = line.text[start:end].strip().rstrip(".")
        is_body = any(word in reader.lexicon.organization for word in words.lower().split())
        if words and not is_body and _NAME.fullmatch(words):
            first = line.span.start_char + start + line.text[start:end].index(words[0])
            yield Mention(Kind.PERSON, Span(first, first + len(words)), words)
        start = match.end() if match else end
