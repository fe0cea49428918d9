"""Take an article out of a store so that no byte of it is left."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from filmkg.errors import StoreError, UsageError
from filmkg.graph import BASE, graph_iri
from filmkg.pipeline.adoption import take_in
from filmkg.pipeline.linking import forget_decisions
from filmkg.pipeline.merging import joined, parted
from filmkg.pipeline.publishing import publish
from filmkg.store import lock_store, open_journal, open_snapshot, remove_unused
from filmkg.vocab import RDFS

_PATIENCE_S = 30.0
_PERIOD_S = 0.2


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out.

    Attributes:
        graph: Name of the article's graph.
        quads: How many it had.
        things: IRI and label of each thing of the merged view that only this article spoke of, by IRI.
        kept: IRI and label of each thing that it spoke of and others do too.
    """

    graph: str
    quads: int
    things: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]


def forget(path: Path, article: str) -> Forgotten:
    """Take an article out of a store, with all that only it states, and write anew every file that told of it.

    Args:
        path: The store's folder.
        article: The article's key, its IRI or that of its graph.

    Raises:
        StoreError: The store is being written, or a process goes on reading the snapshot before; the article is then
            out of what is published, and the files are removed when the command is run again.
        UsageError: The store has no such article, and nothing is left to be done for one.
    """
    from filmkg.store import current_snapshot

    current_snapshot(path)  # before a folder is made for a store that does not exist
    with lock_store(path), open_journal(path) as journal:
        take_in(path, journal, base=journal.get("base") or BASE)
        graph = _graph_of(article, base=journal.get("base") or BASE)
        row = journal.connection.execute(
            "SELECT id, quads FROM article WHERE graph = ? AND version < 2", (graph,)
        ).fetchone()
        if row is None and journal.get("forgotten") != graph:
            raise UsageError(f"{path}: there is no article {article!r}", remedy="give its key, the name of its file")
        number, quads = row or (0, 0)
        query = "SELECT COALESCE(canonical, iri), COALESCE(label, '') FROM thing WHERE article = ? AND said IS NOT NULL"
        things = sorted(set(journal.connection.execute(query, (number,))))
        before = dict(things)
        with open_snapshot(current_snapshot(path)) as store:
            before = {iri: _label(store, iri) or label for iri, label in things}
            del store
        # What is begun here is ended by the next build, or by doing it again.
        journal.set("anew", "yes")
        journal.set("forgotten", graph)
        journal.set("apart", json.dumps(sorted(one for one in parted(journal) if one[0] != graph)))
        journal.set("joined", json.dumps([one for one in joined(journal) if graph not in (one.graph, one.other_graph)]))
        journal.retire(graph)
        snapshot = publish(path, journal, anew=True)
        assert snapshot is not None  # noqa: S101 - made anew
        with open_snapshot(snapshot) as store:
            kept = {iri for iri in before if _is_there(store, iri)}
            del store
        forget_decisions(journal, key=graph.rpartition("/")[2], gone=before.keys() - kept)
        _await_readers(path)
        journal.set("forgotten", "")
        journal.compact()
        (path / "report.json").unlink(missing_ok=True)  # it can name the article's file
    return Forgotten(
        graph,
        quads,
        tuple((iri, label) for iri, label in before.items() if iri not in kept),
        tuple((iri, label) for iri, label in before.items() if iri in kept),
    )


def _graph_of(article: str, *, base: str) -> str:
    if article.startswith(f"{base}graph/"):
        return article
    return graph_iri(article.removeprefix(f"{base}article/").removesuffix(".txt"), base=base).value


def _await_readers(path: Path) -> None:
    """Wait until no process reads an earlier snapshot, and remove them."""
    deadline_s = time.monotonic() + _PATIENCE_S
    while kept := remove_unused(path):
        if time.monotonic() > deadline_s:
            raise StoreError(
                f"{kept[0].folder}: a process still reads this snapshot from before, which tells of the article",
                remedy="end that process (a query, or filmkg serve), and run the command again",
            )
        time.sleep(_PERIOD_S)


def _label(store: Store, iri: str) -> str:
    quads = store.quads_for_pattern(NamedNode(iri), RDFS["label"], None, DefaultGraph())
    return min((quad.object.value for quad in quads if isinstance(quad.object, Literal)), default="")


def _is_there(store: Store, iri: str) -> bool:
    return next(store.quads_for_pattern(NamedNode(iri), None, None, DefaultGraph()), None) is not None
