"""Make a store from an export in N-Quads, or from the folder of a store of an earlier format."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

from filmkg.errors import RdfError, StoreError, UsageError
from filmkg.graph import BASE, copies_iri, identity_iri, links_iri, ordered
from filmkg.identity import read_table
from filmkg.pipeline.adoption import take_in
from filmkg.pipeline.cluster import PARTITIONS, read_partitions
from filmkg.pipeline.copying import read_prints
from filmkg.pipeline.merging import keep_reviewed
from filmkg.pipeline.preparation import prepare
from filmkg.pipeline.publishing import publish
from filmkg.store import Journal, article_graphs, extend_store, latest_snapshot, lock_store, open_journal, read_format
from filmkg.vocab import SKOS

_COPIES, _MERGES = (name.value.removeprefix(BASE.rstrip("/")) for name in (copies_iri(), identity_iri()))
_FORMER = "filmkg store 1"


def import_dump(source: Path, *, store: Path) -> Iterator[str]:
    """Restore a store: the same exports, byte for byte.

    Args:
        source: N-Quads as `filmkg export --format nquads` writes them, the folder of a store of an earlier format, or
            one that `convert_on_cluster` wrote.
        store: The folder of the new store, empty or not there.

    Yields:
        The name of each article's graph after it was kept.

    Raises:
        RdfError: The source cannot be read, does not parse, or is no export; nothing is published then.
        StoreError: The source is a store of a format that is not known, or the new one could not be written.
        UsageError: The new store holds articles already.
    """
    with lock_store(store), open_journal(store) as journal:
        if latest_snapshot(store) is not None or journal.counts()[0]:
            raise UsageError(f"{store}: holds articles already", remedy="import into a new folder")
        links: list[Quad] = []
        decisions: list[Quad] = []
        prints: dict[str, str] = {}
        try:
            yield from _keep(source, journal, links, decisions, prints)
            keep_reviewed(journal, read_table(decisions))
            for graph, printed in prints.items():
                journal.print(graph, printed)
            take_in(store, journal, base=journal.get("base") or BASE)
        except BaseException:
            journal.clear()
            raise
        publish(store, journal, anew=True)
    if links:
        with extend_store(store) as database:
            database.extend(links)
            database.extend(
                Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
                for quad in links
                if quad.predicate == SKOS["exactMatch"]
            )
            del database


def _keep(
    source: Path, journal: Journal, links: list[Quad], decisions: list[Quad], prints: dict[str, str]
) -> Iterator[str]:
    """Keep the articles of a source, and gather its links, merges and fingerprints; the rest follows from them."""
    for name, quads in groupby(_quads(source), key=lambda quad: quad.graph_name):
        if not isinstance(name, NamedNode):
            raise RdfError(f"{source}: has a statement outside of all graphs", remedy="export it with filmkg export")
        start, infix, key = name.value.rpartition("graph/")
        if name == links_iri():
            links.extend(quads)
        elif name.value.endswith(_MERGES):
            decisions.extend(quads)
        elif name.value.endswith(_COPIES):
            prints.update(read_prints(quads))
        elif infix and "/" not in key:
            if journal.has(name.value):
                raise RdfError(f"{source}: has {name} in several places", remedy="sort the file by graph")
            journal.set("base", start)
            journal.put(prepare(name, "".join(f"{quad} .\n" for quad in ordered(quads))))
            yield name.value


def _quads(source: Path) -> Iterator[Quad]:
    """Yield the quads of a source, graph by graph."""
    if (source / PARTITIONS).exists() or (source / "part-00000.nq").exists():
        for path in read_partitions(source):
            yield from _parsed(path)
        return
    if source.is_dir():
        found = read_format(source)
        if found != _FORMER:
            raise StoreError(
                f"{source}: a store of the format {found[:40]!r}, of which only an export can be imported",
                remedy=f"filmkg export --store {source} --format nquads -o FILE, with the release that wrote it",
            )
        yield from _former(source)
        return
    yield from _parsed(source)


def _parsed(source: Path) -> Iterator[Quad]:
    try:
        yield from pyoxigraph.parse(path=source, format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise RdfError(f"{source}: does not parse: {error}", remedy="export it anew with filmkg export") from None
    except OSError as error:
        raise RdfError(f"{source}: cannot be read: {error}", remedy="check that you may read it") from error


def _former(folder: Path) -> Iterator[Quad]:
    """Yield the quads of a store of format 1: an Oxigraph folder."""
    try:
        store = Store.read_only(str(folder / "oxigraph"))
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(f"{folder}: cannot be opened: {error}", remedy="build the store anew") from error
    for _, quads in article_graphs(store):
        yield from quads
