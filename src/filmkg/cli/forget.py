"""filmkg forget."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_json, write_text


@click.command(short_help="Take an article out of a store, with every trace of it.")
@click.argument("article")
@options.store
@options.as_json
def forget(article: str, store: Path, as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """Take an article out of a store, with every trace of it, and list what went.

    ARTICLE is its key (the name of its file, without ".txt") or its IRI. All that only this article states goes, from
    the merged view, the links and the table of what was merged too, and every file of the store that told of it is
    written anew. Exports made before are yours to delete, and so is the article's file: `filmkg build` would read it
    again. The command waits until nobody reads the store as it was before.
    """
    found = pipeline.forget(store, article)
    if as_json:
        write_json({"store": str(store), **asdict(found)})
        return
    lines = [f"    {label or iri} · {iri}" for iri, label in found.things]
    write_text(
        f"{found.graph}: {found.quads} quads removed\n"
        + "".join(f"{line}\n" for line in ([f"  {len(lines)} things that no other article speaks of", *lines]))
        + f"  {len(found.kept)} things stay, as other articles speak of them too\n"
    )
