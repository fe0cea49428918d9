"""The page where queries are written, with the answer to one, or with what is wrong with it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from fastapi import Response

from filmkg.serve import rendering
from filmkg.serve.editor import sharing
from filmkg.serve.editor.completion import PATH as COMPLETION_PATH
from filmkg.serve.engine.pool import Pool
from filmkg.serve.questions import load_questions
from filmkg.serve.snippets import snippets
from filmkg.serve.table import Table, answer_table

ANSWER_PATH = "/sparql/answer"
_NEAR_CHARS = 50
_EXAMPLE = """PREFIX cdo: <https://w3id.org/filmkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT DISTINCT ?film ?label WHERE {
  ?film a cdo:Film ; rdfs:label ?label .
}
ORDER BY ?label
LIMIT 25
"""


def query_form(pool: Pool, *, base: str, address: str, query: str = "") -> Response:
    """Return the page with a form for a query, and with its answer where one is given.

    Args:
        pool: The workers that evaluate.
        base: Start of the IRIs that have a page here.
        address: Where programs ask, "http://127.0.0.1:8000/sparql".
        query: The query, "" for one to begin with, which is not asked.
    """
    answer = answer_table(pool, query) if query.strip() else None
    return _render(query or _EXAMPLE, address=address, base=base, answer=answer)


def failed_form(query: str, *, address: str, status: int, problem: str, remedy: str) -> Response:
    """Return the page with a query that could not be answered, as it was written, and what to do about it."""
    return _render(query, address=address, status_code=status, problem=problem, remedy=remedy)


def downloads(query: str) -> list[tuple[str, str]]:
    """Return paths and names of the answer to a query as files."""
    asked = urlencode({"query": query})
    return [(f"{ANSWER_PATH}.{suffix}?{asked}", suffix.upper()) for suffix in ("xlsx", "csv", "json")]


def _near(query: str, problem: str) -> tuple[str, str]:
    """Return what stands before and after the place of a mistake, ("", "") where a problem names none."""
    place = re.search(r"line (\d+), (?:near )?column (\d+)", problem)
    lines = query.splitlines()
    if place is None or int(place[1]) > len(lines):
        return "", ""
    line, column = lines[int(place[1]) - 1], int(place[2]) - 1
    return line[max(column - _NEAR_CHARS, 0) : column], line[column : column + _NEAR_CHARS]


def _render(
    query: str,
    *,
    address: str,
    base: str = "",
    answer: Table | str | None = None,
    status_code: int = 200,
    problem: str = "",
    remedy: str = "",
) -> Response:
    code = sharing.code_of(query)
    return rendering.render(
        "sparql.html",
        status_code=status_code,
        base=base,
        query=query,
        answer=answer,
        problem=problem,
        remedy=remedy,
        link=f"{address.rpartition('/')[0]}{sharing.PATH}{code}" if code else "",
        near=_near(query, problem),
        downloads=downloads(query),
        completion=COMPLETION_PATH,
        snippets=snippets(query, address=address),
        questions=load_questions(),
    )
