"""Text search in SPARQL: the triple `?thing text:search "words"` becomes the things whose names or words have them.

    SELECT ?film ?label { ?film text:search "red gard*" . ?film a cdo:Film ; rdfs:label ?label }
    SELECT ?place ?rank ?words { (?place ?rank) text:search "signed memorandum" . ?place oa:exact ?words }

The triple stands alone. Its subject is a variable, or a pair of variables for the thing and its rank (1 is best); its
object is a string: words that must all be there, in any order, case and accents ignored; `*` ends the beginning of a
word. Before Oxigraph sees the query, the triple is replaced by a `VALUES` block of at most `MAX_HITS` things.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from pathlib import Path

from filmkg.errors import QueryError
from filmkg.naming.folding import fold
from filmkg.serve.engine.functions import QUERY_PREFIXES, SEARCH, TEXT_BASE
from filmkg.store import place, tokens

MAX_HITS = 1_000
_MAX_WORDS = 20

Token = tuple[str, str, int]


def may_search(query: str) -> bool:
    """Tell whether a query could search, so that an index is needed; some that could do not."""
    return "search" in query and (TEXT_BASE in query or "text:" in query)


def expand(query: str, *, index: str) -> str:
    """Replace each search by what it finds.

    Args:
        query: SPARQL.
        index: File that `textindex.py` wrote.

    Raises:
        QueryError: A search is written in another way than the one that is understood.
    """
    namespaces, words = dict(QUERY_PREFIXES), list(tokens(query))
    parts, done = [], 0
    for number, (kind, text, start_char) in enumerate(words):
        if kind == "iri" and number and words[number - 1][0] == "name" and words[number - 1][1].endswith(":"):
            namespaces[words[number - 1][1][:-1]] = text[1:-1]
        if _iri(kind, text, namespaces) != SEARCH:
            continue
        subject = _subject(words, number)
        sought = words[number + 1] if number + 1 < len(words) else ("", "", 0)
        if not subject or sought[0] != "string" or not _ends(query, sought):
            raise QueryError(
                f"{place(query, start_char)}: a search is a triple of its own with a variable and a string",
                remedy='write ?thing text:search "words" .',
            )
        parts += [query[done : subject[0][2]], _values(subject, _search(index, _unquoted(sought[1]), query, sought[2]))]
        done = sought[2] + len(sought[1])
    return "".join([*parts, query[done:]])


def _iri(kind: str, text: str, namespaces: dict[str, str]) -> str:
    if kind == "iri":
        return text[1:-1]
    prefix, _, local = text.partition(":")
    return namespaces.get(prefix, "") + local if kind == "name" else ""


def _subject(words: list[Token], number: int) -> list[Token]:
    """Return the tokens before a search that are its subject: a variable, or two in parentheses."""
    if number >= 4 and [word[0] for word in words[number - 4 : number]] == ["open", "variable", "variable", "close"]:
        return words[number - 4 : number]
    return words[number - 1 : number] if number and words[number - 1][0] == "variable" else []


def _ends(query: str, sought: Token) -> bool:
    """Tell whether a triple ends behind its object."""
    return re.match(r"(?:\s|#[^\n]*\n)*[.}{A-Za-z]", query[sought[2] + len(sought[1]) :]) is not None


def _values(subject: list[Token], hits: list[str]) -> str:
    if len(subject) == 1:
        return f"VALUES {subject[0][1]} {{ {' '.join(f'<{iri}>' for iri in hits)} }}"
    rows = " ".join(f"(<{iri}> {rank})" for rank, iri in enumerate(hits, 1))
    return f"VALUES ({subject[1][1]} {subject[2][1]}) {{ {rows} }}"


def _unquoted(string: str) -> str:
    return string[3:-3] if string.startswith(('"""', "'''")) else string[1:-1]


def _search(index: str, sought: str, query: str, start_char: int) -> list[str]:
    words = [(fold(word), "*" if word.endswith("*") else "") for word in sought.split()[:_MAX_WORDS]]
    # A word can fold to several ("Ankara's"): these must follow each other.
    match = " AND ".join(f'"{folded}"{star}' for folded, star in words if folded)
    if not match:
        raise QueryError(f"{place(query, start_char)}: no word to search for", remedy="give at least one word")
    rows = _connection(index).execute(
        "SELECT iri, min(rank) AS best FROM texts WHERE texts MATCH ? GROUP BY iri ORDER BY best, iri LIMIT ?",
        (match, MAX_HITS),
    )
    return [iri for iri, _ in rows]


@cache
def _connection(index: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(index).absolute().as_uri()}?mode=ro&immutable=1", uri=True)
