"""Answers one query inside a worker process: looked through, negotiated, evaluated, cut at the limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import IO, Any, cast

import pyoxigraph
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
)

from filmkg.errors import QueryError
from filmkg.serve.engine.cutter import BOUNDARIES, Cutter
from filmkg.serve.engine.functions import FUNCTIONS, QUERY_PREFIXES
from filmkg.serve.engine.limits import Limits
from filmkg.serve.engine.output import Output
from filmkg.serve.engine.textsearch import expand
from filmkg.serve.negotiation import GRAPH_TYPES, RESULT_TYPES, choose
from filmkg.store import Functions, QueryOutline, Term, check_query, run_query
from filmkg.vocab import PREFIXES

_RESULT_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
_GRAPH_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}
DEFAULT = "default"
_UNKNOWN_FUNCTION = re.compile(r"The custom function <([^>]*)> is not supported")
_MAX_FUNCTIONS = 20
_WHOLE_GRAPH = QueryOutline("CONSTRUCT", ())


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with what its client wants; the fields of a request to a worker, in their order.

    Attributes:
        query: SPARQL.
        accept: The Accept header.
        gzips: Whether the answer may be compressed.
        default_graphs: IRIs given by the parameter `default-graph-uri`.
        named_graphs: IRIs given by the parameter `named-graph-uri`.
        known: The If-None-Match header.
        text_index: File of the index that the query searches, "" for none.
        max_rows: How many rows are wanted; 0 means as many as the limits allow.
        graph: Asks for a whole graph in place of a query: its IRI, or "default".
        base: What relative IRIs are relative to.
    """

    query: str = ""
    accept: str = ""
    gzips: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    known: str = ""
    text_index: str = ""
    max_rows: int = 0
    graph: str = ""
    base: str = ""


_fields_of = attrgetter(*Asked.__slots__)


class _Full(Exception):  # noqa: N818 - no error: it ends Oxigraph's serialisation
    """A limit is reached."""


class _Rows:
    """A file that Oxigraph writes a result to, which ends at the limits."""

    def __init__(self, output: Output, cutter: Cutter) -> None:
        self._output = output
        self._cutter = cutter

    def write(self, piece: bytes) -> int:
        if passed := self._cutter.feed(piece):
            self._output.write(passed)
        if self._cutter.limit:
            raise _Full
        return len(piece)

    def flush(self) -> None:
        """Do nothing: blocks are sent when they are full."""


def evaluate(
    store: Store, asked: Asked, *, output: Output, snapshot: str, limits: Limits, services: tuple[str, ...]
) -> None:
    """Answer one query.

    Args:
        store: Where to look.
        asked: The query.
        output: Where the answer goes.
        snapshot: Identifier of what the store holds.
        limits: How long the answer may be.
        services: IRIs that `SERVICE` may ask.

    Raises:
        QueryError: The query is refused, does not parse, or cannot be evaluated.
    """
    if asked.max_rows:
        limits = replace(limits, rows=min(asked.max_rows, limits.rows))
    if asked.graph and asked.graph != DEFAULT and not store.contains_named_graph(_graph(asked.graph)):
        output.refuse(404, f"the store has no graph <{asked.graph}>", "see its graphs in the service description")
        return
    outline = _WHOLE_GRAPH if asked.graph else check_query(asked.query, services=services)
    is_graph = outline.form in {"CONSTRUCT", "DESCRIBE"}
    offered = GRAPH_TYPES if is_graph else RESULT_TYPES
    media_type = choose(asked.accept, offered)
    if media_type is None:
        output.refuse(406, f"this query cannot be answered as {asked.accept}", f"accept one of {', '.join(offered)}")
        return
    etag = "" if outline.is_changing else etag_of(snapshot, media_type)
    if etag and asked.known and _matches(asked.known, etag):
        output.begin({"status": 304, "media_type": media_type, "etag": etag})
        output.end(rows=0)
        return
    warnings: list[str] = []
    results = _read_graph(store, asked.graph) if asked.graph else _run(store, asked, outline, warnings)
    output.begin({"status": 200, "media_type": media_type, "etag": etag, "warning": "; ".join(warnings)})
    try:
        rows, limit = _write(results, media_type, output=output, limits=limits)
    except (RuntimeError, ValueError, OSError) as error:
        # Rows are computed while they are written, so a function that does not exist shows only here.
        raise QueryError(f"the query cannot be answered: {error}", remedy="leave out what is named here") from None
    output.end(rows=rows, limit=limit)


