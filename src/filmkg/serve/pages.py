"""The pages for people: rendered here, without scripts and without a request to anywhere else."""

from __future__ import annotations

from fastapi import APIRouter, Response

from filmkg.errors import ResourceError
from filmkg.serve import rendering
from filmkg.serve.completion import PATH as COMPLETION_PATH
from filmkg.serve.engine.pool import Pool
from filmkg.serve.questions import load_question, load_questions, questions_to_try
from filmkg.serve.searching import Names
from filmkg.serve.snippets import snippets
from filmkg.serve.table import answer_table

# What the first page counts, in this order, each with the list of it.
_COUNTED = (
    ("Article", "/articles"),
    ("Film", "/films"),
    ("Person", "/people"),
    ("Organization", "/organisations"),
    ("Event", "/events"),
    ("Agreement", "/agreements"),
    ("Evidence", ""),
)
_EXAMPLE = """PREFIX cdo: <https://w3id.org/filmkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT DISTINCT ?film ?label WHERE {
  ?film a cdo:Film ; rdfs:label ?label .
}
ORDER BY ?label
LIMIT 25
"""


def pages_router(pool: Pool, names: Names, *, base: str) -> APIRouter:
    """Return the routes of the pages.

    Args:
        pool: The workers that evaluate.
        names: The names of the store, with its counts.
        base: Start of the IRIs that have a page here: what follows it follows `/id/`.
    """
    router = APIRouter()

    @router.get("/")
    def home() -> Response:
        try:
            overview = names.overview()
        except ResourceError:
            overview = None  # still being counted: the rest of the page is there
        questions = questions_to_try()
        return rendering.render(
            "home.html",
            base=base,
            overview=overview,
            counted=_COUNTED,
            questions=questions,
            more=[question for question in load_questions() if question not in questions],
        )

    @router.get("/question/{name}")
    def question(name: str) -> Response:
        asked = load_question(name)
        return rendering.render("question.html", base=base, question=asked, answer=answer_table(pool, asked.query))

    return router


def query_form(pool: Pool, *, base: str, address: str, query: str = "") -> Response:
    """Return the page with a form for a query, and with its answer where one is given.

    Args:
        pool: The workers that evaluate.
        base: Start of the IRIs that have a page here.
        address: Where programs ask, "http://127.0.0.1:8000/sparql".
        query: The query, "" for one to begin with, which is not asked.
    """
    answer = answer_table(pool, query) if query.strip() else None
    shown = query or _EXAMPLE
    return rendering.render(
        "sparql.html",
        base=base,
        query=shown,
        answer=answer,
        completion=COMPLETION_PATH,
        snippets=snippets(shown, address=address),
        questions=load_questions(),
    )
