"""filmkg demo."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from filmkg import pipeline, resources
from filmkg.cli import options
from filmkg.cli.output import write_text
from filmkg.cli.progress import Progress
from filmkg.serve.questions import Question, questions_to_try
from filmkg.vocab import RDF, cdo


@click.command(short_help="Build the sample store and show it.")
@click.option("--serve/--no-serve", "serves", default=True, help="Whether to serve it, or answer three questions here.")
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep the store in this folder instead of a temporary one.",
)
@options.port
def demo(serves: bool, store: Path | None, port: int) -> None:  # noqa: FBT001 - click passes by name
    """Convert, validate, store and link the sample articles that come with filmkg, then show them.

    Works without the internet. With --no-serve three questions are answered here instead.
    """
    with tempfile.TemporaryDirectory(prefix="filmkg-demo-") as folder:
        path = store or Path(folder) / "store"
        _build(path)
        if serves:
            _serve(path, port)
        else:
            for question in questions_to_try():
                write_text(f"\n{question.words}\n\n{_answer(path, question)}")


def _build(path: Path) -> None:
    from filmkg.sources import read_documents
    from filmkg.store import extend_store, view_graph
    from filmkg.validate import load_shapes

    progress = Progress()
    articles = sorted(str(article) for article in (resources.DATA / "sample").glob("*.txt"))
    click.echo(f"Reading {len(articles)} sample articles …", err=True)
    for _ in progress.watch(pipeline.build(read_documents(articles), store=path, shapes=load_shapes())):
        pass
    with extend_store(path) as database:
        decisions = pipeline.link(database).decisions
        facts = sum(1 for _ in database.quads_for_pattern(None, RDF["type"], cdo("Evidence"), view_graph(database)))
    looked_up = len({decision.entity.iri for decision in decisions})
    linked = len({decision.entity.iri for decision in decisions if decision.qid})
    del database  # the answers open the store anew
    click.echo(
        f"{progress.done} articles stored with {facts} facts; {linked} of {looked_up} things linked to Wikidata.",
        err=True,
    )


def _serve(path: Path, port: int) -> None:
    from filmkg.serve.app import create_app
    from filmkg.serve.server import listen, run

    def announce(address: str) -> None:
        write_text(f"{address}  (Ctrl-C ends it)\n{address}sparql\n\nThree questions to try:\n")
        for question in questions_to_try():
            write_text(f"  {question.words}\n  {address}question/{question.name}\n")

    with listen("127.0.0.1", port) as opened:
        run(create_app(path), opened, announce=announce)


def _answer(path: Path, question: Question) -> str:
    from filmkg.store import open_store, run_query, write_result

    with open_store(path, writable=False) as database:
        return write_result(run_query(database, question.query), store=database).decode("utf-8")
