"""What identity is decided from: each thing with its signature, which can be stored, and the blocks that it is in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import groupby
from typing import NamedTuple

from filmkg.identity.description import TIES, Description
from filmkg.identity.knowledge import load_knowledge
from filmkg.identity.signature import Signature
from filmkg.identity.signing import sign
from filmkg.identity.ties import sign_tie
from filmkg.identity.variants import variant_keys

PARTED = "set apart by review"
_APART = "apart "


class Thing(NamedTuple):
    """A thing of one article as it is compared.

    Attributes:
        graph: Name of the article's graph.
        iri: The thing's IRI there.
        kind: What it is compared among (`description.KINDS`).
        names: What the article calls it, the label first.
        article_key: Key of the article.
        said: How much the article says of it.
        signature: What it is compared by.
    """

    graph: str
    iri: str
    kind: str
    names: tuple[str, ...]
    article_key: str
    said: int
    signature: Signature

    def apart(self) -> Thing:
        """Return it as a thing that nothing of another article is one with, as a person said."""
        return self._replace(signature=Signature((f"{_APART}{self.graph} {self.iri}",), {}, agreement=""))

    @property
    def is_apart(self) -> bool:
        """Whether a person said that it is a thing of its own."""
        return self.signature.keys[0].startswith(_APART)

    @property
    def label(self) -> str:
        """The first of its names."""
        return self.names[0]

    def to_json(self) -> str:
        """Write it down, without graph and IRI."""
        signature = {field.name: getattr(self.signature, field.name) for field in fields(Signature)}
        values = [self.kind, self.names, self.article_key, self.said, signature]
        return json.dumps(values, ensure_ascii=False, default=sorted)


def thing_from_json(graph: str, iri: str, text: str) -> Thing:
    """Read back what `Thing.to_json` wrote."""
    kind, names, article_key, said, found = json.loads(text)
    found["keys"] = tuple(found["keys"])
    found["marks"] = {mark: frozenset(values) for mark, values in found["marks"].items()}
    found["support"] = frozenset(found["support"])
    return Thing(graph, iri, kind, tuple(names), article_key, said, Signature(**found))


def sign_things(descriptions: Iterable[Description]) -> Iterator[Thing]:
    """Sign the things of articles: first what has a name of its own, then what is told by that."""
    knowledge = load_knowledge()
    for _, article in groupby(sorted(descriptions, key=lambda one: (one.graph, one.iri)), key=lambda one: one.graph):
        found = tuple(article)
        signatures = {one.iri: sign(one, knowledge) for one in found if one.kind not in TIES}
        ties = {one.iri: sign_tie(one, signatures, knowledge) for one in found if one.kind in TIES}
        signatures.update(ties)
        for one in found:
            said = sum(map(len, one.related.values()))
            yield Thing(one.graph, one.iri, one.kind, one.names, one.article.key, said, signatures[one.iri])


def block_keys(one: Thing) -> tuple[frozenset[str], frozenset[str]]:
    """Return the blocks that a thing is in, and the blocks whose things it is compared with.

    Where one thing is compared with another, so is that with this. What becomes of a thing depends on those alone that
    it is compared with, directly or by way of others: `merge` of all things gives what `merge_things` gives for each
    set of things that are connected so.
    """
    own = {*one.signature.keys, iri_key(one.iri)}
    found, sought = set(own), set(own)
    for key in one.signature.keys:
        for keys, variants in zip((found, sought), variant_keys(key), strict=True):
            keys.update(f"variant {variant}" for variant in variants)
    return frozenset(found), frozenset(sought)


def iri_key(iri: str) -> str:
    """Return the block of the things that share an IRI."""
    return f"iri {iri}"
