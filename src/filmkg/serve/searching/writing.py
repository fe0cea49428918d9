"""Writes the index that `names.py` reads: names of all things that have a page, in SQLite's FTS5, and what home tells.

    python -m filmkg.serve.searching.writing SNAPSHOT FOLDER BASE FILE

A process of its own, so that the service goes on answering; the file is there once it is whole. Rows are numbered in
the order in which they are shown, those that most articles mention first: so the best matches of even the commonest
word are the first ones that SQLite comes to.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from filmkg.naming.folding import fold
from filmkg.store import Snapshot, has_view, open_snapshot, view_graph
from filmkg.vocab import DCTERMS, RDF, RDFS, SKOS, cdo

# What can be found, in the order of the groups of the search page; the classes of one group stand together.
SOUGHT = (
    "Film", "Person", "Organization", "FilmFestival", "FestivalSeries", "FilmDays", "Screening", "Meeting", "Event",
    "Country", "City", "Venue", "Agreement", "Article",
)  # fmt: skip
# Names that say nothing without their article ("event", "meeting") are of no use to who searches.
_NAMELESS = frozenset({"event", "meeting", "screening"})
_NAMES = (RDFS["label"], SKOS["altLabel"], DCTERMS["title"], cdo("originalTitle"))

# Counted for the first page.
COUNTED = ("Article", "Film", "Person", "Organization", "Event", "Agreement", "Evidence")
EVENTS = ("Event", "FilmFestival", "FilmDays", "Screening", "Meeting")
MAX_NEWEST = 10

Row = tuple[str, str, str, int, str]
Article = tuple[str, str, str]


def write_index(
    rows: Iterable[Row], path: Path, *, counts: Iterable[tuple[str, int]], newest: Iterable[Article]
) -> None:
    """Write the index to a new file.

    Args:
        rows: IRI, class, label, number of articles, and all names (folded, one a line) of each thing, in their order.
        path: The file; it appears when it is whole.
        counts: How many things there are, by class.
        newest: IRI, title and date of the newest articles.
    """
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    index = sqlite3.connect(unfinished, isolation_level=None)
    index.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        "CREATE TABLE things (number INTEGER PRIMARY KEY, iri TEXT, class TEXT, label TEXT, articles INTEGER);"
        "CREATE TABLE counts (class TEXT, count INTEGER);"
        "CREATE TABLE newest (iri TEXT, title TEXT, issued TEXT);"
        "CREATE TABLE names (name TEXT, number INTEGER, PRIMARY KEY (name, number)) WITHOUT ROWID;"
        "CREATE VIRTUAL TABLE words USING fts5(text, content = '', columnsize = 0, prefix = '1 2 3');"
        "BEGIN;"
    )
    for number, (iri, class_name, label, articles, names) in enumerate(rows, start=1):
        index.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?)", (number, iri, class_name, label, articles))
        index.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", ((name, number) for name in names.split("\n")))
        index.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, f"{names}\nclass{class_name}"))
    index.executemany("INSERT INTO counts VALUES (?, ?)", counts)
    index.executemany("INSERT INTO newest VALUES (?, ?, ?)", newest)
    index.execute("COMMIT")
    index.close()
    unfinished.rename(path)


def read_rows(store: Store, *, base: str) -> list[Row]:
    """Return what `write_index` needs, from a store."""
    graph = view_graph(store)
    classes = {
        quad.subject: name
        for name in reversed(SOUGHT)
        for quad in store.quads_for_pattern(None, RDF["type"], cdo(name), graph)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base)
    }
    names: defaultdict[NamedNode, dict[str, None]] = defaultdict(dict)
    for predicate in _NAMES:
        for subject, text in sorted(_texts(store, predicate, graph), key=lambda pair: pair[1]):
            if subject in classes:
                names[subject][text] = None
    articles = Counter(
        thing
        for _, thing in {(q.subject, q.object) for q in store.quads_for_pattern(None, cdo("mentions"), None, graph)}
    )
    rows = [
        (node.value, classes[node], label, articles[node], "\n".join(filter(None, map(fold, own))))
        for node, own in names.items()
        if (label := next(iter(own))) not in _NAMELESS
    ]
    return sorted(rows, key=lambda row: (-row[3], SOUGHT.index(row[1]), row[2], row[0]))


def count_things(store: Store) -> list[tuple[str, int]]:
    """Return how many things there are of each class that the first page counts; all kinds of events are one."""
    found = []
    for name in COUNTED:
        classes = " ".join(str(cdo(one)) for one in (EVENTS if name == "Event" else (name,)))
        rows = store.query(
            f"SELECT (COUNT(DISTINCT ?thing) AS ?count) {{ VALUES ?class {{ {classes} }} ?thing a ?class }}",
            use_default_graph_as_union=not has_view(store),
        )
        assert isinstance(rows, QuerySolutions)  # noqa: S101 - a SELECT query has solutions
        found += [(name, int(count.value)) for row in rows if isinstance(count := row["count"], Literal)]
    return found


def newest_articles(store: Store) -> list[Article]:
    """Return IRI, title and date of the newest articles; what has no title goes by its name."""
    graph = view_graph(store)
    dates = dict(sorted(_texts(store, DCTERMS["issued"], graph), key=str))
    every = {quad.subject for quad in store.quads_for_pattern(None, RDF["type"], cdo("Article"), graph)}
    articles = sorted((one for one in every if isinstance(one, NamedNode)), key=lambda one: one.value)
    newest = sorted(articles, key=lambda one: dates.get(one, ""), reverse=True)[:MAX_NEWEST]
    titles = {
        one: min(
            (q.object.value for q in store.quads_for_pattern(one, DCTERMS["title"], None, graph)
             if isinstance(q.object, Literal)),
            default="",
        )
        for one in newest
    }  # fmt: skip
    return [(one.value, titles[one], dates.get(one, "")) for one in newest]


def _texts(store: Store, predicate: NamedNode, graph: DefaultGraph | None) -> Iterator[tuple[NamedNode, str]]:
    for quad in store.quads_for_pattern(None, predicate, None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject, quad.object.value


def main(snapshot: str, folder: str, base: str, file: str) -> None:
    """Write the index of a snapshot."""
    with open_snapshot(Snapshot(snapshot, Path(folder))) as store:
        rows, counts, newest = read_rows(store, base=base), count_things(store), newest_articles(store)
        del store
    write_index(rows, Path(file), counts=counts, newest=newest)


if __name__ == "__main__":
    main(*sys.argv[1:])
