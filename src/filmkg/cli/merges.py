"""filmkg merges."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import open_output, write_json, write_text


@click.command(short_help="Review what was taken for one thing: take it apart, or join.")
@options.store
@click.option(
    "--review",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read decisions from this table, and write it anew with all that was merged, and namesakes.",
)
@options.as_json
def merges(store: Path, review: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """Review which things of which articles were taken for one.

    With --review a table lists, for each thing that several articles speak of, what each of them calls it and why it is
    that thing; namesakes that were kept apart stand there as well. Where an article speaks of another one, write
    "apart" into its column "decision". Where it speaks of the same as another row, or as any thing of its type, write
    the IRI of that one there; a row for what is not listed needs "article", "iri" and "decision", which `filmkg explain
    NAME --store DIR` tells. Then run the command again: what you decide wins, now and after every rebuild. Take it out
    of the table again to undo that.
    """
    from filmkg.identity import APART, read_merges, write_merges

    rows = read_merges(review) if review and review.is_file() else None
    found = pipeline.review_merges(store, rows)
    if review:
        with open_output(review) as file:
            file.write(write_merges(found))
    apart = sum(row.decision == APART for row in found)
    joined = sum(row.decision not in ("", APART) for row in found)
    if as_json:
        write_json({"store": str(store), "merged": [row._asdict() for row in found]})
    else:
        write_text(f"{store}: {len(found)} mentions listed, {apart} set apart by review, {joined} joined by review\n")
