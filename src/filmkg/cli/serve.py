"""filmkg serve."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg.cli import options


@click.command(short_help="Show a store in the browser, with a SPARQL endpoint.")
@options.store
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@options.port
def serve(store: Path, host: str, port: int) -> None:
    """Show a store in the browser, with a SPARQL endpoint at /sparql, and serve OpenRefine at /reconcile.

    All only read what the store published last; it can be written meanwhile. Ctrl-C ends it.
    """
    from filmkg.serve.app import create_app
    from filmkg.serve.server import listen, run

    with listen(host, port) as opened:
        run(create_app(store), opened, announce=lambda address: click.echo(f"{address}  (Ctrl-C ends it)"))
