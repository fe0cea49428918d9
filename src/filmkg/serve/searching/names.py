"""Looking names up in the digest of the store, where `writing.py` put them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filmkg.naming.folding import fold
from filmkg.serve.digest import Digest

_MAX_WORDS = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that bears a name.

    Attributes:
        iri: Its IRI.
        kind: Local name of its class.
        label: What it is called.
        articles: How many articles mention it.
    """

    iri: str
    kind: str
    label: str
    articles: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page tells of a store.

    Attributes:
        counts: How many things there are, by class.
        newest: IRI, title ("" for none) and date of the newest articles.
    """

    counts: Mapping[str, int]
    newest: tuple[tuple[str, str, str], ...]


class Names:
    """The names of a store; safe to use from many threads.

    Args:
        digest: Where they are.
    """

    def __init__(self, digest: Digest) -> None:
        self._digest = digest

    def find(self, text: str, *, classes: tuple[str, ...] = (), limit: int, is_prefix: bool = False) -> list[Found]:
        """Return things with all the words in their names: first those that are called just so.

        Args:
            text: Words, in any order; case, accents and punctuation do not count.
            classes: Local names of classes; none means any.
            limit: How many at most.
            is_prefix: Whether the last word can be the beginning of one.

        Raises:
            ResourceError: The digest is not ready, or cannot be made.
        """
        key = fold(text)
        words = key.split()[:_MAX_WORDS]
        if not words:
            return []
        asked = [f'"{word}"' for word in words]
        if is_prefix:
            asked[-1] += "*"
        if classes:
            asked.append("(" + " OR ".join(f'"class{name.lower()}"' for name in classes) + ")")
        columns = "iri, class, label, articles"
        with self._digest.open() as index:
            equal = index.execute(
                f"SELECT number, {columns} FROM names JOIN things USING (number) WHERE name = ?"  # noqa: S608
                f" {'AND class IN (' + ', '.join('?' * len(classes)) + ')' if classes else ''} ORDER BY number LIMIT ?",
                (key, *classes, limit),
            ).fetchall()
            others = index.execute(
                f"SELECT number, {columns} FROM words JOIN things ON number = words.rowid"  # noqa: S608 - fixed names
                " WHERE words MATCH ? ORDER BY words.rowid LIMIT ?",
                (" AND ".join(asked), limit + len(equal)),
            ).fetchall()
        numbers = {row[0]: row[1:] for row in (*equal, *others)}
        return [Found(*row) for row in list(numbers.values())[:limit]]

    def overview(self) -> Overview:
        """Return counts and newest articles; raises as `find`."""
        with self._digest.open(patience_s=self._digest.head_start_s) as index:
            counts = dict(index.execute("SELECT class, count FROM counts"))
            newest = tuple(index.execute("SELECT iri, title, issued FROM newest ORDER BY rowid"))
        return Overview(counts, newest)
