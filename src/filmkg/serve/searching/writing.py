"""Puts into the digest what `names.py` reads: names of all things that have a page, in FTS5, and what home tells.

Rows are numbered in the order in which they are shown, those that most articles mention first: so the best matches of
even the commonest word are the first ones that SQLite comes to.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from filmkg.naming.folding import fold
from filmkg.serve.digest.quads import Reader
from filmkg.vocab import DCTERMS, RDFS, SKOS, cdo

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

_TABLES = (
    "CREATE TABLE things (number INTEGER PRIMARY KEY, iri TEXT, class TEXT, label TEXT, articles INTEGER)",
    "CREATE TABLE counts (class TEXT, count INTEGER)",
    "CREATE TABLE newest (iri TEXT, title TEXT, issued TEXT)",
    "CREATE TABLE names (name TEXT, number INTEGER, PRIMARY KEY (name, number)) WITHOUT ROWID",
    "CREATE VIRTUAL TABLE words USING fts5(text, content = '', columnsize = 0, prefix = '1 2 3')",
)


def write_names(
    index: sqlite3.Connection,
    reader: Reader,
    *,
    base: str,
    mentioned: Mapping[str, int],
    dates: Mapping[str, str],
) -> None:
    """Write names, counts and newest articles.

    Args:
        index: The digest.
        reader: What is to be found.
        base: Start of the IRIs that have a page.
        mentioned: How many articles mention each thing.
        dates: The date of each article that has one.
    """
    for table in _TABLES:
        index.execute(table)
    classes: dict[str, str] = {}
    for name in reversed(SOUGHT):
        classes.update((iri, name) for iri in reader.members(name) if iri.startswith(base))
    named: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for property_ in _NAMES:
        for iri, text in sorted(reader.pairs(property_), key=lambda pair: pair[1]):
            if iri in classes:
                named[iri][text] = None
    labels = {iri: next(iter(own)) for iri, own in named.items()}
    ordered = sorted(
        (iri for iri in named if labels[iri] not in _NAMELESS),
        key=lambda iri: (-mentioned.get(iri, 0), SOUGHT.index(classes[iri]), labels[iri], iri),
    )
    for number, iri in enumerate(ordered, start=1):
        folded = list(filter(None, map(fold, named[iri])))
        row = number, iri, classes[iri], labels[iri], mentioned.get(iri, 0)
        index.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?)", row)
        index.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", ((name, number) for name in folded))
        text = "\n".join((*folded, f"class{classes[iri]}"))
        index.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text))
    for name in COUNTED:
        count = reader.count(EVENTS if name == "Event" else (name,))
        index.execute("INSERT INTO counts VALUES (?, ?)", (name, count))
    articles = sorted(reader.members("Article"))
    articles.sort(key=lambda article: dates.get(article, ""), reverse=True)
    for article in articles[:MAX_NEWEST]:
        title = labels.get(article, "")
        index.execute("INSERT INTO newest VALUES (?, ?, ?)", (article, title, dates.get(article, "")))
