"""The pages for people: rendered here, without scripts and without a request to anywhere else."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from filmkg.errors import ResourceError
from filmkg.serve import rendering
from filmkg.serve.editor.page import downloads
from filmkg.serve.gallery import Answers
from filmkg.serve.questions import load_question, load_questions, questions_to_try
from filmkg.serve.searching import Names

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
# Other ways in than names and questions.
_WAYS = (("/ask", "ask"), ("/views/matrix", "matrix"), ("/browse", "browse"))


def pages_router(answers: Answers, names: Names, *, base: str) -> APIRouter:
    """Return the routes of the pages.

    Args:
        answers: Of the questions.
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
            ways=_WAYS,
            questions=questions,
            more=[question for question in load_questions() if question not in questions],
        )

    @router.get("/question/{name}")
    def question(request: Request, name: str) -> Response:
        asked = load_question(name)
        request.state.query = asked.query  # where it takes too long, it is shown to be narrowed
        return rendering.render(
            "question.html",
            base=base,
            question=asked,
            answer=answers.table(asked),
            downloads=downloads(asked.query),
            others=[other for other in load_questions() if other != asked],
        )

    return router
