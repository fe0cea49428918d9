"""A store here written to a SPARQL 1.1 store elsewhere, graph by graph, and only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Store

from filmkg.errors import RemoteError
from filmkg.graph import manifest_iri, view_iri
from filmkg.pipeline.identification import base_of, check_view
from filmkg.store import article_graphs

if TYPE_CHECKING:
    from filmkg.remote import Address, Client, Entry, Manifest, Replacement

_MERGED = DefaultGraph()


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did.

    Attributes:
        written: Graphs that were new or had changed, the merged view among them.
        unchanged: Graphs that were there already.
        removed: Graphs that are not in the store here any more.
        triples: What is there now, in all graphs and the merged view.
    """

    written: int
    unchanged: int
    removed: int
    triples: int


def push(store: Store, *, client: Client, address: Address, progress: Callable[[str], None]) -> Pushed:
    """Write a store to another, so that it holds the same named graphs and the same merged view.

    The merged view becomes the default graph, or the named graph `BASE view` where the other store has no default graph
    of its own. What else is there stays. A push that was ended at any moment is completed by the next.

    Args:
        store: The store here.
        client: Speaks with the other one.
        address: Where that is.
        progress: Told the name of each graph that has been written.

    Raises:
        StoreError: The store here has no merged view.
        RemoteError: The other store does not answer or refuses, its default graph holds what is not ours, or it ends up
            with other numbers of triples than it should.
    """
    from filmkg import remote

    check_view(store)
    base = base_of(store)
    manifest = _manifest(client, address, base=base)
    view = view_iri(base=base)
    wanted: dict[str, Entry] = {}

    def changed() -> Iterator[Replacement]:
        for graph, quads in article_graphs(store):
            entry = remote.digest(quads)
            wanted[graph.value] = entry
            if manifest.entries.get(graph.value) != entry:
                yield remote.Replacement(graph.value, graph, entry, quads)
        entry = remote.digest(store.quads_for_pattern(None, None, None, _MERGED))
        wanted[view.value] = entry
        if manifest.entries.get(view.value) != entry:
            place = NamedNode(manifest.view_graph) if manifest.view_graph else None
            yield remote.Replacement(view.value, place, entry, store.quads_for_pattern(None, None, None, _MERGED))

    written = 0
    for name in remote.replace_graphs(client, address, changed(), manifest=manifest):
        written += 1
        progress(name)
    gone = [name for name in manifest.entries if name not in wanted]
    remote.remove_graphs(client, address, gone, manifest=manifest)
    _check_counts(client, address, wanted, manifest=replace(manifest, entries=wanted), view=view.value)
    total = sum(entry.triples for entry in wanted.values())
    return Pushed(written, len(wanted) - written, len(gone), total)


def _manifest(client: Client, address: Address, *, base: str) -> Manifest:
    """Return what was pushed before, or begin it."""
    from filmkg import remote

    graph = manifest_iri(base=base)
    manifests = {manifest.graph: manifest for manifest in remote.read_manifests(client, address, entries=True)}
    if found := manifests.pop(graph.value, None):
        return found
    if manifests:
        raise RemoteError(
            f"{address.query}: holds another dataset already: {', '.join(manifests)}",
            remedy="push to a store of its own",
        )
    begun = remote.lay_manifest(client, address, graph=graph, view=view_iri(base=base))
    if begun.view_graph is None and client.ask(address.query, "ASK { ?s ?p ?o }"):
        client.update(address.update, f"DROP SILENT GRAPH {graph}")  # with it, the next push would take all for ours
        raise RemoteError(
            f"{address.query}: its default graph, where the merged view belongs, holds what filmkg did not put there",
            remedy="push to a store of its own, or clear the default graph",
        )
    return begun


def _check_counts(client: Client, address: Address, wanted: dict[str, Entry], *, manifest: Manifest, view: str) -> None:
    """Hold the numbers of triples against those that should be there."""
    from filmkg import remote

    named = [name for name in wanted if name != view or manifest.view_graph]
    counts = remote.count_triples(client, address, named)
    if not manifest.view_graph:
        (row,) = client.select(address.query, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        counts[view] = int(row["n"].value)
    wrong = [name for name, entry in wanted.items() if counts.get(name, 0) != entry.triples]
    if wrong:
        remote.forget_entries(client, address, wrong, manifest=manifest)
        first = wrong[0]
        raise RemoteError(
            f"{address.query}: {len(wrong)} graphs have not the triples that they should, such as {first}:"
            f" {counts.get(first, 0)} in place of {wanted[first].triples}",
            remedy="push again, which writes these anew; look whether something else writes to that store",
        )
