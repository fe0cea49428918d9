"""filmkg push."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_json, write_text

_CLEAR_LINE = "\r\x1b[K"


@click.command(short_help="Write a store to a SPARQL store elsewhere.")
@options.store
@click.option("--to", "url", required=True, metavar="URL", help="Address of the other store.")
@click.option(
    "--update", metavar="URL", help="Where it takes updates, if that is not found by itself from the address."
)
@options.as_json
def push(
    store: Path,
    url: str,
    update: str | None,
    as_json: bool,  # noqa: FBT001 - click passes by name
) -> None:
    """Write a store to any SPARQL 1.1 store: only the graphs that are new, changed or gone.

    URL is the address of the server (Oxigraph, Virtuoso, a dataset of Fuseki) or the one at which it takes queries. Who
    pushes is read from the environment: FILMKG_REMOTE_USER and FILMKG_REMOTE_PASSWORD, or FILMKG_REMOTE_TOKEN.

    The merged view becomes the default graph. A store without one of its own, such as Virtuoso, gets it as the named
    graph that ends in /view. What else is there stays. At the end all graphs are counted. A push that was stopped goes
    on where it was.
    """
    from filmkg import remote
    from filmkg.store import open_store

    credentials = remote.Credentials.from_environment()
    with open_store(store, writable=False) as database, remote.open_client(credentials) as client:
        address = remote.find_address(url, client=client, update=update)
        pushed = pipeline.push(database, client=client, address=address, progress=_count())
        del database
    if sys.stderr.isatty():
        click.echo(_CLEAR_LINE, err=True, nl=False)
    if as_json:
        counts = {name: getattr(pushed, name) for name in ("written", "unchanged", "removed", "triples")}
        write_json({"store": str(store), "to": address.query, **counts})
    else:
        write_text(
            f"{address.query}: {pushed.written} graphs written, {pushed.unchanged} unchanged, {pushed.removed} removed;"
            f" {pushed.triples} triples counted\n"
        )


def _count() -> Callable[[str], None]:
    """Return what says on a terminal how many graphs have been written."""
    count = 0

    def progress(_name: str) -> None:
        nonlocal count
        count += 1
        if sys.stderr.isatty():
            click.echo(f"{_CLEAR_LINE}{count} graphs written", err=True, nl=False)

    return progress
