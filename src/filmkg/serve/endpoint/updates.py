"""Who may change the store, and how: SPARQL updates and whole graphs, with a token, each one transaction."""

from __future__ import annotations

import asyncio
import hmac
import uuid

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat
from starlette.requests import Request
from starlette.responses import Response

from filmkg.errors import QueryError, RdfError
from filmkg.serve.endpoint.requests import PARTS, MediaTypeError, Parameters, documents_of
from filmkg.serve.engine.evaluation import Asked
from filmkg.serve.engine.outcomes import NoGraphError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.engine.writing import Writer
from filmkg.store import tokens

_INPUT_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
_UNLOCKED = "start the service with the environment variable FILMKG_UPDATE_TOKEN and without --public"


class UpdateError(QueryError):
    """A request to change the store where nobody may."""


class TokenError(QueryError):
    """A request to change the store without the token."""


class Updates:
    """Changes to a store.

    Args:
        pool: The workers, which go over to what was written.
        writer: What writes.
        token: What who changes the store must know; "" lets nobody.
    """

    def __init__(self, pool: Pool, writer: Writer, *, token: str) -> None:
        self.allowed = bool(token)
        self._pool = pool
        self._writer = writer
        self._token = token
        self._lock = asyncio.Lock()

    def check(self, request: Request) -> None:
        """Let a request pass that carries the token.

        Raises:
            UpdateError: Nobody may change the store.
            TokenError: The token is missing or another one.
        """
        if not self.allowed:
            raise UpdateError("updates are refused: this endpoint is read-only", remedy=_UNLOCKED)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), self._token.encode()):
            raise TokenError("updates need the token", remedy="send the header Authorization: Bearer TOKEN")

    async def apply(
        self, update: str, *, base: str, using: tuple[str, ...] = (), using_named: tuple[str, ...] = ()
    ) -> None:
        """Apply an update as one transaction; who asks afterwards sees it.

        Args:
            update: SPARQL.
            base: What relative IRIs are relative to.
            using: IRIs given by `using-graph-uri`.
            using_named: IRIs given by `using-named-graph-uri`.

        Raises:
            QueryError: It does not parse, names its own dataset beside the parameters, or cannot be done.
            StoreError: The store is being written by another process, or the disk is full.
        """
        text = with_dataset(update, using=using, using_named=using_named) if using or using_named else update
        async with self._lock:
            await self._writer.apply(text, base=base)
            await self._pool.crew.refresh()

    async def change_graph(self, method: str, name: str, body: str, *, content_type: str, address: str) -> Response:
        """Replace a graph (PUT), add to it (POST) or remove it (DELETE).

        Args:
            method: Of HTTP.
            name: IRI of the graph, "" for the default graph, "new" for one that is made (POST alone).
            body: RDF, or a form of several documents.
            content_type: The Content-Type header.
            address: Where graphs are, for the name of a new one.
        """
        made = f"{address}?graph={uuid.uuid4()}" if name == NEW else ""
        graph = NamedNode(made or name) if made or name else DefaultGraph()
        there = name == "" or (not made and await self._exists(NamedNode(name)))
        target = f"GRAPH {graph}" if isinstance(graph, NamedNode) else "DEFAULT"
        if method == "DELETE":
            if not there:
                raise NoGraphError(f"the store has no graph {graph}", remedy="look at its name")
            await self.apply(f"DROP SILENT {target}", base=address)
            return Response(status_code=204)
        base = address if made else name or address
        triples = "\n".join(_parse(text, type_, base=base) for type_, text in documents_of(body, content_type))
        block = f"GRAPH {graph} {{ {triples} }}" if isinstance(graph, NamedNode) else triples
        create = f"CREATE SILENT {target} ;\n" if isinstance(graph, NamedNode) else ""
        clear = f"DROP SILENT {target} ;\n" if method == "PUT" else ""
        await self.apply(f"{clear}{create}INSERT DATA {{ {block} }}", base=address)
        if made:
            return Response(status_code=201, headers={"Location": made})
        return Response(status_code=204 if there else 201)

    async def _exists(self, graph: NamedNode) -> bool:
        try:
            reply = await self._pool.answer(Asked(accept="application/n-triples", graph=graph.value, max_rows=1))
        except NoGraphError:
            return False
        reply.body.discard()
        return True


NEW = "new"


def graph_of(given: Parameters, *, method: str) -> str:
    """Return which graph a request names: its IRI, "" for the default graph, or `NEW`.

    Raises:
        QueryError: It names none, two, or no absolute IRI.
    """
    name = given.one("graph")
    if (name is not None) == ("default" in given):
        if name is None and method == "POST":
            return NEW
        raise QueryError("no graph is named, or two", remedy="give ?default or ?graph=IRI")
    if name is None:
        return ""
    try:
        return NamedNode(name).value
    except ValueError:
        raise QueryError(f"<{name}> is no absolute IRI of a graph", remedy="give its full IRI") from None


def with_dataset(update: str, *, using: tuple[str, ...], using_named: tuple[str, ...]) -> str:
    """Write the dataset of the protocol's parameters into an update (SPARQL 1.1 Protocol, 2.2.3).

    Raises:
        QueryError: The update names a dataset itself, or an IRI is none.
    """
    clauses = [f"USING <{iri}>" for iri in using] + [f"USING NAMED <{iri}>" for iri in using_named]
    if any(set(iri) & set('<>"{}|^`\\ \n') for iri in (*using, *using_named)):
        raise QueryError("a graph is named by what is no IRI", remedy="give its full IRI")
    parts, done, previous = [], 0, ""
    for kind, text, start_char in tokens(update):
        if kind == "word" and text.upper() in {"USING", "WITH"}:
            raise QueryError("the update names a dataset, and so do parameters", remedy="name it in one of the two")
        if kind == "word" and text.upper() == "WHERE" and previous == "close":
            parts += [update[done:start_char], " ".join(clauses), " "]
            done = start_char
        previous = kind
    return "".join([*parts, update[done:]])


def _parse(body: str, media_type: str, *, base: str) -> str:
    if media_type not in _INPUT_FORMATS:
        readable = f"{', '.join(_INPUT_FORMATS)}, or several as {PARTS}"
        raise MediaTypeError(f"a graph of type {media_type or '(none)'} cannot be read", remedy=f"send {readable}")
    try:
        given = pyoxigraph.parse(
            body.encode(), format=_INPUT_FORMATS[media_type], base_iri=base, rename_blank_nodes=True
        )
        return "\n".join(f"{quad.triple} ." for quad in given)
    except (SyntaxError, ValueError, OSError) as error:
        raise RdfError(f"the graph does not parse: {error}", remedy="correct it, or name its format") from None
