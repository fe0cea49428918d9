"""Which articles are copies of one story, written down beside them, so that independent sources can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from filmkg.graph import BASE, copies_iri
from filmkg.model import Article, Part
from filmkg.store import Journal, Loader, unpack
from filmkg.vocab import DCTERMS, PROV, cdo

_TOLD = frozenset({Part.TITLE, Part.BODY, Part.LIST})
_FINGERPRINT, _COPY = cdo("fingerprint"), PROV["alternateOf"]
_ISSUED = f' {DCTERMS["issued"]} "'


def fingerprint_of(article: Article) -> str:
    """Return the fingerprint of what an article tells; its header and the page around it do not count."""
    from filmkg.identity import fingerprint

    return fingerprint("\n".join(article.quote(one.span) for one in article.sentences if one.part in _TOLD))


def write_copies(journal: Journal, loader: Loader) -> None:
    """Find out which articles are copies, and say so in the graph `BASE copies` and in the merged view.

    It follows from the articles alone: neither their order nor the steps of building make a difference.

    Raises:
        StoreError: The disk is full or failed.
    """
    from filmkg.identity import find_copies

    prints = journal.prints()

    @cache
    def issued(graph: str) -> str:
        query = "SELECT nquads FROM article WHERE graph = ? AND version < 2 ORDER BY version LIMIT 1"
        row = journal.connection.execute(query, (graph,)).fetchone()
        return unpack(row[0]).partition(_ISSUED)[2].partition('"')[0] if row else ""

    name = copies_iri(base=journal.get("base") or BASE)
    lines = [print_line(graph, printed, name=name) for graph, printed in prints.items()]
    lines += [
        f"{_article(one.article)} {_COPY} {_article(one.original)} {name} ."
        for one in find_copies(prints, issued=issued)
    ]
    loader.replace_graph(lines, graph=name, viewed=_COPY)


def print_line(graph: str, printed: str, *, name: NamedNode) -> str:
    """Return an article's fingerprint as a quad of the graph of copies, which has that name."""
    return f"{_article(graph)} {_FINGERPRINT} {Literal(printed)} {name} ."


def read_prints(quads: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """Yield the names of articles' graphs with the articles' fingerprints, from the quads of the graph of copies."""
    for quad in quads:
        if quad.predicate == _FINGERPRINT and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield "graph/".join(quad.subject.value.rsplit("article/", 1)), quad.object.value


def count_copies(store: Store) -> int:
    """Return how many articles of a store are copies of another."""
    return sum(isinstance(quad.graph_name, NamedNode) for quad in store.quads_for_pattern(None, _COPY, None, None))


def _article(graph: str) -> NamedNode:
    return NamedNode("article/".join(graph.rsplit("graph/", 1)))
