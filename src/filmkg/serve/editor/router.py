"""The routes beside the page of queries: `/sparql/completion`, `/q/CODE`, `/sparql/answer.csv?query=…`."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse, RedirectResponse

from filmkg.errors import UsageError
from filmkg.serve import wording
from filmkg.serve.editor import completion, sharing
from filmkg.serve.editor.page import ANSWER_PATH
from filmkg.serve.lists import download
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.table import answer_table

_SPARQL = "/sparql"
# As of lists: more are for a program, which asks the endpoint.
_MAX_ROWS = 20_000


def editor_router(catalogue: Catalogue) -> APIRouter:
    """Return the routes.

    Args:
        catalogue: What keeps the words that are completed, for a snapshot.
    """
    router = APIRouter()

    @router.get(completion.PATH)
    def complete() -> Response:
        words = catalogue.keep("words to complete", lambda: completion.read_words(catalogue.pool))
        return JSONResponse(words, headers={"Cache-Control": "max-age=3600"})

    @router.get(f"{sharing.PATH}{{code}}")
    def shared(code: str) -> Response:
        return RedirectResponse(f"{_SPARQL}?{urlencode({'query': sharing.query_of(code)})}", status_code=301)

    @router.get(f"{ANSWER_PATH}.{{suffix}}")
    def answer(suffix: str, query: str = "") -> Response:
        if suffix not in download.MEDIA_TYPES or not query.strip():
            raise UsageError("there is no such answer", remedy=f"ask at {_SPARQL}, and download from there")
        table = answer_table(catalogue.pool, query, max_rows=_MAX_ROWS)
        if isinstance(table, str):
            raise UsageError("triples are no table", remedy="ask with SELECT, or take the answer as Turtle")
        body = download.write(
            suffix,
            table.columns,
            ([cell.text for cell in row] for row in table.rows),
            title=str(wording.t("sparql.answer")),
        )
        headers = {"Content-Disposition": f'attachment; filename="answer.{suffix}"'}
        return Response(body, media_type=download.MEDIA_TYPES[suffix], headers=headers)

    return router
