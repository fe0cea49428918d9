"""The service: pages, endpoint and health check over one store, opened read-only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.base import RequestResponseEndpoint

from filmkg.errors import FilmkgError, QueryError, ResourceError, UsageError
from filmkg.graph import BASE
from filmkg.serve import rendering
from filmkg.serve.ask import ask_router
from filmkg.serve.assets import assets_router
from filmkg.serve.endpoint import BodyTooLargeError, MediaTypeError, OxigraphRouter, UpdateError
from filmkg.serve.lists import lists_router
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.negotiation import prefers_html
from filmkg.serve.pages import pages_router
from filmkg.serve.pairs import pairs_router
from filmkg.serve.policy import policy_for
from filmkg.serve.pool import TIME_LIMIT_S, NotAcceptableError, Pool
from filmkg.serve.reconciliation import reconciliation_router
from filmkg.serve.reconciliation.batch import BatchTooLargeError
from filmkg.serve.reconciliation.manifest import PATH as RECONCILIATION_PATH
from filmkg.serve.reconciliation.responses import CORS
from filmkg.serve.reconciliation.values import TooManyValuesError
from filmkg.serve.searching import Names, searching_router
from filmkg.serve.things import things_router
from filmkg.serve.views import views_router
from filmkg.store import has_view, open_store
from filmkg.vocab import cdo

# The first class that an error belongs to decides.
_STATUS: tuple[tuple[type[FilmkgError], int], ...] = (
    (NotAcceptableError, 406),
    (BodyTooLargeError, 413),
    (BatchTooLargeError, 413),
    (TooManyValuesError, 413),
    (MediaTypeError, 415),
    (UpdateError, 403),
    (QueryError, 400),
    (UsageError, 404),
    (ResourceError, 503),
)


def create_app(store_path: Path, *, time_limit_s: float = TIME_LIMIT_S) -> FastAPI:
    """Build the service.

    Args:
        store_path: Folder of a store; what it published last is served, whatever is written meanwhile.
        time_limit_s: How long a query may take.

    Raises:
        StoreError: The folder holds no store that can be read now.
    """
    pool = Pool(store_path, time_limit_s=time_limit_s)
    catalogue = Catalogue(pool)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            catalogue.close()
            pool.close()

    base = _base_of(pool)
    names = Names(store_path, base=base)
    app = FastAPI(title="filmkg", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(OxigraphRouter(pool, base=base, is_union=not _is_merged(store_path)))
    app.include_router(reconciliation_router(pool, store_path, base=base))
    app.include_router(pages_router(pool, names, base=base))
    app.include_router(things_router(pool, base=base))
    app.include_router(pairs_router(pool, base=base))
    app.include_router(searching_router(names, base=base))
    app.include_router(assets_router())
    app.include_router(lists_router(catalogue, base=base))
    app.include_router(views_router(catalogue, base=base))
    app.include_router(ask_router(catalogue, base=base))

    @app.get("/health")
    def health() -> dict[str, str]:
        pool.ask("ASK {}")
        return {"status": "ok"}

    @app.middleware("http")
    async def add_policy(request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)
        path = request.url.path
        response.headers["Content-Security-Policy"] = policy_for(path)
        if path == RECONCILIATION_PATH or path.startswith(f"{RECONCILIATION_PATH}/"):
            response.headers.update(CORS)  # on errors too, so that the client can read what is wrong
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @app.exception_handler(FilmkgError)
    async def explain(request: Request, error: FilmkgError) -> Response:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        return _error(request, status, error.problem, error.remedy)

    @app.exception_handler(HTTPException)
    async def explain_http(request: Request, error: HTTPException) -> Response:
        response = _error(request, error.status_code, str(error.detail), "start at the first page")
        response.headers.update(error.headers or {})
        return response

    return app


def _base_of(pool: Pool) -> str:
    """Return the start of a store's IRIs: what stands before `article/` in that of an article."""
    rows = pool.select(f"SELECT ?article {{ ?article a {cdo('Article')} }} LIMIT 1")
    return rows[0]["article"].value.rpartition("article/")[0] if rows else BASE


def _is_merged(store_path: Path) -> bool:
    with open_store(store_path, writable=False) as store:
        merged = has_view(store)
        del store
    return merged


def _error(request: Request, status: int, problem: str, remedy: str) -> Response:
    if prefers_html(request.headers.get("accept", "")):
        return rendering.render("error.html", status_code=status, problem=problem, remedy=remedy)
    return JSONResponse({"problem": problem, "remedy": remedy}, status_code=status)
