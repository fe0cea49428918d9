"""filmkg fetch."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg.cli import options
from filmkg.cli.output import write_json, write_text
from filmkg.cli.progress import Progress


@click.command(short_help="Get articles from the web into web archives.")
@click.argument("targets", nargs=-1, required=True, metavar="URL|LIST|FEED...")
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for the web archives; what is there already is asked for only where it changed.",
)
@click.option(
    "--contact",
    default="",
    envvar="FILMKG_CONTACT",
    show_envvar=True,
    metavar="MAIL",
    help="Your mail or web address, sent with each request.",
)
@click.option(
    "--interval",
    "interval_s",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Least time between two requests to one host.",
)
@click.option(
    "--allow-private",
    "private_hosts",
    multiple=True,
    metavar="HOST",
    help="Host that may be in a private network or on this machine.",
)
@options.as_json
def fetch(
    targets: tuple[str, ...],
    folder: Path,
    contact: str,
    interval_s: float,
    private_hosts: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 - click passes by name
) -> None:
    """Get articles from the web into web archives (WARC), for `filmkg build`.

    URL is a page or a feed (RSS, Atom), LIST a file with an address a line. Of a feed the pages that were not fetched
    before are. robots.txt and reservations of text and data mining are kept to, each host is asked slowly, and private
    addresses are not asked. What cannot be fetched is named on standard error; the exit code is then 1.
    """
    from filmkg.sources.fetch import Settings
    from filmkg.sources.fetch import fetch as fetch_all

    settings = Settings(contact=contact, private_hosts=frozenset(private_hosts), interval_s=interval_s)
    progress, kept = Progress(), 0
    for page in progress.watch(fetch_all(targets, folder=folder, settings=settings)):
        kept += page.file is not None
    unchanged = progress.done - kept
    if as_json:
        counts = {"folder": str(folder), "fetched": kept, "unchanged": unchanged}
        write_json({**counts, "refused": progress.refusals()})
    else:
        write_text(f"{folder}: {kept} pages fetched, {unchanged} unchanged, {len(progress.refused)} not to be had\n")
    progress.end()
