"""Which articles are copies of one story, written down beside them, so that independent sources can be counted."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from filmkg.graph import BASE, copies_iri
from filmkg.model import Article, Part
from filmkg.store import replace_graph, replace_in_view
from filmkg.vocab import DCTERMS, PROV, RDF, cdo

_TOLD = frozenset({Part.TITLE, Part.BODY, Part.LIST})


def fingerprint_of(article: Article) -> str:
    """Return the fingerprint of what an article tells; its header and the page around it do not count."""
    from filmkg.identity import fingerprint

    return fingerprint("\n".join(article.quote(one.span) for one in article.sentences if one.part in _TOLD))


def mark_copies(store: Store, fingerprints: Mapping[str, str], *, base: str = BASE) -> None:
    """Find out which articles of a store are copies, and say so in the graph `BASE copies` and in the merged view.

    It follows from the articles alone: neither their order nor the steps of building make a difference.

    Args:
        store: The store, open for writing, with its merged view.
        fingerprints: IRI of an article -> its fingerprint, of those that were built now; of the others it is known.
        base: Start of the IRI of the graph.

    Raises:
        StoreError: The store could not be written.
    """
    from filmkg.identity import find_copies

    graph = copies_iri(base=base)
    known = {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, cdo("fingerprint"), None, graph)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    }
    known |= fingerprints
    here = _articles(store)
    known = {iri: printed for iri, printed in known.items() if iri in here and printed}
    copies = find_copies(known, issued=_issued(store))
    term = cdo("fingerprint")
    quads = [Quad(NamedNode(iri), term, Literal(printed), graph) for iri, printed in sorted(known.items())]
    told = [Quad(NamedNode(one.article), PROV["alternateOf"], NamedNode(one.original)) for one in copies]
    quads += [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in told]
    replace_graph(store, quads, graph=graph)
    replace_in_view(store, told, predicate=PROV["alternateOf"])


def count_copies(store: Store, *, base: str = BASE) -> int:
    """Return how many articles of a store are copies of another."""
    return sum(1 for _ in store.quads_for_pattern(None, PROV["alternateOf"], None, copies_iri(base=base)))


def _articles(store: Store) -> set[str]:
    quads = store.quads_for_pattern(None, RDF["type"], cdo("Article"), None)
    return {_iri(quad) for quad in quads if quad.graph_name != DefaultGraph()}


def _issued(store: Store) -> dict[str, str]:
    quads = store.quads_for_pattern(None, DCTERMS["issued"], None, None)
    return {_iri(quad): quad.object.value for quad in quads if isinstance(quad.object, Literal)}


def _iri(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""
