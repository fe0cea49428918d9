"""filmkg link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filmkg import pipeline
from filmkg.cli import options
from filmkg.cli.output import open_output, write_json, write_text
from filmkg.errors import UsageError

if TYPE_CHECKING:
    from filmkg.link import Candidate, Decision


@click.command(short_help="Link a store's names to Wikidata.")
@options.store
@click.option(
    "--review",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Read decisions from this table, and write it anew with all things and what could be said of them.",
)
@click.option("--online", is_flag=True, help="Ask a Wikibase about things that the snapshot has no link for.")
@click.option(
    "--endpoint",
    metavar="URL",
    help="API of the Wikibase to ask.  [default: Wikidata's]",
)
@click.option(
    "--sparql",
    metavar="URL",
    help="SPARQL endpoint of that Wikibase; without one its API says what items are.  [default: Wikidata's]",
)
@click.option(
    "--model",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help="What the ids of that Wikibase mean, as data/wikidata/wikibase.toml shows it.  [default: those of Wikidata]",
)
@click.option(
    "--contact",
    envvar="FILMKG_CONTACT",
    show_envvar=True,
    metavar="MAIL",
    help="Who asks, so that the operators of the Wikibase can reach you.",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder for the answers, so that nothing is asked twice.  [default: one for your account]",
)
@options.as_json
def link(
    store: Path,
    review: Path | None,
    online: bool,  # noqa: FBT001 - click passes by name
    endpoint: str | None,
    sparql: str | None,
    model: Path | None,
    contact: str | None,
    cache: Path | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Link the things in a store to Wikidata, offline unless asked otherwise.

    Names are looked up in the snapshot that comes with filmkg; a link needs two signals that agree. The links replace
    those of an earlier run and stand in a graph of their own.

    With --review a table says of each thing what it is linked to or could be, and why. Write the QID of an item, or
    none, into its column "decision" and run the command again: what you decide wins, now and after every rebuild. It
    is kept in the store until a table says otherwise.

    With --online the names without a link are looked up in Wikidata or another Wikibase, slowly and once: a run that
    was stopped goes on where it was. A Wikibase whose classes and properties have other ids than those of Wikidata
    needs a --model.
    """
    from filmkg.link import WIKIDATA, WIKIDATA_SPARQL, Service, read_model, read_review

    rows = read_review(review) if review and review.is_file() else None
    service = None
    if online:
        cache = cache or Path(click.get_app_dir("filmkg")) / "wikibase"
        sparql = sparql or ("" if endpoint else WIKIDATA_SPARQL)
        ids = read_model(model) if model else None
        service = Service(endpoint or WIKIDATA, contact or "", cache, sparql=sparql, model=ids)
    elif endpoint or sparql or model or cache:
        raise UsageError(
            "--endpoint, --sparql, --model and --cache say how to ask a Wikibase",
            remedy="add --online, or leave them out",
        )
    found = pipeline.link_reviewed(store, review=rows, service=service)
    if review:
        with open_output(review) as file:
            file.write(found.review)
    _report(found.decisions, store=store, as_json=as_json)


def _report(decisions: Iterable[Decision], *, store: Path, as_json: bool) -> None:
    from filmkg.link import Outcome

    decisions = tuple(decisions)
    # A thing of two classes was decided twice.
    linked = {found.entity.iri: found for found in decisions if found.outcome is Outcome.LINKED}
    unsure = [found for found in decisions if found.outcome is Outcome.CANDIDATES and found.entity.iri not in linked]
    looked_up = len({found.entity.iri for found in decisions})
    if as_json:
        write_json(
            {
                "store": str(store),
                "looked_up": looked_up,
                "links": [_thing(found) | _item(found.candidates[0]) for found in linked.values()],
                "candidates": [_thing(found) | {"items": list(map(_item, found.candidates))} for found in unsure],
            }
        )
    else:
        write_text(
            f"{_table(list(linked.values()))}{store}: {looked_up} things looked up, {len(linked)} linked, "
            f"{len({found.entity.iri for found in unsure})} with candidates only\n"
        )


def _thing(decision: Decision) -> dict[str, str]:
    return {"node_iri": decision.entity.iri, "type": decision.entity.type, "label": decision.entity.names[0]}


def _item(candidate: Candidate) -> dict[str, object]:
    """Describe an item for JSON, with all that speaks for it."""
    from filmkg.link import score

    return {
        "qid": candidate.item.qid,
        "item_label": candidate.item.label,
        "signals": sorted(candidate.signals),
        "score": score(candidate),
        "country": candidate.item.code,
        "popularity": candidate.item.popularity,
    }


def _table(links: Sequence[Decision]) -> str:
    """Lay the links out in columns, each with what speaks for it."""
    chosen = [(found.entity.names[0], found.candidates[0]) for found in links]
    rows = [(label, one.item.qid, one.item.label, ", ".join(sorted(one.signals))) for label, one in chosen]
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    lines = ("  ".join([*map(str.ljust, row, widths), row[3]]) for row in rows)
    return "".join(f"{line}\n" for line in lines)
