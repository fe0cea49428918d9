"""What a surname, "the Guild", "the film" or "the festival" points back to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from filmkg.extract.roster import Roster
from filmkg.extract.things import EVENT_TYPES, Thing, is_told_by_verb
from filmkg.extract.wording import Wording, content_words
from filmkg.model import Annotation, Kind, Mention, Span

_ACRONYM = re.compile(r"[A-Z]{3,6}")
_FESTIVALS = ("FilmFestival", "FilmDays")
_EVENINGS = ("evening", "night")
_BESIDE_CHARS = 100
_BEGINS_CHARS = 3
_POSSESSIVES = ("'", "’")


@dataclass(slots=True)
class Antecedents:
    """The people by each word of their names, and the films by their mentions; a builder, as the roster is.

    Bodies named by an acronym alone stand by each of its letters: "the federation" after "FIAPF" has its F there.
    """

    roster: Roster
    annotation: Annotation
    people: dict[str, dict[int, Thing]] = field(default_factory=dict)
    films: list[tuple[int, int]] = field(default_factory=list)  # offset, number of the thing; sorted
    acronyms: dict[str, list[Thing]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for thing in self.roster.things:
            if thing.type == "Film":
                self.films.extend((start, thing.number) for start in thing.starts)
            elif thing.type == "Person":
                for name in thing.names:
                    for word in (*name.replace("’", "'").split(), name):
                        self.people.setdefault(word, {})[thing.number] = thing
            elif thing.type == "Organization" and len(thing.starts) > 1 and all(map(_ACRONYM.fullmatch, thing.names)):
                for letter in sorted(set("".join(thing.names))):
                    self.acronyms.setdefault(letter, []).append(thing)
        self.films.sort()

    def find(self, mention: Mention, owner: Thing | None = None) -> Thing | None:
        """Return the last fitting thing before an anaphor, else the first behind it; a film only before it.

        Of "Karin Holm's comedy" the owner is given: what was named beside her where she was first named is meant.
        """
        start = mention.span.start_char
        if mention.kind is Kind.FILM:
            index = bisect_left(self.films, (start, -1)) - 1
            if index < 0:
                return None
            if owner is not None:
                index = self._beside(self.annotation.mentions[owner.mentions[0]].span, index)
            else:
                index = self._subject(index, start)
            thing = self.roster.things[self.films[index][1]]
            insort(self.films, (start, thing.number))
            return thing
        if mention.kind is Kind.PERSON:
            return nearest(self.people.get(mention.name, {}).values(), start)
        if mention.kind is Kind.ORGANIZATION:
            head = content_words(mention.name, self.roster.wording)
            named = nearest(self.roster.with_words("Organization", head), start)
            if named is None and mention.name.lower() in self.roster.wording.joined:
                named = nearest(self.acronyms.get(mention.name[0].upper(), ()), start)
            return named
        return None

    def _beside(self, span: Span, last: int) -> int:
        """Return the index of the film named beside a person: behind an owner, before another; `last` where none is."""
        owns = self.annotation.article.text.startswith(_POSSESSIVES, span.end_char)
        index = bisect_left(self.films, (span.start_char, -1)) - (not owns)
        is_beside = 0 <= index <= last and abs(self.films[index][0] - span.start_char) <= _BESIDE_CHARS
        return index if is_beside else last

    def _subject(self, last: int, start: int) -> int:
        """Return the index of the film with which the sentence begins that names the last one before an anaphor."""
        sentences = self.annotation.article.sentences
        place = bisect_right(sentences, self.films[last][0], key=lambda sentence: sentence.span.start_char) - 1
        span = sentences[max(0, place)].span
        first = bisect_left(self.films, (span.start_char, -1))
        begins = first < last and self.films[first][0] - span.start_char <= _BEGINS_CHARS
        return first if begins and span.end_char <= start else last


def nearest(things: Iterable[Thing], offset: int) -> Thing | None:
    """Return the thing last spoken of before an offset, else the first behind it; None without things."""

    def distance(thing: Thing) -> tuple[bool, int]:
        index = bisect_left(thing.starts, offset)
        return (False, offset - thing.starts[index - 1]) if index else (True, thing.starts[0] - offset)

    return min((thing for thing in things if thing.starts), key=distance, default=None)


def attach_events(
    annotation: Annotation, things: Sequence[Thing], thing_of: dict[int, int], main: int | None, *, wording: Wording
) -> None:
    """Give each anaphor of an event its thing: the last event of that class, for "the event" the main one."""
    events = [thing for thing in things if thing.type in EVENT_TYPES]
    if main is not None and _is_told_by_verbs(things[main], annotation):
        # "received", which is never called "the event"
        main = next((thing.number for thing in events if thing.named and thing.type in _FESTIVALS), main)
    fitting_of: dict[tuple[str, str], list[Thing]] = {}
    for number, mention in enumerate(annotation.mentions):
        if not mention.anaphor or mention.kind is not Kind.EVENT:
            continue
        key = (mention.value, mention.name)
        fitting = fitting_of.get(key)
        if fitting is None:
            words = content_words(mention.name, wording)
            fitting = [event for event in events if event.type == mention.value or (words and words <= event.content)]
            fitting_of[key] = fitting
        thing = _chosen(mention, fitting, None if main is None else things[main])
        if thing is not None:
            thing.add_mention(number, mention.span.start_char)
            thing_of[number] = thing.number


def _is_told_by_verbs(thing: Thing, annotation: Annotation) -> bool:
    mentions = (annotation.mentions[number] for number in thing.mentions)
    return all(is_told_by_verb(mention, annotation.article) for mention in mentions)


def _chosen(mention: Mention, fitting: Sequence[Thing], main: Thing | None) -> Thing | None:
    """Choose what an anaphor of an event points back to: the main event where it can, else the nearest that fits."""
    if main is not None and (mention.value == "Event" or any(thing is main for thing in fitting)):
        return main
    if len(fitting) > 1 and mention.value != "Event":
        return nearest(fitting, mention.span.start_char)
    if fitting:
        return fitting[0]
    if main is None:
        return None
    is_festival = main.type in (*_FESTIVALS, "Event") and mention.value in _FESTIVALS
    is_evening = main.type == "Screening" and mention.name.lower() in _EVENINGS
    return main if is_festival or is_evening else None
