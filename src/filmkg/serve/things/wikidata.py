"""Why a thing is linked to its item of Wikidata."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from filmkg.link import Entity, Snapshot, load
from filmkg.link.candidates import candidates
from filmkg.serve.nodes import NodePage

_WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Link:
    """An item, and what speaks for it.

    Attributes:
        address: Of its page at Wikidata.
        qid: Its id.
        signals: Names of `filmkg.link` signals; none where the link was decided with more than is carried here.
    """

    address: str
    qid: str
    signals: tuple[str, ...]


def links_of(page: NodePage) -> tuple[Link, ...]:
    """Return the items that a thing is linked to, with what its names and class say for them."""
    found = []
    for iri in page.items:
        if not iri.startswith(_WIKIDATA):
            continue
        qid = iri.removeprefix(_WIKIDATA)
        signals = sorted(
            signal.value
            for candidate in candidates(Entity(page.iri, page.kind, page.names), snapshot=_snapshot())
            if candidate.item.qid == qid
            for signal in candidate.signals
        )
        found.append(Link(f"https://www.wikidata.org/wiki/{qid}", qid, tuple(signals)))
    return tuple(found)


@cache
def _snapshot() -> Snapshot:
    return load()
