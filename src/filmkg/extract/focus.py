"""What a sentence is about without naming it: "organised by the Ministry" — which event?"""

from __future__ import annotations

from filmkg.extract.facts import Found
from filmkg.extract.reach import by_focus, by_words
from filmkg.extract.reading import Reading
from filmkg.extract.stream import LETTERS
from filmkg.model import Kind, Reach, Reached

_KINDS = {
    "@event": Kind.EVENT, "@film": Kind.FILM, "@agreement": Kind.AGREEMENT, "@person": Kind.PERSON,
    "@organization": Kind.ORGANIZATION,
}  # fmt: skip
_REACH_SENTENCES = 2
_REACH_OF_AGREEMENTS = 4


def in_focus(what: str, position: int, reading: Reading) -> tuple[int, Reached | None] | None:
    """Return the number of the thing that a place of the stream is about and how it is reached, or None.

    The last one before the place in its sentence; else the first behind it there; else the last of the sentences
    before, for an event the first of a sentence inside the paragraph; else, for an event, the main event.

    Args:
        what: "@event", "@film", "@agreement", "@person" or "@organization"; "@main" is the main event,
            "@body" the body that a sentence points back to ("the Forum"), else, of those that can have members, the one
            that the article names most.
        position: Where in the stream.
        reading: The article.
    """
    if what == "@main":
        return _main_event(reading)
    if what == "@body":
        return _admitting(position, reading)
    letter = LETTERS[_KINDS[what]]
    start, end = reading.stream.sentence(position)
    found = last_of(letter, start, position + 1, reading)
    if found is None and what != "@person":
        found = first_of(letter, start, end, reading)
    if found is not None:
        return reading.cast.thing_of[found], by_words(found, reading.annotation)
    for _ in range(_REACH_SENTENCES if what != "@agreement" else _REACH_OF_AGREEMENTS):
        if start == 0:
            break
        start, end = reading.stream.sentence(start - 1)
        found = (first_of if what == "@event" else last_of)(letter, start, end, reading)
        if found is not None and (what != "@event" or _same_paragraph(start, position, reading)):
            return reading.cast.thing_of[found], by_focus(found, reading.annotation)
    return _main_event(reading) if what == "@event" else None


def memberships(position: int, reading: Reading) -> list[int]:
    """Return the memberships that a place of the stream is about: the nearest that its sentence states, else the first.

    Several are stated by the same words: "Estonia and Latvia became full members".
    """
    made = [thing.number for thing in reading.ledger.made if thing.type == "Membership"]
    place = reading.stream.starts[position]
    sentence = reading.stream.span(*reading.stream.sentence(position))
    away: dict[int, int] = {}
    for number in made:
        for evidence in reading.ledger.evidence_of(number):
            if evidence.focus.start_char < sentence.end_char and sentence.start_char < evidence.focus.end_char:
                start, end = evidence.focus
                away[number] = min(away.get(number, len(reading.stream.text)), max(0, start - place, place - end))
    nearest = min(away.values(), default=None)
    return [number for number in made if away.get(number) == nearest] if away else made[:1]


def last_countries(position: int, reading: Reading) -> Found:
    """Return the two countries last named before a place, for "the two countries"; none where there are not two."""
    letters = (LETTERS[Kind.COUNTRY], LETTERS[Kind.DEMONYM])
    found: Found = {}
    while len(found) < 2:
        position = max(reading.stream.text.rfind(letter, 0, position) for letter in letters)
        if position < 0:
            return {}
        number = reading.thing_at(position)
        if number is not None and number not in found:
            found[number] = by_focus(reading.stream.mentions[position], reading.annotation)
    return found


def last_bodies(position: int, reading: Reading) -> Found:
    """Return the two bodies last named before a place, for "the two institutes"; none where there are not two."""
    found: Found = {}
    while len(found) < 2:
        position = reading.stream.text.rfind(LETTERS[Kind.ORGANIZATION], 0, position)
        if position < 0:
            return {}
        number = reading.thing_at(position)
        if number is not None and number not in found and reading.ledger.thing(number).named:
            found[number] = by_focus(reading.stream.mentions[position], reading.annotation)
    return found


def _admitting(position: int, reading: Reading) -> tuple[int, Reached] | None:
    """Return the body that the sentence points back to before a place, else the one of the article that is joined."""
    start, _ = reading.stream.sentence(position)
    last = last_of(LETTERS[Kind.ORGANIZATION], start, position, reading)
    if last is not None and reading.annotation.mentions[last].anaphor:
        return reading.cast.thing_of[last], by_words(last, reading.annotation)
    body = reading.cast.joined_body
    return None if body is None else (body, Reached(Reach.MAIN_BODY))


def _main_event(reading: Reading) -> tuple[int, Reached] | None:
    number = reading.cast.main_event
    return None if number is None else (number, Reached(Reach.MAIN_EVENT))


def last_of(letter: str, start: int, end: int, reading: Reading) -> int | None:
    """Return the last mention in a range of the stream of a thing of a kind."""
    position = reading.stream.text.rfind(letter, start, end)
    while position >= 0:
        if reading.thing_at(position) is not None:
            return reading.stream.mentions[position]
        position = reading.stream.text.rfind(letter, start, position)
    return None


def first_of(letter: str, start: int, end: int, reading: Reading) -> int | None:
    """Return the first mention in a range of the stream of a thing of a kind."""
    position = reading.stream.text.find(letter, start, end)
    while position >= 0:
        if reading.thing_at(position) is not None:
            return reading.stream.mentions[position]
        position = reading.stream.text.find(letter, position + 1, end)
    return None


def _same_paragraph(start: int, end: int, reading: Reading) -> bool:
    """Tell whether no empty line lies between two places of the stream."""
    starts = reading.stream.starts
    first, last = sorted((starts[start], starts[min(end, len(starts) - 1)]))
    return "\n\n" not in reading.annotation.article.text[first:last]
