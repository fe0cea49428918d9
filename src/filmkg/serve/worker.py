"""A process that evaluates queries one after the other, so that no query can take the service down.

    python -m filmkg.serve.worker STORE TIME_LIMIT_S MEMORY_LIMIT_BYTES

It reads a request a line (JSON) on stdin and writes a head a line (JSON) with the length of the body, then the body.
A query that overstays ends the process by SIGALRM, one that needs too much memory or stack by a crash; `pool.py`
tells the two apart and starts another.
"""

from __future__ import annotations

import io
import json
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from filmkg.errors import QueryError, StoreError
from filmkg.serve.negotiation import GRAPH_TYPES, RESULT_TYPES, choose
from filmkg.store import check_query, open_store, run_query

MAX_ANSWER_BYTES = 64 * 1024 * 1024

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
}
_NOT_ACCEPTABLE = 406


class _Answer(io.BytesIO):
    """A buffer that refuses to grow over the limit."""

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > MAX_ANSWER_BYTES:
            raise QueryError(
                f"the answer is larger than {MAX_ANSWER_BYTES // 2**20} MB", remedy="narrow the query or add a LIMIT"
            )
        return super().write(data)


def evaluate(store: Store, *, query: str, accept: str) -> tuple[dict[str, Any], bytes]:
    """Answer one query.

    Returns:
        The head (`status`, and `media_type` or `problem` and `remedy`) and the body.

    Raises:
        QueryError: Where the query is refused, does not parse, or cannot be evaluated.
    """
    for iri in check_query(query).dataset:
        if "://" in iri and not store.contains_named_graph(_graph(iri)):
            raise QueryError(
                f"the store has no graph <{iri}>, and nothing is fetched",
                remedy="see its graphs with SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
            )
    results = run_query(store, query)
    offered = GRAPH_TYPES if isinstance(results, QueryTriples) else RESULT_TYPES
    media_type = choose(accept, offered)
    if media_type is None:
        problem = f"this query cannot be answered as {accept}"
        return {"status": _NOT_ACCEPTABLE, "problem": problem, "remedy": f"accept one of {', '.join(offered)}"}, b""
    try:
        return {"status": 200, "media_type": media_type}, _serialize(results, media_type)
    except (RuntimeError, ValueError, OSError) as error:
        # Rows are computed while they are written, so a function that does not exist shows only here.
        raise QueryError(f"the query cannot be answered: {error}", remedy="leave out what is named here") from None


def _serialize(results: QuerySolutions | QueryBoolean | QueryTriples, media_type: str) -> bytes:
    answer = _Answer()
    if isinstance(results, QueryTriples):
        results.serialize(answer, format=_GRAPH_FORMATS[media_type])
    else:
        results.serialize(answer, format=_RESULT_FORMATS[media_type])
    return answer.getvalue()


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise QueryError(f"<{iri}> is no absolute IRI of a graph", remedy="give its full IRI") from None


def main(path: str, time_limit_s: str, memory_limit_bytes: str) -> None:
    """Serve requests until stdin ends; the first line written says whether the store could be opened."""
    out = sys.stdout.buffer
    try:
        with open_store(Path(path), writable=False) as store:
            resource.setrlimit(resource.RLIMIT_AS, (int(memory_limit_bytes), int(memory_limit_bytes)))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            out.write(b"{}\n")
            out.flush()
            for line in sys.stdin.buffer:
                signal.setitimer(signal.ITIMER_REAL, float(time_limit_s))
                try:
                    head, body = evaluate(store, **json.loads(line))
                except QueryError as error:
                    head, body = {"status": 400, "problem": error.problem, "remedy": error.remedy}, b""
                signal.setitimer(signal.ITIMER_REAL, 0)
                out.write(json.dumps({**head, "length": len(body)}).encode() + b"\n" + body)
                out.flush()
    except StoreError as error:
        out.write(json.dumps({"problem": error.problem, "remedy": error.remedy}).encode() + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
