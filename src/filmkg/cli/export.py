"""filmkg export."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import open_output
from filmkg.graph import Format


@click.command(short_help="Write a whole store down.")
@options.store
@options.rdf_format
@options.output
def export(store: Path, rdf_format: Format, output: Path | None) -> None:
    """Write a whole store down, always the same bytes for the same content."""
    from filmkg.store import open_store

    with open_store(store, writable=False) as database, open_output(output) as file:
        pipeline.export(database, format=rdf_format, output=file)
