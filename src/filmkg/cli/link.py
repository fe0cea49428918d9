"""filmkg link."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_json, write_text

if TYPE_CHECKING:
    from filmkg.link import Link


@click.command(short_help="Link a store's names to Wikidata.")
@options.store
@options.as_json
def link(store: Path, as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """Link the things in a store to Wikidata, offline.

    Names are looked up in the snapshot that comes with filmkg; a link needs two signals that agree. The links replace
    those of an earlier run and stand in a graph of their own.
    """
    from filmkg.store import open_store

    # Writing makes a store where there is none; here that would hide a wrong path.
    with open_store(store, writable=False):
        pass
    with open_store(store, writable=True) as database:
        looked_up, links = pipeline.link(database)
    if as_json:
        write_json({"store": str(store), "looked_up": looked_up, "links": [asdict(found) for found in links]})
    else:
        write_text(f"{_table(links)}{store}: {looked_up} things looked up, {len(links)} linked\n")


def _table(links: tuple[Link, ...]) -> str:
    """Lay the links out in columns, each with what speaks for it."""
    rows = [(found.label, found.qid, found.item_label, ", ".join(found.signals)) for found in links]
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    lines = ("  ".join([*map(str.ljust, row, widths), row[3]]) for row in rows)
    return "".join(f"{line}\n" for line in lines)
