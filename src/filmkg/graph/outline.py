"""What the facts say of each node: the material from which nodes are named and labelled."""

from __future__ import annotations

from collections import defaultdict

from filmkg.model import Concept, Extraction, Node, Value


class Outline:
    """The nodes of an article by number, and what their facts say, in the order of the facts."""

    __slots__ = ("_objects", "nodes")

    def __init__(self, extraction: Extraction) -> None:
        self.nodes: dict[int, Node] = {node.number: node for node in extraction.nodes}
        self._objects: dict[tuple[int, str], list[int | Value | Concept]] = defaultdict(list)
        for fact in extraction.facts:
            self._objects[fact.subject, fact.property].append(fact.object)

    def related(self, number: int, name: str) -> tuple[Node, ...]:
        """Return the nodes that a property leads to, by number, each once."""
        found = {value for value in self._objects.get((number, name), ()) if isinstance(value, int)}
        return tuple(self.nodes[value] for value in sorted(found))

    def words(self, number: int, name: str) -> tuple[str, ...]:
        """Return the literals, concepts and labels that a property leads to, sorted, each once."""
        found = set()
        for value in self._objects.get((number, name), ()):
            if isinstance(value, int):
                found.add(self.nodes[value].label)
            else:
                found.add(value.lexical if isinstance(value, Value) else value.name)
        return tuple(sorted(found))
