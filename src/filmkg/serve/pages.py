"""The pages for people: rendered here, without scripts and without a request to anywhere else."""

from __future__ import annotations

from fastapi import APIRouter, Response

from filmkg.serve import nodes, rendering
from filmkg.serve.pool import Pool
from filmkg.serve.questions import load_question, load_questions, questions_to_try
from filmkg.serve.table import answer_table

_COUNTS = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) { ?thing a ?class } GROUP BY ?class"
_NEWEST = """SELECT ?article (MIN(?name) AS ?title) (MAX(?date) AS ?issued) {
  ?article a cdo:Article OPTIONAL { ?article dcterms:title ?name } OPTIONAL { ?article dcterms:issued ?date }
} GROUP BY ?article ORDER BY DESC(?issued) ?article LIMIT 10"""
# What the first page counts, in this order; the classes of events are counted together.
_COUNTED = ("Article", "Film", "Person", "Organization", "Event", "Agreement", "Evidence")
_EVENTS = ("Event", "FilmFestival", "FilmDays", "Screening", "Meeting")
_EXAMPLE = """PREFIX cdo: <https://w3id.org/filmkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT DISTINCT ?film ?label WHERE {
  ?film a cdo:Film ; rdfs:label ?label .
}
ORDER BY ?label
LIMIT 25
"""


def pages_router(pool: Pool, *, base: str) -> APIRouter:
    """Return the routes of the pages.

    Args:
        pool: The workers that evaluate.
        base: Start of the IRIs that have a page here: what follows it follows `/id/`.
    """
    router = APIRouter()

    @router.get("/")
    def home() -> Response:
        counts = {nodes.local_name(row["class"].value): int(row["count"].value) for row in pool.select(_COUNTS)}
        counts["Event"] = sum(counts.get(name, 0) for name in _EVENTS)
        articles = [
            {
                "iri": row["article"].value,
                "title": row["title"].value if "title" in row else nodes.local_name(row["article"].value),
                "issued": row["issued"].value if "issued" in row else "",
            }
            for row in pool.select(_NEWEST)
        ]
        questions = questions_to_try()
        return rendering.render(
            "home.html",
            base=base,
            counts=[(name, counts.get(name, 0)) for name in _COUNTED],
            articles=articles,
            questions=questions,
            more=[question for question in load_questions() if question not in questions],
        )

    @router.get("/question/{name}")
    def question(name: str) -> Response:
        asked = load_question(name)
        return rendering.render("question.html", base=base, question=asked, answer=answer_table(pool, asked.query))

    return router


def query_form(pool: Pool, *, base: str, query: str = "") -> Response:
    """Return the page with a form for a query, and with its answer where one is given."""
    answer = answer_table(pool, query) if query.strip() else None
    return rendering.render("sparql.html", base=base, query=query or _EXAMPLE, answer=answer)
