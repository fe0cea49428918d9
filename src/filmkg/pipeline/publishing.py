"""From the journal to the next snapshot: the articles' graphs, the merged view and the table of what was merged.

A snapshot starts as a copy of the current one, to which only differences are applied; where most of it changes it is
made from nothing. Either way it holds the same.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path

from filmkg.graph import BASE, entry_iri, identity_iri, links_iri
from filmkg.identity import Apart, Decision, Merges, table
from filmkg.pipeline.copying import write_copies
from filmkg.pipeline.merging import merge_touched
from filmkg.pipeline.statements import Fate, Shared, graph_lines, lines_about, view_lines
from filmkg.pipeline.telling import Tell, tell_nobody
from filmkg.store import (
    NEW,
    PUBLISHED,
    RETIRED,
    Journal,
    Loader,
    Snapshot,
    copy_snapshot,
    finish_snapshot,
    hashed,
    latest_snapshot,
    link_statements,
    open_writable,
    other_statements,
    publish_snapshot,
    remove_unused,
    start_snapshot,
    unpack,
)
from filmkg.vocab import DCTERMS

_ALL_ANEW_SHARE = 0.5
_COMPACT_EVERY = 4
_NOTHING = Shared(set(), set())
_REPLACED = DCTERMS["isReplacedBy"]


def publish(path: Path, journal: Journal, *, anew: bool = False, tell: Tell = tell_nobody) -> Snapshot | None:
    """Publish what the journal holds.

    Args:
        path: The store's folder, locked by the caller.
        journal: Its journal.
        anew: Whether to make the snapshot from nothing, so that no file of an earlier one is left in it.
        tell: Hears how far it is.

    Returns:
        The new snapshot, None where the current one holds the same.

    Raises:
        StoreError: The disk is full or failed; the current snapshot is the one before.
    """
    base = latest_snapshot(path)
    anew = anew or base is None or bool(journal.get("anew")) or _is_mostly_new(journal)
    if base is not None and not anew and not journal.is_changed():
        remove_unused(path)  # whoever published last may have been killed before this
        return None
    links = link_statements(base) if base is not None else []
    oxigraph = start_snapshot(path, after=base)
    try:
        with journal.transaction():
            if base is not None and not anew:
                copy_snapshot(base, oxigraph)
            merge_touched(journal, everything=anew, tell=tell)
            loader = Loader(open_writable(oxigraph), is_empty=anew)
            write = _write_all if anew else _write_changes
            write(journal, loader, tell)
            tell("looking for copies among the articles", 0, 0)
            write_copies(journal, loader, everything=anew)
            if anew and base is not None:
                loader.add(other_statements(base, base=journal.get("base") or BASE))
            loader.keep_links(links, graph=links_iri(), is_empty=anew)
            # Each time some files are added; from the fourth on Oxigraph would begin to compact whenever it is opened.
            is_compacted = anew or base is None or base.number % _COMPACT_EVERY == 0
            if is_compacted:
                tell("putting the files of the store in order", 0, 0)
            loader.close(compact=is_compacted)
            snapshot = finish_snapshot(oxigraph)
            _settle(journal, snapshot)
        publish_snapshot(path, snapshot)
    finally:
        shutil.rmtree(oxigraph.parent, ignore_errors=True)
        remove_unused(path)
    return snapshot


def _is_mostly_new(journal: Journal) -> bool:
    changed, total = journal.connection.execute("SELECT TOTAL(version != 1), COUNT(*) FROM article").fetchone()
    return bool(changed > total * _ALL_ANEW_SHARE)


def _write_all(journal: Journal, loader: Loader, tell: Tell) -> None:
    connection, (total, _) = journal.connection, journal.counts()
    connection.execute("DELETE FROM stated")
    query = "SELECT id, graph, nquads FROM article WHERE version < 2"
    for count, (number, graph, nquads) in enumerate(connection.execute(query), start=1):
        text = unpack(nquads)
        loader.add(graph_lines(text))
        own, shared = view_lines(text, graph=graph, fates=_fates(journal, number))
        loader.add(own)
        loader.add(shared)
        _count(journal, shared)
        tell("articles published", count, total)
    lines = _table_of(journal)
    apart = _apart(journal, "SELECT name, iris, reason FROM apart")
    for own, shared in chain(map(lines, _decisions(journal)), map(lines, apart)):
        loader.add(own)
        loader.add(shared)
        _count(journal, shared)


def _count(journal: Journal, lines: Iterable[str]) -> None:
    journal.connection.executemany(
        "INSERT INTO stated VALUES (?, 1) ON CONFLICT DO UPDATE SET articles = articles + 1",
        ((hashed(line),) for line in lines),
    )


def _write_changes(journal: Journal, loader: Loader, tell: Tell) -> None:
    connection = journal.connection
    connection.execute("DROP TABLE IF EXISTS temp.difference")
    connection.execute("CREATE TEMP TABLE difference (statement INTEGER PRIMARY KEY, line TEXT, articles INTEGER)")
    connection.execute("DROP TABLE IF EXISTS temp.concerned")
    connection.execute("CREATE TEMP TABLE concerned (article INTEGER PRIMARY KEY)")
    connection.execute("INSERT INTO concerned SELECT id FROM article WHERE version != 1")
    # What has another reason or confidence only is said in the table alone.
    connection.execute(
        "INSERT OR IGNORE INTO concerned SELECT article FROM thing JOIN moved ON moved.thing = thing.id"
        " WHERE moved.canonical IS NOT thing.canonical OR moved.label IS NOT thing.label"
    )
    ((total,),) = connection.execute("SELECT COUNT(*) FROM concerned")
    query = (
        "SELECT id, graph, version, nquads FROM article JOIN concerned ON concerned.article = article.id"
        " ORDER BY graph, version DESC"
    )
    for count, (number, graph, version, nquads) in enumerate(connection.execute(query), start=1):
        text = unpack(nquads)
        before = after = _NOTHING
        fates, former = _fates(journal, number), _fates(journal, number, before=True)
        if version == PUBLISHED:
            text = lines_about(text, _concerned(former, fates))
        if version != NEW:
            before = view_lines(text, graph=graph, fates=former)
        if version != RETIRED:
            after = view_lines(text, graph=graph, fates=fates)
        if version == RETIRED:
            loader.remove_graph(graph)
        if version == NEW:
            loader.add(graph_lines(text))
        # Removed first: the version of an article that comes after can state the same anew.
        _change(journal, loader, before, after)
        tell("articles published", count, total)
    lines = _table_of(journal)
    for decided, decision in _decided(journal):
        _change(journal, loader, lines(decided), lines(decision))
    for namesakes in _apart(journal, "SELECT name, iris, reason FROM parted"):
        _change(journal, loader, lines(namesakes), _NOTHING)
    for namesakes in _apart(journal, "SELECT name, iris, reason FROM apart WHERE published = 0"):
        _change(journal, loader, _NOTHING, lines(namesakes))
    _apply(journal, loader)


def _change(journal: Journal, loader: Loader, before: Shared, after: Shared) -> None:
    """Put lines of the view and of the table in place of others."""
    loader.remove(before.own - after.own)
    loader.add(after.own - before.own)
    _differ(journal, before.shared - after.shared, -1)
    _differ(journal, after.shared - before.shared, 1)


def _concerned(former: Mapping[str, Fate], fates: Mapping[str, Fate]) -> set[str]:
    """Return the IRIs of an article whose lines can differ in the view: of what moved, and of what is called the same.

    Two of its things can be one in the view, and what both state stays when one of them moves.
    """
    moved = {fate.canonical for iri in fates if former[iri] != fates[iri] for fate in (former[iri], fates[iri])}
    return moved | {iri for iri in fates if {former[iri].canonical, fates[iri].canonical} & moved}


def _differ(journal: Journal, lines: Iterable[str], step: int) -> None:
    journal.connection.executemany(
        "INSERT INTO difference VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
        ((hashed(line), line, step) for line in lines),
    )


def _apply(journal: Journal, loader: Loader) -> None:
    """Remove what no article states any more, and add what one states for the first time."""
    connection = journal.connection
    joined = "difference LEFT JOIN stated USING (statement)"
    gone = f"SELECT line FROM {joined} WHERE stated.articles + difference.articles = 0 AND difference.articles < 0"  # noqa: S608
    come = f"SELECT line FROM {joined} WHERE stated.articles IS NULL AND difference.articles > 0"  # noqa: S608
    loader.remove(line for (line,) in connection.execute(gone))
    loader.add(line for (line,) in connection.execute(come))
    connection.execute(
        "INSERT INTO stated SELECT statement, articles FROM difference WHERE articles != 0"
        " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles"
    )
    connection.execute("DELETE FROM stated WHERE articles = 0")


def _fates(journal: Journal, article: int, *, before: bool = False) -> dict[str, Fate]:
    """Return what an article's things are now, or were in the snapshot before."""
    if not before:
        query = "SELECT iri, canonical, label FROM thing WHERE article = ?"
    else:
        query = (
            "SELECT iri, CASE WHEN moved.thing IS NULL THEN thing.canonical ELSE moved.canonical END,"
            " CASE WHEN moved.thing IS NULL THEN thing.label ELSE moved.label END"
            " FROM thing LEFT JOIN moved ON moved.thing = thing.id WHERE article = ?"
        )
    return {iri: Fate(canonical, label) for iri, canonical, label in journal.connection.execute(query, (article,))}


