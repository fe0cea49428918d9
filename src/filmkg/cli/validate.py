"""filmkg validate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_json, write_text
from filmkg.cli.progress import Progress
from filmkg.errors import DataError

if TYPE_CHECKING:
    from filmkg.validate import Report


@click.command(short_help="Say in plain words what is wrong with a graph.")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--store", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Validate what this store holds."
)
@options.as_json
def validate(paths: tuple[str, ...], store: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """Say in plain words what is wrong with a graph.

    PATH is an RDF file (.ttl, .nt, .nq, .trig, .jsonld, .rdf), an article, a folder of articles, or - for an article
    on standard input. Of a store it is also said what is wrong across its articles, with what was merged, and whether
    they contradict each other, which is no mistake. The exit code is 1 where anything is wrong.
    """
    if bool(paths) == (store is not None):
        raise click.UsageError("Give either PATH or --store.")
    progress = Progress()
    reports = list(progress.watch(_store_reports(store) if store else pipeline.validate(paths)))
    held = list(_across(store)) if store else []
    across = [(name, report) for name, report in held if not report.conforms]
    conflicts = [finding for _, report in held for finding in report.findings if finding.is_warning]
    wrong = [(name, report) for name, report in reports if not report.conforms] + across
    if as_json:
        write_json(
            {
                "conforms": not wrong and not progress.refused,
                "graphs": [{"name": name, **asdict(report)} for name, report in reports],
                "across": [{"name": name, **asdict(report)} for name, report in across],
                "conflicts": [asdict(finding) for finding in conflicts],
                "refused": progress.refusals(),
            }
        )
    else:
        write_text("".join(f"{name}: {report.to_text()}\n" for name, report in wrong))
        bad, more = len(wrong) - len(across), "; something is wrong across articles" if across else ""
        more += "; articles contradict each other, see `filmkg conflicts`" if conflicts else ""
        write_text(f"{len(reports)} graphs, {bad} with something wrong, {len(progress.refused)} refused{more}\n")
    if wrong:
        click.get_current_context().exit(DataError.exit_code)
    progress.end()


def _store_reports(store: Path) -> Iterator[tuple[str, Report]]:
    from filmkg.store import open_store

    with open_store(store, writable=False) as database:
        yield from pipeline.validate_store(database)


def _across(store: Path) -> Iterator[tuple[str, Report]]:
    from filmkg.store import open_store

    with open_store(store, writable=False) as database:
        yield from pipeline.validate_merges(database)
