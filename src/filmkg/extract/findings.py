"""What the model finds: a pair, the relation between the two, and how likely it is."""

from __future__ import annotations

from typing import NamedTuple

from filmkg.extract.facts import Object
from filmkg.extract.pairs import Pair
from filmkg.extract.reach import by_focus, by_words
from filmkg.extract.reading import Reading
from filmkg.extract.values import Filler
from filmkg.model import Evidence, Kind, Reach, Reached, Span, Value

# how the rule of a finding begins
LEARNED = "learned"
# objects that are literals
_LITERAL_KINDS = (Kind.DATE, Kind.GENRE, Kind.NUMBER, Kind.ROLE, Kind.QUOTE)
_MIN_CONFIDENCE = 0.01


def value_of(pair: Pair[int], relation: str, reading: Reading) -> Object | None:
    """Return what the object of a pair gives for a relation: a literal, the number of a thing, or None."""
    if pair.family.objects[0] in _LITERAL_KINDS:
        return literal_of(pair.object, relation, reading)
    return reading.cast.thing_of.get(pair.object)


def literal_of(mention: int, name: str, reading: Reading) -> Value | None:
    """Return the literal that a mention gives for a property, or None where it gives none."""
    return reading.literal(name, Filler(reading.annotation.mentions[mention].span, mention))


class Finding(NamedTuple):
    """The best occurrence of a pair for one relation."""

    pair: Pair[int]
    relation: str
    probability: float

    def evidence(self, reading: Reading) -> Evidence:
        """Return the words that both stand in, and how they reach the two."""
        spans = [reading.annotation.mentions[n].span for n in (self.pair.subject, self.pair.object) if n >= 0]
        focus = Span(min(span.start_char for span in spans), max(span.end_char for span in spans))
        confidence = round(max(self.probability, _MIN_CONFIDENCE), 3)
        is_thing = self.pair.object in reading.cast.thing_of
        return Evidence(
            reading.sentences.around(focus),
            focus,
            f"{LEARNED}: {self.relation}",
            confidence,
            subject=self._subject(reading),
            object=by_words(self.pair.object, reading.annotation) if is_thing else None,
        )

    def _subject(self, reading: Reading) -> Reached | None:
        if self.pair.subject_thing < 0:
            return None  # a prize, which is a literal
        if self.pair.subject >= 0:
            return by_words(self.pair.subject, reading.annotation)
        if self.pair.spoken >= 0:
            return by_focus(self.pair.spoken, reading.annotation)
        thing = reading.cast.things[self.pair.subject_thing]
        return Reached(Reach.MAIN_BODY if thing.type == "Organization" else Reach.MAIN_EVENT)