def _decisions(journal: Journal) -> Iterator[Decision]:
    """Yield what things are called otherwise."""
    query = (
        "SELECT graph, iri, canonical, reason, confidence FROM thing JOIN article ON article.id = thing.article"
        " WHERE version < 2 AND reason IS NOT NULL"
    )
    for row in journal.connection.execute(query):
        yield Decision(*row)


def _decided(journal: Journal) -> Iterator[tuple[Decision | None, Decision | None]]:
    """Yield what was decided on things, and is now, where that differs; None where nothing was, or is.

    First comes what is gone: the version of an article that comes after can have the same entry.
    """
    query = (
        "SELECT graph, iri, canonical, reason, confidence, NULL, NULL, NULL FROM thing"
        " JOIN article ON article.id = thing.article WHERE version = 2 AND reason IS NOT NULL"
        " UNION ALL SELECT graph, iri, moved.canonical, moved.reason, moved.confidence,"
        " thing.canonical, thing.reason, thing.confidence FROM moved"
        " JOIN thing ON thing.id = moved.thing JOIN article ON article.id = thing.article"
        " WHERE moved.reason IS NOT NULL OR thing.reason IS NOT NULL"
    )
    for graph, iri, *fates in journal.connection.execute(query):
        former, now = (Decision(graph, iri, *fate) if fate[1] is not None else None for fate in (fates[:3], fates[3:]))
        yield former, now