def _run(
    store: Store, asked: Asked, outline: QueryOutline, warnings: list[str]
) -> QuerySolutions | QueryBoolean | QueryTriples:
    # Graphs are named by the protocol's parameters or by the query, and the former win (SPARQL 1.1 Protocol, 2.1.4).
    for iri in () if asked.default_graphs or asked.named_graphs else outline.dataset:
        if "://" in iri and not store.contains_named_graph(_graph(iri)):
            raise QueryError(
                f"the store has no graph <{iri}>, and nothing is fetched",
                remedy="see its graphs with SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
            )
    functions: Functions = dict(FUNCTIONS) if "(" in asked.query else {}  # nothing is called without it
    while True:
        try:
            return run_query(
                store,
                expand(asked.query, index=asked.text_index) if asked.text_index else asked.query,
                outline=outline,
                default_graphs=[_graph(iri) for iri in asked.default_graphs],
                named_graphs=[_graph(iri) for iri in asked.named_graphs],
                is_union=False,
                base=asked.base or None,
                functions=functions,
                prefixes=QUERY_PREFIXES,
            )
        except QueryError as error:
            # A function that nobody knows is an error in the expression (SPARQL 1.1 Query, 17.6), which binds nothing.
            unknown = _UNKNOWN_FUNCTION.search(error.problem)
            if unknown is None or len(functions) > _MAX_FUNCTIONS:
                raise
            functions[NamedNode(unknown[1])] = _no_value
            warnings.append(f"nobody knows the function <{unknown[1]}>")


def _no_value(*_terms: Term) -> None:
    return None


def _read_graph(store: Store, name: str) -> Iterator[Triple]:
    graph = DefaultGraph() if name == DEFAULT else _graph(name)
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))


def _write(
    results: QuerySolutions | QueryBoolean | Iterable[Triple], media_type: str, *, output: Output, limits: Limits
) -> tuple[int, str]:
    """Write a result; return its rows (-1 for a boolean) and the limit that it reached, "" for none."""
    if isinstance(results, QueryBoolean):
        output.write(results.serialize(format=_RESULT_FORMATS[media_type]) or b"")
        return -1, ""
    if not isinstance(results, QuerySolutions):
        triples = _Triples(results, output=output, limits=limits)
        pyoxigraph.serialize(triples, cast("IO[bytes]", output), format=_GRAPH_FORMATS[media_type], prefixes=PREFIXES)
        return triples.count, triples.limit
    boundary = BOUNDARIES[_RESULT_FORMATS[media_type]]
    cutter = Cutter(boundary, max_rows=limits.rows, max_bytes=limits.answer_bytes)
    with suppress(_Full):
        results.serialize(cast("IO[bytes]", _Rows(output, cutter)), format=_RESULT_FORMATS[media_type])
    output.write(cutter.finish())
    if cutter.limit:
        if not output.size:
            raise QueryError(
                f"a single row is longer than {limits.answer_bytes:,} bytes", remedy="select less, or shorten it"
            )
        output.write(boundary.closing)
    return cutter.rows, cutter.limit


class _Triples(Iterable[Triple]):
    """Triples up to the limits: the serialiser then writes what closes the graph."""

    def __init__(self, triples: Iterable[Triple], *, output: Output, limits: Limits) -> None:
        self._triples = triples
        self._output = output
        self._limits = limits
        self.count, self.limit = 0, ""

    def __iter__(self) -> Iterator[Triple]:
        for triple in self._triples:
            if self.count >= self._limits.rows:
                self.limit = "rows"
                return
            if self._output.size > self._limits.answer_bytes:
                self.limit = "bytes"
                return
            self.count += 1
            yield triple


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise QueryError(f"<{iri}> is no absolute IRI of a graph", remedy="give its full IRI") from None


@lru_cache(maxsize=64)
def etag_of(snapshot: str, media_type: str) -> str:
    """Return the tag of what a snapshot answers in a format."""
    return f'W/"{snapshot}.{media_type.rpartition("/")[2].rpartition("+")[2]}"'


def _matches(known: str, etag: str) -> bool:
    """Compare weakly (RFC 9110, 13.1.2)."""
    return known.strip() == "*" or etag in (part.strip() for part in known.split(","))


def request_of(asked: Asked) -> tuple[Any, ...]:
    """Return the fields to send."""
    return _fields_of(asked)
