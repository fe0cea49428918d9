"""What is held against the shapes: files, articles, stores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Store

from filmkg.errors import DataError
from filmkg.graph import BASE, SUFFIXES, read_graphs
from filmkg.pipeline.conversion import convert
from filmkg.pipeline.identification import check_view, table_of
from filmkg.resources import SHAPES
from filmkg.store import article_graphs
from filmkg.vocab import RDF, RDFS, cdo

if TYPE_CHECKING:
    from filmkg.validate import Report

_BATCH_NODES = 1_000
# What a thing has one of, as the question 08-contradictions and shapes/across/conflicts.ttl have it.
_ONCE = tuple(
    cdo(name)
    for name in (
        "foundedIn", "memberCount", "memberCountryCount", "startDate", "endDate", "edition", "releaseYear", "signedOn",
        "effectiveFrom",
    )
)  # fmt: skip


def validate(paths: Sequence[str], *, base: str = BASE) -> Iterator[tuple[str, Report] | DataError]:
    """Hold RDF files and the graphs of articles against the shapes.

    Args:
        paths: RDF files (told by their suffix, `graph.SUFFIXES`), and whatever `sources.read_documents` takes.
        base: Start of the IRIs of what is converted.

    Yields:
        The name of each graph (the file's, with the graph's IRI where it has one; the article's) and its report.

    Raises:
        UsageError: A path does not exist.
    """
    from filmkg.sources import read_documents
    from filmkg.validate import load_shapes, validate_quads

    files = [Path(path) for path in paths if Path(path).suffix.lower() in SUFFIXES and Path(path).is_file()]
    documents = read_documents([path for path in paths if Path(path) not in files])
    shapes = load_shapes()
    for file in sorted(set(files)):
        try:
            named = read_graphs(file)
        except DataError as error:
            yield error
            continue
        for graph, quads in named.items():
            yield f"{file} {graph}".rstrip(), validate_quads(quads, shapes=shapes)
    for converted in convert(documents, base=base):
        if isinstance(converted, DataError):
            yield converted
        else:
            yield converted.extraction.article.origin, validate_quads(converted.quads, shapes=shapes)


def validate_store(store: Store) -> Iterator[tuple[str, Report]]:
    """Hold each article's graph of a store against the shapes, in the order of their names."""
    from filmkg.validate import load_shapes, validate_quads

    shapes = load_shapes()
    for graph, quads in article_graphs(store):
        yield graph.value, validate_quads(quads, shapes=shapes)


def validate_merges(store: Store) -> Iterator[tuple[str, Report]]:
    """Hold what holds across articles against shapes of its own: what was merged, what became of it, contradictions.

    Yields:
        Names of what was looked at, some things at a time, and what is wrong with them. That articles contradict each
        other is a warning.

    Raises:
        StoreError: The store has no merged view.
    """
    from filmkg.validate import load_shapes, validate_quads

    check_view(store)
    shapes, table = load_shapes(SHAPES / "across"), table_of(store)
    entries = dict.fromkeys(quad.subject for quad in store.quads_for_pattern(None, RDF["type"], None, table))
    replaced = store.quads_for_pattern(None, RDF["object"], None, table)
    things = dict.fromkeys(quad.object for quad in replaced if isinstance(quad.object, NamedNode))
    for term in _ONCE:
        told = store.quads_for_pattern(None, term, None, DefaultGraph())
        things.update(dict.fromkeys(quad.subject for quad in told if isinstance(quad.subject, NamedNode)))
    for name, nodes, graph, predicates in (
        (table.value, entries, table, (None,)),
        ("the merged view", things, DefaultGraph(), (RDF["type"], RDFS["label"], *_ONCE)),
    ):
        found = iter(nodes)
        while some := tuple(islice(found, _BATCH_NODES)):
            quads = (
                quad
                for node in some
                for predicate in predicates
                for quad in store.quads_for_pattern(node, predicate, None, graph)
            )
            yield name, validate_quads(quads, shapes=shapes)
