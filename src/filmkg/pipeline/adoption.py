"""Bring a journal in step with a store that was written without it, or that other rules of identity were used for."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import NamedNode

from filmkg.errors import UsageError
from filmkg.graph import ordered
from filmkg.pipeline.copying import read_prints
from filmkg.pipeline.preparation import identity_fingerprint, prepare
from filmkg.pipeline.telling import Tell, tell_nobody
from filmkg.store import PUBLISHED, Journal, StoredArticle, article_graphs, latest_snapshot, open_snapshot, unpack


def take_in(path: Path, journal: Journal, *, base: str, tell: Tell = tell_nobody) -> None:
    """Make the journal hold what the current snapshot does, and what things are compared by now.

    Args:
        path: The store's folder, locked by the caller.
        journal: Its journal.
        base: Start of the IRIs of what is added.
        tell: Hears how far it is.

    Raises:
        UsageError: The store's IRIs start otherwise.
    """
    current = latest_snapshot(path)
    if current is not None and journal.get("snapshot") != current.identifier:
        _adopt(journal, path)
    known = journal.get("base")
    if known and known != base:
        raise UsageError(
            f"{path}: its IRIs start with {known}, not with {base}", remedy=f"give --base-iri {known}, or another store"
        )
    journal.set("base", base)
    if journal.get("identity") not in {"", identity_fingerprint()}:
        _sign_anew(journal, tell)
    journal.set("identity", identity_fingerprint())


def _adopt(journal: Journal, path: Path) -> None:
    """Take over the articles of the current snapshot; those that a build has kept since then stay as they are."""
    current = latest_snapshot(path)
    assert current is not None  # noqa: S101 - asked by the caller
    journal.set("anew", "yes")
    connection = journal.connection
    connection.execute("CREATE TEMP TABLE found (graph TEXT PRIMARY KEY) WITHOUT ROWID")
    prints: dict[str, str] = {}
    with open_snapshot(current) as store:
        for graph, quads in article_graphs(store):
            start, infix, key = graph.value.rpartition("graph/")
            if not infix or "/" in key:
                prints.update(read_prints(quads))
                continue  # links, and the table of what was merged
            connection.execute("INSERT INTO found VALUES (?)", (graph.value,))
            journal.set("base", start)
            text = "".join(f"{quad} .\n" for quad in ordered(quads))
            row = connection.execute(
                "SELECT version, nquads FROM article WHERE graph = ? AND version < 2", (graph.value,)
            ).fetchone()
            if row is None or (row[0] == PUBLISHED and unpack(row[1]) != text):
                journal.put(prepare(graph, text))
        del store
    for name, printed in prints.items():
        journal.print(name, printed)
    gone = "SELECT graph FROM article WHERE version = ? AND graph NOT IN (SELECT graph FROM found)"
    for (graph_name,) in connection.execute(gone, (PUBLISHED,)).fetchall():
        journal.retire(graph_name)
    connection.execute("DROP TABLE found")
    journal.set("snapshot", current.identifier)


def _sign_anew(journal: Journal, tell: Tell) -> None:
    """Describe all things anew, as they are compared otherwise now."""
    journal.set("anew", "yes")
    numbers = journal.connection.execute("SELECT id FROM article WHERE version < 2").fetchall()
    for count, (number,) in enumerate(numbers, start=1):
        graph, origin, digest, nquads = journal.connection.execute(
            "SELECT graph, origin, digest, nquads FROM article WHERE id = ?", (number,)
        ).fetchone()
        prepared: StoredArticle = prepare(NamedNode(graph), unpack(nquads), origin=origin, digest=digest)
        journal.replace_things(number, prepared.things)
        tell("articles described anew", count, len(numbers))
