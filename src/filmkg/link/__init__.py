"""Links to Wikidata from the bundled snapshot, offline: things of a store in, decisions out."""

from filmkg.link.candidates import Candidate, Entity, Signal
from filmkg.link.entities import read_entities
from filmkg.link.linker import Decision, Outcome, decide, score
from filmkg.link.review import Row, apply_review, read_review, write_review
from filmkg.link.snapshot import Item, Snapshot, load

__all__ = [
    "Candidate",
    "Decision",
    "Entity",
    "Item",
    "Outcome",
    "Row",
    "Signal",
    "Snapshot",
    "apply_review",
    "decide",
    "load",
    "read_entities",
    "read_review",
    "score",
    "write_review",
]
