"""Links to Wikidata, from the bundled snapshot or by asking: things of a store in, decisions out."""

from filmkg.link.candidates import Candidate, Entity, Signal
from filmkg.link.claims import Claim, Source, read_claims
from filmkg.link.client import WIKIDATA, WIKIDATA_SPARQL, Service
from filmkg.link.entities import read_entities
from filmkg.link.linker import Decision, Outcome, decide, score
from filmkg.link.model import Model, read_model
from filmkg.link.online import complete
from filmkg.link.quickstatements import quickstatements
from filmkg.link.review import Row, apply_review, read_review, write_review
from filmkg.link.snapshot import Item, Snapshot, load

__all__ = [
    "WIKIDATA",
    "WIKIDATA_SPARQL",
    "Candidate",
    "Claim",
    "Decision",
    "Entity",
    "Item",
    "Model",
    "Outcome",
    "Row",
    "Service",
    "Signal",
    "Snapshot",
    "Source",
    "apply_review",
    "complete",
    "decide",
    "load",
    "quickstatements",
    "read_claims",
    "read_entities",
    "read_model",
    "read_review",
    "score",
    "write_review",
]
