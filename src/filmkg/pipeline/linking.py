"""The things of a store and the items of Wikidata."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

from filmkg.graph import links_iri
from filmkg.pipeline.identification import identify, table_of
from filmkg.store import (
    Journal,
    extend_store,
    has_view,
    lock_store,
    open_journal,
    open_store,
    replace_graph,
    replace_in_view,
)
from filmkg.vocab import DCTERMS, SKOS

if TYPE_CHECKING:
    from filmkg.link import Decision, Row, Service


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of the things of a store.

    Attributes:
        decisions: By IRI; those of people in place of the machine's.
        rows: What people decided, by the IRIs that things have now.
        review: The table to review, with what people decided in it.
    """

    decisions: tuple[Decision, ...]
    rows: tuple[Row, ...]
    review: bytes


def link_reviewed(path: Path, *, review: Sequence[Row] | None, service: Service | None = None) -> Linked:
    """Link a store as `link` does, and keep what people decided in it for every later time.

    Args:
        path: The store's folder.
        review: What people decided, in place of what is kept; None for what is kept.
        service: As in `link`.

    Raises:
        EndpointError: As in `link`.
        StoreError: There is no such store, or it could not be written.
    """
    # Writing makes a store where there is none; here that would hide a wrong path.
    with open_store(path, writable=False):
        pass
    if review is None:
        with lock_store(path), open_journal(path) as journal:
            review = _kept(journal)
    with extend_store(path) as store:
        found = link(store, review=review, service=service)
        del store
    with lock_store(path), open_journal(path) as journal:
        _keep(journal, found.rows)
    return found


def forget_decisions(journal: Journal, *, key: str, gone: Collection[str]) -> None:
    """Forget what people decided on things that there are no more, or that only an article knew by that IRI.

    Args:
        journal: The journal.
        key: Key of the article.
        gone: IRIs of the things.
    """
    scope = f"/article/{key}/"
    _keep(journal, [row for row in _kept(journal) if row.iri not in gone and scope not in row.iri])


def _kept(journal: Journal) -> tuple[Row, ...]:
    from filmkg.link import Row

    return tuple(
        Row(type_, mention, decision, "", "", iri)
        for type_, mention, decision, iri in json.loads(journal.get("linked") or "[]")
    )


def _keep(journal: Journal, rows: Sequence[Row]) -> None:
    decided = sorted({(row.type, row.mention, row.decision, row.iri) for row in rows if row.decision})
    journal.set("linked", json.dumps(decided, ensure_ascii=False))


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
    review = _renamed(review, store, known={one.entity.iri for one in machine})
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
    return Linked(decisions, tuple(review), linking.write_review(machine, review, snapshot=snapshot))


def _renamed(rows: Sequence[Row], store: Store, *, known: Collection[str]) -> list[Row]:
    """Return rows by the IRIs that things have now: another article can have given a thing another one since.

    A row stays as it is where another decides on that thing in another way.
    """
    decided = {(row.type, row.iri): row.decision for row in rows if row.decision}
    renamed = []
    for row in rows:
        found: set[str] = set()
        if row.decision and row.iri not in known:
            found = set(_replacements(row.iri, store))
        iri = found.pop() if len(found) == 1 else row.iri
        agrees = decided.setdefault((row.type, iri), row.decision) == row.decision if row.decision else True
        renamed.append(replace(row, iri=iri) if agrees else row)
    return renamed


def _replacements(iri: str, store: Store) -> Iterator[str]:
    """Yield what the merged view calls what articles call by an IRI; nothing for what is none."""
    with suppress(ValueError):
        for quad in store.quads_for_pattern(NamedNode(iri), DCTERMS["isReplacedBy"], None, table_of(store)):
            if isinstance(quad.object, NamedNode):
                yield quad.object.value
