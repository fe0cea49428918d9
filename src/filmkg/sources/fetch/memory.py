"""What was fetched before: validators of pages, by which only what changed is sent again, and entries of feeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filmkg.errors import ResourceError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entry (feed TEXT, guid TEXT, PRIMARY KEY (feed, guid)) WITHOUT ROWID;
"""


@contextmanager
def open_memory(folder: Path) -> Iterator[Memory]:
    """Open the memory of a folder of web archives.

    Raises:
        ResourceError: It cannot be read or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(folder / "fetched.sqlite", isolation_level=None)) as connection:
            connection.executescript(_SCHEMA)
            yield Memory(connection)
    except sqlite3.Error as error:
        raise ResourceError(
            f"{folder}: what was fetched before cannot be read: {error}",
            remedy="check the disk and your rights; without fetched.sqlite all is fetched anew",
        ) from error


class Memory:
    """An open memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def conditions(self, url: str) -> dict[str, str]:
        """Return the headers by which a page is sent only where it changed."""
        row = self._connection.execute("SELECT etag, modified FROM page WHERE url = ?", (url,)).fetchone()
        if row is None:
            return {}
        headers = {"If-None-Match": row[0], "If-Modified-Since": row[1]}
        return {name: value for name, value in headers.items() if value}

    def keep_page(self, url: str, *, etag: str, modified: str) -> None:
        """Keep the validators of a page."""
        self._connection.execute("INSERT OR REPLACE INTO page VALUES (?, ?, ?)", (url, etag, modified))

    def has_entry(self, feed: str, guid: str) -> bool:
        """Tell whether the page of an entry of a feed was fetched."""
        query = "SELECT 1 FROM entry WHERE feed = ? AND guid = ?"
        return self._connection.execute(query, (feed, guid)).fetchone() is not None

    def keep_entry(self, feed: str, guid: str) -> None:
        """Keep that the page of an entry was fetched."""
        self._connection.execute("INSERT OR IGNORE INTO entry VALUES (?, ?)", (feed, guid))
