"""The SPARQL endpoint: SPARQL 1.1 Protocol and Graph Store HTTP Protocol on rdflib-endpoint's router.

Of its parent it keeps the beginning of the service description; the handlers are replaced, because those evaluate with
rdflib, on the event loop, without limits, and its page of YASGUI, because it asks another host for its scripts.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rdflib.plugins.sparql
from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from rdflib import Graph
from rdflib_endpoint import SparqlRouter
from rdflib_endpoint.utils import QueryExample
from starlette.concurrency import run_in_threadpool
from starlette.types import Scope

from filmkg.errors import QueryError
from filmkg.serve.editor import query_form
from filmkg.serve.endpoint.description import DESCRIPTION_FORMATS, describe_service
from filmkg.serve.endpoint.requests import (
    FORM,
    BodyTooLargeError,
    MediaTypeError,
    Parameters,
    media_type_of,
    read_body,
    while_connected,
)
from filmkg.serve.endpoint.responses import preflight, respond
from filmkg.serve.endpoint.updates import Updates, graph_of
from filmkg.serve.engine.evaluation import DEFAULT, Asked
from filmkg.serve.engine.outcomes import NotAcceptableError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.negotiation import accepts_gzip, choose, prefers_html
from filmkg.serve.questions import load_questions
from filmkg.store import check_update

# With rdflib's default, FROM <file:///…> reads local files, should anything here ever evaluate with rdflib.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

PATH = "/sparql"
EDITOR_PATH = "/sparql/editor"
GRAPH_STORE_PATH = "/graph-store"
# Where a scope holds what the short way has begun.
BEGUN = "filmkg.begun"

_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_QUERY_METHODS = "GET, HEAD, OPTIONS, POST"
_GRAPH_METHODS = "DELETE, GET, HEAD, OPTIONS, POST, PUT"
# What has a longer name is not remembered.
_MAX_HOST_BYTES = 255
_UPDATE_KEYWORD = re.compile(r"\b(?:INSERT|DELETE|CLEAR|DROP|CREATE|LOAD|COPY|MOVE|ADD)\b", re.IGNORECASE)


class OxigraphRouter(SparqlRouter):
    """The routes of the endpoint.

    Args:
        pool: The workers that evaluate.
        updates: Who may change the store, and how.
        base: Start of the IRIs that have a page here.
    """

    def __init__(self, pool: Pool, updates: Updates, *, base: str) -> None:
        examples = {question.words: QueryExample(query=question.query) for question in load_questions()}
        super().__init__(
            path=PATH,
            graph=Graph(),  # never asked
            title="filmkg",
            description="News about film diplomacy as a knowledge graph.",
            favicon="data:,",
            example_queries=examples,
        )
        self._pool = pool
        self._updates = updates
        self._base = base
        self._descriptions: dict[str, Graph] = {}
        self.routes.clear()
        for path in (PATH, f"{PATH}/", EDITOR_PATH):
            self.add_route(path, self.ask, methods=["GET", "HEAD", "POST", "OPTIONS"])
        self.add_route(GRAPH_STORE_PATH, self.graph_store, methods=["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"])

    async def ask(self, request: Request) -> Response:
        """Answer `?query=`, a form or a body that is a query or update; without one show what is here."""
        if request.method == "OPTIONS":
            return preflight(_QUERY_METHODS)
        given = Parameters()
        given.add(request.scope["query_string"].decode("latin-1"))
        if request.method == "POST":
            await self._read(request, given)
        elif "update" in given:
            raise QueryError("an update is not sent by GET", remedy="send it by POST")
        query, update = given.one("query"), given.one("update")
        if query is not None and update is not None:
            raise QueryError("a query and an update in one request", remedy="send them one after the other")
        if update is not None:
            return await self._update(request, update, given)
        if query is None:
            return await self._front(request)
        request.state.query = query  # what says that it cannot be answered shows it
        return await self._query(request, query, given)

    async def graph_store(self, request: Request) -> Response:
        """Read a graph as a whole, or change it (SPARQL 1.1 Graph Store HTTP Protocol, 4.2)."""
        if request.method == "OPTIONS":
            return preflight(_GRAPH_METHODS)
        given = Parameters()
        given.add(request.scope["query_string"].decode("latin-1"))
        name = graph_of(given, method=request.method)
        if request.method in {"GET", "HEAD"}:
            asked = self._asked(request, Asked(graph=name or DEFAULT))
            return respond(await while_connected(request.receive, self._pool.answer(asked, client=_client(request))))
        self._updates.check(request)
        body = await read_body(request, max_bytes=self._pool.limits.update_bytes) if request.method != "DELETE" else ""
        address = str(request.url.replace(query=""))
        return await self._updates.change_graph(
            request.method, name, body, content_type=request.headers.get("content-type", ""), address=address
        )

    async def _read(self, request: Request, given: Parameters) -> None:
        """Add what stands in the body to the parameters."""
        media_type = media_type_of(request)
        if media_type == FORM:
            given.add(await read_body(request, max_bytes=3 * self._pool.limits.query_bytes))
        elif media_type == _QUERY:
            body = await read_body(request, max_bytes=self._pool.limits.query_bytes)
            given["query"] = [*given.get("query", []), body]
        elif media_type == _UPDATE:
            body = await read_body(request, max_bytes=self._pool.limits.update_bytes)
            given["update"] = [*given.get("update", []), body]
        elif media_type or "query" not in given:
            raise MediaTypeError(
                f"a body of type {media_type or '(none)'} cannot be read", remedy=f"send {FORM}, {_QUERY} or {_UPDATE}"
            )

    async def _query(self, request: Request, query: str, given: Parameters) -> Response:
        if len(query.encode()) > self._pool.limits.query_bytes:
            raise BodyTooLargeError(
                f"the query is larger than {self._pool.limits.query_bytes:,} bytes", remedy="send a shorter query"
            )
        accept = request.headers.get("accept", "")
        if prefers_html(accept):
            return await run_in_threadpool(
                query_form, self._pool, base=self._base, address=address_of(request.scope), query=query
            )
        asked = Asked(
            query,
            default_graphs=tuple(given.get("default-graph-uri", ())),
            named_graphs=tuple(given.get("named-graph-uri", ())),
        )
        begun = request.scope.get(BEGUN)
        work = self._pool.answer(self._asked(request, asked), client=_client(request), begun=begun)
        return respond(await while_connected(request.receive, work))

    async def _update(self, request: Request, update: str, given: Parameters) -> Response:
        check_update(update, may_load_silently=True)  # whether it may is seen to where it is done
        self._updates.check(request)
        await self._updates.apply(
            update,
            base=address_of(request.scope),
            using=tuple(given.get("using-graph-uri", ())),
            using_named=tuple(given.get("using-named-graph-uri", ())),
        )
        return Response(status_code=204)

    def _asked(self, request: Request, asked: Asked) -> Asked:
        headers = request.headers
        return Asked(
            asked.query,
            headers.get("accept", ""),
            accepts_gzip(headers.get("accept-encoding", "")),
            asked.default_graphs,
            asked.named_graphs,
            headers.get("if-none-match", ""),
            graph=asked.graph,
            base=address_of(request.scope),
        )

    async def _front(self, request: Request) -> Response:
        accept = request.headers.get("accept", "")
        if request.url.path == EDITOR_PATH:  # an address of earlier releases
            return RedirectResponse(PATH, status_code=301)
        if prefers_html(accept):
            return await run_in_threadpool(query_form, self._pool, base=self._base, address=address_of(request.scope))
        media_type = choose(accept, tuple(DESCRIPTION_FORMATS))
        if media_type is None:
            raise NotAcceptableError(
                f"the service description is not written as {accept}",
                remedy=f"accept one of {', '.join(DESCRIPTION_FORMATS)}",
            )
        snapshot = self._pool.snapshot
        etag = f'W/"{snapshot}.{media_type.rpartition("/")[2]}"'
        headers = {"Vary": "Accept", "ETag": etag, "Cache-Control": "no-cache"}
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        text = await run_in_threadpool(self._describe, address_of(request.scope), snapshot, media_type)
        return Response(text, media_type=media_type, headers=headers)

    def _describe(self, address: str, snapshot: str, media_type: str) -> str:
        key = f"{snapshot} {address}"
        if key not in self._descriptions:
            graph = Graph() + self.service_description
            describe_service(graph, self._pool, address=address, takes_updates=self._updates.allowed)
            self._descriptions = {key: graph}
        return self._descriptions[key].serialize(format=DESCRIPTION_FORMATS[media_type])


def address_of(scope: Scope) -> str:
    """Return where the endpoint is, as the client of a request calls it."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    read = _read_address if len(host) <= _MAX_HOST_BYTES else _read_address.__wrapped__
    return read(scope["scheme"], host, scope["server"], scope.get("app_root_path", scope.get("root_path", "")))


@lru_cache(maxsize=64)
def _read_address(scheme: str, host: bytes, server: tuple[str, int] | None, root_path: str) -> str:
    headers = [(b"host", host)] if host else []
    scope = {"type": "http", "scheme": scheme, "headers": headers, "server": server, "root_path": root_path}
    return f"{str(Request(scope).base_url).rstrip('/')}{PATH}"


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
