"""What a sentence is about without naming it: the event, film, agreement or person last spoken of."""

from __future__ import annotations

from dataclasses import dataclass

from filmkg.extract.facts import Ledger
from filmkg.extract.stream import LETTERS, Stream
from filmkg.extract.things import Cast
from filmkg.model import Annotation, Kind

_KINDS = {
    "@event": Kind.EVENT, "@film": Kind.FILM, "@agreement": Kind.AGREEMENT, "@person": Kind.PERSON,
    "@organization": Kind.ORGANIZATION,
}  # fmt: skip
# How many sentences back a thing may have been named; a paper is spoken of for longer than a film.
_REACH = {"@agreement": 4}
_USUAL_REACH = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as it is being read: its mentions, who is who, and the stream."""

    annotation: Annotation
    cast: Cast
    stream: Stream

    def thing_at(self, position: int) -> int | None:
        """Return the thing of which a position of the stream speaks."""
        return self.cast.thing_of.get(self.stream.items[position].mention)

    def named(self, start: int, end: int, letters: str) -> list[int]:
        """Return the positions in [start, end) of mentions of these kinds that speak of a known thing."""
        text = self.stream.text
        return [p for p in range(start, end) if text[p] in letters and self.thing_at(p) is not None]


def in_focus(what: str, scene: Scene, ledger: Ledger, position: int) -> int | None:
    """Return the thing that is in focus at a position of the stream.

    The last one before the position in its sentence; else the first behind it there; else one of the sentences before,
    an event only inside the paragraph; else, for an event, the main one.

    Args:
        what: "@event", "@film" and so on; "@main" for the main event, "@membership" for the one that a rule made.
        scene: The article.
        ledger: What the rules made so far.
        position: Where the rule matched.
    """
    if what == "@main":
        return scene.cast.main_event
    if what == "@membership":
        return next((thing.number for thing in ledger.made if thing.type == "Membership"), None)
    letters = LETTERS[_KINDS[what]]
    start, end = scene.stream.sentence(position)
    here = scene.named(start, end, letters)
    before = [p for p in here if p <= position]
    if before:
        return scene.thing_at(before[-1])
    if here and what != "@person":
        return scene.thing_at(here[0])
    for _ in range(_REACH.get(what, _USUAL_REACH)):
        if start == 0:
            break
        start, end = scene.stream.sentence(start - 1)
        earlier = scene.named(start, end, letters)
        if earlier and (what != "@event" or _same_paragraph(scene, start, position)):
            return scene.thing_at(earlier[0] if what == "@event" else earlier[-1])
    return scene.cast.main_event if what == "@event" else None


def last_countries(scene: Scene, position: int) -> list[int]:
    """Return the two countries last named before a position, "the two countries"; none where there are not two."""
    found: list[int] = []
    for place in reversed(scene.named(0, position, LETTERS[Kind.COUNTRY] + LETTERS[Kind.DEMONYM])):
        number = scene.thing_at(place)
        if number is not None and number not in found:
            found.append(number)
        if len(found) == 2:
            return found
    return []


def _same_paragraph(scene: Scene, start: int, end: int) -> bool:
    items = scene.stream.items
    offsets = items[start].span.start_char, items[min(end, len(items) - 1)].span.start_char
    return "\n\n" not in scene.annotation.article.text[min(offsets) : max(offsets)]
