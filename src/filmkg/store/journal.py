"""The journal of a store: what each article states, with what merging needs of it, one article a transaction.

DIR/journal.sqlite is where the truth is: snapshots are made from it. A transaction that was answered survives the end
of the process; what a build had not published yet, the next one does.

An article has up to two versions: the one of the current snapshot, and the one that the next snapshot will have.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from filmkg.errors import StoreError

# Versions: one that the next snapshot brings in, one that the current snapshot has, one that the next leaves out.
NEW, PUBLISHED, RETIRED = 0, 1, 2

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY, graph TEXT NOT NULL, version INTEGER NOT NULL, origin TEXT NOT NULL, digest TEXT NOT NULL,
    quads INTEGER NOT NULL, nquads BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS article_graph ON article (graph, version);
CREATE INDEX IF NOT EXISTS article_version ON article (version) WHERE version != 1;
CREATE TABLE IF NOT EXISTS profile (
    id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, iri TEXT NOT NULL, told TEXT NOT NULL, keys BLOB NOT NULL,
    sought BLOB NOT NULL, things INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS profile_hash ON profile (hash);
CREATE TABLE IF NOT EXISTS thing (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL, iri TEXT NOT NULL, profile INTEGER, said INTEGER,
    country TEXT NOT NULL, support TEXT NOT NULL, canonical TEXT, label TEXT, reason TEXT, confidence REAL);
CREATE INDEX IF NOT EXISTS thing_article ON thing (article);
CREATE INDEX IF NOT EXISTS thing_profile ON thing (profile) WHERE profile IS NOT NULL;
CREATE TABLE IF NOT EXISTS block (
    key INTEGER NOT NULL, profile INTEGER NOT NULL, PRIMARY KEY (key, profile)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claim (
    key INTEGER NOT NULL, profile INTEGER NOT NULL, PRIMARY KEY (key, profile)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_profile ON claim (profile);
CREATE TABLE IF NOT EXISTS touched (key INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS apart (
    thing INTEGER NOT NULL, name TEXT NOT NULL, iris TEXT NOT NULL, reason TEXT NOT NULL, published INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS apart_new ON apart (published) WHERE published = 0;
CREATE INDEX IF NOT EXISTS apart_thing ON apart (thing);
CREATE TABLE IF NOT EXISTS fingerprint (graph TEXT PRIMARY KEY, printed TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reprinted (graph TEXT PRIMARY KEY, printed TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copy (graph TEXT PRIMARY KEY, original TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stated (statement INTEGER PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
"""


class StoredProfile(NamedTuple):
    """What things of articles are compared by, as the journal keeps it once for all of them.

    Attributes:
        iri: Their IRI in their articles.
        told: What they are compared by, "" where they are not compared.
        keys: Of the blocks that they are in.
        sought: Keys of the blocks whose things they are compared with.
    """

    iri: str
    told: str
    keys: tuple[int, ...]
    sought: tuple[int, ...]


class StoredThing(NamedTuple):
    """A thing of an article as the journal keeps it.

    Attributes:
        profile: What it is compared by.
        said: How much the article says of it, None where it is not compared.
        country: Which country it belongs to as this article has it, "" where unknown.
        support: What speaks for it in this article.
    """

    profile: StoredProfile
    said: int | None
    country: str
    support: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the journal keeps it.

    Attributes:
        graph: Name of its graph.
        origin: Where it came from, an absolute path for a file; "" where unknown.
        digest: What it was made from, its bytes and filmkg's own knowledge; "" where unknown.
        quads: How many.
        nquads: Its graph as N-Quads, compressed by `pack`.
        things: What could be the same as a thing of another article.
        printed: Its fingerprint, by which copies of a story are found; "" where it has none.
    """

    graph: str
    origin: str
    digest: str
    quads: int
    nquads: bytes
    things: tuple[StoredThing, ...]
    printed: str = ""


def pack(text: str) -> bytes:
    """Compress a text."""
    return zlib.compress(text.encode("utf-8"), 1)


def unpack(data: bytes) -> str:
    """Return what `pack` compressed."""
    return zlib.decompress(data).decode("utf-8")


def hashed(text: str) -> int:
    """Return a text's hash as SQLite keeps it, 64 bits with sign."""
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


@contextmanager
def open_journal(store: Path) -> Iterator[Journal]:
    """Open the journal of a store for the length of a `with` block; the store is locked by the caller.

    Raises:
        StoreError: It cannot be read or written; what was answered before is kept.
    """
    try:
        with closing(sqlite3.connect(store / "journal.sqlite", isolation_level=None)) as connection:
            # NORMAL: no transaction is lost with the process; secure_delete: what is deleted is overwritten.
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "cache_size=-65536"):
                connection.execute(f"PRAGMA {pragma}").fetchall()
            _complete(connection)
            connection.executescript(_SCHEMA)
            yield Journal(connection)
    except sqlite3.Error as error:
        raise StoreError(
            f"{store}: the journal could not be written: {error}",
            remedy="check that the disk has room and that you may write there, then do it again: nothing is lost",
        ) from error


