"""Asking the digest."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from filmkg.errors import UsageError
from filmkg.serve.digest.bonds import Between
from filmkg.serve.digest.uses import Newest

MAX_PARTNERS = 24


@dataclass(frozen=True, slots=True)
class Partner:
    """Another country, and how many things lie between the two."""

    iri: str
    label: str
    count: int

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return self.iri.rpartition("/")[2]


def uses_of(index: sqlite3.Connection, thing: str) -> Mapping[str, Newest]:
    """Return what has a thing at its other end by local name of the property, where it is more than a page shows."""
    rows = index.execute("SELECT property, count, newest FROM uses WHERE object = ?", (thing,))
    return {name: Newest(count, tuple(json.loads(newest))) for name, count, newest in rows}


def partners_of(index: sqlite3.Connection, country: str) -> tuple[Partner, ...]:
    """Return the countries that have most with a country; none for what is no country."""
    first = index.execute("SELECT first FROM countries WHERE iri = ?", (country,)).fetchone()
    if first is None:
        return ()
    rows = index.execute(
        "SELECT iri, label, count FROM (SELECT other AS iri, count FROM pairs WHERE one = :first"
        " UNION ALL SELECT one, count FROM pairs WHERE other = :first) JOIN countries USING (iri)"
        " WHERE count > 0 ORDER BY count DESC, label LIMIT :most",
        {"first": first[0], "most": MAX_PARTNERS},
    )
    return tuple(Partner(*row) for row in rows)


def between(index: sqlite3.Connection, one: str, other: str, *, start: int = 0, most: int) -> Between:
    """Return what lies between two countries.

    Args:
        index: The digest.
        one: IRI of the first country, in the order of IRIs.
        other: IRI of the second.
        start: How many of the newest things to leave out.
        most: How many to return.

    Raises:
        UsageError: The store does not know one of them as a country.
    """
    (first, label), (second, other_label) = _first(index, one), _first(index, other)
    pair = min(first, second), max(first, second)
    things = index.execute(
        "SELECT thing, how, date FROM bonds WHERE one = ? AND other = ?"
        " ORDER BY date DESC, thing DESC, how DESC LIMIT ? OFFSET ?",
        (*pair, most, start),
    ).fetchall()
    years = index.execute(
        "SELECT SUBSTR(date, 1, 4) AS year, COUNT(*) FROM bonds WHERE one = ? AND other = ?"
        " GROUP BY year ORDER BY year DESC",
        pair,
    ).fetchall()
    query = "SELECT article_count, articles FROM pairs WHERE one = ? AND other = ?"
    article_count, articles = index.execute(query, pair).fetchone() or (0, "[]")
    turned = {"shown": "shown_back", "shown_back": "shown"} if first > second else {}
    return Between(
        one=(one, label),
        other=(other, other_label),
        things=tuple((thing, turned.get(how, how), date) for thing, how, date in things),
        years=tuple(years),
        articles=tuple(json.loads(articles)),
        article_count=article_count,
    )


def _first(index: sqlite3.Connection, country: str) -> tuple[str, str]:
    """Return the IRI that a country stands under, and what it is called."""
    row = index.execute("SELECT first, label FROM countries WHERE iri = ?", (country,)).fetchone()
    if row is None:
        name = country.rstrip("/").rpartition("/")[2]
        raise UsageError(f"the store knows no country of the name {name}", remedy="look for it with the search")
    first, label = row
    return first, label
