"""filmkg explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import write_json, write_text
from filmkg.cli.progress import Progress
from filmkg.graph import Explanation
from filmkg.graph import explain as explain_extraction


@click.command(short_help="Show an article with its facts, or what a thing is.")
@click.argument("path", metavar="ARTICLE|ENTITY")
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Explain a thing of this store: which articles speak of it, under which names.",
)
@options.as_json
def explain(path: str, store: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click passes by name
    """Show an article sentence by sentence, each fact beside the words that state it.

    ARTICLE is a text file, or - for standard input. Sentences with names that gave no fact are marked.

    With --store it is ENTITY, a name or an IRI: what the articles' things of that name were merged into and why, and
    what was kept apart.
    """
    if store:
        from filmkg.cli.entity import explain_entity

        explain_entity(path, store=store, as_json=as_json)
        return
    from filmkg.sources import read_documents

    progress = Progress()
    explanations = [explain_extraction(found) for found in progress.watch(pipeline.extract(read_documents([path])))]
    if as_json:
        write_json({"articles": [asdict(explanation) for explanation in explanations], "refused": progress.refusals()})
    else:
        write_text("\n".join(line for explanation in explanations for line in (*_lines(explanation), "")))
    progress.end()


def _lines(explanation: Explanation) -> Iterator[str]:
    about = " · ".join(part for part in (explanation.key, explanation.issued, explanation.title) if part)
    yield from (about, "=" * len(about))
    facts = 0
    for passage in explanation.passages:
        yield ""
        yield " ".join(passage.text.split())
        if passage.silent:
            yield "    (names, but no fact)"
        for fact in passage.facts:
            facts += 1
            status = f", {fact.status}" if fact.status and fact.property != "status" else ""
            yield f"    {fact.subject} — {fact.property} — {fact.object}"
            yield f"        “{' '.join(fact.words.split())}” ({fact.rule}, {fact.confidence:g}{status})"
    silent = sum(passage.silent for passage in explanation.passages)
    yield ""
    yield f"{facts} facts; {silent} sentences with names gave none"
