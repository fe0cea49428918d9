"""Searching the index: what a name could mean, by types and by how alike the names are.

Every search looks at a bounded number of entries, however large the index.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from filmkg.serve.reconciliation.index import LIGHT_WORDS, Index, name_key
from filmkg.serve.reconciliation.things import Thing

# Only an equal name counts for more: what is merely alike must stay behind by more than chance.
MAX_LIKENESS = 0.8
_MAX_VISITED = 5_000  # entries looked at for a name
_COMMON = 500  # a word of more names than this finds nothing that a rarer word of the same name did not
_MAX_WORDS = 16  # of a name that is looked up
_MAX_RESPELLED = 5  # words of it for which other spellings are sought
_INITIAL = 0.7  # what "M." counts for "Mushfig"

# Word that is looked up -> word of people's names that could be another spelling of it -> likeness in (0, 1)
Respelled = Mapping[str, Mapping[str, float]]


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


def wanted_types(types: Iterable[str], *, strictness: str, index: Index) -> Wanted:
    """Return types as a set of bits; one that there is not has a bit that no thing has.

    Args:
        types: Identifiers of types.
        strictness: "should", "any" or "all".
        index: What gives each type its bit.
    """
    bits = {index.bits.get(name, 1 << len(index.bits)) for name in types}
    return Wanted(sum(bits), all=strictness == "all", strict=strictness != "should")


def find(name: str, *, wanted: Wanted, limit: int, index: Index) -> list[Found]:
    """Return the things most likely meant by a name: fitting ones first, then by likeness and identifier."""
    folded = name_key(name)
    words = list(dict.fromkeys(folded.split()))[:_MAX_WORDS]
    # Not only of unknown words: "Jafarov" is there, and "Jafarova" meant.
    doubtful = () if folded in index.by_name else words[:_MAX_RESPELLED]
    respelled = {word: index.spellings.variants(word) for word in doubtful}
    likeness = dict.fromkeys(index.by_name.get(folded, ())[:_MAX_VISITED], 1.0)
    for position in _by_words(words, respelled, wanted, index, limit=2 * limit):
        if position not in likeness:
            likeness[position] = _likeness(words, position, respelled, index)
    found = _found(likeness, wanted, index)
    return heapq.nsmallest(limit, found, key=lambda one: (not one.fits, -one.likeness, one.thing.id))


def take(identifiers: Iterable[str], *, likeness: float, wanted: Wanted, index: Index) -> list[Found]:
    """Return the things with these identifiers, in their order, as if each were found with that likeness."""
    positions = (index.by_id[one] for one in identifiers if one in index.by_id)
    return list(_found(dict.fromkeys(positions, likeness), wanted, index))


def _found(likeness: Mapping[int, float], wanted: Wanted, index: Index) -> Iterator[Found]:
    for position, alike in likeness.items():
        fits = wanted.fits(index.masks[position])
        if fits or not wanted.strict:
            yield Found(index.things[position], alike, fits)


def _by_words(words: list[str], respelled: Respelled, wanted: Wanted, index: Index, *, limit: int) -> list[int]:
    """Return the positions with the weightiest words in common; rare words are looked up first."""
    telling = [word for word in words if word not in LIGHT_WORDS] or words
    terms = [(word, 1.0, 0) for word in telling if word in index.by_word]
    person = index.bits["Person"]
    terms += [(other, like, person) for word in telling for other, like in respelled.get(word, {}).items()]
    weights: defaultdict[int, float] = defaultdict(float)
    left = _MAX_VISITED
    for word, like, needed in sorted(terms, key=lambda term: (len(index.by_word[term[0]]), term)):
        entries = index.by_word[word][:left]
        if weights and len(entries) > _COMMON:
            break
        weight = like * index.weight(word)
        for position in entries:
            mask = index.masks[position]
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


def _likeness(words: list[str], position: int, respelled: Respelled, index: Index) -> float:
    """Return the share of words in common, weighed, for the name of a thing that has the most."""
    is_person = bool(index.masks[position] & index.bits["Person"])
    asked = sum(map(index.weight, words))
    best = 0.0
    for name in index.folded[position]:
        own = dict.fromkeys(name.split())
        if is_person:
            shared = _shared_by_person(words, list(own), respelled, index)
        else:
            shared = sum(index.weight(word) for word in words if word in own)
        best = max(best, 2 * shared / (asked + sum(map(index.weight, own))))
    return min(best, 1.0) * MAX_LIKENESS


def _shared_by_person(words: list[str], own: list[str], respelled: Respelled, index: Index) -> float:
    """Return the weight of the words of a person's name that are, or could be, those looked up, each used once."""
    shared = 0.0
    for word in words:
        likes = respelled.get(word, {})
        like, other = max(((_word_likeness(word, one, likes), one) for one in own), default=(0.0, ""))
        if like:
            own.remove(other)
            shared += like * (index.weight(word) + index.weight(other)) / 2
    return shared


def _word_likeness(word: str, other: str, respelled: Mapping[str, float]) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) == 1 and word[0] == other[0]:
        return _INITIAL
    return respelled.get(other, 0.0)
