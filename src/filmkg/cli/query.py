"""filmkg query."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from filmkg.cli import options
from filmkg.errors import QueryError, UsageError
from filmkg.store import ResultFormat


@click.command(short_help="Ask a store a SPARQL query.")
@options.store
@click.option(
    "--format",
    "result_format",
    type=click.Choice([name.value for name in ResultFormat]),
    callback=lambda _context, _option, value: ResultFormat(value) if value else None,
    help="By default a table with labels in place of IRIs, and Turtle for CONSTRUCT and DESCRIBE.",
)
@click.argument("query", metavar="QUERY|FILE.rq|-")
def query(store: Path, result_format: ResultFormat | None, query: str) -> None:
    """Ask a store a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The query covers all articles together; GRAPH asks for what single articles say. The prefixes cdo, dcterms, oa,
    prov, rdf, rdfs, schema, skos, wd and xsd need not be declared.
    """
    from filmkg.store import open_store, run_query, write_result

    text = _read(query)
    with _interruptible(), open_store(store, writable=False) as database:
        sys.stdout.buffer.write(write_result(run_query(database, text), store=database, format=result_format))
        sys.stdout.buffer.flush()


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: Python does not see it while Oxigraph works, and reading leaves no harm."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read(query: str) -> str:
    if query != "-" and not query.endswith(".rq"):
        return query
    try:
        data = sys.stdin.buffer.read() if query == "-" else Path(query).read_bytes()
    except OSError as error:
        raise UsageError(
            f"{query}: {error.strerror}", remedy="name a file that exists, or give the query itself"
        ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{query}: not UTF-8 at byte {error.start}", remedy="save the query as UTF-8") from None
