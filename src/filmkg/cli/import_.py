"""filmkg import."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_text
from filmkg.cli.progress import Progress


@click.command("import", short_help="Make a store from an export, or from one of an earlier format.")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@options.store
def import_(source: Path, store: Path) -> None:
    """Make a store from an export, or from a store of an earlier format.

    SOURCE is a file that `filmkg export --format nquads` wrote, the folder of a store of an earlier format, or one that
    `filmkg convert --engine` wrote. The new store gives the same exports, byte for byte. Its folder must be empty or
    not there yet.
    """
    progress = Progress()
    for _ in progress.watch(pipeline.import_dump(source, store=store)):
        pass
    write_text(f"{store}: {progress.done} articles imported\n")