class Journal:
    """An open journal."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do several changes at once or not at all."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.execute("COMMIT")

    def get(self, name: str) -> str:
        """Return a setting, "" where there is none."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def find(self, graph: str, digest: str, *, origin: str) -> bool:
        """Tell whether the next snapshot has an article made from that, and keep where it was found this time."""
        row = self.connection.execute(
            "SELECT id, digest, origin FROM article WHERE graph = ? AND version < 2 ORDER BY version LIMIT 1", (graph,)
        ).fetchone()
        if row is None or row[1] != digest:
            return False
        if row[2] != origin:
            self.connection.execute("UPDATE article SET origin = ? WHERE id = ?", (origin, row[0]))
        return True

    def has(self, graph: str) -> bool:
        """Tell whether the next snapshot has an article."""
        query = "SELECT 1 FROM article WHERE graph = ? AND version < 2"
        return self.connection.execute(query, (graph,)).fetchone() is not None

    def put(self, article: StoredArticle) -> None:
        """Keep an article in place of what its graph held: one transaction."""
        with self.transaction() as connection:
            self._print(article.graph, article.printed)
            if self._is_same(article):
                connection.execute(
                    "UPDATE article SET origin = ?, digest = ? WHERE graph = ? AND version < 2",
                    (article.origin, article.digest, article.graph),
                )
                return
            if article.printed:  # which of two copies is the original follows from their dates
                self._reprint(article.graph, article.printed)
            self._retire(article.graph, printed=article.printed)
            number = connection.execute(
                "INSERT INTO article (graph, version, origin, digest, quads, nquads) VALUES (?, ?, ?, ?, ?, ?)",
                (article.graph, NEW, article.origin, article.digest, article.quads, article.nquads),
            ).lastrowid
            assert number is not None  # noqa: S101 - a row was inserted
            self._add_things(number, article.things)

    def replace_things(self, article: int, things: Iterable[StoredThing]) -> None:
        """Put the things of an article in place of those that it has: one transaction."""
        with self.transaction():
            self._remove_things(article, keep=False)
            self._add_things(article, things)

    def _add_things(self, article: int, things: Iterable[StoredThing]) -> None:
        connection = self.connection
        for thing in things:
            profile = thing.profile
            connection.execute(
                "INSERT INTO thing (article, iri, profile, said, country, support) VALUES (?, ?, ?, ?, ?, ?)",
                (article, profile.iri, self._add_profile(profile), thing.said, thing.country, thing.support),
            )
            connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((key,) for key in profile.sought))

    def _add_profile(self, profile: StoredProfile) -> int:
        """Count one more thing of a profile, and return the profile's number."""
        connection = self.connection
        mark = hashed(f"{profile.iri} {profile.told}")
        row = connection.execute(
            "SELECT id FROM profile WHERE hash = ? AND iri = ? AND told = ?", (mark, profile.iri, profile.told)
        ).fetchone()
        if row is not None:
            connection.execute("UPDATE profile SET things = things + 1 WHERE id = ?", row)
            return int(row[0])
        number = connection.execute(
            "INSERT INTO profile (hash, iri, told, keys, sought, things) VALUES (?, ?, ?, ?, ?, 1)",
            (mark, profile.iri, profile.told, _join_keys(profile.keys), _join_keys(profile.sought)),
        ).lastrowid
        assert number is not None  # noqa: S101 - a row was inserted
        connection.executemany("INSERT INTO block VALUES (?, ?)", ((key, number) for key in profile.keys))
        return number

    def _remove_things(self, article: int, *, keep: bool) -> None:
        """Take an article's things out of their blocks, and out of the journal where they are not to be kept."""
        connection = self.connection
        query = "SELECT profile, sought FROM thing JOIN profile ON profile.id = profile WHERE article = ?"
        for number, sought in connection.execute(query, (article,)).fetchall():
            touched = ((key,) for key in split_keys(sought))
            connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", touched)
            connection.execute("UPDATE profile SET things = things - 1 WHERE id = ?", (number,))
            self._remove_profile(number)
        if keep:
            connection.execute("UPDATE thing SET profile = NULL WHERE article = ?", (article,))
        else:
            connection.execute("DELETE FROM thing WHERE article = ?", (article,))

    def _remove_profile(self, number: int) -> None:
        """Forget a profile, where no thing has it any more."""
        connection = self.connection
        row = connection.execute("SELECT keys FROM profile WHERE id = ? AND things = 0", (number,)).fetchone()
        if row is not None:
            connection.execute("INSERT OR IGNORE INTO touched SELECT key FROM claim WHERE profile = ?", (number,))
            connection.execute("DELETE FROM claim WHERE profile = ?", (number,))
            own = ((key, number) for key in split_keys(row[0]))
            connection.executemany("DELETE FROM block WHERE key = ? AND profile = ?", own)
            connection.execute("DELETE FROM profile WHERE id = ?", (number,))

    def _is_same(self, article: StoredArticle) -> bool:
        row = self.connection.execute(
            "SELECT nquads FROM article WHERE graph = ? AND version < 2", (article.graph,)
        ).fetchone()
        return row is not None and unpack(row[0]) == unpack(article.nquads)

    def retire(self, graph: str) -> bool:
        """Take an article out of the next snapshot: one transaction; tell whether it was there."""
        with self.transaction():
            return self._retire(graph)

    def prints(self) -> dict[str, str]:
        """Return the fingerprint of each article that the next snapshot has, by its graph, where it has one."""
        return dict(self.connection.execute("SELECT graph, printed FROM fingerprint"))

    def reprinted(self) -> dict[str, str]:
        """Return what came, went or changed, with its fingerprint in the current snapshot, "" where it has none."""
        return dict(self.connection.execute("SELECT graph, printed FROM reprinted"))

    def print(self, graph: str, printed: str) -> None:
        """Keep the fingerprint of an article: one transaction."""
        with self.transaction():
            self._print(graph, printed)

    def _print(self, graph: str, printed: str) -> None:
        row = self.connection.execute("SELECT printed FROM fingerprint WHERE graph = ?", (graph,)).fetchone()
        before = str(row[0]) if row else ""
        if before == printed:
            return
        self._reprint(graph, before)
        self.connection.execute("DELETE FROM fingerprint WHERE graph = ?", (graph,))
        if printed:
            self.connection.execute("INSERT INTO fingerprint VALUES (?, ?)", (graph, printed))

    def _reprint(self, graph: str, before: str) -> None:
        self.connection.execute("INSERT OR IGNORE INTO reprinted VALUES (?, ?)", (graph, before))

    def _retire(self, graph: str, *, printed: str = "") -> bool:
        self._print(graph, printed)
        rows = self.connection.execute(
            "SELECT id, version FROM article WHERE graph = ? AND version < 2", (graph,)
        ).fetchall()
        for number, version in rows:
            self._remove_things(number, keep=version == PUBLISHED)
            if version == NEW:
                self.connection.execute("DELETE FROM article WHERE id = ?", (number,))
            else:
                self.connection.execute("UPDATE article SET version = ? WHERE id = ?", (RETIRED, number))
        return bool(rows)

    def graphs(self) -> Iterator[tuple[str, str]]:
        """Yield graph and origin of each article that the next snapshot has."""
        yield from self.connection.execute("SELECT DISTINCT graph, origin FROM article WHERE version < 2")

    def is_changed(self) -> bool:
        """Tell whether the next snapshot would differ from the current one."""
        changed = "SELECT 1 FROM article WHERE version != 1 UNION ALL SELECT 1 FROM reprinted LIMIT 1"
        return self.connection.execute(changed).fetchone() is not None

    def counts(self) -> tuple[int, int]:
        """Return how many articles the next snapshot has, and how many quads they have."""
        row = self.connection.execute("SELECT COUNT(*), TOTAL(quads) FROM article WHERE version < 2").fetchone()
        return int(row[0]), int(row[1])

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction() as connection:
            tables = "meta article profile thing block claim touched apart fingerprint reprinted copy stated"
            for table in tables.split():
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - a name from this function

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was deleted is left in it or beside it."""
        self.connection.execute("VACUUM")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _complete(connection: sqlite3.Connection) -> None:
    """Drop what a journal of an earlier release says of things; they are described anew before they are merged."""
    if any(name == "keys" for _, name, *_ in connection.execute("PRAGMA table_info(thing)")):
        connection.execute("BEGIN IMMEDIATE")
        for table in ("thing", "block", "claim", "touched", "apart"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute("UPDATE meta SET value = 'of an earlier release' WHERE name = 'identity'")
        connection.execute("COMMIT")


def _join_keys(keys: Iterable[int]) -> bytes:
    return b"".join(key.to_bytes(8, "big", signed=True) for key in keys)


def split_keys(keys: bytes) -> tuple[int, ...]:
    """Return the keys that are kept in a column of a thing."""
    return tuple(int.from_bytes(keys[start : start + 8], "big", signed=True) for start in range(0, len(keys), 8))
