"""Write the result of a query down: a table to read, or a W3C format for programs."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

import pyoxigraph
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from filmkg.errors import QueryError
from filmkg.store.query import Result
from filmkg.store.view import view_graph
from filmkg.vocab import DCTERMS, PREFIXES, RDFS


class ResultFormat(StrEnum):
    """How a result is written down. Rows can be all but Turtle, a graph only Turtle."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TURTLE = "turtle"


_W3C = {
    ResultFormat.JSON: QueryResultsFormat.JSON,
    ResultFormat.CSV: QueryResultsFormat.CSV,
    ResultFormat.TSV: QueryResultsFormat.TSV,
    ResultFormat.XML: QueryResultsFormat.XML,
}


def write_result(result: Result, *, store: Store, format: ResultFormat | None = None) -> bytes:  # noqa: A002
    """Write a result down as UTF-8.

    Args:
        result: What `run_query` returned; it is used up.
        store: Where the labels for a table are looked up.
        format: None for the one to read: a table of rows, or Turtle.

    Raises:
        QueryError: The format does not fit the result, or the query failed while it was being answered.
    """
    try:
        if isinstance(result, QueryTriples):
            if format not in {None, ResultFormat.TURTLE}:
                raise QueryError(f"a graph cannot be written as {format}", remedy="use --format turtle")
            triples = sorted(set(result), key=str)
            return pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        if format is ResultFormat.TURTLE:
            raise QueryError("rows cannot be written as turtle", remedy="use CONSTRUCT, or another --format")
        if format in _W3C:
            written = result.serialize(format=_W3C[format]) or b""
            return written if written.endswith(b"\n") else written + b"\n"
        if isinstance(result, QueryBoolean):
            return b"true\n" if result else b"false\n"
        return table(result, store=store).encode("utf-8")
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}", remedy="simplify the query") from error


def table(solutions: QuerySolutions, *, store: Store) -> str:
    """Lay rows out in columns, with labels in place of IRIs, and count them."""
    known: dict[NamedNode, str] = {}
    names = [variable.value for variable in solutions.variables]
    rows = [[_cell(solution[name], store, known) for name in names] for solution in solutions]
    widths = [max(map(_width, column)) for column in zip(names, *rows, strict=True)] if names else []
    lines = [_line(names, widths), _line(["─" * width for width in widths], widths)]
    lines.extend(_line(row, widths) for row in rows)
    return "\n".join([*lines, f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})", ""])


def _line(cells: list[str], widths: list[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _cell(term: object, store: Store, known: dict[NamedNode, str]) -> str:
    if isinstance(term, NamedNode):
        if term not in known:
            known[term] = _name(term, store)
        return known[term]
    if isinstance(term, Literal):
        # No control character of an article reaches the terminal.
        return "".join(" " if unicodedata.category(char) == "Cc" else char for char in term.value)
    return "" if term is None else str(term)


def _name(node: NamedNode, store: Store) -> str:
    """Name a node by its longest label (the fullest name), an article by its key, else by its shortened IRI."""
    graph = view_graph(store)
    for property_ in (RDFS["label"], DCTERMS["identifier"]):
        objects = (quad.object for quad in store.quads_for_pattern(node, property_, None, graph))
        labels = {label.value for label in objects if isinstance(label, Literal)}
        if labels:
            return min(labels, key=lambda label: (-len(label), label))
    for prefix, base in PREFIXES.items():
        if node.value.startswith(base):
            return f"{prefix}:{node.value.removeprefix(base)}"
    return f"<{node.value}>"


def _width(text: str) -> int:
    """Count the columns of a terminal that a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
