"""An article's graph -> what it says of each thing that could be the same as a thing of another article.

Most things have a name of their own. Agreements, memberships and posts have none: what they tie together tells them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from filmkg.vocab import CDO_BASE, DCTERMS, RDF, RDFS, SKOS, cdo

# Class -> what it is compared among: news differs on what class an event or the house of an event has.
KINDS = {
    "Film": "film", "Person": "person", "Organization": "body", "Venue": "body", "Country": "country", "City": "city",
    "Place": "place", "FestivalSeries": "series", "Event": "event", "FilmFestival": "event", "FilmDays": "event",
    "Screening": "event", "Meeting": "event",
    "Agreement": "agreement", "Membership": "membership", "Position": "post",
}  # fmt: skip
# Kinds without a name of their own.
TIES = frozenset({"agreement", "membership", "post"})
_ATTENDING = ("organizer", "supporter", "venue", "participant", "screens")


@dataclass(frozen=True, slots=True)
class Description:
    """What one article says of one thing, in its own words.

    Attributes:
        graph: Name of the article's graph.
        iri: The thing's IRI there.
        type: Class of the ontology, by local name.
        kind: What it is compared among (`KINDS`).
        names: Label first, then the other names, sorted.
        related: By property ("place"; "-organizer" where the thing is the object; "parent/place" by way of another),
            the literals, and the labels of the things, that stand there, sorted.
        article: What is known of the article.
        ends: Of a tie (`TIES`), by property, the IRIs of the things that it ties together, sorted.
    """

    graph: str
    iri: str
    type: str
    kind: str
    names: tuple[str, ...]
    related: Mapping[str, tuple[str, ...]]
    article: Surroundings
    ends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def values(self, *properties: str) -> tuple[str, ...]:
        """Return the names at the other end of properties."""
        return tuple(value for name in properties for value in self.related.get(name, ()))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An article as its things see it.

    Attributes:
        key: Its key.
        issued: Day on which it appeared, "" where it does not say.
        publisher: Who published it, "" where it does not say.
        labels: Labels of its things, by class.
    """

    key: str
    issued: str
    publisher: str
    labels: Mapping[str, tuple[str, ...]]


def describe(graph: NamedNode, quads: Iterable[Quad]) -> tuple[Description, ...]:
    """Describe the things of an article that have a name, and what ties them together, by IRI."""
    reading = _Reading(quads)
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for node, class_name in reading.types.items():
        labels[class_name].update(reading.names(node)[:1])
    article = next((node for node, class_name in reading.types.items() if class_name == "Article"), None)
    surroundings = Surroundings(
        key=graph.value.rpartition("/")[2],
        issued=reading.text(article, DCTERMS["issued"]),
        publisher=reading.text(article, DCTERMS["publisher"]),
        labels={class_name: tuple(sorted(found)) for class_name, found in labels.items()},
    )
    return tuple(
        Description(
            graph=graph.value,
            iri=node.value,
            type=class_name,
            kind=KINDS[class_name],
            names=reading.names(node),
            related=reading.related(node),
            article=surroundings,
            ends=reading.ends(node) if KINDS[class_name] in TIES else {},
        )
        for node, class_name in sorted(reading.types.items(), key=lambda item: item[0].value)
        if class_name in KINDS and (node in reading.named or KINDS[class_name] in TIES)
    )


class _Reading:
    """The quads of an article by subject and by object."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._out: defaultdict[NamedNode, list[tuple[NamedNode, NamedNode | Literal]]] = defaultdict(list)
        self._into: defaultdict[NamedNode, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
        self.types: dict[NamedNode, str] = {}
        self.named: set[NamedNode] = set()
        for quad in sorted(quads, key=str):
            subject, predicate, object_ = quad.subject, quad.predicate, quad.object
            if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode | Literal):
                continue
            if predicate == RDF["type"] and isinstance(object_, NamedNode) and object_.value.startswith(CDO_BASE):
                self.types.setdefault(subject, object_.value.removeprefix(CDO_BASE))
            elif predicate == cdo("mentions") and isinstance(object_, NamedNode):
                self.named.add(object_)
            elif predicate.value.startswith(CDO_BASE) or predicate in (
                RDFS["label"], SKOS["altLabel"], DCTERMS["issued"], DCTERMS["publisher"]
            ):  # fmt: skip
                self._out[subject].append((predicate, object_))
                if isinstance(object_, NamedNode):
                    self._into[object_].append((predicate, subject))

    def text(self, node: NamedNode | None, predicate: NamedNode) -> str:
        found = [value.value for name, value in self._out.get(node, ()) if name == predicate] if node else []
        return min(found, default="")

    def names(self, node: NamedNode) -> tuple[str, ...]:
        values = self._out.get(node, ())
        labels = sorted(value.value for name, value in values if name == RDFS["label"])
        others = sorted(value.value for name, value in values if name == SKOS["altLabel"])
        return tuple(dict.fromkeys((*labels, *others)))

    def ends(self, node: NamedNode) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for predicate, value in self._out.get(node, ()):
            if isinstance(value, NamedNode) and value in self.types:
                found[predicate.value.removeprefix(CDO_BASE)].add(value.value)
        return {name: tuple(sorted(iris)) for name, iris in found.items()}

    def related(self, node: NamedNode) -> dict[str, tuple[str, ...]]:
        """Gather what is said of a thing, and of its place, its post and the events that it is in."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for predicate, value in self._out.get(node, ()):
            if predicate.value.startswith(CDO_BASE):
                name = predicate.value.removeprefix(CDO_BASE)
                found[name].add(self._word(value))
                if name in ("place", "parent") and isinstance(value, NamedNode):
                    for further, place in self._out.get(value, ()):
                        if further == cdo("place"):
                            found[f"{name}/place"].add(self._word(place))
        for predicate, subject in self._into.get(node, ()):
            name = predicate.value.removeprefix(CDO_BASE)
            found[f"-{name}"].add(self._word(subject))
            if name in _ATTENDING:
                for further, value in self._out.get(subject, ()):
                    if value != node and further in (cdo("place"), predicate):
                        found[f"-{name}/{further.value.removeprefix(CDO_BASE)}"].add(self._word(value))
            if self.types.get(subject) == "Position":
                self._post(subject, found)
        return {name: tuple(sorted(words - {""})) for name, words in found.items()}

    def _post(self, post: NamedNode, found: defaultdict[str, set[str]]) -> None:
        for predicate, value in self._out.get(post, ()):
            found[f"post/{predicate.value.removeprefix(CDO_BASE)}"].add(self._word(value))

    def _word(self, term: NamedNode | Literal) -> str:
        if isinstance(term, Literal):
            return term.value
        names = self.names(term)
        return names[0] if names else term.value.removeprefix(CDO_BASE) if term.value.startswith(CDO_BASE) else ""
