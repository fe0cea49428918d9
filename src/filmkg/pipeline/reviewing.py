"""Merges under review: what was merged into what, and what people take out of it or add to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from filmkg.errors import ReviewError
from filmkg.graph import BASE, graph_iri
from filmkg.identity import APART, PARTED, Join, Merged
from filmkg.pipeline.adoption import take_in
from filmkg.pipeline.merging import joined, parted
from filmkg.pipeline.publishing import publish
from filmkg.store import Journal, current_snapshot, lock_store, open_journal

_KEPT = "has the name and the IRI that are kept"
_NOT_NOW = "not in effect: the store does not have both, or has them as things of two types"
_THINGS = "thing JOIN article ON article.id = thing.article WHERE version < 2"
_PROFILED = f"profile JOIN {_THINGS} AND profile.id = thing.profile"


def review_merges(path: Path, rows: Iterable[Merged] | None) -> tuple[Merged, ...]:
    """Return what was merged in a store, a row for each thing of an article, after doing what people say.

    Namesakes that were kept apart have their rows as well. What is said of articles that the store does not have is
    kept, for the time when it has them.

    Args:
        path: The store's folder.
        rows: The table with the decisions, in place of those of before; None leaves them as they are.

    Raises:
        ReviewError: A decision joins what cannot be one; nothing is changed then.
        StoreError: There is no such store, or it could not be written.
    """
    current_snapshot(path)  # before a folder is made for a store that does not exist
    with lock_store(path), open_journal(path) as journal:
        base = journal.get("base") or BASE
        take_in(path, journal, base=base)
        if rows is not None:
            decided = [row for row in rows if row.decision]
            apart = sorted({(_graph(row.article, base), row.iri) for row in decided if row.decision == APART})
            joins = sorted({_join(journal, row, base=base) for row in decided if row.decision != APART})
            if apart != sorted(parted(journal)) or joins != list(joined(journal)):
                with journal.transaction():
                    journal.set("apart", json.dumps(apart))
                    journal.set("joined", json.dumps(joins))
                publish(path, journal, anew=True)
        return tuple(sorted(_merged(journal)))


def _join(journal: Journal, row: Merged, *, base: str) -> Join:
    """Return what a row joins, its decision being the IRI of another thing and, where need be, the key of its article.

    Raises:
        ReviewError: There is no such thing, there are several, or it is of another type.
    """
    graph, where = _graph(row.article, base), f"{row.article}, {row.iri}"
    iri, _, key = row.decision.partition(" in ")
    other = (_graph(key, base), iri) if key else _find(journal, iri, one=(graph, row.iri), where=where)
    if other == (graph, row.iri):
        raise ReviewError(f"{where}: joined with itself", remedy="give the IRI of the thing that it is besides")
    kinds = [found for end in ((graph, row.iri), other) if (found := _kind(journal, *end)) is not None]
    if "" in kinds:
        raise ReviewError(
            f"{where}: cannot be joined with {iri}: one of them is nothing that articles are compared by",
            remedy="join films, people, organisations, places, events, agreements, memberships or posts",
        )
    if len(set(kinds)) > 1:
        raise ReviewError(
            f"{where}: cannot be joined with {iri}: one is of the type {kinds[0]}, the other of the type {kinds[1]}",
            remedy="give the IRI of a thing of the same type, or take the decision out",
        )
    return Join(graph, row.iri, *other)


def _find(journal: Journal, iri: str, *, one: tuple[str, str], where: str) -> tuple[str, str]:
    """Find the thing of an article that an IRI means: one that its article calls so, else one that the view does."""
    query = f"SELECT graph, iri, canonical FROM {_THINGS} AND said IS NOT NULL AND (iri = ? OR canonical = ?)"  # noqa: S608
    found = [row for row in journal.connection.execute(query, (iri, iri)) if row[:2] != one]
    query = f"SELECT canonical FROM {_THINGS} AND graph = ? AND iri = ?"  # noqa: S608
    own = {canonical for (canonical,) in journal.connection.execute(query, one)}
    found = [row for row in found if row[2] not in own] or found
    if not found:
        raise ReviewError(f"{where}: no other thing is {iri}", remedy="`filmkg explain NAME --store DIR` gives IRIs")
    if len({canonical for _, _, canonical in found}) > 1:
        keys = sorted({graph.rpartition("/")[2] for graph, _, _ in found})
        raise ReviewError(
            f"{where}: several things are {iri}, in {', '.join(keys[:5])}{' …' if len(keys) > 5 else ''}",
            remedy=f"say in which article: {iri} in {keys[0]}",
        )
    graph, other_iri, _ = min(found, key=lambda row: (row[1] != iri, *row))
    return graph, other_iri


def _kind(journal: Journal, graph: str, iri: str) -> str | None:
    """Return among what a thing of an article is compared, "" for a thing that is not; None where there is none."""
    query = f"SELECT told FROM {_PROFILED} AND graph = ? AND thing.iri = ?"  # noqa: S608
    row = journal.connection.execute(query, (graph, iri)).fetchone()
    if row is None:
        return None
    return str(json.loads(row[0])[0]) if row[0] else ""


def _merged(journal: Journal) -> Iterator[Merged]:
    """Yield the things that several articles speak of, their namesakes, and what people decided on."""
    apart = parted(journal)
    decisions = dict.fromkeys(apart, APART) | {(one.graph, one.iri): one.decision for one in joined(journal)}
    reasons = {(one.graph, one.iri): one.reason for one in joined(journal)}
    connection = journal.connection
    query = "SELECT canonical FROM thing WHERE said IS NOT NULL GROUP BY canonical HAVING COUNT(DISTINCT article) > 1"
    several = {canonical for (canonical,) in connection.execute(query)}
    namesakes = {
        iri: f"kept apart from others of its name: {reason}"
        for iris, reason in connection.execute("SELECT iris, reason FROM apart ORDER BY name, iris, reason")
        for iri in json.loads(iris)
    }
    left = dict(decisions)
    query = f"SELECT graph, thing.iri, told, canonical, label, reason FROM {_PROFILED} AND said IS NOT NULL"  # noqa: S608
    for graph, iri, told, canonical, label, reason in connection.execute(query):
        decision = left.pop((graph, iri), "")
        if decision or canonical in several or canonical in namesakes:
            name = json.loads(told)[1][0]
            why = reason or (_KEPT if canonical in several else namesakes.get(canonical, _KEPT))
            if decision:
                why = (
                    PARTED
                    if decision == APART
                    else (reasons[graph, iri] if reason == reasons[graph, iri] else _NOT_NOW)
                )
            yield Merged(label or name, graph.rpartition("/")[2], name, decision, why, iri)
    for (graph, iri), decision in sorted(left.items()):
        yield Merged("", graph.rpartition("/")[2], "", decision, PARTED if decision == APART else _NOT_NOW, iri)


def _graph(key: str, base: str) -> str:
    return graph_iri(key, base=base).value
