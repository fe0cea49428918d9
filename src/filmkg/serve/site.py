"""What a service shows whichever store it asks, here (`app.py`) or elsewhere (`remote.py`): pages, headers, errors."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from filmkg.serve import rendering
from filmkg.serve.ask import ask_router
from filmkg.serve.assets import assets_router
from filmkg.serve.digest import Digest
from filmkg.serve.editor import editor_router
from filmkg.serve.editor.page import failed_form
from filmkg.serve.endpoint import responses
from filmkg.serve.endpoint.router import EDITOR_PATH, GRAPH_STORE_PATH, PATH
from filmkg.serve.engine.pool import Pool
from filmkg.serve.gallery import Answers
from filmkg.serve.lists import lists_router
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.negotiation import prefers_html
from filmkg.serve.pages import pages_router
from filmkg.serve.pairs import pairs_router
from filmkg.serve.policy import policy_for
from filmkg.serve.reconciliation.manifest import PATH as RECONCILIATION_PATH
from filmkg.serve.reconciliation.responses import CORS as RECONCILIATION_CORS
from filmkg.serve.searching import Names, searching_router
from filmkg.serve.things import things_router
from filmkg.serve.transfer import Compression, Validation
from filmkg.serve.views import views_router

_NOT_FOUND = 404
_CORS = {
    PATH: responses.CORS,
    f"{PATH}/": responses.CORS,
    EDITOR_PATH: responses.CORS,
    GRAPH_STORE_PATH: responses.CORS,
    RECONCILIATION_PATH: RECONCILIATION_CORS,
}


def add_pages(app: FastAPI, pool: Pool, digest: Digest, catalogue: Catalogue, answers: Answers, *, base: str) -> None:
    """Add all pages, compressed and validated."""
    names = Names(digest)
    app.include_router(pages_router(answers, names, base=base))
    app.include_router(things_router(pool, digest, base=base))
    app.include_router(pairs_router(pool, digest, base=base))
    app.include_router(searching_router(names, digest, base=base))
    app.include_router(assets_router())
    app.include_router(editor_router(catalogue))
    app.include_router(lists_router(catalogue, base=base))
    app.include_router(views_router(catalogue, base=base))
    app.include_router(ask_router(catalogue, base=base))
    app.add_middleware(Validation)  # the innermost: it sees answers before they are compressed
    app.add_middleware(Compression)


class Headers:
    """Adds to each response what a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]

        async def send_with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(raw=message["headers"]).update(headers_at(path))
            await send(message)

        await self._app(scope, receive, send_with_headers)


def headers_at(path: str) -> dict[str, str]:
    """Return what each answer at a path says, errors too, so that a client can read what is wrong."""
    cors = _CORS.get(path) or (RECONCILIATION_CORS if path.startswith(f"{RECONCILIATION_PATH}/") else {})
    return {
        "Content-Security-Policy": policy_for(path),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        **cors,
    }


def error_response(request: Request, status: int, problem: str, remedy: str) -> Response:
    """Return what went wrong and what to do, as a page or as JSON."""
    if prefers_html(request.headers.get("accept", "")):
        query = getattr(request.state, "query", "")
        if query.strip():
            address = f"{str(request.base_url).rstrip('/')}{PATH}"
            return failed_form(query, address=address, status=status, problem=problem, remedy=remedy)
        return rendering.render("error.html", status_code=status, problem=problem, remedy=remedy)
    return JSONResponse({"problem": problem, "remedy": remedy}, status_code=status)


def problem_of(error: HTTPException) -> str:
    """Return in words what went wrong with a request that no route took."""
    return "there is no page at this address" if error.status_code == _NOT_FOUND else str(error.detail)
