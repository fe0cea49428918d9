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
@options.either_store
@options.remote
@click.option(
    "--format",
    "result_format",
    type=click.Choice([name.value for name in ResultFormat]),
    callback=lambda _context, _option, value: ResultFormat(value) if value else None,
    help="By default a table with labels in place of IRIs, and Turtle for CONSTRUCT and DESCRIBE.",
)
@click.argument("query", metavar="QUERY|FILE.rq|-")
def query(store: Path | None, remote: str | None, result_format: ResultFormat | None, query: str) -> None:
    """Ask a store a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The query covers all articles together; GRAPH asks for what single articles say. The prefixes cdo, dcterms, oa,
    prov, rdf, rdfs, schema, skos, wd and xsd need not be declared.

    With --remote the query goes to a store elsewhere, by the account in the environment as for `filmkg push`.
    """
    options.check_one_store(store, remote)
    text = _read(query)
    with _interruptible():
        answer = _ask_here(store, text, result_format) if store else _ask_there(str(remote), text, result_format)
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()


def _ask_here(path: Path, query: str, result_format: ResultFormat | None) -> bytes:
    from filmkg.store import open_store, run_query, write_result

    with open_store(path, writable=False) as store:
        return write_result(run_query(store, query), store=store, format=result_format)


def _ask_there(url: str, query: str, result_format: ResultFormat | None) -> bytes:
    from filmkg import pipeline, remote

    with remote.open_client(remote.Credentials.from_environment()) as client:
        return pipeline.ask_remote(remote.find_dataset(url, client=client), query, format=result_format)


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
