"""What the articles state together: each thing under one IRI, and the table that tells why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from filmkg.identity.merges import Decision, Merges
from filmkg.vocab import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, cdo

Mint = Callable[[str], NamedNode]


class View:
    """The merged view of article graphs."""

    def __init__(self, merges: Merges) -> None:
        self._canonical = {(one.graph, one.iri): NamedNode(one.canonical) for one in merges.decisions}
        self._labels = {NamedNode(iri): Literal(label) for iri, label in merges.labels.items()}

    def quads(self, graph: NamedNode, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield what an article's graph states, as quads of the default graph.

        Evidence is rewritten with what it is for, so that it still leads from the statement to its sentence. A thing
        has one label; what else articles call it become other names.
        """
        default = DefaultGraph()
        for quad in quads:
            subject = self._canonical.get((graph.value, _iri(quad.subject)), quad.subject)
            object_ = self._canonical.get((graph.value, _iri(quad.object)), quad.object)
            predicate = quad.predicate
            label = self._labels.get(subject) if isinstance(subject, NamedNode) else None
            if label is not None and predicate in (RDFS["label"], SKOS["altLabel"]):
                predicate = RDFS["label"] if object_ == label else SKOS["altLabel"]
            yield Quad(subject, predicate, object_, default)


def table(merges: Merges, *, graph: NamedNode, mint: Mint) -> Iterator[Quad]:
    """Write the decisions down.

    Args:
        merges: What was decided.
        graph: Name of the graph that the table is put into.
        mint: Makes the IRI of an entry from words that no other entry has.
    """
    for decision in merges.decisions:
        for triple in _entry(decision, mint):
            yield Quad(*triple, graph)
    for apart in merges.apart:
        entry = mint(" ".join((apart.reason, apart.name, *apart.iris)))
        yield Quad(entry, RDF["type"], SKOS["Collection"], graph)
        yield Quad(entry, RDFS["label"], Literal(apart.name), graph)
        yield Quad(entry, RDFS["comment"], Literal(apart.reason), graph)
        for iri in apart.iris:
            yield Quad(entry, SKOS["member"], NamedNode(iri), graph)


def _entry(decision: Decision, mint: Mint) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    local, canonical = NamedNode(decision.iri), NamedNode(decision.canonical)
    entry = mint(f"{decision.graph} {decision.iri}")
    if local != canonical:
        yield local, DCTERMS["isReplacedBy"], canonical
    yield entry, RDF["type"], RDF["Statement"]
    yield entry, RDF["subject"], local
    yield entry, RDF["predicate"], DCTERMS["isReplacedBy"]
    yield entry, RDF["object"], canonical
    yield entry, PROV["wasDerivedFrom"], NamedNode(decision.graph)
    yield entry, RDFS["comment"], Literal(decision.reason)
    yield entry, cdo("confidence"), Literal(str(decision.confidence), datatype=XSD["decimal"])


def read_table(quads: Iterable[Quad]) -> tuple[Decision, ...]:
    """Read back the decisions of a table, sorted."""
    entries: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            entries[quad.subject.value][quad.predicate.value] = quad.object.value
    return tuple(
        sorted(
            Decision(
                graph=entry[PROV["wasDerivedFrom"].value],
                iri=entry[RDF["subject"].value],
                canonical=entry[RDF["object"].value],
                reason=entry[RDFS["comment"].value],
                confidence=float(entry[cdo("confidence").value]),
            )
            for entry in entries.values()
            if RDF["subject"].value in entry
        )
    )


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
