"""The service over a store elsewhere: the same pages and reconciliation, and an endpoint that passes queries on.

Limits on time and memory are those of the other store; what it sends is checked and written anew here.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fastapi import FastAPI, Request, Response
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from filmkg.errors import FilmkgError, QueryError, ResourceError, UsageError
from filmkg.graph import BASE
from filmkg.pipeline import fetch, read_answer
from filmkg.serve.digest import TELLING, Digest
from filmkg.serve.editor import query_form
from filmkg.serve.endpoint.requests import MediaTypeError, read_body
from filmkg.serve.endpoint.router import PATH
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.outcomes import Answer, NotAcceptableError
from filmkg.serve.gallery import Answers
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.negotiation import GRAPH_TYPES, RESULT_TYPES, choose, prefers_html
from filmkg.serve.reconciliation import reconciliation_router
from filmkg.serve.site import Headers, add_pages, error_response, problem_of
from filmkg.store import open_store
from filmkg.vocab import DCTERMS, RDF, RDFS, SKOS, cdo

if TYPE_CHECKING:
    from filmkg.remote import Dataset
    from filmkg.serve.engine.pool import Pool

_STATUS: tuple[tuple[type[FilmkgError], int], ...] = (
    (NotAcceptableError, 406),
    (MediaTypeError, 415),
    (QueryError, 400),
    (UsageError, 404),
    (ResourceError, 502),
)
# What the indexes are made from (`reconciliation.things`, `digest`).
_NAMING = (
    RDF["type"], RDFS["label"], SKOS["altLabel"], DCTERMS["title"], DCTERMS["issued"],
    *map(cdo, (
        "mentions", "place", "venue", "organizer", "supporter", "presentsCinemaOf", "party", "member", "body",
        "countryOfOrigin", *TELLING,
    )),
)  # fmt: skip


class RemotePool:
    """Asks a store elsewhere what `pool.Pool` asks workers over a store here; safe to use from many threads."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def ask(self, query: str, *, accept: str = "", max_rows: int = 0) -> Answer:  # noqa: ARG002 - as the pool's
        """Answer a query in a format that is accepted.

        Raises:
            QueryError: It is refused, here or there, or has no answer in an accepted format.
            RemoteError: The store does not answer.
        """
        result = read_answer(fetch(self._dataset, query))
        is_graph = isinstance(result, QueryTriples)
        offered = GRAPH_TYPES if is_graph else RESULT_TYPES
        media_type = choose(accept, offered)
        if media_type is None:
            raise NotAcceptableError(
                f"this query cannot be answered as {accept}", remedy=f"accept one of {', '.join(offered)}"
            )
        if isinstance(result, QueryTriples):
            body = result.serialize(format=cast("RdfFormat", RdfFormat.from_media_type(media_type)))
        else:
            body = result.serialize(format=cast("QueryResultsFormat", QueryResultsFormat.from_media_type(media_type)))
        return Answer(media_type, body or b"")

    def select(self, query: str) -> list[dict[str, NamedNode | Literal]]:
        """Answer a SELECT query of our own: a dictionary a row, without the variables that are not bound."""
        results = read_answer(fetch(self._dataset, query))
        assert isinstance(results, QuerySolutions)  # noqa: S101 - a SELECT query has solutions
        names = [variable.value for variable in results.variables]
        return [{name: term for name in names if isinstance(term := row[name], NamedNode | Literal)} for row in results]


@contextmanager
def names_of(dataset: Dataset) -> Iterator[Path]:
    """Make a store of what indexes of names are made from, in a folder that lasts for the length of a `with` block.

    Raises:
        RemoteError: The store elsewhere does not answer.
    """
    with tempfile.TemporaryDirectory(prefix="filmkg-remote-") as folder:
        path = Path(folder) / "store"
        with open_store(path, writable=True) as store:
            for property_ in _NAMING:
                store.extend(Quad(subject, property_, object_) for subject, object_ in dataset.pairs(property_))
            del store
        yield path


def create_remote_app(dataset: Dataset, *, names_path: Path) -> FastAPI:
    """Build the service over a store elsewhere.

    Args:
        dataset: The store; it is written to only by `filmkg push`.
        names_path: What `names_of` made of it.

    Raises:
        RemoteError: It does not answer.
    """
    remote = RemotePool(dataset)
    pool = cast("Pool", remote)  # pages and reconciliation ask it with `ask` and `select` alone
    rows = pool.select(f"SELECT ?article {{ ?article a {cdo('Article')} }} LIMIT 1")
    base = rows[0]["article"].value.rpartition("article/")[0] if rows else BASE
    digest, catalogue, answers = Digest(names_path, base=base), Catalogue(pool), Answers(pool, None)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            catalogue.close()
            digest.close()
            answers.close()

    app = FastAPI(title="filmkg", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.include_router(reconciliation_router(pool, names_path, base=base))
    add_pages(app, pool, digest, catalogue, answers, base=base)
    app.add_middleware(Headers)

    @app.api_route(PATH, methods=["GET", "POST"])
    async def ask(request: Request) -> Response:
        query, accept = await _query_of(request), request.headers.get("accept", "")
        request.state.query = query
        if prefers_html(accept):
            return await run_in_threadpool(
                query_form, pool, base=base, address=f"{str(request.base_url).rstrip('/')}{PATH}", query=query
            )
        if not query:
            raise QueryError("no query", remedy=f"send one as {PATH}?query=…")
        answer = await run_in_threadpool(remote.ask, query, accept=accept)
        return Response(answer.body, media_type=answer.media_type, headers={"Vary": "Accept"})

    @app.get("/health")
    def health() -> dict[str, str]:
        remote.ask("ASK {}")
        return {"status": "ok"}

    @app.exception_handler(FilmkgError)
    async def explain(request: Request, error: FilmkgError) -> Response:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        return error_response(request, status, error.problem, error.remedy)

    @app.exception_handler(HTTPException)
    async def explain_http(request: Request, error: HTTPException) -> Response:
        return error_response(request, error.status_code, problem_of(error), "start at the first page")

    return app


async def _query_of(request: Request) -> str:
    """Return the query of a request after the SPARQL 1.1 Protocol, 2.1; "" where it has none."""
    if request.method != "POST":
        return request.query_params.get("query", "")
    body = await read_body(request, max_bytes=3 * Limits().query_bytes)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "application/sparql-query":
        return body
    if media_type == "application/x-www-form-urlencoded":
        return QueryParams(body).get("query", "")
    raise MediaTypeError(
        f"a body of type {media_type or '(none)'} cannot be read",
        remedy="send application/x-www-form-urlencoded or application/sparql-query",
    )
