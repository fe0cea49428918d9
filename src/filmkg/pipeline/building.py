"""Articles into a store, and what is held against the shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from filmkg.errors import DataError, DocumentError
from filmkg.graph import BASE, SUFFIXES, Policy, article_iri, check_base, load_policy, read_graphs
from filmkg.model import Document
from filmkg.pipeline.conversion import Converted, convert, graphs
from filmkg.pipeline.copying import fingerprint_of, mark_copies
from filmkg.pipeline.identification import identify
from filmkg.store import article_graphs, replace_article
from filmkg.workers import share_out

if TYPE_CHECKING:
    from filmkg.validate import Report, Shapes  # imports rdflib


class InvalidArticleError(DocumentError):
    """An article whose graph the shapes refuse.

    Attributes:
        report: What is wrong with it.
    """

    def __init__(self, origin: str, report: Report) -> None:
        messages = "; ".join(dict.fromkeys(f"{finding.label}: {finding.message}" for finding in report.findings))
        super().__init__(
            origin, f"left out, its graph is not valid: {messages}", remedy="`filmkg validate FILE` says where and why"
        )
        self.report = report


def build(
    documents: Iterable[Document | DocumentError],
    *,
    store: Store,
    shapes: Shapes,
    base: str = BASE,
    workers: int = 1,
    policy: Policy | None = None,
) -> Iterator[Converted | DataError]:
    """Convert articles, hold each against the shapes, store those that pass; at the end merge all, and tell copies.

    Args:
        documents: As `sources.read_documents` yields them.
        store: Where to store them; only this process writes to it.
        shapes: The shapes.
        base: As in `convert`.
        workers: How many processes convert and validate; with 1 this one does.
        policy: As in `convert`.

    Yields:
        Each article after it was stored, or the error for which it was left out: an `InvalidArticleError` where
        the shapes refuse it.

    Raises:
        StoreError: The store could not be written; the articles already yielded are stored.
    """
    check_base(base)
    fingerprints: dict[str, str] = {}
    work = partial(_valid_graphs, base=base, shapes=shapes, policy=policy or load_policy())
    for converted in share_out(work, documents, workers=workers):
        if isinstance(converted, Converted):
            replace_article(store, converted.quads, graph=converted.graph)
            article = converted.extraction.article
            fingerprints[article_iri(article.key, base=base).value] = fingerprint_of(article)
        yield converted
    identify(store, base=base)
    mark_copies(store, fingerprints, base=base)


def _valid_graphs(
    documents: Iterable[Document | DocumentError], *, base: str, shapes: Shapes, policy: Policy
) -> Iterator[Converted | DataError]:
    from filmkg.validate import validate_quads

    for converted in graphs(documents, base=base, policy=policy):
        if isinstance(converted, Converted):
            quads = converted.quads
            report = validate_quads(quads, shapes=shapes)
            if not report.conforms:
                yield InvalidArticleError(converted.extraction.article.origin, report)
                continue
        yield converted


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
