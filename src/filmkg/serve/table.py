"""The answer to a query as a table for people: labels for things, words for numbers and dates."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, parse_query_results

from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import labels_of, local_name

MAX_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its words, and its IRI where it is a thing."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Names of the columns, and as many cells a row.

    Attributes:
        columns: Names of the variables.
        rows: At most as many as were wanted.
        cut: Whether there are more.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool = False


def answer_table(pool: Pool, query: str, *, max_rows: int = MAX_ROWS) -> Table | str:
    """Ask a query for people to read.

    Args:
        pool: The workers that evaluate.
        query: SPARQL.
        max_rows: How many rows, or triples, are wanted.

    Returns:
        A table for SELECT and ASK, Turtle for CONSTRUCT and DESCRIBE, of at most `max_rows` rows or triples.
    """
    answer = pool.ask(query, accept="application/sparql-results+json, text/turtle", max_rows=max_rows)
    if answer.media_type == "text/turtle":
        return answer.body.decode("utf-8")
    return table_of(pool, answer.body, is_cut=bool(answer.limit))


def table_of(pool: Pool, body: bytes, *, is_cut: bool) -> Table:
    """Return SPARQL results in JSON as a table, with labels for things."""
    columns, terms = _read(body)
    labels = labels_of(pool, {term.value for row in terms for term in row if isinstance(term, NamedNode)})
    rows = tuple(tuple(_cell(term, labels) for term in row) for row in terms)
    return Table(columns, rows, cut=is_cut)


def _read(body: bytes) -> tuple[tuple[str, ...], list[list[object]]]:
    """Return SPARQL results in JSON as columns and rows.

    What pyoxigraph reads them with must not outlive this call: should a later query fail, the error would take it to
    another thread, in which it cannot be let go of.
    """
    results = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(results, QueryBoolean):
        return ("answer",), [["yes" if results else "no"]]
    columns = tuple(variable.value for variable in results.variables)
    return columns, [[solution[column] for column in columns] for solution in results]


def _cell(term: object, labels: dict[str, str]) -> Cell:
    if isinstance(term, NamedNode):
        return Cell(labels.get(term.value) or local_name(term.value), term.value)
    if isinstance(term, Literal):
        return Cell(term.value)
    return Cell("" if term is None else str(term))
