"""Collects what rules state: nodes that exist already, nodes that a rule makes, and facts between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from filmkg.extract.things import EVENT_TYPES, Cast, Thing
from filmkg.model import Concept, Evidence, Reached, Value

Object = int | Value | Concept
Triple = tuple[int, str, Object]
Found = dict[Object, Reached | None]  # what words stand for, each with how it is reached


@dataclass(slots=True)
class Ledger:
    """Facts by subject, property and object; each keeps its best evidence.

    A builder: it is filled while one article is read, and `assemble` turns it into frozen values. Numbers up to
    `len(cast.things)` are things of the cast; higher ones are nodes that rules made. Facts are looked up by subject and
    by object, so that the cost of a rule does not grow with what the article has stated before.
    """

    cast: Cast
    made: list[Thing] = field(default_factory=list)
    _facts: dict[Triple, Evidence] = field(default_factory=dict)
    _properties: dict[int, dict[str, None]] = field(default_factory=dict)
    _objects: dict[tuple[int, str], list[Object]] = field(default_factory=dict)
    _subjects: dict[tuple[str, Object], list[int]] = field(default_factory=dict)
    _known: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for thing in self.cast.things:
            self._register(thing)

    def _register(self, thing: Thing) -> None:
        for key in (thing.value,) if thing.type == "Country" else thing.names:
            self._known.setdefault((thing.type, key), thing.number)

    @property
    def facts(self) -> Mapping[Triple, Evidence]:
        """The facts in the order in which they were stated."""
        return self._facts

    def things(self) -> Iterator[Thing]:
        """Yield the things of the cast and those that rules made."""
        yield from self.cast.things
        yield from self.made

    def thing(self, number: int) -> Thing:
        """Return the thing of a number."""
        known = len(self.cast.things)
        return self.cast.things[number] if number < known else self.made[number - known]

    def make(self, type_: str, *, label: str = "", value: str = "") -> int:
        """Make a node that has no mention of its own and return its number."""
        number = len(self.cast.things) + len(self.made)
        thing = Thing(number, type_, [label] if label else [], value=value, named=bool(label))
        self.made.append(thing)
        self._register(thing)
        return number

    def known(self, type_: str, key: str) -> int | None:
        """Return the first thing of a type and of that very name (a country: of that code), or None."""
        return self._known.get((type_, key))

    def known_event(self, name: str, types: Sequence[str] = EVENT_TYPES) -> int | None:
        """Return the first event of that very name and of one of some classes, or None."""
        numbers = [self._known[type_, name] for type_ in types if (type_, name) in self._known]
        return min(numbers, default=None)

    def state(self, subject: int, name: str, value: Object, evidence: Evidence) -> None:
        """State a fact; of two rules that state the same the surer is kept."""
        key = (subject, name, value)
        old = self._facts.get(key)
        if old is None:
            self._facts[key] = evidence
            self._properties.setdefault(subject, {})[name] = None
            self._objects.setdefault((subject, name), []).append(value)
            self._subjects.setdefault((name, value), []).append(subject)
        elif (evidence.confidence, old.rule) > (old.confidence, evidence.rule):
            self._facts[key] = evidence

    def weigh(self, fact: Triple, evidence: Evidence) -> None:
        """Give a stated fact other evidence."""
        self._facts[fact] = evidence

    def retract(self, fact: Triple) -> None:
        """Take a stated fact out."""
        subject, name, value = fact
        del self._facts[fact]
        self._objects[subject, name].remove(value)
        self._subjects[name, value].remove(subject)

    def objects(self, subject: int, name: str) -> Sequence[Object]:
        """Return the objects stated of a subject, in the order in which they were stated."""
        return self._objects.get((subject, name), ())

    def subjects(self, name: str, value: Object) -> Sequence[int]:
        """Return what has a value, in the order in which that was stated."""
        return self._subjects.get((name, value), ())

    def evidence_of(self, subject: int) -> Iterator[Evidence]:
        """Yield the evidence of what is stated of a thing, by property in the order in which it was stated."""
        for name in self._properties.get(subject, ()):
            for value in self._objects[subject, name]:
                yield self._facts[subject, name, value]

    def made_with(self, type_: str, name: str, value: Object) -> list[int]:
        """Return the made nodes of a type of which this is stated, in the order in which they were made."""
        known = len(self.cast.things)
        found = (n for n in self._subjects.get((name, value), ()) if n >= known and self.thing(n).type == type_)
        return sorted(found)
