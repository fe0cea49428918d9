"""Finding things by name: equal after folding, by words in common, by the beginning, and people by another spelling.

Built once from all things; every search looks at a bounded number of entries, however large the index.
"""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filmkg.link.names import fold
from filmkg.serve.reconciliation.schema import Schema
from filmkg.serve.reconciliation.spelling import Spellings, index_spellings
from filmkg.serve.reconciliation.things import Thing

# Only an equal name counts for more: what is merely alike must stay behind by more than chance.
MAX_LIKENESS = 0.8
_MAX_VISITED = 5_000  # entries looked at for a name
_COMMON = 500  # a word of more names than this finds nothing that a rarer word of the same name did not
_MAX_NAMESAKES = 100
_MAX_WORDS = 16  # of a name that is looked up
_MAX_RESPELLED = 5  # words of it for which other spellings are sought
_INITIAL = 0.7  # what "M." counts for "Mushfig"
# Without these, "Azerbaijan's Culture Ministry" is the Ministry of Culture of Azerbaijan.
_LIGHT_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "s", "the", "to", "with"})
_LIGHT_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which types are asked for, as sets of bits of `Index.masks`.

    Attributes:
        types: The types; 0 where any will do.
        all: Whether a thing needs all of them, not only one.
        strict: Whether what does not fit is left out, not only put last.
    """

    types: int = 0
    all: bool = False
    strict: bool = False

    def fits(self, mask: int) -> bool:
        """Tell whether a thing with these bits is of the types."""
        common = mask & self.types
        return common == self.types if self.all else bool(common) or not self.types


@dataclass(frozen=True, slots=True)
class Found:
    """A thing with how alike its name is: 1 for equal, else at most `MAX_LIKENESS`; and whether its types fit."""

    thing: Thing
    likeness: float
    fits: bool


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
        return [self.things[position].id for position in self.by_name.get(name_key(name), _NONE)[:_MAX_NAMESAKES]]

    def wanted(self, types: Iterable[str], *, strictness: str) -> Wanted:
        """Return types as a set of bits; one that there is not has a bit that no thing has."""
        known = [self.bits.get(name, 1 << len(self.bits)) for name in types]
        return Wanted(sum(set(known)), all=strictness == "all", strict=strictness != "should")

    def find(self, name: str, *, wanted: Wanted, limit: int) -> list[Found]:
        """Return the things most likely meant by a name: fitting ones first, then by likeness and identifier."""
        folded = name_key(name)
        words = list(dict.fromkeys(folded.split()))[:_MAX_WORDS]
        # Not only of unknown words: "Jafarov" is there, and "Jafarova" meant.
        doubtful = () if folded in self.by_name else words[:_MAX_RESPELLED]
        respelled = {word: self.spellings.variants(word) for word in doubtful}
        likeness = dict.fromkeys(self.by_name.get(folded, _NONE)[:_MAX_VISITED], 1.0)
        for position in self._by_words(words, respelled, wanted, limit=2 * limit):
            if position not in likeness:
                likeness[position] = self._likeness(words, position, respelled)
        found = self._found(likeness, wanted)
        return heapq.nsmallest(limit, found, key=lambda one: (not one.fits, -one.likeness, one.thing.id))

    def take(self, identifiers: Iterable[str], *, likeness: float, wanted: Wanted) -> list[Found]:
        """Return the things with these identifiers, in their order, as if each were found with that likeness."""
        positions = (self.by_id[one] for one in identifiers if one in self.by_id)
        return list(self._found(dict.fromkeys(positions, likeness), wanted))

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

    def _found(self, likeness: Mapping[int, float], wanted: Wanted) -> Iterator[Found]:
        for position, alike in likeness.items():
            fits = wanted.fits(self.masks[position])
            if fits or not wanted.strict:
                yield Found(self.things[position], alike, fits)

    def _by_words(
        self, words: list[str], respelled: Mapping[str, Mapping[str, float]], wanted: Wanted, *, limit: int
    ) -> list[int]:
        """Return the positions with the weightiest words in common; rare words are looked up first."""
        terms = [(word, 1.0, 0) for word in words if word in self.by_word]
        person = self.bits["Person"]
        terms += [(other, like, person) for word in words for other, like in respelled.get(word, {}).items()]
        weights: defaultdict[int, float] = defaultdict(float)
        left = _MAX_VISITED
        for word, like, needed in sorted(terms, key=lambda term: (len(self.by_word[term[0]]), term)):
            entries = self.by_word[word][:left]
            if weights and len(entries) > _COMMON:
                break
            weight = like * self._weight(word)
            for position in entries:
                mask = self.masks[position]
                if needed and not mask & needed:
                    continue
                fits = wanted.fits(mask)
                if fits or not wanted.strict:
                    # Where types are asked for, the fitting ones must not be crowded out by others of that name.
                    weights[position] += weight if fits else weight / 4
            left -= len(entries)
            if left <= 0:
                break
        return heapq.nsmallest(limit, weights, key=lambda position: (-weights[position], position))

    def _likeness(self, words: list[str], position: int, respelled: Mapping[str, Mapping[str, float]]) -> float:
        """Return the share of words in common, weighed, for the name of a thing that has the most."""
        is_person = bool(self.masks[position] & self.bits["Person"])
        asked = sum(map(self._weight, words))
        best = 0.0
        for name in self.folded[position]:
            own = name.split()
            if is_person:
                shared = self._shared_by_person(words, own, respelled)
            else:
                shared = sum(self._weight(word) for word in set(own).intersection(words))
            total = asked + sum(map(self._weight, set(own)))
            best = max(best, 2 * shared / total if total else 0.0)
        return min(best, 1.0) * MAX_LIKENESS

    def _shared_by_person(
        self, words: list[str], own: list[str], respelled: Mapping[str, Mapping[str, float]]
    ) -> float:
        left, shared = list(dict.fromkeys(own)), 0.0
        for word in words:
            likes = respelled.get(word, {})
            scored = [(_word_likeness(word, other, likes), other) for other in left]
            like, other = max(scored, default=(0.0, ""))
            if like:
                left.remove(other)
                shared += like * (self._weight(word) + self._weight(other)) / 2
        return shared

    def _weight(self, word: str) -> float:
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


_NONE = array("I")


def name_key(name: str) -> str:
    """Return a name folded; one of signs alone, of which nothing would be left ("!!!"), in lower case."""
    return fold(name) or name.strip().casefold()


def _weigh(word: str, bearers: int, *, of: int) -> float:
    return _LIGHT_WEIGHT if word in _LIGHT_WORDS else math.log(1 + of / bearers)


def _word_likeness(word: str, other: str, respelled: Mapping[str, float]) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) == 1 and word[0] == other[0]:
        return _INITIAL
    return respelled.get(other, 0.0)
