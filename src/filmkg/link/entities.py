"""Reading out of a store what the linker needs to know of each thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from filmkg.link.candidates import Entity
from filmkg.link.snapshot import Snapshot
from filmkg.naming.folding import fold
from filmkg.vocab import RDF, RDFS, SKOS, cdo

_VIEW = DefaultGraph()
# Their names can carry a country ("Ministry of Culture of Georgia"); in a person's or film's it would be chance.
_NATIONAL = frozenset({"Organization", "Venue", "FestivalSeries", "FilmFestival"})


def read_entities(store: Store, *, snapshot: Snapshot) -> tuple[Entity, ...]:
    """Return the things with a name of those classes that the snapshot has items for, by IRI, with their articles.

    Args:
        store: A store with its merged view.
        snapshot: The items.
    """
    articles: defaultdict[NamedNode, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, cdo("mentions"), None, _VIEW):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            articles[quad.object].add(quad.subject.value)
    things = (
        (quad.subject, class_name)
        for class_name in sorted({class_name for class_name, _ in snapshot.by_name})
        for quad in store.quads_for_pattern(None, RDF["type"], cdo(class_name), _VIEW)
        if isinstance(quad.subject, NamedNode)
    )
    entities = []
    for node, class_name in things:
        names = tuple(dict.fromkeys((*_texts(store, node, RDFS["label"]), *_texts(store, node, SKOS["altLabel"]))))
        if not names:
            continue
        country = _country(store, node, class_name, names, snapshot)
        entities.append(Entity(node.value, class_name, names, country=country, articles=frozenset(articles[node])))
    return tuple(sorted(entities, key=lambda entity: (entity.iri, entity.type)))


def _texts(store: Store, node: NamedNode, predicate: NamedNode) -> list[str]:
    objects = (quad.object for quad in store.quads_for_pattern(node, predicate, None, _VIEW))
    return sorted(text.value for text in objects if isinstance(text, Literal))


def _country(store: Store, node: NamedNode, class_name: str, names: tuple[str, ...], snapshot: Snapshot) -> str:
    """Return the code of the country whose it is by name, else of one in the names, else of the place; "" if unsure."""
    if class_name == "Country":
        return ""
    if class_name in _NATIONAL:
        keys, nations = [fold(name) for name in names], snapshot.words.nations
        for codes in (
            {nations.owner(key) for key in keys} - {""},
            {code for key in keys for code in nations.named(key)},
        ):
            if codes:
                return codes.pop() if len(codes) == 1 else ""
    if class_name == "Film":
        origins = [quad.object for quad in store.quads_for_pattern(node, cdo("countryOfOrigin"), None, _VIEW)]
        codes = {code for one in origins if isinstance(one, NamedNode) for code in _codes_of(store, one, snapshot)}
        return codes.pop() if len(codes) == 1 else ""
    around = {code for place in _places(store, node) for code in _codes_of(store, place, snapshot)}
    return around.pop() if len(around) == 1 else ""


def _places(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    """Yield where a thing is, and where that is: an organisation in a city, the city in a country."""
    for quad in store.quads_for_pattern(node, cdo("place"), None, _VIEW):
        if isinstance(quad.object, NamedNode):
            yield quad.object
            for further in store.quads_for_pattern(quad.object, cdo("place"), None, _VIEW):
                if isinstance(further.object, NamedNode):
                    yield further.object


def _codes_of(store: Store, place: NamedNode, snapshot: Snapshot) -> set[str]:
    if not any(store.quads_for_pattern(place, RDF["type"], cdo("Country"), _VIEW)):
        return set()
    labels = (fold(label) for label in _texts(store, place, RDFS["label"]))
    return {code for label in labels if (code := snapshot.words.nations.codes.get(label))}
