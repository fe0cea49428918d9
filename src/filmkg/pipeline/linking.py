"""The things of a store and the items of Wikidata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from filmkg.graph import links_iri
from filmkg.pipeline.identification import identify
from filmkg.store import has_view, replace_graph, replace_in_view
from filmkg.vocab import SKOS

if TYPE_CHECKING:
    from filmkg.link import Decision, Row, Service


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of the things of a store.

    Attributes:
        decisions: By IRI; those of people in place of the machine's.
        review: The table to review, with what people decided in it.
    """

    decisions: tuple[Decision, ...]
    review: bytes


def link(store: Store, *, review: Sequence[Row] = (), service: Service | None = None) -> Linked:
    """Link a store's things to Wikidata, from the bundled snapshot, and put the links in place of earlier ones.

    Args:
        store: The store, open for writing.
        review: What people decided, as `link.read_review` returns it.
        service: A Wikibase to ask about things that the snapshot has no link for.

    Raises:
        EndpointError: The Wikibase does not answer, or not as it should; the links are as they were.
        StoreError: The store could not be written.
    """
    from filmkg import link as linking

    if not has_view(store):
        identify(store)
    snapshot = linking.load()
    machine = linking.decide(linking.read_entities(store, snapshot=snapshot), snapshot=snapshot)
    decisions = linking.apply_review(machine, review, snapshot=snapshot)
    if service is not None:
        settled = {(one.entity.type, one.entity.iri) for one in decisions if one.is_reviewed}
        machine = linking.complete(machine, settled=settled, snapshot=snapshot, service=service)
        decisions = linking.apply_review(machine, review, snapshot=snapshot)
    graph = links_iri()
    links = {(one.entity.iri, one.candidates[0].item.iri) for one in decisions if one.qid}
    quads = [Quad(NamedNode(iri), SKOS["exactMatch"], NamedNode(item_iri), graph) for iri, item_iri in links]
    replace_graph(store, quads, graph=graph)
    replace_in_view(store, quads, predicate=SKOS["exactMatch"])
    return Linked(decisions, linking.write_review(machine, review, snapshot=snapshot))
