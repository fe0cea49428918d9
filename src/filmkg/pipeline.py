"""The only place that joins the stages: documents in, graphs out, one article at a time.

What cannot be used comes out as an error in its place, and the rest of the batch goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from filmkg.errors import DataError, DocumentError, FilmkgError
from filmkg.graph import (
    BASE,
    SUFFIXES,
    Format,
    check_base,
    graph_iri,
    links_iri,
    ordered,
    read_graphs,
    to_quads,
    write,
)
from filmkg.model import Document, Extraction
from filmkg.store import article_graphs, by_graph, by_subject, replace_article
from filmkg.vocab import PREFIXES, SKOS
from filmkg.workers import share_out

if TYPE_CHECKING:
    from filmkg.link import Link
    from filmkg.validate import Report, Shapes  # imports rdflib


@dataclass(frozen=True, slots=True)
class Converted:
    """An article with what it states, and the quads that state it."""

    extraction: Extraction
    graph: NamedNode
    quads: tuple[Quad, ...]

    def __reduce__(self) -> tuple[object, ...]:
        # As N-Quads, between processes: quads pickled one by one take eight times as long.
        written = BytesIO()
        write(self.quads, format=Format.NQUADS, output=written)
        return _converted, (self.extraction, self.graph.value, written.getvalue())


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


def extract(documents: Iterable[Document | DocumentError]) -> Iterator[Extraction | DataError]:
    """Read what each article states."""
    from filmkg import annotate
    from filmkg import extract as extraction
    from filmkg.text import read_article

    annotator, extractor = annotate.load(), extraction.load()
    for document in documents:
        if isinstance(document, DocumentError):
            yield document
            continue
        try:
            yield extractor(annotator(read_article(document)))
        except DataError as error:
            yield error
        except FilmkgError:
            raise
        except Exception as error:  # noqa: BLE001 - a defect met in one article must not cost the batch
            yield _defect(document.origin, error)


def convert(
    documents: Iterable[Document | DocumentError], *, base: str = BASE, workers: int = 1
) -> Iterator[Converted | DataError]:
    """Turn each article into its graph.

    Args:
        documents: As `sources.read_documents` yields them.
        base: Start of all IRIs, an absolute IRI that ends in a slash.
        workers: How many processes do it; with 1 this one does.

    Raises:
        UsageError: The base is none.
    """
    check_base(base)
    yield from share_out(partial(_graphs, base=base), documents, workers=workers)


def _graphs(documents: Iterable[Document | DocumentError], *, base: str) -> Iterator[Converted | DataError]:
    for extraction in extract(documents):
        if isinstance(extraction, DataError):
            yield extraction
            continue
        try:
            quads = to_quads(extraction, base=base)
        except Exception as error:  # noqa: BLE001 - as in `extract`
            yield _defect(extraction.article.origin, error)
            continue
        yield Converted(extraction, graph_iri(extraction.article.key, base=base), quads)


def build(
    documents: Iterable[Document | DocumentError], *, store: Store, shapes: Shapes, base: str = BASE, workers: int = 1
) -> Iterator[Converted | DataError]:
    """Convert articles, hold each against the shapes, and store those that pass.

    Args:
        documents: As `sources.read_documents` yields them.
        store: Where to store them; only this process writes to it.
        shapes: The shapes.
        base: As in `convert`.
        workers: How many processes convert and validate; with 1 this one does.

    Yields:
        Each article after it was stored, or the error for which it was left out: an `InvalidArticleError` where
        the shapes refuse it.

    Raises:
        StoreError: The store could not be written; the articles already yielded are stored.
    """
    check_base(base)
    for converted in share_out(partial(_valid_graphs, base=base, shapes=shapes), documents, workers=workers):
        if isinstance(converted, Converted):
            replace_article(store, converted.quads, graph=converted.graph)
        yield converted


def _valid_graphs(
    documents: Iterable[Document | DocumentError], *, base: str, shapes: Shapes
) -> Iterator[Converted | DataError]:
    from filmkg.validate import validate_quads

    for converted in _graphs(documents, base=base):
        if isinstance(converted, Converted):
            report = validate_quads(converted.quads, shapes=shapes)
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
            graphs = read_graphs(file)
        except DataError as error:
            yield error
            continue
        for graph, quads in graphs.items():
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


def link(store: Store) -> tuple[int, tuple[Link, ...]]:
    """Link a store's things to Wikidata, from the bundled snapshot, and put the links in place of earlier ones.

    Returns:
        How many things were looked up, and the links.

    Raises:
        StoreError: The store could not be written.
    """
    from filmkg import link as linking

    snapshot = linking.load()
    entities = linking.read_entities(store, snapshot=snapshot)
    links = linking.link(entities, snapshot=snapshot)
    graph = links_iri()
    quads = [
        Quad(NamedNode(found.node_iri), SKOS["exactMatch"], NamedNode(PREFIXES["wd"] + found.qid), graph)
        for found in links
    ]
    replace_article(store, quads, graph=graph)
    return len({entity.iri for entity in entities}), links


def export(store: Store, *, format: Format, output: IO[bytes]) -> None:  # noqa: A002 - the word of the command line
    """Write a whole store down, always the same bytes for the same content.

    Turtle is the merged view; the others keep the articles' graphs apart.
    """
    pieces = by_subject(store) if format is Format.TURTLE else by_graph(store)
    write((quad for piece in pieces for quad in ordered(piece)), format=format, output=output)


def _converted(extraction: Extraction, graph: str, quads: bytes) -> Converted:
    return Converted(extraction, NamedNode(graph), tuple(parse(quads, format=RdfFormat.N_QUADS)))


def _defect(origin: str, error: Exception) -> DocumentError:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return DocumentError(
        origin,
        f"filmkg failed on this article ({type(error).__name__}: {error}, at {where})",
        remedy="report it with the file: this is a defect of filmkg, not of the article",
    )
