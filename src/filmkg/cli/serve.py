"""filmkg serve."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from socket import socket
from typing import IO

import click

from filmkg.cli import options
from filmkg.serve.engine.limits import Limits

_DEFAULT = Limits()
_TOKEN = "FILMKG_UPDATE_TOKEN"  # noqa: S105 - the name of a variable
_MEGABYTE = 2**20


@click.command(short_help="Show a store in the browser, with a SPARQL endpoint.")
@options.either_store
@options.remote
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@options.port
@click.option("--public", "is_public", is_flag=True, help="Switch off all that writes, whatever else is set.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=_DEFAULT.workers,
    show_default=True,
    metavar="N",
    help="How many queries are evaluated at a time.",
)
@click.option(
    "--waiting",
    type=click.IntRange(0, 10_000),
    default=_DEFAULT.waiting,
    show_default=True,
    metavar="N",
    help="How many more may wait.",
)
@click.option(
    "--per-client",
    type=click.IntRange(1, 10_000),
    default=_DEFAULT.client,
    show_default=True,
    metavar="N",
    help="How many of one address may be evaluated or wait.",
)
@click.option(
    "--time-limit",
    "time_s",
    type=click.FloatRange(0.1, 3600),
    default=_DEFAULT.time_s,
    show_default=True,
    metavar="SECONDS",
    help="How long a query may be evaluated.",
)
@click.option(
    "--memory-limit",
    "memory_mb",
    type=click.IntRange(256),
    default=_DEFAULT.memory_bytes // _MEGABYTE,
    show_default=True,
    metavar="MB",
    help="How much memory a query may take.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(1),
    default=_DEFAULT.rows,
    show_default=True,
    metavar="N",
    help="How many rows or triples an answer may have.",
)
@click.option(
    "--max-answer",
    "answer_mb",
    type=click.IntRange(1),
    default=_DEFAULT.answer_bytes // _MEGABYTE,
    show_default=True,
    metavar="MB",
    help="How long an answer may be.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="IRI",
    help="An endpoint that SERVICE may ask, such as https://query.wikidata.org/sparql; none by default.",
)
@click.option(
    "--query-log",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Log what became of each query, a line of JSON each, to this file or (-) to standard error.",
)
def serve(
    *,
    store: Path | None,
    remote: str | None,
    host: str,
    port: int,
    is_public: bool,
    workers: int,
    waiting: int,
    per_client: int,
    time_s: float,
    memory_mb: int,
    max_rows: int,
    answer_mb: int,
    services: tuple[str, ...],
    query_log: Path | None,
) -> None:
    """Show a store in the browser, with a SPARQL endpoint at /sparql, and serve OpenRefine at /reconcile.

    All only read what the store published last; it can be written meanwhile. Where the environment variable
    FILMKG_UPDATE_TOKEN is set, who sends that token can change the store; --public switches this off. With --remote
    it is a store elsewhere, by the account in the environment as for `filmkg push`, with limits of its own. Ctrl-C ends
    it.
    """
    from filmkg.serve.app import Settings, create_app
    from filmkg.serve.endpoint.querylog import QueryLog
    from filmkg.serve.server import listen, run

    options.check_one_store(store, remote)
    if store is None:
        with listen(host, port) as opened:
            _serve_remote(str(remote), opened, announce=_announce)
        return
    limits = Limits(
        time_s=time_s,
        memory_bytes=memory_mb * _MEGABYTE,
        rows=max_rows,
        answer_bytes=answer_mb * _MEGABYTE,
        workers=workers,
        waiting=waiting,
        client=per_client,
    )
    token = os.environ.get(_TOKEN, "")
    if is_public:
        click.echo(f"Off, as this is public: {_why_off(token)}", err=True)
        token = ""
    with ExitStack() as stack:
        opened = stack.enter_context(listen(host, port))
        log = QueryLog(_stream(query_log, stack)) if query_log else None
        settings = Settings(limits=limits, services=services, update_token=token, query_log=log)
        run(create_app(store, settings=settings), opened, announce=_announce)


def _why_off(token: str) -> str:
    set_ = f"although {_TOKEN} is set" if token else f"{_TOKEN} would not switch them on"
    return f"updates at /sparql and changes of graphs at /graph-store ({set_})."


def _stream(path: Path, stack: ExitStack) -> IO[str]:
    return sys.stderr if str(path) == "-" else stack.enter_context(path.open("a", encoding="utf-8"))


def _announce(address: str) -> None:
    click.echo(f"{address}  (Ctrl-C ends it)")


def _serve_remote(url: str, opened: socket, *, announce: Callable[[str], None]) -> None:
    from filmkg.remote import Credentials, Patience, find_dataset, open_client
    from filmkg.serve.remote import create_remote_app, names_of
    from filmkg.serve.server import run

    # Someone waits for each answer, so what fails is tried once more only.
    with open_client(Credentials.from_environment(), patience=Patience(timeout_s=30, attempts=2)) as client:
        dataset = find_dataset(url, client=client)
        with names_of(dataset) as names_path:
            run(create_remote_app(dataset, names_path=names_path), opened, announce=announce)
