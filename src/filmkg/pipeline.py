"""The only place that joins the stages: documents in, graphs out, one article at a time.

What cannot be used comes out as an error in its place, and the rest of the batch goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from filmkg import resources
from filmkg.errors import DataError, DocumentError, FilmkgError, StoreError
from filmkg.graph import (
    BASE,
    SUFFIXES,
    Format,
    check_base,
    entry_iri,
    graph_iri,
    identity_iri,
    links_iri,
    ordered,
    read_graphs,
    read_nquads,
    split_iri,
    to_nquads,
    write,
)
from filmkg.model import Document, Extraction
from filmkg.store import (
    article_graphs,
    by_graph,
    by_subject,
    has_view,
    put_view,
    replace_article,
    replace_graph,
    replace_in_view,
    run_query,
)
from filmkg.vocab import RDF, SKOS, cdo
from filmkg.workers import share_out

if TYPE_CHECKING:
    from filmkg.identity import Conflict, Identity, Merges
    from filmkg.link import Decision, Row, Service
    from filmkg.validate import Report, Shapes  # imports rdflib


@dataclass(frozen=True, slots=True)
class Converted:
    """An article with what it states.

    Attributes:
        extraction: What it states.
        graph: Name of its graph.
        nquads: Its graph as N-Quads.
    """

    extraction: Extraction
    graph: NamedNode
    nquads: str

    @property
    def quads(self) -> tuple[Quad, ...]:
        """The quads of its graph, read anew each time."""
        return read_nquads(self.nquads)


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
            nquads = to_nquads(extraction, base=base)
        except Exception as error:  # noqa: BLE001 - as in `extract`
            yield _defect(extraction.article.origin, error)
            continue
        yield Converted(extraction, graph_iri(extraction.article.key, base=base), nquads)


def build(
    documents: Iterable[Document | DocumentError], *, store: Store, shapes: Shapes, base: str = BASE, workers: int = 1
) -> Iterator[Converted | DataError]:
    """Convert articles, hold each against the shapes, store those that pass, and at the end merge all that is stored.

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
    identify(store, base=base)


def _valid_graphs(
    documents: Iterable[Document | DocumentError], *, base: str, shapes: Shapes
) -> Iterator[Converted | DataError]:
    from filmkg.validate import validate_quads

    for converted in _graphs(documents, base=base):
        if isinstance(converted, Converted):
            quads = converted.quads
            report = validate_quads(quads, shapes=shapes)
            if not report.conforms:
                yield InvalidArticleError(converted.extraction.article.origin, report)
                continue
        yield converted


def identify(store: Store, *, base: str = BASE) -> Merges:
    """Find out which things of which articles are one, and put the merged view in place of an earlier one.

    It follows from the articles alone: neither their order nor what was in the view before makes a difference.

    Args:
        store: The store, open for writing.
        base: Start of the IRI of the graph that the decisions are written down in.

    Raises:
        StoreError: The store could not be written; it has then no merged view.
    """
    from filmkg import identity

    table = identity_iri(base=base)
    articles = (found for found in article_graphs(store) if found[0] != table)
    merges = identity.merge((one for found in articles for one in identity.describe(*found)), split=split_iri)
    entries = identity.table(merges, graph=table, mint=partial(entry_iri, base=base))
    replace_graph(store, entries, graph=table)
    view = identity.View(merges)
    articles = (found for found in article_graphs(store) if found[0] != table)
    put_view(store, (quad for found in articles for quad in view.quads(*found)))
    return merges


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


def explain_identity(store: Store, entity: str) -> tuple[Identity, ...]:
    """Tell what was merged into a thing, given by IRI or name, and what was kept apart.

    Raises:
        StoreError: The store has no merged view.
    """
    from filmkg import identity

    _check_view(store)
    return identity.explain_identity(entity, store=store, table=_table_of(store))


def conflicts(store: Store) -> tuple[Conflict, ...]:
    """Return what articles contradict each other in, by thing and property.

    Raises:
        StoreError: The store has no merged view.
    """
    from filmkg import identity

    _check_view(store)
    query = (resources.ONTOLOGY / "questions" / "08-contradictions.rq").read_text(encoding="utf-8")
    solutions = run_query(store, query)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT query
    names = [variable.value for variable in solutions.variables]
    rows = [{name: getattr(row[name], "value", "") for name in names} for row in solutions]
    return identity.gather_conflicts(rows, store)


def export(store: Store, *, format: Format, output: IO[bytes]) -> None:  # noqa: A002 - the word of the command line
    """Write a whole store down, always the same bytes for the same content.

    Turtle is the merged view; the others keep the articles' graphs apart.
    """
    pieces = by_subject(store) if format is Format.TURTLE else by_graph(store)
    write((quad for piece in pieces for quad in ordered(piece)), format=format, output=output)


def export_quickstatements(store: Store, *, min_sources: int, retrieved: str, output: IO[bytes]) -> tuple[int, int]:
    """Write down, for editors of Wikidata, what a store states of linked things and the snapshot lacks.

    Args:
        store: The store.
        min_sources: Least number of independent articles that state it.
        retrieved: Day of retrieval, YYYY-MM-DD; "" for the day on which each article appeared.
        output: Where to write.

    Returns:
        How many lines were written, and how many statements were left out as their articles tell no address or date.
    """
    from filmkg import identity
    from filmkg import link as linking

    decisions = identity.read_table(store.quads_for_pattern(None, None, None, _table_of(store)))
    canonical = {(one.graph, one.iri): one.canonical for one in decisions}
    claims = linking.read_claims(store, links=links_iri(), snapshot=linking.load(), canonical=canonical)
    lines, left_out = linking.quickstatements(claims, min_sources=min_sources, retrieved=retrieved)
    output.write("".join(f"{line}\n" for line in lines).encode())
    return len(lines), left_out


def _check_view(store: Store) -> None:
    if not has_view(store):
        raise StoreError(
            "the store does not say which things are one: its building was stopped, or an earlier release wrote it",
            remedy="filmkg build ARTICLES --store DIR, with any of its articles",
        )


def _table_of(store: Store) -> NamedNode:
    """Return the name of the graph with the decisions: after the base that the store's articles have."""
    articles = (quad.subject for quad in store.quads_for_pattern(None, RDF["type"], cdo("Article"), None))
    article = next((one for one in articles if isinstance(one, NamedNode)), None)
    return identity_iri(base=article.value.rpartition("article/")[0] if article else BASE)


def _defect(origin: str, error: Exception) -> DocumentError:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return DocumentError(
        origin,
        f"filmkg failed on this article ({type(error).__name__}: {error}, at {where})",
        remedy="report it with the file: this is a defect of filmkg, not of the article",
    )
