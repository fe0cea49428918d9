"""filmkg merges."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import open_output, write_json, write_text


@click.command(short_help="Review what was taken for one thing, and take it apart.")
@options.store
@click.option(
    "--review",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read decisions from this table, and write it anew with all that was merged.",
)
@options.as_json
def merges(store: Path, review: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """Review which things of which articles were taken for one.

    With --review a table lists, for each thing that several articles speak of, what each of them calls it and why it is
    that thing. Where an article speaks of another one, write "apart" into its column "decision" and run the command
    again: it is a thing of its own then, now and after every rebuild. Take the word out again to undo that.
    """
    from filmkg.identity import read_merges, write_merges

    rows = read_merges(review) if review and review.is_file() else None
    found = pipeline.review_merges(store, rows)
    if review:
        with open_output(review) as file:
            file.write(write_merges(found))
    apart = sum(bool(row.decision) for row in found)
    if as_json:
        write_json({"store": str(store), "merged": [row._asdict() for row in found]})
    else:
        write_text(
            f"{store}: {len(found) - apart} mentions of things of several articles, {apart} set apart by review\n"
        )