def _apart(journal: Journal, query: str) -> Iterator[Apart]:
    for name, iris, reason in journal.connection.execute(query):
        yield Apart(name, tuple(json.loads(iris)), reason)


def _table_of(journal: Journal) -> Callable[[Decision | Apart | None], Shared]:
    """Return what makes the lines of the table: those of a decision, of a set of namesakes, or none."""
    base = journal.get("base") or BASE
    write = partial(table, graph=identity_iri(base=base), mint=partial(entry_iri, base=base))

    def lines(entry: Decision | Apart | None) -> Shared:
        if entry is None:
            return _NOTHING
        found = Shared(set(), set())
        for quad in write(Merges((entry,), (), {}) if isinstance(entry, Decision) else Merges((), (entry,), {})):
            # What an IRI is replaced by many articles say; an entry is of one.
            (found.shared if quad.predicate == _REPLACED else found.own).add(f"{quad} .")
        return found

    return lines


def _settle(journal: Journal, snapshot: Snapshot) -> None:
    """Write down that the journal is published: with this a snapshot counts, even if its pointer is not moved yet."""
    connection = journal.connection
    connection.execute("DELETE FROM thing WHERE article IN (SELECT id FROM article WHERE version = ?)", (RETIRED,))
    connection.execute("DELETE FROM article WHERE version = ?", (RETIRED,))
    connection.execute("UPDATE article SET version = ? WHERE version = ?", (PUBLISHED, NEW))
    connection.execute("UPDATE apart SET published = 1 WHERE published = 0")
    journal.set("snapshot", snapshot.identifier)
    journal.set("anew", "")
