"""What identity is decided from: each thing with its signature, which can be stored, and the blocks that it is in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import NamedTuple

from filmkg.identity.description import Description
from filmkg.identity.knowledge import load_knowledge
from filmkg.identity.signature import Signature
from filmkg.identity.signing import sign
from filmkg.identity.variants import variant_keys


class Thing(NamedTuple):
    """A thing of one article as it is compared.

    Attributes:
        graph: Name of the article's graph.
        iri: The thing's IRI there.
        label: What the article calls it.
        article_key: Key of the article.
        said: How much the article says of it.
        signature: What it is compared by.
    """

    graph: str
    iri: str
    label: str
    article_key: str
    said: int
    signature: Signature

    def to_json(self) -> str:
        """Write it down, without graph and IRI."""
        signature = {field.name: getattr(self.signature, field.name) for field in fields(Signature)}
        return json.dumps([self.label, self.article_key, self.said, signature], ensure_ascii=False, default=sorted)


def thing_from_json(graph: str, iri: str, text: str) -> Thing:
    """Read back what `Thing.to_json` wrote."""
    label, article_key, said, found = json.loads(text)
    found["keys"] = tuple(found["keys"])
    found["marks"] = {mark: frozenset(values) for mark, values in found["marks"].items()}
    found["support"] = frozenset(found["support"])
    return Thing(graph, iri, label, article_key, said, Signature(**found))


def sign_things(descriptions: Iterable[Description]) -> Iterator[Thing]:
    """Sign the things of articles."""
    knowledge = load_knowledge()
    for one in descriptions:
        said = sum(map(len, one.related.values()))
        yield Thing(one.graph, one.iri, one.names[0], one.article.key, said, sign(one, knowledge))


def block_keys(one: Thing) -> frozenset[str]:
    """Return the blocks that a thing is in.

    What becomes of a thing depends on those alone that it shares a block with, directly or by way of others: `merge`
    of all things gives what `merge_things` gives for each set of connected blocks.
    """
    variants = (f"variant {found}" for key in one.signature.keys for found in variant_keys(key))
    return frozenset((*one.signature.keys, *variants, iri_key(one.iri)))


def iri_key(iri: str) -> str:
    """Return the block of the things that share an IRI."""
    return f"iri {iri}"
