"""Collects what rules state: nodes that exist already, nodes that a rule makes, and facts between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from filmkg.extract.things import Cast, Thing
from filmkg.model import Concept, Evidence, Value

Object = int | Value | Concept


@dataclass(slots=True)
class Ledger:
    """Facts by subject, property and object; each keeps its best evidence.

    Numbers up to `len(cast.things)` are things of the cast; higher ones are nodes that rules made.
    """

    cast: Cast
    made: list[Thing] = field(default_factory=list)
    facts: dict[tuple[int, str, Object], Evidence] = field(default_factory=dict)

    def thing(self, number: int) -> Thing:
        """Return the thing of a number."""
        known = len(self.cast.things)
        return self.cast.things[number] if number < known else self.made[number - known]

    def make(self, type_: str, *, label: str = "", value: str = "") -> int:
        """Make a node that has no mention of its own and return its number."""
        number = len(self.cast.things) + len(self.made)
        self.made.append(Thing(number, type_, [label] if label else [], [], value, named=bool(label)))
        return number

    def state(self, subject: int, name: str, value: Object, evidence: Evidence) -> None:
        """State a fact; of two rules that state the same the surer is kept."""
        key = (subject, name, value)
        old = self.facts.get(key)
        if old is None or (evidence.confidence, old.rule) > (old.confidence, evidence.rule):
            self.facts[key] = evidence

    def objects(self, subject: int, name: str) -> list[Object]:
        """Return the objects stated of a subject."""
        return [o for s, p, o in self.facts if s == subject and p == name]
