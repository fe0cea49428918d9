"""filmkg convert."""

from __future__ import annotations

import glob
import itertools
from collections.abc import Callable, Iterator
from functools import partial
from operator import length_hint
from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import open_output
from filmkg.cli.progress import Progress
from filmkg.errors import DataError, UsageError
from filmkg.graph import Format, load_policy, serialize, write


@click.command(short_help="Turn articles into RDF.")
@options.paths
@options.rdf_format
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="Write to this file, all or nothing, instead of standard output; with --engine into this folder.",
)
@options.base_iri
@options.workers
@options.columns
@options.rights
@click.option("--engine", type=click.Choice(["dask"]), help="Convert on a cluster, into partitioned N-Quads.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Dask scheduler to use, such as tcp://10.0.0.1:8786.  [default: --workers N processes here]",
)
def convert(
    paths: tuple[str, ...],
    rdf_format: Format,
    output: Path | None,
    base_iri: str,
    workers: int,
    columns: dict[str, str],
    rights: Path | None,
    engine: str | None,
    scheduler: str | None,
) -> None:
    """Turn articles into RDF.

    PATH is a file or folder of articles (text, web pages, feeds, agency formats, archives, tables, PDF), a pattern such
    as 'news/**/*.txt', or - for standard input. An article that cannot be used is named on standard error and left out;
    the exit code is then 1.

    With --engine dask articles are converted on the machines of a Dask cluster (extra "cluster"), each with this
    filmkg, and --output DIR gets N-Quads in partitions: the same files whatever the number of workers. Articles whose
    graph is not valid are left out, so that `filmkg import DIR --store STORE` gives what `filmkg build` would have
    given.
    """
    from filmkg.sources import read_documents

    paths = tuple(_expanded(paths))
    if engine:
        if output is None:
            raise UsageError("a cluster writes into a folder", remedy="add --output DIR")
        documents = read_documents(paths, columns=columns)
        results_of = partial(
            pipeline.convert_on_cluster, documents, base=base_iri, policy=load_policy(rights), folder=output
        )
        _convert_on_cluster(results_of, output=output, workers=workers, scheduler=scheduler)
        return
    if scheduler or (output and output.is_dir()):
        raise UsageError("a scheduler or a folder to write to is for a cluster", remedy="add --engine dask")
    documents = read_documents(paths, columns=columns)
    progress = Progress(length_hint(documents))
    results = pipeline.convert(documents, base=base_iri, workers=workers, policy=load_policy(rights))
    articles = _dated(results, progress)
    first = next(articles, None)
    if first is not None:  # a file that was there before is not replaced by nothing
        written = itertools.chain([first], articles)
        quads = (quad for article in written for quad in article.quads)
        with open_output(output) as file:
            if rdf_format is Format.NQUADS:
                file.writelines(article.nquads.encode() for article in written)
            elif rdf_format is Format.TURTLE:
                file.write(serialize(quads, format=rdf_format))
            else:
                write(quads, format=rdf_format, output=file)
    progress.end()


def _expanded(paths: tuple[str, ...]) -> Iterator[str]:
    """Yield paths, with the files that match in place of a pattern: a shell expands none that is quoted or too long."""
    for path in paths:
        if glob.has_magic(path) and not Path(path).exists():
            found = [name for name in glob.iglob(path, recursive=True) if Path(name).is_file()]  # noqa: PTH207 - absolute ones too
            if not found:
                raise UsageError(f"{path}: no file matches", remedy="check the pattern")
            yield from found
        else:
            yield path


def _convert_on_cluster(
    results_of: Callable[..., Iterator[pipeline.Partition | DataError]],
    *,
    output: Path,
    workers: int,
    scheduler: str | None,
) -> None:
    progress, articles, quads, parts = Progress(), 0, 0, 0
    with pipeline.open_cluster(scheduler=scheduler, workers=workers) as cluster:
        for partition in progress.watch(results_of(cluster=cluster)):
            parts, articles, quads = parts + 1, articles + partition.articles, quads + partition.quads
    click.echo(
        f"{output}: {articles} articles converted ({quads} quads) in {parts} partitions,"
        f" {len(progress.refused)} left out",
        err=True,
    )
    progress.end()


def _dated(results: Iterator[pipeline.Converted | DataError], progress: Progress) -> Iterator[pipeline.Converted]:
    for converted in progress.watch(results):
        article = converted.extraction.article
        if article.header.issued is None:
            progress.note(f"{article.origin}: no date of publication found, so relative dates stay unread")
        yield converted
