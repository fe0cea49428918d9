"""The types and properties that the service offers: classes and properties of the ontology, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import RdfFormat, Store

from filmkg import resources
from filmkg.vocab import CDO_BASE, CLASSES, PREFIXES, PROPERTIES, SKOS

# What has a name of its own; what stands in the middle of a fact (a post, a membership) only occurs as a value.
RECONCILED = (
    "Film", "Person", "Organization", "Place", "Country", "City", "Venue", "Event", "FestivalSeries", "FilmFestival",
    "FilmDays", "Screening", "Meeting", "Agreement",
)  # fmt: skip
# What is said of everything and of no class in particular: identifier, name, path in SPARQL, meaning.
_OF_ALL = (
    ("skos:altLabel", "other name", str(SKOS["altLabel"]), "Another name that an article uses."),
    ("skos:exactMatch", "Wikidata item", str(SKOS["exactMatch"]), "The same thing in Wikidata, as its address there."),
    ("^mentions", "mentioned in", f"^<{CDO_BASE}mentions>", "An article that speaks of it."),
)
_SAID = f"""SELECT ?term ?label ?definition ?domain ?range ?broader {{
  ?term rdfs:isDefinedBy ?ontology ; rdfs:label ?label ; skos:definition ?definition
  OPTIONAL {{ ?term rdfs:domain|schema:domainIncludes ?domain FILTER(STRSTARTS(STR(?domain), "{CDO_BASE}")) }}
  OPTIONAL {{ ?term rdfs:range|schema:rangeIncludes ?range FILTER(STRSTARTS(STR(?range), "{CDO_BASE}")) }}
  OPTIONAL {{ ?term rdfs:subClassOf ?broader FILTER(STRSTARTS(STR(?broader), "{CDO_BASE}")) }}
}}"""


@dataclass(frozen=True, slots=True)
class Type:
    """A class: its local name as identifier, its name, its definition, and the classes directly above it."""

    id: str
    name: str
    definition: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """A property as seen from the thing that it is asked of.

    Attributes:
        id: Local name in the ontology; behind `^` it is followed from value to subject.
        name: Label, behind "as" where it is followed so: Jia Zhangke stands in films "as director".
        definition: What it means.
        path: The same in SPARQL.
        domain: Types that it is said of; empty where it is said of all.
        range: The type of its values, "" where they are texts or of several types.
    """

    id: str
    name: str
    definition: str
    path: str
    domain: frozenset[str]
    range: str


@dataclass(frozen=True, slots=True)
class Schema:
    """All types and properties by identifier, in the order of `filmkg.vocab`."""

    types: Mapping[str, Type]
    properties: Mapping[str, Property]

    def with_broader(self, type_id: str) -> frozenset[str]:
        """Return a type and all above it; nothing for one that there is not."""
        found: set[str] = set()
        waiting = [type_id] if type_id in self.types else []
        while waiting:
            found.add(one := waiting.pop())
            waiting += self.types[one].broader
        return frozenset(found)

    def properties_of(self, type_id: str) -> tuple[Property, ...]:
        """Return what can be said of a type; everything for one that there is not ("" included)."""
        above = self.with_broader(type_id)
        return tuple(
            found
            for found in self.properties.values()
            if not above or not found.domain or not above.isdisjoint(found.domain)
        )


def local(identifier: str) -> str:
    """Return the identifier of a type or property that may be given as its whole IRI."""
    return identifier.removeprefix(CDO_BASE)


@cache
def load_schema() -> Schema:
    """Read the schema from the ontology."""
    store = Store()
    store.load(path=str(resources.ONTOLOGY / "filmkg.ttl"), format=RdfFormat.TURTLE)
    said: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.query(_SAID, prefixes=PREFIXES):  # type: ignore[union-attr]
        about = said[local(row["term"].value)]
        for name in ("label", "definition", "domain", "range", "broader"):
            if row[name] is not None:
                about[name].add(local(row[name].value))
    types = {
        name: Type(
            name, _text(said[name]["label"]), _text(said[name]["definition"]), tuple(sorted(said[name]["broader"]))
        )
        for name in CLASSES
        if name not in ("Article", "Evidence")
    }
    forward = [_property(name, said[name], types) for name in PROPERTIES if said[name]["domain"] & types.keys()]
    backward = [
        Property(
            id=f"^{one.id}",
            name=f"as {one.name}",
            definition=f"Of what it is this: {one.definition}",
            path=f"^{one.path}",
            domain=frozenset(said[one.id]["range"] & types.keys()),
            range=_single(one.domain),
        )
        for one in forward
        if said[one.id]["range"] & types.keys()
    ]
    of_all = [Property(id_, name, meaning, path, frozenset(), "") for id_, name, path, meaning in _OF_ALL]
    return Schema(types=types, properties={one.id: one for one in (*forward, *backward, *of_all)})


def _property(name: str, said: Mapping[str, set[str]], types: Mapping[str, Type]) -> Property:
    return Property(
        id=name,
        name=_text(said["label"]),
        definition=_text(said["definition"]),
        path=f"<{CDO_BASE}{name}>",
        domain=frozenset(said["domain"] & types.keys()),
        range=_single(said["range"] & types.keys()),
    )


def _text(values: set[str]) -> str:
    return min(values, default="")


def _single(names: Iterable[str]) -> str:
    found = set(names)
    return found.pop() if len(found) == 1 else ""
