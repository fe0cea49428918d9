"""filmkg serve."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from socket import socket

import click

from filmkg.cli import options


@click.command(short_help="Show a store in the browser, with a SPARQL endpoint.")
@options.either_store
@options.remote
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@options.port
def serve(store: Path | None, remote: str | None, host: str, port: int) -> None:
    """Show a store in the browser, with a SPARQL endpoint at /sparql, and serve OpenRefine at /reconcile.

    All only read what the store published last; it can be written meanwhile. With --remote it is a store elsewhere, by
    the account in the environment as for `filmkg push`. Ctrl-C ends it.
    """
    from filmkg.serve.server import listen, run

    options.check_one_store(store, remote)

    def announce(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")

    with listen(host, port) as opened:
        if store:
            from filmkg.serve.app import create_app

            run(create_app(store), opened, announce=announce)
        else:
            _serve_remote(str(remote), opened, announce=announce)


def _serve_remote(url: str, opened: socket, *, announce: Callable[[str], None]) -> None:
    from filmkg.remote import Credentials, Patience, find_dataset, open_client
    from filmkg.serve.remote import create_remote_app, names_of
    from filmkg.serve.server import run

    # Someone waits for each answer, so what fails is tried once more only.
    with open_client(Credentials.from_environment(), patience=Patience(timeout_s=30, attempts=2)) as client:
        dataset = find_dataset(url, client=client)
        with names_of(dataset) as names_path:
            run(create_remote_app(dataset, names_path=names_path), opened, announce=announce)
