"""Merges under review: what was merged into what, and what people take out of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from filmkg.graph import BASE, graph_iri
from filmkg.identity import APART, Merged
from filmkg.pipeline.adoption import take_in
from filmkg.pipeline.merging import parted
from filmkg.pipeline.publishing import publish
from filmkg.store import Journal, current_snapshot, lock_store, open_journal

_KEPT = "has the name and the IRI that are kept"
_PARTED = "set apart by review"


def review_merges(path: Path, rows: Iterable[Merged] | None) -> tuple[Merged, ...]:
    """Return what was merged in a store, a row for each thing of an article, after taking apart what people say.

    What is said of articles that the store does not have is kept, for the time when it has them.

    Args:
        path: The store's folder.
        rows: The table with the decisions, in place of those of before; None leaves them as they are.

    Raises:
        StoreError: There is no such store, or it could not be written.
    """
    current_snapshot(path)  # before a folder is made for a store that does not exist
    with lock_store(path), open_journal(path) as journal:
        base = journal.get("base") or BASE
        take_in(path, journal, base=base)
        if rows is not None:
            said = sorted({(graph_iri(row.article, base=base).value, row.iri) for row in rows if row.decision == APART})
            if said != sorted(parted(journal)):
                journal.set("apart", json.dumps(said))
                publish(path, journal, anew=True)
        return tuple(sorted(_merged(journal)))


def _merged(journal: Journal) -> Iterator[Merged]:
    """Yield the things that several articles speak of, and those that were taken apart."""
    apart = parted(journal)
    connection = journal.connection
    query = "SELECT canonical FROM thing WHERE said != '' GROUP BY canonical HAVING COUNT(DISTINCT article) > 1"
    several = {canonical for (canonical,) in connection.execute(query)}
    left = set(apart)
    query = (
        "SELECT graph, iri, said, canonical, label, reason FROM thing JOIN article ON article.id = thing.article"
        " WHERE version < 2 AND said != ''"
    )
    for graph, iri, said, canonical, label, reason in connection.execute(query):
        is_apart = (graph, iri) in apart
        if is_apart or canonical in several:
            left.discard((graph, iri))
            name = json.loads(said)[1][0]
            why = _PARTED if is_apart else reason or _KEPT
            yield Merged(label or name, graph.rpartition("/")[2], name, APART if is_apart else "", why, iri)
    for graph, iri in sorted(left):
        yield Merged("", graph.rpartition("/")[2], "", APART, _PARTED, iri)
