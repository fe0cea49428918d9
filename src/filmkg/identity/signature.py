"""Description -> what it is looked up by, what sets it apart, and what speaks for it besides its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from filmkg.identity.description import Description
from filmkg.naming.folding import fold
from filmkg.naming.people import skeleton

MIN_NAME_WORDS = 2
SAME_NAME = "same name"


class Signature(NamedTuple):
    """What identity rests on; all values are folded, so that equal strings mean the same.

    Attributes:
        keys: What its names are compared as, the label's first. Things without a common key are not compared.
        marks: What sets namesakes apart, strongest first: name of the mark -> values. Two things that both have a mark
            and no value of it in common are two; one in common makes them one.
        weak: Whether the name is one that many things have, so that a mark or a support must agree.
        support: What else speaks for it: "film beside it: red garden", "head: rashad azizov".
        country: Code of the country that it belongs to, if only by where its article appeared; "" where unknown.
        tail: What tells it from its namesakes in an IRI, "" where nothing does.
        agreement: What agrees between those that share a key, in words.
    """

    keys: tuple[str, ...]
    marks: Mapping[str, frozenset[str]]
    weak: bool = False
    support: frozenset[str] = frozenset()
    country: str = ""
    tail: str = ""
    agreement: str = SAME_NAME


def beside(one: Description, class_name: str) -> Iterator[str]:
    """Yield the other things of a class that the article names, where their names have words enough to tell."""
    own = set(map(fold, one.names))
    for label in one.article.labels.get(class_name, ()):
        folded = fold(label)
        if folded not in own and len(folded.split()) >= MIN_NAME_WORDS:
            yield f"{class_name.lower()} beside it: {folded}"
            if class_name == "Person" and (spoken := skeleton(folded)):
                yield f"person beside it, by the consonants: {spoken}"  # where all names are spelled otherwise


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts in their order, each once, without empty ones."""
    return tuple(dict.fromkeys(text for text in texts if text))
