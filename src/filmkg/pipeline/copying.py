"""Which articles are copies of one story, written down beside them, so that independent sources can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from filmkg.graph import BASE, copies_iri
from filmkg.model import Article, Part
from filmkg.store import Journal, Loader, unpack
from filmkg.vocab import DCTERMS, PROV, cdo

_TOLD_ALL = "told"  # what the journal says of copies once it holds all of them
_TOLD = frozenset({Part.TITLE, Part.BODY, Part.LIST})
_FINGERPRINT, _COPY = cdo("fingerprint"), PROV["alternateOf"]
_ISSUED = f' {DCTERMS["issued"]} "'


def fingerprint_of(article: Article) -> str:
    """Return the fingerprint of what an article tells; its header and the page around it do not count."""
    from filmkg.identity import fingerprint

    return fingerprint("\n".join(article.quote(one.span) for one in article.sentences if one.part in _TOLD))


def write_copies(journal: Journal, loader: Loader, *, everything: bool) -> None:
    """Find out which articles are copies, and say so in the graph `BASE copies` and in the merged view.

    It follows from the articles alone: neither their order nor the steps of building make a difference.

    Args:
        journal: The journal; gets what was found. Within a transaction of the caller.
        loader: Where it is written.
        everything: Whether to compare all articles, and not only those near what changed.

    Raises:
        StoreError: The disk is full or failed.
    """
    from filmkg.identity import find_copies, find_copies_anew

    run = journal.connection.execute
    everything = everything or journal.get("copies") != _TOLD_ALL
    former = journal.reprinted()
    if not (everything or former):
        return
    prints = journal.prints()

    @cache
    def issued(graph: str) -> str:
        query = "SELECT nquads FROM article WHERE graph = ? AND version < 2 ORDER BY version LIMIT 1"
        row = run(query, (graph,)).fetchone()
        return unpack(row[0]).partition(_ISSUED)[2].partition('"')[0] if row else ""

    name = copies_iri(base=journal.get("base") or BASE)
    if everything:
        found = find_copies(prints, issued=issued)
        run("DELETE FROM copy")
        loader.replace_graph([*_print_lines(prints, name), *_copy_lines(found, name)], graph=name, viewed=_COPY)
    else:
        known = dict(run("SELECT graph, original FROM copy"))
        decided, found = find_copies_anew(prints, former=former, known=known, issued=issued)
        current = {graph: prints[graph] for graph in former if graph in prints}
        before = [(graph, known[graph]) for graph in decided if graph in known]
        journal.connection.executemany("DELETE FROM copy WHERE graph = ?", ((graph,) for graph, _ in before))
        loader.change_graph(
            {*_print_lines(former, name), *_copy_lines(before, name)},
            {*_print_lines(current, name), *_copy_lines(found, name)},
            graph=name,
            viewed=_COPY,
        )
    journal.connection.executemany("INSERT INTO copy VALUES (?, ?)", found)
    run("DELETE FROM reprinted")
    journal.set("copies", _TOLD_ALL)


def _print_lines(prints: Mapping[str, str], name: NamedNode) -> Iterator[str]:
    yield from (print_line(graph, printed, name=name) for graph, printed in prints.items() if printed)


def _copy_lines(copies: Iterable[tuple[str, str]], name: NamedNode) -> Iterator[str]:
    yield from (f"{_article(copy)} {_COPY} {_article(original)} {name} ." for copy, original in copies)


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
