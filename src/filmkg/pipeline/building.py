"""Articles into a store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from filmkg.errors import DataError, DocumentError, PassedOverError
from filmkg.graph import BASE, Policy, check_base, graph_iri, load_policy
from filmkg.model import Document
from filmkg.pipeline.adoption import take_in
from filmkg.pipeline.conversion import graphs
from filmkg.pipeline.copying import fingerprint_of
from filmkg.pipeline.preparation import conversion_fingerprint, prepare
from filmkg.pipeline.publishing import publish
from filmkg.pipeline.telling import Tell, tell_nobody
from filmkg.sources.protocol import MEMBER_MARKS
from filmkg.store import Journal, StoredArticle, lock_store, open_journal
from filmkg.workers import Work, WorkerError, share_out

if TYPE_CHECKING:
    from filmkg.validate import Report, Shapes


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


@dataclass(frozen=True, slots=True)
class Built:
    """An article that is in the store.

    Attributes:
        key: Its key.
        quads: How many quads its graph has; 0 where it was there, unchanged.
        is_changed: Whether it was read anew.
    """

    key: str
    quads: int
    is_changed: bool


_Done = StoredArticle | Built


@dataclass(slots=True)
class Outcome:
    """What a build did besides the articles that it yielded; filled when the build has ended.

    Attributes:
        removed: Keys of the articles that were taken out: they are gone from their folder, or refused now.
        outdated: How many other articles of the store were converted by other rules, ontology or weights.
    """

    removed: list[str] = field(default_factory=list)
    outdated: int = 0


def build(
    documents: Iterable[Document | DocumentError],
    *,
    store: Path,
    shapes: Shapes,
    base: str = BASE,
    workers: int = 1,
    folders: Sequence[str] = (),
    outcome: Outcome | None = None,
    policy: Policy | None = None,
    tell: Tell = tell_nobody,
) -> Iterator[Built | DataError]:
    """Bring a store to what articles say: convert, validate and keep what changed, and publish it all at the end.

    An article whose bytes, rules, ontology and weights are those that it was converted by is skipped. Each article is
    kept as soon as it is yielded: a build that was stopped goes on where it was.

    Args:
        documents: As `sources.read_documents` yields them.
        store: The store's folder; made where there is none.
        shapes: The shapes.
        base: As in `convert`.
        workers: How many processes convert and validate; with 1 this one does.
        folders: Folders that the documents are all of: what the store has from them and is not there is taken out.
        outcome: Gets what was done besides.
        policy: As in `convert`.
        tell: Hears how far that is which comes before and after the articles.

    Yields:
        Each article after it was kept, or the error for which it was left out: an `InvalidArticleError` where the
        shapes refuse it. An article that is refused is not in the store afterwards, unless its file could not be read.

    Raises:
        StoreError: The store is being written by another process, or could not be written; nothing is lost.
        UsageError: The store's IRIs have another base.
    """
    check_base(base)
    outcome = outcome if outcome is not None else Outcome()
    with lock_store(store), open_journal(store) as journal:
        take_in(store, journal, base=base, tell=tell)
        journal.connection.execute("CREATE TEMP TABLE seen (graph TEXT PRIMARY KEY) WITHOUT ROWID")
        policy = policy or load_policy()
        fingerprint = f"{conversion_fingerprint()}.{policy.digest}"
        origins: dict[str, str] = {}  # of the articles at work

        def changed() -> Iterator[Document | DocumentError | _Done]:
            for document in documents:
                if isinstance(document, Document):
                    graph = graph_iri(document.key, base=base).value
                    journal.connection.execute("INSERT OR IGNORE INTO seen VALUES (?)", (graph,))
                    if journal.find(graph, _digest(document, fingerprint), origin=_absolute(document.origin)):
                        yield Built(document.key, 0, is_changed=False)
                        continue
                    origins[_absolute(document.origin)] = graph
                elif not isinstance(document, PassedOverError):
                    unread.append(_absolute(document.origin))
                yield document

        unread: list[str] = []  # files, and folders, that there are and that could not be read
        work: Work[_Done] = partial(_prepared, base=base, shapes=shapes, fingerprint=fingerprint, policy=policy)
        results: Iterator[_Done | DataError] = share_out(work, changed(), workers=workers)
        for result in results:
            if isinstance(result, Built):
                yield result
            elif isinstance(result, StoredArticle):
                journal.put(result)
                origins.pop(result.origin, None)
                yield Built(_key(result.graph), result.quads, is_changed=True)
            else:
                refused = origins.pop(_absolute(getattr(result, "origin", "")), "")
                if refused and not isinstance(result, WorkerError) and journal.retire(refused):
                    outcome.removed.append(_key(refused))
                yield result
        outcome.removed += _remove_missing(journal, folders, unread)
        outcome.outdated = journal.connection.execute(
            "SELECT COUNT(*) FROM article WHERE version < 2 AND digest != '' AND digest NOT LIKE ?",
            (f"{fingerprint}%",),
        ).fetchone()[0]
        publish(store, journal, tell=tell)


def _remove_missing(journal: Journal, folders: Sequence[str], unread: Sequence[str]) -> list[str]:
    """Take out what came from folders and is not there any more."""
    starts, spared = _starts(map(_absolute, folders)), _starts(unread)
    # of an archive, feed or table that was cut short nobody knows what is in it
    spared += tuple(f"{origin}{mark}" for origin in unread for mark in MEMBER_MARKS)
    query = "SELECT graph, origin FROM article WHERE version < 2 AND graph NOT IN (SELECT graph FROM seen)"
    gone = [
        graph
        for graph, origin in journal.connection.execute(query)
        if origin.startswith(starts) and not f"{origin}{os.sep}".startswith(spared)
    ]
    for graph in gone:
        journal.retire(graph)
    return [_key(graph) for graph in gone]


def _starts(folders: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{folder.rstrip(os.sep)}{os.sep}" for folder in folders)


def _prepared(
    documents: Iterable[Document | DocumentError], *, base: str, shapes: Shapes, fingerprint: str, policy: Policy
) -> Iterator[StoredArticle | DataError]:
    from filmkg.validate import validate_ntriples

    digests: dict[str, str] = {}

    def noted() -> Iterator[Document | DocumentError]:
        for document in documents:
            if isinstance(document, Document):
                digests[document.origin] = _digest(document, fingerprint)
            yield document

    for converted in graphs(noted(), base=base, policy=policy):
        if isinstance(converted, DataError):
            yield converted
            continue
        origin = converted.extraction.article.origin
        triples = converted.nquads.replace(f" {converted.graph} .\n", " .\n")
        report = validate_ntriples(triples, shapes=shapes)
        if not report.conforms:
            yield InvalidArticleError(origin, report)
            continue
        digest = digests.pop(origin, "")
        printed = fingerprint_of(converted.extraction.article)
        yield prepare(converted.graph, converted.nquads, origin=_absolute(origin), digest=digest, printed=printed)


def _digest(document: Document, fingerprint: str) -> str:
    # plain text, of which nothing is known besides, has the digest of its bytes
    said = repr((document.format, document.known)).encode("utf-8") if document.known else b""
    return f"{fingerprint} {blake2b(document.data + said, digest_size=16).hexdigest()}"


def _absolute(origin: str) -> str:
    return os.path.abspath(origin)  # noqa: PTH100 - as text: links are not followed


def _key(graph: str) -> str:
    return graph.rpartition("/")[2]
