"""The service: pages, endpoint, reconciliation, health and metrics over what a store publishes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI, Request, Response
from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from filmkg.errors import FilmkgError, QueryError, RdfError, ResourceError, UsageError
from filmkg.graph import BASE
from filmkg.serve.digest import Digest
from filmkg.serve.endpoint import responses
from filmkg.serve.endpoint.metrics import CONTENT_TYPE, Metrics
from filmkg.serve.endpoint.querylog import QueryLog
from filmkg.serve.endpoint.requests import BodyTooLargeError, ClientLeftError, MediaTypeError, SlowBodyError
from filmkg.serve.endpoint.router import PATH, OxigraphRouter
from filmkg.serve.endpoint.shortway import ShortWay
from filmkg.serve.endpoint.updates import TokenError, UpdateError, Updates
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.outcomes import ClientBusyError, MemoryLimitError, NotAcceptableError, TimeLimitError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.engine.writing import UpdateFailedError, Writer
from filmkg.serve.gallery import Answers
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.reconciliation import reconciliation_router
from filmkg.serve.reconciliation.batch import BatchTooLargeError
from filmkg.serve.reconciliation.values import TooManyValuesError
from filmkg.serve.site import Headers, add_pages, error_response, headers_at, problem_of
from filmkg.store import open_store
from filmkg.vocab import RDF, cdo

# The first class that an error belongs to decides.
_STATUS: tuple[tuple[type[FilmkgError], int], ...] = (
    (NotAcceptableError, 406),
    (SlowBodyError, 408),
    (BodyTooLargeError, 413),
    (BatchTooLargeError, 413),
    (TooManyValuesError, 413),
    (MediaTypeError, 415),
    (TokenError, 401),
    (UpdateError, 403),
    (MemoryLimitError, 422),
    (QueryError, 400),
    (RdfError, 400),
    (UsageError, 404),
    (ClientBusyError, 429),
    (TimeLimitError, 504),
    (UpdateFailedError, 500),  # SPARQL 1.1 Protocol, 2.2.4
    (ResourceError, 503),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service is set up.

    Attributes:
        limits: What a query may cost.
        services: IRIs that `SERVICE` may ask.
        update_token: What who changes the store must know; "" lets nobody.
        query_log: Where queries are logged, None for nowhere.
    """

    limits: Limits = field(default_factory=Limits)
    services: tuple[str, ...] = ()
    update_token: str = ""
    query_log: QueryLog | None = None


def create_app(store_path: Path, *, settings: Settings | None = None) -> FastAPI:
    """Build the service.

    Args:
        store_path: Folder of a store; what it published last is served, whatever is written meanwhile.
        settings: How it is set up; safe for a public address where it is left out.

    Raises:
        StoreError: The folder holds no store that can be read now.
    """
    settings = settings or Settings()
    pool = Pool(store_path, limits=settings.limits, services=settings.services)
    writer = Writer(store_path, limits=settings.limits)
    metrics = Metrics(pool)
    if settings.query_log is not None:
        pool.observers.append(settings.query_log.observe)
    base = _base_of(store_path)
    digest = Digest(store_path, base=base)
    catalogue, answers = Catalogue(pool, digest), Answers(pool, store_path)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        finally:
            catalogue.close()
            digest.close()
            answers.close()
            await pool.close()
            await writer.close()

    app = FastAPI(title="filmkg", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.short_way = ShortWay(pool, headers=headers_at(PATH))
    app.include_router(OxigraphRouter(pool, Updates(pool, writer, token=settings.update_token), base=base))
    app.include_router(reconciliation_router(pool, store_path, base=base))
    add_pages(app, pool, digest, catalogue, answers, base=base)
    app.add_middleware(Headers)

    @app.get("/health")
    async def health() -> dict[str, str]:
        await run_in_threadpool(pool.ask, "ASK {}")
        return {"status": "ok"}

    @app.get("/metrics")
    async def show_metrics() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    @app.exception_handler(FilmkgError)
    async def explain(request: Request, error: FilmkgError) -> Response:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        response = error_response(request, status, error.problem, error.remedy)
        response.headers.update(responses.outcome_headers(error))
        if isinstance(error, TokenError):
            response.headers["WWW-Authenticate"] = "Bearer"
        return response

    @app.exception_handler(HTTPException)
    async def explain_http(request: Request, error: HTTPException) -> Response:
        response = error_response(request, error.status_code, problem_of(error), "start at the first page")
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(ClientLeftError)
    async def let_go(_request: Request, _error: ClientLeftError) -> Response:
        return Response(status_code=499)  # nobody reads it

    return app


def _base_of(store_path: Path) -> str:
    """Return the start of a store's IRIs: what stands before `article/` in that of an article."""
    with open_store(store_path, writable=False) as store:
        article = next(store.quads_for_pattern(None, RDF["type"], cdo("Article"), None), None)
        del store
    if article is None or not isinstance(article.subject, NamedNode):
        return BASE
    return article.subject.value.rpartition("article/")[0]
