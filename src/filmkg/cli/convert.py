"""filmkg convert."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import open_output
from filmkg.cli.progress import Progress
from filmkg.errors import DataError
from filmkg.graph import Format, load_policy, serialize, write


@click.command(short_help="Turn articles into RDF.")
@options.paths
@options.rdf_format
@options.output
@options.base_iri
@options.workers
@options.columns
@options.rights
def convert(
    paths: tuple[str, ...],
    rdf_format: Format,
    output: Path | None,
    base_iri: str,
    workers: int,
    columns: dict[str, str],
    rights: Path | None,
) -> None:
    """Turn articles into RDF.

    PATH is a file or folder of articles (text, web pages, feeds, agency formats, archives, tables, PDF), or - for
    standard input. An article that cannot be used is named on
    standard error and left out; the exit code is then 1.
    """
    from filmkg.sources import read_documents

    progress = Progress()
    documents = read_documents(paths, columns=columns)
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


def _dated(results: Iterator[pipeline.Converted | DataError], progress: Progress) -> Iterator[pipeline.Converted]:
    for converted in progress.watch(results):
        article = converted.extraction.article
        if article.header.issued is None:
            progress.note(f"{article.origin}: no date of publication found, so relative dates stay unread")
        yield converted
