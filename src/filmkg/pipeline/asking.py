"""A store elsewhere, asked as one here is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
)

from filmkg.errors import RemoteError
from filmkg.store import ResultFormat, check_query, run_query, write_result
from filmkg.vocab import DCTERMS, RDFS

if TYPE_CHECKING:
    from filmkg.remote import Answer, Dataset

JSON = "application/sparql-results+json"
_NTRIPLES = "application/n-triples"
_GRAPH_FORMS = frozenset({"CONSTRUCT", "DESCRIBE"})
_LABELLED_AT_ONCE = 200


def ask_remote(dataset: Dataset, query: str, *, format: ResultFormat | None = None) -> bytes:  # noqa: A002
    """Ask a store elsewhere, and write the result down as `store.write_result` does.

    Raises:
        QueryError: The query does not parse, would reach out of the store, or does not fit the format.
        RemoteError: The store does not answer, or not as it should.
    """
    here = Store()
    run_query(here, query)  # says what is wrong with its syntax, as for a store here
    answer = fetch(dataset, query)
    if answer.media_type == JSON and format in {None, ResultFormat.TABLE}:
        solutions = read_answer(answer)
        if isinstance(solutions, QuerySolutions):
            names = {term for row in solutions for term in row if isinstance(term, NamedNode)}
            _label(here, dataset, sorted(names, key=str))
    return write_result(read_answer(answer), store=here, format=format)


def fetch(dataset: Dataset, query: str) -> Answer:
    """Ask a store elsewhere: SPARQL results in JSON, or N-Triples.

    Raises:
        QueryError: The query would reach out of the store or change it, or the store refuses it.
        RemoteError: The store does not answer.
    """
    outline = check_query(query)
    accept = _NTRIPLES if outline.form in _GRAPH_FORMS else JSON
    answer = dataset.query(query, accept=accept, names_dataset=bool(outline.dataset))
    return replace(answer, media_type=accept)


def read_answer(answer: Answer) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return what `fetch` returned as the result that a store here would give.

    Raises:
        RemoteError: It does not parse.
    """
    try:
        if answer.media_type == JSON:
            return parse_query_results(answer.body, format=QueryResultsFormat.JSON)
        here = Store()
        here.extend(pyoxigraph.parse(answer.body, format=RdfFormat.N_TRIPLES))
        triples = here.query("CONSTRUCT WHERE { ?s ?p ?o }")
    except (SyntaxError, ValueError) as error:
        raise RemoteError(f"an answer that cannot be read: {error}", remedy="see the log of the other store") from error
    assert isinstance(triples, QueryTriples)  # noqa: S101 - a CONSTRUCT query
    return triples


def _label(here: Store, dataset: Dataset, names: list[NamedNode]) -> None:
    """Fetch the labels of nodes, and the keys of articles, that a table shows in place of IRIs."""
    for start in range(0, len(names), _LABELLED_AT_ONCE):
        values = " ".join(map(str, names[start : start + _LABELLED_AT_ONCE]))
        for property_ in (RDFS["label"], DCTERMS["identifier"]):
            answer = dataset.query(
                f"SELECT ?node ?label {{ VALUES ?node {{ {values} }} ?node {property_} ?label }}", accept=JSON
            )
            for row in parse_query_results(answer.body, format=QueryResultsFormat.JSON):  # type: ignore[union-attr]
                node, label = row["node"], row["label"]
                if isinstance(node, NamedNode) and isinstance(label, Literal):
                    here.add(pyoxigraph.Quad(node, property_, label))
