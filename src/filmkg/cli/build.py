"""filmkg build."""

from __future__ import annotations

from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_json, write_text
from filmkg.cli.progress import Progress
from filmkg.cli.report import keep_report, report, show_report


@click.command(short_help="Convert, validate and store articles.")
@options.paths
@options.store
@options.base_iri
@options.workers
@options.columns
@options.rights
@options.as_json
def build(
    paths: tuple[str, ...],
    store: Path,
    base_iri: str,
    workers: int,
    columns: dict[str, str],
    rights: Path | None,
    as_json: bool,  # noqa: FBT001 - click passes by name
) -> None:
    """Convert, validate and store articles.

    PATH is a file or folder of articles (text, web pages, feeds, agency formats, archives, tables, PDF), or - for
    standard input. An article that is in the store already is
    replaced. At the end things of all articles that are one are merged, whatever articles call them. An article that
    cannot be used, or whose graph is not valid, is named on standard error and left out; the exit code is then 1.
    What became of each is kept in report.json in the folder of the store.
    """
    from filmkg.graph import load_policy
    from filmkg.sources import read_documents
    from filmkg.store import open_store
    from filmkg.validate import load_shapes

    policy = load_policy(rights)
    documents = read_documents(paths, columns=columns, passed_over=True)
    progress, quads = Progress(), 0
    with open_store(store, writable=True) as database:
        shapes = load_shapes()
        results = pipeline.build(
            documents, store=database, shapes=shapes, base=base_iri, workers=workers, policy=policy
        )
        for article in progress.watch(results):
            quads += article.nquads.count("\n")
        copies = pipeline.count_copies(database, base=base_iri)
    del database, results  # the frame can outlive the command (see `validate.validator`), and would keep the store open
    said = report(progress, copies=copies)
    keep_report(store, said)
    show_report(progress, copies=copies)
    if as_json:
        counts = {"store": str(store), "stored": progress.done, "quads": quads, "refused": progress.refusals()}
        write_json(counts | said)
    else:
        write_text(
            f"{store}: {progress.done + len(progress.refused)} articles read, {progress.done} stored "
            f"({quads} quads), {len(progress.refused)} refused\n"
        )
    progress.end()
