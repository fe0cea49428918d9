"""filmkg conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_json, write_text

if TYPE_CHECKING:
    from filmkg.identity import Conflict


@click.command(short_help="List what articles contradict each other in.")
@options.store
@options.as_json
def conflicts(store: Path, as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """List what articles contradict each other in: dates, numbers and years of which a thing has one.

    Each value stands with the articles that state it, their dates and their words. None is left out or preferred.
    """
    from filmkg.store import open_store

    with open_store(store, writable=False) as database:
        found = pipeline.conflicts(database)
    if as_json:
        write_json({"store": str(store), "conflicts": [asdict(one) for one in found]})
    else:
        write_text("".join(f"{line}\n" for one in found for line in _lines(one)))
        write_text(f"{len(found)} {'conflict' if len(found) == 1 else 'conflicts'}\n")


def _lines(one: Conflict) -> Iterator[str]:
    yield f"{one.label} — {one.property}"
    for claim in one.claims:
        source = ", ".join(filter(None, (claim.article.rpartition("/")[2], claim.issued)))
        yield f"    {claim.value} ({source})"
        is_withheld = claim.quote.startswith(f"{claim.article}#")
        yield f"        {claim.quote}" if is_withheld else f"        “{' '.join(claim.quote.split())}”"
