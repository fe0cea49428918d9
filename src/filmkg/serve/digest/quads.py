"""Reading a whole snapshot, a property at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from filmkg.store import view_graph
from filmkg.vocab import DCTERMS, RDF, RDFS, cdo

# Dates of a thing, the one that says most first.
TELLING = ("startDate", "endDate", "signedOn", "effectiveFrom", "releaseYear")


@dataclass(frozen=True, slots=True)
class Reader:
    """What a snapshot says, as texts.

    Attributes:
        store: The snapshot.
        graph: The graph to look in: the merged view, or None for all graphs.
    """

    store: Store
    graph: DefaultGraph | None

    @classmethod
    def of(cls, store: Store) -> Reader:
        """Return a reader of the merged view, or of all graphs where there is none."""
        return cls(store, view_graph(store))

    def members(self, name: str) -> set[str]:
        """Return the IRIs of the things of a class."""
        quads = self.store.quads_for_pattern(None, RDF["type"], cdo(name), self.graph)
        return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}

    def count(self, names: Iterable[str]) -> int:
        """Count the things that are of any of some classes."""
        classes = " ".join(str(cdo(name)) for name in names)
        rows = self.store.query(
            f"SELECT (COUNT(DISTINCT ?thing) AS ?count) {{ VALUES ?class {{ {classes} }} ?thing a ?class }}",
            use_default_graph_as_union=self.graph is None,
        )
        assert isinstance(rows, QuerySolutions)  # noqa: S101 - a SELECT query has solutions
        return sum(int(count.value) for row in rows if isinstance(count := row["count"], Literal))

    def pairs(self, property_: NamedNode) -> Iterator[tuple[str, str]]:
        """Yield subject and object of each statement of a property; a statement of two graphs comes twice."""
        for quad in self.store.quads_for_pattern(None, property_, None, self.graph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                yield quad.subject.value, quad.object.value

    def groups(self, property_: NamedNode) -> Iterator[tuple[str, set[str]]]:
        """Yield the objects of a property, each with its subjects: in the order of the index they stand together."""
        for object_, run in groupby(self.pairs(property_), key=lambda pair: pair[1]):
            yield object_, {subject for subject, _ in run}

    def labels(self, wanted: set[str]) -> dict[str, str]:
        """Return the label of things, of several the first in order."""
        found: dict[str, str] = {}
        for subject, label in self.pairs(RDFS["label"]):
            if subject in wanted:
                found[subject] = min(label, found.get(subject, label))
        return found

    def dates(self) -> dict[str, str]:
        """Return the date of each thing that has one, of several of one kind the earliest."""
        found: dict[str, str] = {}
        for property_ in (*map(cdo, TELLING), DCTERMS["issued"]):
            own: dict[str, str] = {}
            for subject, date in self.pairs(property_):
                own[subject] = min(date, own.get(subject, date))
            found = own | found
        return found
