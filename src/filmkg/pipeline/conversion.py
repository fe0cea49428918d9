"""Documents in, graphs out, one article at a time.

What cannot be used comes out as an error in its place, and the rest of the batch goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from filmkg.errors import DataError, DocumentError, FilmkgError
from filmkg.garbage import search_less, uncollected
from filmkg.graph import BASE, Policy, check_base, graph_iri, load_policy, read_nquads, to_nquads
from filmkg.model import Annotation, Article, Document, Extraction
from filmkg.workers import share_out


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


def extract(documents: Iterable[Document | DocumentError]) -> Iterator[Extraction | DataError]:
    """Read what each article states."""
    from filmkg.sources import check_language, read_document
    from filmkg.text import read_article

    for document in documents:
        if isinstance(document, DocumentError):
            yield document
            continue
        try:
            plain = check_language(read_document(document))
            annotator, extractor = _stages()  # loaded with the first article: often there is none to convert
            yield extractor(annotator(read_article(plain)))
        except DataError as error:
            yield error
        except FilmkgError:
            raise
        except Exception as error:  # noqa: BLE001 - a defect met in one article must not cost the batch
            yield _defect(document.origin, error)


@cache
def _stages() -> tuple[Callable[[Article], Annotation], Callable[[Annotation], Extraction]]:
    """Load rules and weights once a process: a worker of a cluster gets its articles in many calls."""
    from filmkg import annotate
    from filmkg import extract as extraction

    with uncollected():
        stages = annotate.load(), extraction.load()
    search_less()
    return stages


def convert(
    documents: Iterable[Document | DocumentError], *, base: str = BASE, workers: int = 1, policy: Policy | None = None
) -> Iterator[Converted | DataError]:
    """Turn each article into its graph.

    Args:
        documents: As `sources.read_documents` yields them.
        base: Start of all IRIs, an absolute IRI that ends in a slash.
        workers: How many processes do it; with 1 this one does.
        policy: How much of the text of which articles to keep; as `graph.load_policy` has it by default.

    Raises:
        UsageError: The base is none.
    """
    check_base(base)
    yield from share_out(partial(graphs, base=base, policy=policy or load_policy()), documents, workers=workers)


def graphs(
    documents: Iterable[Document | DocumentError], *, base: str, policy: Policy
) -> Iterator[Converted | DataError]:
    """Turn each article into its graph, in this process; the base has been checked."""
    for extraction in extract(documents):
        if isinstance(extraction, DataError):
            yield extraction
            continue
        try:
            nquads = to_nquads(extraction, base=base, rights=policy.rights(extraction.article.header))
        except Exception as error:  # noqa: BLE001 - as in `extract`
            yield _defect(extraction.article.origin, error)
            continue
        yield Converted(extraction, graph_iri(extraction.article.key, base=base), nquads)


def _defect(origin: str, error: Exception) -> DocumentError:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    return DocumentError(
        origin,
        f"filmkg failed on this article ({type(error).__name__}: {error}, at {where})",
        remedy="report it with the file: this is a defect of filmkg, not of the article",
    )
