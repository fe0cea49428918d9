"""Puts the lists into the digest, and takes them out of it."""

from __future__ import annotations

import json
import sqlite3
from itertools import islice

from filmkg.serve.digest.quads import Reader
from filmkg.serve.lists.kinds import KINDS, Kind
from filmkg.serve.lists.reading import by_itself, read_shelf, whole
from filmkg.serve.lists.shelf import Shelf, fill_shelf

# Read back bit by bit, so that the service can answer others meanwhile.
_ENTRIES_AT_ONCE = 1_000


def write_shelves(index: sqlite3.Connection, reader: Reader) -> None:
    """Write all lists of a snapshot."""
    index.execute(
        "CREATE TABLE shelves (kind TEXT, part INTEGER, entries TEXT, PRIMARY KEY (kind, part)) WITHOUT ROWID"
    )
    ask = by_itself(reader)
    for kind in KINDS:
        shelf = read_shelf(ask, kind, whole(ask, kind.classes))
        values = [shelf.values[one.name] for one in kind.fields if one.is_read]
        entries = zip(shelf.iris, shelf.names, *values, strict=True)
        for part in range(-(-len(shelf.iris) // _ENTRIES_AT_ONCE)):
            text = json.dumps(list(islice(entries, _ENTRIES_AT_ONCE)), ensure_ascii=False, separators=(",", ":"))
            index.execute("INSERT INTO shelves VALUES (?, ?, ?)", (kind.name, part, text))


def load_shelf(index: sqlite3.Connection, kind: Kind) -> Shelf:
    """Return a list as `write_shelves` wrote it."""
    read = [one.name for one in kind.fields if one.is_read]
    names: dict[str, str] = {}
    found: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in read}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    for (text,) in index.execute("SELECT entries FROM shelves WHERE kind = ? ORDER BY part", (kind.name,)):
        for iri, label, *own in json.loads(text):
            names[iri] = label
            for name, given in zip(read, own, strict=True):
                if given:
                    values = tuple(given)
                    found[name][iri] = shared.setdefault(values, values)
    return fill_shelf(kind, names, found)
