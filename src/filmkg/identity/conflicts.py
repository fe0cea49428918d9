"""Where articles contradict each other about a thing: all that each of them says, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from filmkg.vocab import DCTERMS, RDFS

_SIDES = (("value", "article", "sentence"), ("other_value", "other_article", "other_sentence"))


@dataclass(frozen=True, slots=True, order=True)
class Claimed:
    """A value, and who states it.

    Attributes:
        value: The literal's words.
        article: IRI of the article.
        issued: Day on which it appeared, "" where it does not say.
        quote: The sentence; the address of its place in the article where its words are not kept.
    """

    value: str
    article: str
    issued: str
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """A property of which a thing can have one value and has several.

    Attributes:
        iri: The thing.
        label: What it is called.
        property: Local name of the property.
        claims: What the articles say, sorted by value and article.
    """

    iri: str
    label: str
    property: str
    claims: tuple[Claimed, ...]


def gather_conflicts(rows: Iterable[Mapping[str, str]], store: Store) -> tuple[Conflict, ...]:
    """Put the pairs of a question's answer together, sorted by thing and property.

    Args:
        rows: Rows of `08-contradictions`, by the names of its variables.
        store: A store with its merged view, for labels and dates.
    """
    claims: defaultdict[tuple[str, str], set[Claimed]] = defaultdict(set)
    for row in rows:
        for value, article, sentence in _SIDES:
            issued = _text(store, row[article], DCTERMS["issued"])
            claims[row["thing"], row["property"]].add(Claimed(row[value], row[article], issued, row[sentence]))
    return tuple(
        Conflict(iri, _text(store, iri, RDFS["label"]) or iri, name, tuple(sorted(found)))
        for (iri, name), found in sorted(claims.items())
    )


def _text(store: Store, iri: str, predicate: NamedNode) -> str:
    objects = (quad.object for quad in store.quads_for_pattern(NamedNode(iri), predicate, None, DefaultGraph()))
    return min((text.value for text in objects if isinstance(text, Literal)), default="")
