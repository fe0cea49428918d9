"""The SPARQL endpoint: rdflib-endpoint's router, answered by Oxigraph.

Of its parent it keeps the service description and the YASGUI page; the handlers are replaced, because those
evaluate with rdflib, on the event loop, without limits.
"""

from __future__ import annotations

import rdflib.plugins.sparql
from fastapi import Request, Response
from rdflib import RDF, Graph, URIRef
from rdflib_endpoint import SparqlRouter
from rdflib_endpoint.utils import FORMATS, SD, QueryExample
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams

from filmkg.errors import QueryError
from filmkg.serve.negotiation import choose, prefers_html
from filmkg.serve.pages import query_form
from filmkg.serve.pool import NotAcceptableError, Pool
from filmkg.serve.questions import load_questions

# With rdflib's default, FROM <file:///…> reads local files, should anything here ever evaluate with rdflib.
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

MAX_BODY_BYTES = 1024 * 1024
PATH = "/sparql"
EDITOR_PATH = "/sparql/editor"

_DESCRIPTION_FORMATS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
}


class BodyTooLargeError(QueryError):
    """A request body over `MAX_BODY_BYTES`."""


class MediaTypeError(QueryError):
    """A request body that is neither a form nor a query."""


class UpdateError(QueryError):
    """A request to change the store."""


class OxigraphRouter(SparqlRouter):
    """SPARQL 1.1 Protocol, queries only, over the merged view or else the union of all graphs.

    Args:
        pool: The workers that evaluate.
        base: Start of the IRIs that have a page here.
        is_union: Whether the default graph is the union of all graphs.
    """

    def __init__(self, pool: Pool, *, base: str, is_union: bool) -> None:
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
        self._base = base
        self._correct_description(is_union=is_union)
        self.routes.clear()
        for path in (PATH, EDITOR_PATH):
            self.add_api_route(path, self.ask, methods=["GET", "HEAD", "POST"])

    async def ask(self, request: Request) -> Response:
        """Answer `?query=`, a form or a body that is a query; without one show what is here."""
        if request.method != "POST":
            return await self._answer(request, request.query_params)
        body = await read_body(request)
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type == "application/sparql-query":
            given = [*request.query_params.multi_items(), ("query", body)]
            return await self._answer(request, QueryParams(given))
        if media_type == "application/sparql-update":
            return await self._answer(request, QueryParams([("update", body)]))
        if media_type == "application/x-www-form-urlencoded":
            return await self._answer(request, QueryParams(body))
        raise MediaTypeError(
            f"a body of type {media_type or '(none)'} cannot be read",
            remedy="send application/x-www-form-urlencoded or application/sparql-query",
        )

    async def _answer(self, request: Request, given: QueryParams) -> Response:
        queries, accept = given.getlist("query"), request.headers.get("accept", "")
        if "update" in given and queries:
            raise QueryError("a query and an update in one request", remedy="send the query alone")
        if "update" in given:
            raise UpdateError("updates are refused: this endpoint is read-only", remedy="send a query")
        if len(queries) > 1:
            raise QueryError("two queries in one request", remedy="send them one after the other")
        if "default-graph-uri" in given or "named-graph-uri" in given:
            raise QueryError("graphs cannot be chosen by parameter", remedy="name them in the query with FROM")
        if not queries:
            return self._front(request, accept)
        if prefers_html(accept):
            return await run_in_threadpool(query_form, self._pool, base=self._base, query=queries[0])
        answer = await run_in_threadpool(self._pool.ask, queries[0], accept=accept)
        return Response(answer.body, media_type=answer.media_type, headers={"Vary": "Accept"})

    def _front(self, request: Request, accept: str) -> Response:
        if request.url.path == EDITOR_PATH:
            return self.serve_yasgui()
        if prefers_html(accept):
            return query_form(self._pool, base=self._base)
        media_type = choose(accept, tuple(_DESCRIPTION_FORMATS))
        if media_type is None:
            raise NotAcceptableError(
                f"the service description is not written as {accept}",
                remedy=f"accept one of {', '.join(_DESCRIPTION_FORMATS)}",
            )
        description = Graph() + self.service_description
        service = next(description.subjects(RDF.type, SD.Service))
        description.set((service, SD.endpoint, URIRef(f"{str(request.base_url).rstrip('/')}{PATH}")))
        text = description.serialize(format=_DESCRIPTION_FORMATS[media_type])
        return Response(text, media_type=media_type, headers={"Vary": "Accept"})

    def _correct_description(self, *, is_union: bool) -> None:
        """Claim what this endpoint does: the union, no federation, no input, and formats that the parent lacks."""
        graph = self.service_description
        service = next(graph.subjects(RDF.type, SD.Service))
        graph.remove((service, SD.feature, None))
        if is_union:
            graph.add((service, SD.feature, SD.UnionDefaultGraph))
        graph.remove((service, SD.inputFormat, None))
        for name in ("SPARQL_Results_XML", "SPARQL_Results_TSV", "N-Triples", "JSON-LD"):
            graph.add((service, SD.resultFormat, FORMATS[name]))


async def read_body(request: Request) -> str:
    """Return the body of a request as text, reading no more than `MAX_BODY_BYTES`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLargeError(
                f"the request is larger than {MAX_BODY_BYTES // 2**20} MB", remedy="send a shorter query"
            )
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError("the request is not UTF-8", remedy="encode the query as UTF-8") from None
