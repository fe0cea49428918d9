"""Ask a store a SPARQL query: over all articles together, and over each article's graph with `GRAPH`."""

from __future__ import annotations

import re

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store

from filmkg.errors import QueryError
from filmkg.store.guard import QUERIES, check_query, tokens
from filmkg.store.view import has_view
from filmkg.vocab import PREFIXES

Result = QuerySolutions | QueryBoolean | QueryTriples

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_MESSAGE_CHARS = 200  # Oxigraph can list every character that it would have taken


def run_query(store: Store, query: str) -> Result:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE query.

    The default graph is the merged view, or the union of all graphs where the store has none, unless the query names
    its own with FROM. The prefixes of `vocab.PREFIXES` need not be declared.

    Raises:
        QueryError: It does not parse, is an update, or would reach out of the store.
    """
    outline = check_query(query)
    try:
        # Oxigraph ignores FROM where the default graph is the union.
        is_union = not outline.dataset and not has_view(store)
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=is_union)
    except SyntaxError as error:
        raise _syntax_error(query, str(error)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}", remedy="simplify the query") from error


def _syntax_error(query: str, message: str) -> QueryError:
    """Say where a query fails. Oxigraph's column can lie behind the fault, so the usual slips are looked for first."""
    declared, previous = set(PREFIXES), ""
    for number, (kind, text, start_char) in enumerate(tokens(query)):
        if number == 0 and (kind != "word" or text.upper() not in {*QUERIES, "PREFIX", "BASE"}):
            problem = f"{_place(query, start_char)}: a query starts with {', '.join(QUERIES)}, PREFIX or BASE"
            return QueryError(problem, remedy="check the first word")
        prefix = text.partition(":")[0]
        if kind == "name" and previous == "PREFIX":
            declared.add(prefix)
        elif kind == "name" and prefix not in {*declared, "_"}:
            problem = f"{_place(query, start_char)}: the prefix {prefix}: is not declared"
            return QueryError(problem, remedy=f"put PREFIX {prefix}: <…> before the query")
        previous = text.upper()
    message = message if len(message) <= _MESSAGE_CHARS else f"{message[:_MESSAGE_CHARS]} …"
    if found := _POSITION.fullmatch(message):
        message = f"line {found[1]}, near column {found[2]}: {found[3]}"
    return QueryError(
        f"the query does not parse: {message}", remedy="see https://www.w3.org/TR/sparql11-query/ for the syntax"
    )


def _place(query: str, start_char: int) -> str:
    line = query.count("\n", 0, start_char) + 1
    return f"line {line}, column {start_char - query.rfind(chr(10), 0, start_char)}"
