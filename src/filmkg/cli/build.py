"""filmkg build."""

from __future__ import annotations

from operator import length_hint
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
    standard input. An article that is in the store already is skipped where neither it nor filmkg's rules have changed,
    and replaced where they have. What was built from a folder and is not in it any more is taken out. At the end things
    of all articles that are one are merged, whatever articles call them, copies of one story are told, and the whole is
    published at once: until then queries and `filmkg serve` see the store as it was.

    A build that was stopped, by Ctrl-C or otherwise, goes on where it was when it is run again. An article that cannot
    be used, or whose graph is not valid, is named on standard error and left out; the exit code is then 1. What became
    of each is kept in report.json in the folder of the store.
    """
    from filmkg.graph import load_policy
    from filmkg.sources import read_documents
    from filmkg.store import current_snapshot, open_snapshot
    from filmkg.validate import load_shapes

    policy = load_policy(rights)
    documents = read_documents(paths, columns=columns, passed_over=True)
    progress, outcome, quads, unchanged = Progress(length_hint(documents)), pipeline.Outcome(), 0, 0
    folders = [path for path in paths if Path(path).is_dir()]
    shapes = load_shapes()
    results = pipeline.build(
        documents,
        store=store,
        shapes=shapes,
        base=base_iri,
        workers=workers,
        folders=folders,
        outcome=outcome,
        policy=policy,
        tell=progress.tell,
    )
    try:
        for article in progress.watch(results):
            quads += article.quads
            unchanged += not article.is_changed
    except KeyboardInterrupt:
        progress.note(
            f"{store}: {progress.done - unchanged} articles are kept but not published; run the command again to go on"
        )
        raise
    stored = progress.done - unchanged
    if outcome.outdated:
        progress.note(
            f"{store}: {outcome.outdated} articles were converted by other rules, ontology or weights; build them "
            "again from their files to have them anew"
        )
    with open_snapshot(current_snapshot(store)) as database:
        copies = pipeline.count_copies(database)
        del database
    said = report(progress, unchanged=unchanged, removed=outcome.removed, copies=copies)
    keep_report(store, said)
    show_report(said)
    if as_json:
        write_json(
            {
                "store": str(store),
                "stored": stored,
                "unchanged": unchanged,
                "removed": outcome.removed,
                "outdated": outcome.outdated,
                "quads": quads,
                "refused": progress.refusals(),
                **said,
            }
        )
    else:
        more = f", {unchanged} unchanged" if unchanged else ""
        more += f", {len(outcome.removed)} removed" if outcome.removed else ""
        write_text(
            f"{store}: {progress.done + len(progress.refused)} articles read, {stored} stored "
            f"({quads} quads){more}, {len(progress.refused)} refused\n"
        )
    progress.end()
