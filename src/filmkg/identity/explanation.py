"""What was merged into a thing of the merged view, why, and what was kept apart from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from filmkg.naming.folding import fold
from filmkg.vocab import DCTERMS, PROV, RDF, RDFS, SKOS, cdo

_VIEW = DefaultGraph()
_KEPT = "has the name and the IRI that are kept"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A thing of one article.

    Attributes:
        article: IRI of the article.
        issued: Day on which it appeared, "" where it does not say.
        iri: What the article's graph calls the thing.
        names: Its names there, the label first.
        reason: Why it is the thing that is explained.
        confidence: How sure that is, in (0, 1].
    """

    article: str
    issued: str
    iri: str
    names: tuple[str, ...]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class Namesake:
    """Another thing of the same name, and why it is another."""

    iri: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A thing of the merged view.

    Attributes:
        iri: Its IRI.
        label: What it is called.
        mentions: What it is in each article, by article.
        apart: What it is not, by IRI.
    """

    iri: str
    label: str
    mentions: tuple[Mention, ...]
    apart: tuple[Namesake, ...]


def explain_identity(entity: str, *, store: Store, table: NamedNode) -> tuple[Identity, ...]:
    """Explain a thing, or all things of a name, those of most articles first; nothing for what is not in the store.

    Args:
        entity: An IRI, in the merged view or of an article, or a name.
        store: A store with its merged view.
        table: Name of the graph with the decisions.
    """
    found = [_explain(node, store, table) for node in sorted(_nodes(entity, store, table), key=str)]
    return tuple(sorted((one for one in found if one.mentions), key=lambda one: (-len(one.mentions), one.iri)))


def _nodes(entity: str, store: Store, table: NamedNode) -> set[NamedNode]:
    if entity.startswith(("http://", "https://")):
        try:
            node = NamedNode(entity)
        except ValueError:
            return set()
        return {node, *_objects(store, node, DCTERMS["isReplacedBy"], table)}
    folded = fold(entity)
    return {
        quad.subject
        for predicate in (RDFS["label"], SKOS["altLabel"])
        for quad in store.quads_for_pattern(None, predicate, None, _VIEW)
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and fold(quad.object.value) == folded
    }


def _explain(node: NamedNode, store: Store, table: NamedNode) -> Identity:
    mentions = {(one.article, one.iri): one for one in _replaced(node, store, table)}
    entries = [quad.subject for quad in store.quads_for_pattern(None, RDF["subject"], node, table)]
    moved = {graph for entry in entries for graph in _objects(store, entry, PROV["wasDerivedFrom"], table)}
    for quad in store.quads_for_pattern(node, RDF["type"], None, None):
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph not in moved:
            for article in _articles(store, graph):
                mentions[article.value, node.value] = _mention(article, node, store, graph, _KEPT, 1.0)
    namesakes = {
        Namesake(
            other.value, _text(store, other, RDFS["label"], _VIEW), _text(store, quad.subject, RDFS["comment"], table)
        )
        for quad in store.quads_for_pattern(None, SKOS["member"], node, table)
        for other in _objects(store, quad.subject, SKOS["member"], table)
        if other != node
    }
    label = _text(store, node, RDFS["label"], _VIEW) or node.value
    return Identity(node.value, label, tuple(sorted(mentions.values())), tuple(sorted(namesakes)))


def _replaced(node: NamedNode, store: Store, table: NamedNode) -> Iterator[Mention]:
    """Yield the things of articles that a thing of the merged view stands for under another IRI."""
    for quad in store.quads_for_pattern(None, RDF["object"], node, table):
        entry = quad.subject
        local = next(_objects(store, entry, RDF["subject"], table))
        graph = next(_objects(store, entry, PROV["wasDerivedFrom"], table))
        confidence = float(_text(store, entry, cdo("confidence"), table))
        reason = _text(store, entry, RDFS["comment"], table)
        for article in _articles(store, graph):
            yield _mention(article, local, store, graph, reason, confidence)


def _mention(
    article: NamedNode, node: NamedNode, store: Store, graph: NamedNode, reason: str, confidence: float
) -> Mention:
    names = [
        text.value
        for predicate in (RDFS["label"], SKOS["altLabel"])
        for text in sorted((quad.object for quad in store.quads_for_pattern(node, predicate, None, graph)), key=str)
        if isinstance(text, Literal)
    ]
    issued = _text(store, article, DCTERMS["issued"], graph)
    return Mention(article.value, issued, node.value, tuple(dict.fromkeys(names)), reason, confidence)


def _articles(store: Store, graph: NamedNode) -> Iterator[NamedNode]:
    """Yield the one article that a graph is of."""
    for quad in store.quads_for_pattern(None, RDF["type"], cdo("Article"), graph):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _objects(store: Store, subject: object, predicate: NamedNode, graph: NamedNode) -> Iterator[NamedNode]:
    if isinstance(subject, NamedNode):
        for quad in store.quads_for_pattern(subject, predicate, None, graph):
            if isinstance(quad.object, NamedNode):
                yield quad.object


def _text(store: Store, subject: object, predicate: NamedNode, graph: NamedNode | DefaultGraph) -> str:
    if not isinstance(subject, NamedNode):
        return ""
    objects = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, graph))
    return min((text.value for text in objects if isinstance(text, Literal)), default="")
