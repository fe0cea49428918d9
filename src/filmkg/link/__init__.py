"""Links to Wikidata from the bundled snapshot, offline: things of a store in, links out."""

from filmkg.link.candidates import Entity, Signal
from filmkg.link.entities import read_entities
from filmkg.link.linker import Link, link
from filmkg.link.snapshot import Snapshot, load

__all__ = ["Entity", "Link", "Signal", "Snapshot", "link", "load", "read_entities"]
