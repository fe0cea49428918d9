"""What `filmkg explain ENTITY --store DIR` says: what was merged into a thing, why, and what was kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from filmkg import pipeline
from filmkg.cli.output import write_json, write_text
from filmkg.errors import UsageError

if TYPE_CHECKING:
    from filmkg.identity import Identity


def explain_entity(entity: str, *, store: Path, as_json: bool) -> None:
    """Print what the things of a name, or the thing with an IRI, were merged from.

    Raises:
        UsageError: The store has none.
    """
    from filmkg.store import open_store

    with open_store(store, writable=False) as database:
        found = pipeline.explain_identity(database, entity)
    if not found:
        raise UsageError(
            f"{store}: nothing is called {entity!r}", remedy="give a full name as articles put it, or an IRI"
        )
    if as_json:
        write_json({"entities": [asdict(one) for one in found]})
    else:
        write_text("\n".join(line for one in found for line in (*_lines(one), "")))


def _lines(one: Identity) -> Iterator[str]:
    yield f"{one.label} · {one.iri}"
    for mention in one.mentions:
        about = " · ".join(
            filter(None, (mention.article.rpartition("/")[2], mention.issued, " | ".join(mention.names)))
        )
        yield f"    {about}"
        yield f"        {mention.reason} ({mention.confidence:g})"
        if mention.iri != one.iri:
            yield f"        there {mention.iri}"
    if one.apart:
        yield "  kept apart from"
        for namesake in one.apart:
            yield f"    {namesake.label} · {namesake.iri}"
            yield f"        {namesake.reason}"
