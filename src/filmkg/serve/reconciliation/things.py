"""What can be found: the things of a store that have a name, read once, in the fixed order of their identifiers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from filmkg.errors import ResourceError
from filmkg.serve.reconciliation.schema import RECONCILED
from filmkg.store import view_graph
from filmkg.vocab import DCTERMS, RDF, RDFS, SKOS, cdo

# A name takes about 1 KB in the index (bench/reconcile.py): with more of them it would take the pages down with it.
MAX_NAMES = 1_000_000


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity.

    Attributes:
        id: What follows the base of the store in its IRI.
        names: What it is called: the label first, then all others, sorted.
        types: Identifiers of its types, sorted.
        article: Title of the article to which it is confined, because its name alone does not tell it apart;
            "" for a thing that all articles share.
    """

    id: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    article: str = ""


def read_things(store: Store, *, base: str) -> list[Thing]:
    """Return the things of `RECONCILED` whose IRI starts with the base, by identifier.

    Raises:
        ResourceError: They have more than `MAX_NAMES` names.
    """
    graph = view_graph(store)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for name in RECONCILED:
        for quad in store.quads_for_pattern(None, RDF["type"], cdo(name), graph):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base):
                types[quad.subject.value].add(name)
    labels: defaultdict[str, set[str]] = defaultdict(set)
    aliases: defaultdict[str, set[str]] = defaultdict(set)
    count = 0
    for found, predicate in ((labels, RDFS["label"]), (aliases, SKOS["altLabel"])):
        for iri, text in _texts(store, predicate, graph):
            if iri in types and text not in found[iri]:
                found[iri].add(text)
                count += 1
                if count > MAX_NAMES:
                    raise ResourceError(
                        f"the store has more than {MAX_NAMES:,} names, too many to look up",
                        remedy="serve a part of it, or ask in SPARQL",
                    )
    titles = dict(sorted(_texts(store, DCTERMS["title"], graph), reverse=True))  # the first of several, as on pages
    shared = {iri for iri, number in _mentions(store, graph).items() if number > 1}
    things = []
    for iri in sorted(types):
        names = [*sorted(labels[iri]), *sorted(aliases[iri] - labels[iri])]
        if names:
            things.append(
                Thing(
                    iri.removeprefix(base),
                    tuple(names),
                    tuple(sorted(types[iri])),
                    "" if iri in shared else _article(iri, titles, base=base),
                )
            )
    return things


def _mentions(store: Store, graph: DefaultGraph | None) -> Counter[str]:
    """Count the articles that name each thing: one that they do not know by a common IRI can be merged all the same."""
    pairs = {(quad.subject, quad.object) for quad in store.quads_for_pattern(None, cdo("mentions"), None, graph)}
    return Counter(thing.value for _, thing in pairs if isinstance(thing, NamedNode))


def _article(iri: str, titles: dict[str, str], *, base: str) -> str:
    folder, _, rest = iri.removeprefix(base).partition("/")
    if folder != "article":
        return ""
    key = rest.partition("/")[0]
    return titles.get(f"{base}article/{key}", key)


def _texts(store: Store, predicate: NamedNode, graph: DefaultGraph | None) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, predicate, None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value
