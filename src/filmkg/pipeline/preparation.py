"""What the journal keeps of an article: its graph, and what merging needs of it."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path

from pyoxigraph import NamedNode

from filmkg import identity, resources
from filmkg.graph import read_nquads
from filmkg.pipeline.statements import labelled
from filmkg.store import StoredArticle, StoredProfile, StoredThing, hashed, pack

_PACKAGE = Path(__file__).parent.parent
# What a graph is made by, and what things are compared by: code and data.
_CONVERSION = (
    *(_PACKAGE / name for name in ("annotate", "extract", "graph", "naming", "sources", "text")),
    _PACKAGE / "model.py", _PACKAGE / "vocab.py", resources.DATA / "gazetteer", resources.DATA / "model",
    resources.DATA / "rules", resources.DATA / "sources", resources.DATA / "vocabulary",
    resources.ONTOLOGY / "filmkg.ttl", resources.SHAPES,
)  # fmt: skip
_IDENTITY = (
    _PACKAGE / "identity", _PACKAGE / "naming", resources.DATA / "gazetteer", resources.DATA / "vocabulary",
    resources.DATA / "wikidata" / "words.toml",
)  # fmt: skip
_ELSEWHERE = frozenset({"across", "cases"})  # shapes that no article's graph is held against
_SUFFIXES = frozenset({".py", ".tsv", ".toml", ".ttl", ".txt"})


def prepare(graph: NamedNode, nquads: str, *, origin: str = "", digest: str = "", printed: str = "") -> StoredArticle:
    """Prepare an article for the journal.

    Args:
        graph: Name of its graph.
        nquads: Its graph as N-Quads, in the order of `graph.ordered`.
        origin: Where it came from, "" where unknown.
        digest: What it was made from, "" where unknown.
        printed: Its fingerprint, by which copies are found; "" where it has none.
    """
    things = []
    for one in identity.sign_things(identity.describe(graph, read_nquads(nquads))):
        keys, sought = (tuple(sorted(map(hashed, found))) for found in identity.block_keys(one.profile))
        profile = StoredProfile(one.profile.iri, one.profile.to_json(), keys, sought)
        things.append(StoredThing(profile, one.said, one.country, one.told))
    # Whatever else has a label gets the one that things of its IRI have.
    others = labelled(nquads) - {one.profile.iri for one in things}
    for iri in sorted(others):
        keys = (hashed(identity.iri_key(iri)),)
        things.append(StoredThing(StoredProfile(iri, "", keys, keys), None, "", ""))
    return StoredArticle(graph.value, origin, digest, nquads.count("\n"), pack(nquads), tuple(things), printed)


@cache
def conversion_fingerprint() -> str:
    """Return a hash of all that decides, besides the article, what its graph holds."""
    return _fingerprint(*_CONVERSION)


@cache
def identity_fingerprint() -> str:
    """Return a hash of all that decides, besides the graphs, what is merged."""
    return _fingerprint(*_IDENTITY)


def _fingerprint(*places: Path) -> str:
    found = blake2b(digest_size=16)
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.suffix in _SUFFIXES and _ELSEWHERE.isdisjoint(file.parts):
                data = file.read_bytes()
                found.update(f"{file.name} {len(data)}\n".encode())
                found.update(data)
    return found.hexdigest()
