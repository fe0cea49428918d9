"""Asking a Wikibase about what the snapshot has no link for; the rules for a link stay the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from filmkg.link.client import Service
from filmkg.link.linker import Decision, decide
from filmkg.link.snapshot import Item, Snapshot, index
from filmkg.link.wikibase import fetch_items


def complete(
    decisions: Sequence[Decision], *, settled: Collection[tuple[str, str]], snapshot: Snapshot, service: Service
) -> tuple[Decision, ...]:
    """Decide anew on each thing without a link, with the items that a Wikibase has for its names as well.

    Args:
        decisions: What was decided from the snapshot.
        settled: Class and IRI of things that nobody needs to ask about.
        snapshot: Whose links stay as they are.
        service: Whom to ask.

    Raises:
        EndpointError: The service does not answer, or answers something else.
    """
    open_ = [one.entity for one in decisions if not one.qid and (one.entity.type, one.entity.iri) not in settled]
    codes = {item.qid: item.code for item in snapshot.by_qid.values() if "Country" in item.classes}
    items = fetch_items(open_, service=service, words=snapshot.words, codes=codes)
    known = {item.iri: item for item in snapshot.by_qid.values()}
    merged = known | {item.iri: _merged(item, known.get(item.iri)) for item in items}
    everywhere = index(merged.values(), words=snapshot.words)
    # All things are looked at again, as what stands beside a thing speaks for it.
    anew = decide((one.entity for one in decisions), snapshot=everywhere)
    asked = {(entity.type, entity.iri) for entity in open_}
    return tuple(
        new if (new.entity.type, new.entity.iri) in asked else old for old, new in zip(decisions, anew, strict=True)
    )


def _merged(item: Item, known: Item | None) -> Item:
    """Add to an item what the snapshot knows of it."""
    if known is None:
        return item
    names = dict.fromkeys((*item.aliases, known.label, *known.aliases))
    return replace(item, label=item.label or known.label, aliases=tuple(names), code=item.code or known.code)
