"""What identity is decided from: each thing with its signature, which can be stored, and the blocks that it is in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
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


class Profile(NamedTuple):
    """What a thing of an article is compared by, without what only that article says: many articles share one.

    Attributes:
        iri: The thing's IRI in the article.
        kind: What it is compared among (`description.KINDS`).
        names: What the article calls it, the label first.
        signature: What it is compared by, without its support and country.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    signature: Signature

    @property
    def is_apart(self) -> bool:
        """Whether a person said that it is a thing of its own."""
        return self.signature.keys[0].startswith(_APART)

    @property
    def label(self) -> str:
        """The first of its names."""
        return self.names[0]

    def to_json(self) -> str:
        """Write it down, without the IRI."""
        signature = self.signature._asdict()
        del signature["support"], signature["country"]
        return json.dumps([self.kind, self.names, signature], ensure_ascii=False, default=sorted)


def profile_from_json(iri: str, text: str) -> Profile:
    """Read back what `Profile.to_json` wrote."""
    kind, names, found = json.loads(text)
    found["keys"] = tuple(found["keys"])
    found["marks"] = {mark: frozenset(values) for mark, values in found["marks"].items()}
    return Profile(iri, kind, tuple(names), Signature(**found))


class Thing(NamedTuple):
    """A thing of one article as it is compared.

    Attributes:
        graph: Name of the article's graph.
        profile: What it is compared by; the same object for things that share it makes comparing them cheap.
        said: How much the article says of it.
        country: Which country it belongs to (`Signature.country`).
        told: What else speaks for it (`Signature.support`), sorted, one a line: not read where it does not matter.
        number: What the caller knows it by.
    """

    graph: str
    profile: Profile
    said: int
    country: str
    told: str
    number: int = 0

    def apart(self) -> Thing:
        """Return it as a thing that nothing of another article is one with, as a person said."""
        key = f"{_APART}{self.graph} {self.profile.iri}"
        return self._replace(
            profile=self.profile._replace(signature=Signature((key,), {}, agreement="")), country="", told=""
        )

    @property
    def support(self) -> list[str]:
        """What else speaks for it."""
        return self.told.split("\n") if self.told else []

    @property
    def article_key(self) -> str:
        """Key of the article."""
        return self.graph.rpartition("/")[2]


def sign_things(descriptions: Iterable[Description]) -> Iterator[Thing]:
    """Sign the things of articles: first what has a name of its own, then what is told by that."""
    knowledge = load_knowledge()
    for _, article in groupby(sorted(descriptions, key=lambda one: (one.graph, one.iri)), key=lambda one: one.graph):
        found = tuple(article)
        signatures = {one.iri: sign(one, knowledge) for one in found if one.kind not in TIES}
        ties = {one.iri: sign_tie(one, signatures, knowledge) for one in found if one.kind in TIES}
        signatures.update(ties)
        for one in found:
            signature = signatures[one.iri]
            profile = Profile(one.iri, one.kind, one.names, signature._replace(support=frozenset(), country=""))
            said, told = sum(map(len, one.related.values())), "\n".join(sorted(signature.support))
            yield Thing(one.graph, profile, said, signature.country, told)


def block_keys(one: Profile) -> tuple[frozenset[str], frozenset[str]]:
    """Return the blocks that things of a profile are in, and the blocks whose things they are compared with.

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
