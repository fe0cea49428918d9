"""What credits of films are called: the labels of their lines ("Directed by:"), and other words among them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from filmkg.resources import DATA

_LABEL = re.compile(r" {0,20}([^\W\d_][\w .,&/()’'-]{1,34}?) ?: {0,3}(?=\S)")
_AND = re.compile(r" {0,3}(?:,|&|-|–|/|\band\b) {0,3}")
_NO_PROPERTY = "none"


class Label(NamedTuple):
    """The label of a line: the properties of a film that the line tells, perhaps none, and where it ends."""

    properties: tuple[str, ...]
    end_char: int


@dataclass(frozen=True, slots=True)
class CreditWords:
    """What lines of credits begin with, and what stands among the credits of one line; all in lower case.

    Attributes:
        properties: By label, the properties of the film that the line tells.
        credits: Words and phrases of credits.
        language: Words of which one says that a credit is about language.
    """

    properties: Mapping[str, tuple[str, ...]]
    credits: AbstractSet[str]
    language: AbstractSet[str]

    def label(self, line: str) -> Label | None:
        """Return the label that a line begins with, None where there is none that is known."""
        match = _LABEL.match(line)
        if match is None:
            return None
        label = match[1].lower()
        parts = [label] if label in self.properties else _AND.split(label)  # "Country/year"
        if any(part not in self.properties for part in parts):
            return None
        return Label(tuple(name for part in parts for name in self.properties[part]), match.end())


def opens_with_label(line: str) -> bool:
    """Tell whether a line begins as one with a label does, known or not."""
    return _LABEL.match(line) is not None


@cache
def load_credit_words(path: Path = DATA / "vocabulary" / "cards.toml") -> CreditWords:
    """Read the words."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    properties: dict[str, tuple[str, ...]] = {}
    for name, labels in data["label"].items():
        for label in labels:
            properties[label] = (*properties.get(label, ()), *(() if name == _NO_PROPERTY else (name,)))
    return CreditWords(properties, frozenset(data["credit"]["words"]), frozenset(data["credit"]["language"]))
