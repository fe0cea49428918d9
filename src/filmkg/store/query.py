"""Ask a store a SPARQL query: over all articles together, and over each article's graph with `GRAPH`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from filmkg.errors import QueryError
from filmkg.store.guard import QUERIES, UPDATES, QueryOutline, check_query, place, tokens
from filmkg.store.view import has_view
from filmkg.vocab import PREFIXES

Result = QuerySolutions | QueryBoolean | QueryTriples
Term = NamedNode | BlankNode | Literal | Triple
Functions = dict[NamedNode, Callable[..., Term | None]]

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_MESSAGE_CHARS = 200  # Oxigraph can list every character that it would have taken


def run_query(
    store: Store,
    query: str,
    *,
    outline: QueryOutline | None = None,
    default_graphs: Sequence[NamedNode] = (),
    named_graphs: Sequence[NamedNode] = (),
    is_union: bool | None = None,
    base: str | None = None,
    functions: Functions | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> Result:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE query.

    The default graph is the merged view, or the union of all graphs where the store has none, unless the query names
    its own with FROM. The prefixes of `vocab.PREFIXES` need not be declared.

    Args:
        store: Where to look.
        query: SPARQL.
        outline: What `check_query` said of it; without it, it is checked here.
        default_graphs: Graphs that make up the default graph, in place of those that the query names; with
            `named_graphs` alone it is empty (SPARQL 1.1 Protocol, 2.1.4).
        named_graphs: Graphs that `GRAPH` can name, in place of those that the query names.
        is_union: Whether the default graph is the union of all graphs; None means where there is no merged view.
        base: What relative IRIs are relative to; None refuses them.
        functions: Functions beside those of SPARQL.
        prefixes: Prefixes that need not be declared.

    Raises:
        QueryError: It does not parse, is an update, or would reach out of the store.
    """
    outline = outline or check_query(query)
    chosen: dict[str, Any] = {}
    if default_graphs or named_graphs:
        chosen = {"default_graph": list(default_graphs), "named_graphs": list(named_graphs)}
    elif not outline.dataset:  # Oxigraph ignores FROM where the default graph is the union
        chosen = {"use_default_graph_as_union": not has_view(store) if is_union is None else is_union}
    try:
        used = {prefix: iri for prefix, iri in prefixes.items() if f"{prefix}:" in query}  # reading one takes its time
        return store.query(query, prefixes=used, base_iri=base, custom_functions=functions, **chosen)
    except SyntaxError as error:
        raise syntax_error(query, str(error), declared=prefixes) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}", remedy="simplify the query") from error


def syntax_error(query: str, message: str, *, declared: Collection[str] = PREFIXES) -> QueryError:
    """Say where a query fails. Oxigraph's column can lie behind the fault, so the usual slips are looked for first.

    Args:
        query: What does not parse.
        message: What Oxigraph says of it.
        declared: Prefixes that need not be declared.
    """
    known, previous = set(declared), ""
    for number, (kind, text, start_char) in enumerate(tokens(query)):
        if number == 0 and (kind != "word" or text.upper() not in {*QUERIES, *UPDATES, "PREFIX", "BASE"}):
            problem = f"{place(query, start_char)}: a query starts with {', '.join(QUERIES)}, PREFIX or BASE"
            return QueryError(problem, remedy="check the first word")
        prefix = text.partition(":")[0]
        if kind == "name" and previous == "PREFIX":
            known.add(prefix)
        elif kind == "name" and prefix not in {*known, "_"}:
            problem = f"{place(query, start_char)}: the prefix {prefix}: is not declared"
            return QueryError(problem, remedy=f"put PREFIX {prefix}: <…> before the query")
        previous = text.upper()
    message = message if len(message) <= _MESSAGE_CHARS else f"{message[:_MESSAGE_CHARS]} …"
    if found := _POSITION.fullmatch(message):
        message = f"line {found[1]}, near column {found[2]}: {found[3]}"
    return QueryError(
        f"the query does not parse: {message}", remedy="see https://www.w3.org/TR/sparql11-query/ for the syntax"
    )
