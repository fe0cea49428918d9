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
from filmkg.graph import Chain, Explanation, Passage, Stated
from filmkg.graph import explain as explain_extraction
from filmkg.model import Reach

_SENTENCE_CHARS = 100
_WAYS = {
    Reach.WORDS: "",
    Reach.SPOKEN_OF: "spoken of before: ",
    Reach.MAIN_EVENT: "main event of the article: ",
    Reach.MAIN_BODY: "main body of the article: ",
}


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

    ARTICLE is a text file, or - for standard input. Behind the words stand the rule, its confidence and how the article
    presents the subject; below them how the words reach a thing that they do not name in full: “the Guild” → its name.
    Sentences with names that gave no fact are marked.

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
        yield _line(passage.text)
        if passage.silent:
            yield "    (names, but no fact)"
        for fact in passage.facts:
            facts += 1
            yield f"    {fact.subject} — {fact.property} — {fact.object}"
            yield f"        “{_line(fact.words)}” ({fact.rule}, {fact.confidence:g}{_status(fact)})"
            chains = (chain for chain in (fact.subject_chain, fact.object_chain) if chain is not None)
            yield from (f"        {way}" for chain in chains if (way := _way(chain, passage)))
    silent = sum(passage.silent for passage in explanation.passages)
    yield ""
    yield f"{facts} facts; {silent} sentences with names gave none"


def _status(fact: Stated) -> str:
    cue = f" by “{_line(fact.cue.text)}”" if fact.cue is not None else ""
    return f", {fact.status}{cue}" if fact.status else ""


def _way(chain: Chain, passage: Passage) -> str:
    """Return how words reach a thing; "" where they are its name."""
    words = f"“{_line(chain.words.text)}”" if chain.words else ""
    steps = [words] if words else []
    if chain.name not in words:
        steps.append(f"“{chain.name}”{_named(chain, passage)}")
    elif chain.how is Reach.WORDS:
        return ""
    return _WAYS[chain.how] + " → ".join(steps)


def _named(chain: Chain, passage: Passage) -> str:
    """Return where a name stands, shortened; "" where it stands nowhere, or in the passage itself."""
    if chain.named_in is None or chain.named_in.start_char == passage.start_char:
        return ""
    return f", named in “{_shorten(_line(chain.named_in.text))}”"


def _line(text: str) -> str:
    return " ".join(text.split())


def _shorten(text: str) -> str:
    return text if len(text) <= _SENTENCE_CHARS else f"{text[:_SENTENCE_CHARS].rpartition(' ')[0]} …"
