"""filmkg export."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import open_output
from filmkg.errors import UsageError
from filmkg.graph import Format

QUICKSTATEMENTS = "quickstatements"
_MIN_SOURCES = 2


@click.command(short_help="Write a whole store down.")
@options.store
@click.option(
    "--format",
    "format_",
    type=click.Choice([*(name.value for name in Format), QUICKSTATEMENTS]),
    default=Format.TURTLE.value,
    show_default=True,
    help="Turtle is the merged view; the others in RDF keep each article's graph apart.",
)
@click.option(
    "--min-sources",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"QuickStatements: how many independent articles must state it.  [default: {_MIN_SOURCES}]",
)
@click.option(
    "--retrieved",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="QuickStatements: day of retrieval, YYYY-MM-DD.  [default: the day on which each article appeared]",
)
@options.output
def export(store: Path, format_: str, min_sources: int | None, retrieved: datetime | None, output: Path | None) -> None:
    """Write a whole store down, always the same bytes for the same content.

    In the format quickstatements it is a list for editors of Wikidata: what articles state of things that `filmkg link`
    has linked, where the snapshot lacks it, each with its source. Nothing that is only planned is in it. Look through
    it before you paste it into https://quickstatements.toolforge.org; filmkg sends nothing.
    """
    from filmkg.store import open_store

    if format_ != QUICKSTATEMENTS and (min_sources or retrieved):
        raise UsageError(
            "--min-sources and --retrieved are for QuickStatements", remedy=f"add --format {QUICKSTATEMENTS}"
        )
    with open_store(store, writable=False) as database, open_output(output) as file:
        if format_ != QUICKSTATEMENTS:
            pipeline.export(database, format=Format(format_), output=file)
            return
        written, left_out = pipeline.export_quickstatements(
            database,
            min_sources=min_sources or _MIN_SOURCES,
            retrieved=f"{retrieved:%Y-%m-%d}" if retrieved else "",
            output=file,
        )
    click.echo(f"{written} lines; {left_out} statements left out, as their articles tell no address or date", err=True)
