"""An index of names: whole, by word, by the beginning, and the words of people's names by spelling.

It is built once from all things, and searched by `search.py`.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filmkg.naming.folding import fold
from filmkg.serve.reconciliation.schema import Schema
from filmkg.serve.reconciliation.spelling import Spellings, index_spellings
from filmkg.serve.reconciliation.things import Thing

_MAX_NAMESAKES = 100
# Without these, "Azerbaijan's Culture Ministry" is the Ministry of Culture of Azerbaijan.
LIGHT_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "s", "the", "to", "with"})
_LIGHT_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Index:
    """Things with the ways to find them; never changed after `build_index`.

    Attributes:
        things: All of them.
        masks: For each thing, the bits of its types and of all above these.
        folded: For each thing, its folded names.
        bits: Type -> its bit.
        by_id: Identifier -> position in `things`.
        by_name: Folded name -> positions.
        names: The folded names, sorted.
        by_word: Word of a folded name -> positions.
        words: The words, sorted.
        weights: Word -> how much it tells things apart.
        spellings: The words of people's names.
    """

    things: Sequence[Thing]
    masks: array[int]
    folded: Sequence[tuple[str, ...]]
    bits: Mapping[str, int]
    by_id: Mapping[str, int]
    by_name: Mapping[str, array[int]]
    names: Sequence[str]
    by_word: Mapping[str, array[int]]
    words: Sequence[str]
    weights: Mapping[str, float]
    spellings: Spellings

    def thing(self, identifier: str) -> Thing | None:
        """Return the thing with this identifier."""
        position = self.by_id.get(identifier)
        return None if position is None else self.things[position]

    def ids_named(self, name: str) -> list[str]:
        """Return the identifiers of the first things with this name, after folding."""
        return [self.things[position].id for position in self.by_name.get(name_key(name), ())[:_MAX_NAMESAKES]]

    def begins(self, prefix: str) -> Iterator[Thing]:
        """Yield the things whose name, and then those of whose name a word, begins with a text, each once."""
        folded = name_key(prefix)
        if not folded:
            return
        seen: set[int] = set()
        for keys, entries in ((self.names, self.by_name), (self.words, self.by_word)):
            start = bisect_left(keys, folded)
            while start < len(keys) and keys[start].startswith(folded):
                for position in entries[keys[start]]:
                    if position not in seen:
                        seen.add(position)
                        yield self.things[position]
                start += 1

    def has_name(self, identifier: str, name: str) -> bool:
        """Tell whether a text is one of a thing's names, after folding."""
        position = self.by_id.get(identifier)
        return position is not None and name_key(name) in self.folded[position]

    def weight(self, word: str) -> float:
        """Weigh a word by how rare it is; one that no name has weighs most."""
        weight = self.weights.get(word)
        return _weigh(word, 1, of=len(self.things)) if weight is None else weight


def build_index(things: Iterable[Thing], *, schema: Schema) -> Index:
    """Index things under all of their names."""
    kept = tuple(things)
    bits = {name: 1 << number for number, name in enumerate(schema.types)}
    above = {name: sum(bits[one] for one in schema.with_broader(name)) for name in schema.types}
    masks = array("Q")
    shared: dict[str, str] = {}  # so that a name is kept once, however many bear it
    names: list[tuple[str, ...]] = []
    by_name: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    by_word: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    personal: set[str] = set()
    for position, thing in enumerate(kept):
        mask = 0
        for name in thing.types:
            mask |= above[name]
        masks.append(mask)
        folded = [shared.setdefault(name, name) for name in sorted({name_key(name) for name in thing.names} - {""})]
        names.append(tuple(folded))
        words = {word for name in folded for word in name.split()}
        for name in folded:
            by_name[name].append(position)
        for word in words:
            by_word[word].append(position)
        if mask & bits["Person"]:
            personal |= words
    return Index(
        things=kept,
        masks=masks,
        folded=names,
        bits=bits,
        by_id={thing.id: position for position, thing in enumerate(kept)},
        by_name=dict(by_name),
        names=sorted(by_name),
        by_word=dict(by_word),
        words=sorted(by_word),
        weights={word: _weigh(word, len(entries), of=len(kept)) for word, entries in by_word.items()},
        spellings=index_spellings(personal),
    )


def name_key(name: str) -> str:
    """Return a name folded; one of signs alone, of which nothing would be left ("!!!"), in lower case."""
    return fold(name) or name.strip().casefold()


def _weigh(word: str, bearers: int, *, of: int) -> float:
    return _LIGHT_WEIGHT if word in LIGHT_WORDS else math.log(1 + of / bearers)
