"""A store elsewhere, asked as one here is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse_query_results

from filmkg.errors import QueryError, RemoteError
from filmkg.store import ResultFormat, check_query, run_query, write_result
from filmkg.vocab import DCTERMS, RDFS

if TYPE_CHECKING:
    from filmkg.remote import Dataset

_JSON = "application/sparql-results+json"
_NTRIPLES = "application/n-triples"
_GRAPH_FORMS = frozenset({"CONSTRUCT", "DESCRIBE"})
_LABELLED_AT_ONCE = 200


def ask_remote(dataset: Dataset, query: str, *, format: ResultFormat | None = None) -> bytes:  # noqa: A002
    """Ask a store elsewhere, and write the result down as `store.write_result` does.

    Raises:
        QueryError: The query does not parse, would reach out of the store, or does not fit the format.
        RemoteError: The store does not answer, or not as it should.
    """
    outline = check_query(query)
    here = Store()
    run_query(here, query)  # says what is wrong with its syntax, as for a store here
    is_graph = outline.form in _GRAPH_FORMS
    answer = dataset.query(query, accept=_NTRIPLES if is_graph else _JSON, names_dataset=bool(outline.dataset))
    try:
        if is_graph:
            here.extend(pyoxigraph.parse(answer.body, format=RdfFormat.N_TRIPLES))
            return write_result(run_query(here, "CONSTRUCT WHERE { ?s ?p ?o }"), store=here, format=format)
        solutions = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
        if isinstance(solutions, QuerySolutions) and format in {None, ResultFormat.TABLE}:
            names = {term for row in solutions for term in row if isinstance(term, NamedNode)}
            _label(here, dataset, sorted(names, key=str))
            solutions = parse_query_results(answer.body, format=QueryResultsFormat.JSON)  # they can be read once only
        return write_result(solutions, store=here, format=format)
    except QueryError:
        raise
    except (SyntaxError, ValueError) as error:
        raise RemoteError(
            f"{dataset.address.query}: the answer cannot be read: {error}", remedy="see what the server's log says"
        ) from error


def _label(here: Store, dataset: Dataset, names: list[NamedNode]) -> None:
    """Fetch the labels of nodes, and the keys of articles, that a table shows in place of IRIs."""
    for start in range(0, len(names), _LABELLED_AT_ONCE):
        values = " ".join(map(str, names[start : start + _LABELLED_AT_ONCE]))
        for property_ in (RDFS["label"], DCTERMS["identifier"]):
            answer = dataset.query(
                f"SELECT ?node ?label {{ VALUES ?node {{ {values} }} ?node {property_} ?label }}", accept=_JSON
            )
            for row in parse_query_results(answer.body, format=QueryResultsFormat.JSON):  # type: ignore[union-attr]
                node, label = row["node"], row["label"]
                if isinstance(node, NamedNode) and isinstance(label, Literal):
                    here.add(pyoxigraph.Quad(node, property_, label))
