"""Which articles are copies of one story: syndicated, cut or reworded ones, told by the words that they share.

A *fingerprint* is a MinHash signature (Broder 1997) of the runs of three words of an article; the share of places in
which two agree estimates the share of runs that the articles have in common. Articles that were written independently
about one event have less than a tenth in common (0.07 at most among 700 articles), a reworded copy a fifth and more.

Articles that agree in a *band*, two hashes side by side, make a bucket, sorted by name. Two are *tied* where they share
enough and stand near each other in a bucket; what is tied, directly or by way of others, is a cluster. A change can tie
and untie those alone that stand near what changed, in a bucket that it is in or was in.
"""

from __future__ import annotations

import base64
import re
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import chain
from operator import add
from sys import byteorder
from typing import NamedTuple

MIN_SHARED = 0.2
_HASHES = 128
_SEED = 1
_RUN_WORDS = 3
_MIN_RUNS = 40  # of a shorter text too little can be told
# Articles are compared where both hashes of one of 64 pairs agree: at a fifth in common 93 of 100 are, at a third all.
_BAND_HASHES = 2
# How many of those that agree in a pair each is compared with: copies are found by other pairs too, so cost is linear.
_MAX_COMPARED = 16
_MAX_DIFFERING = int(_HASHES * (1 - MIN_SHARED))
_LANE_BITS = 16
_HIGH_BITS = sum(1 << (_LANE_BITS * lane + _LANE_BITS - 1) for lane in range(_HASHES))
_LOW_BITS = _HIGH_BITS - (_HIGH_BITS >> (_LANE_BITS - 1))
_BAND_BITS = 16 * _BAND_HASHES
_BAND = (1 << _BAND_BITS) - 1
_BANDS = range(_HASHES // _BAND_HASHES)
_WORD = re.compile(r"\w+")


class Copy(NamedTuple):
    """An article that tells the story of another one in its words.

    Attributes:
        article: Name of the article, as it was given.
        original: The article that stands for all copies: the earliest; the first by name among equals.
    """

    article: str
    original: str


def fingerprint(text: str) -> str:
    """Return the fingerprint of a text, "" where it is too short for one; equal on all machines."""
    from rensa import RMinHash

    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[start : start + _RUN_WORDS]) for start in range(len(words) - _RUN_WORDS + 1)}
    if len(runs) < _MIN_RUNS:
        return ""
    sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(sorted(runs))
    hashes = array("H", (value & 0xFFFF for value in sketch.digest()))  # 16 bits hardly ever agree by chance
    if byteorder == "big":
        hashes.byteswap()
    return f"{RMinHash.ALGORITHM_VERSION}.{base64.b64encode(hashes.tobytes()).decode('ascii')}"


def find_copies(fingerprints: Mapping[str, str], *, issued: Callable[[str], str]) -> tuple[Copy, ...]:
    """Cluster articles that share at least `MIN_SHARED` of their runs of words.

    Args:
        fingerprints: Article, by any name -> its fingerprint; in any order. Those of another version are left alone.
        issued: Returns the date of an article, `YYYY-MM-DD`, "" where it has none; asked of copies alone.

    Returns:
        Every article of a cluster but the one that stands for it, sorted.
    """
    hashes = {iri: _hashes(printed) for iri, printed in sorted(fingerprints.items()) if printed}
    return _clustered(hashes, _buckets(hashes), issued=issued)


def find_copies_anew(
    fingerprints: Mapping[str, str],
    *,
    former: Mapping[str, str],
    known: Mapping[str, str],
    issued: Callable[[str], str],
) -> tuple[frozenset[str], tuple[Copy, ...]]:
    """Cluster again the articles that changes touch, with what `find_copies` finds for all of them.

    Args:
        fingerprints: As for `find_copies`, with the changes.
        former: Article that came, went or changed -> its fingerprint before, "" where it had none.
        known: Article -> the one that stood for it before.
        issued: As for `find_copies`.

    Returns:
        The articles whose cluster was made anew, and those of them that are copies, as `find_copies` has them.
    """
    ordered = sorted(fingerprints.items())
    left, came = _by_key(former.items()), _by_key((iri, fingerprints.get(iri, "")) for iri in former)
    concerned = set(former)

    @cache
    def lanes(iri: str) -> int:
        return _hashes(fingerprints[iri]).lanes

    buckets = _buckets_of(ordered, left.keys() | came.keys())
    for key, after in buckets.items():
        before = after.copy()
        for iri in came.get(key, ()):
            del before[bisect_left(before, iri)]
        for iri in left.get(key, ()):
            insort(before, iri)
        if max(len(before), len(after)) == 1:
            continue  # alone, as most are
        changed = {*left.get(key, ()), *came.get(key, ())}
        for one, other in _parted(before, after, changed):
            if known.get(one, one) == known.get(other, other):
                concerned |= {one, other}
        for one, other in _parted(after, before, changed):
            if _are_alike(lanes(one), lanes(other)):
                concerned |= {one, other}
    originals = {known.get(iri, iri) for iri in concerned}
    decided = concerned | originals | {iri for iri, original in known.items() if original in originals}
    hashes = {iri: _hashes(fingerprints[iri]) for iri in sorted(decided) if fingerprints.get(iri)}
    wanted = set(chain.from_iterable(_keys(fingerprints[iri]) for iri in hashes))
    around = {key: buckets[key] for key in wanted & buckets.keys()} | _buckets_of(ordered, wanted - buckets.keys())
    return frozenset(decided), _clustered(hashes, around.values(), issued=issued)


def _clustered(
    hashes: Mapping[str, _Hashes], buckets: Iterable[Sequence[str]], *, issued: Callable[[str], str]
) -> tuple[Copy, ...]:
    """Tie articles that stand near each other in a bucket; others stand there too, and are left alone."""
    parent = {iri: iri for iri in hashes}
    for bucket in buckets:
        lanes = [hashes[iri].lanes if iri in hashes else None for iri in bucket]
        for position, one in enumerate(lanes):
            if one is None:
                continue
            for place in range(max(0, position - _MAX_COMPARED), position):
                if (other := lanes[place]) is not None and _are_alike(one, other):
                    ours, theirs = _root(parent, bucket[position]), _root(parent, bucket[place])
                    parent[max(ours, theirs)] = min(ours, theirs)
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for iri in parent:
        clusters[_root(parent, iri)].append(iri)
    copies: list[Copy] = []
    for cluster in (found for found in clusters.values() if len(found) > 1):
        original, *others = sorted(cluster, key=lambda iri: (issued(iri) or "9999", iri))
        copies += [Copy(iri, original) for iri in others]
    return tuple(sorted(copies))


def _parted(bucket: Sequence[str], other: Sequence[str], changed: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that stand near each other in a bucket, but not in what it was, or becomes, by some changes.

    With a pair of which one changed it is as if they had not stood near each other before.
    """
    starts: set[int] = set()
    for iri in changed:
        place = bisect_left(bucket, iri)
        starts.update(range(max(0, place - _MAX_COMPARED), min(place + 1, len(bucket))))
    for start in starts:
        one = bucket[start]
        for two in bucket[start + 1 : start + 1 + _MAX_COMPARED]:
            if one in changed or two in changed or bisect_left(other, two) - bisect_left(other, one) > _MAX_COMPARED:
                yield one, two


def _are_alike(one: int, other: int) -> bool:
    """Tell whether few enough of the hashes of two articles differ."""
    differing = one ^ other
    # where any bit of a hash differs, its highest bit ends up set
    differing = ((differing & _LOW_BITS) + _LOW_BITS | differing) & _HIGH_BITS
    return differing.bit_count() <= _MAX_DIFFERING


class _Hashes(NamedTuple):
    """A fingerprint's hashes side by side in one integer, which is compared at once, and in pairs."""

    version: str
    lanes: int
    bands: array[int]


def _hashes(printed: str) -> _Hashes:
    version, data, bands = _bands(printed)
    return _Hashes(version, int.from_bytes(data, "little"), bands)


def _bands(printed: str) -> tuple[str, bytes, array[int]]:
    version, _, packed = printed.partition(".")
    data = base64.b64decode(packed)
    bands = array("I", data)
    if byteorder == "big":
        bands.byteswap()
    return version, data, bands


def _keys(printed: str) -> list[int]:
    """Return the keys of the buckets that an article is in; it is in none without a fingerprint."""
    version, _, bands = _bands(printed)
    return list(map(add, bands, _starts(version)))


@cache
def _starts(version: str) -> tuple[int, ...]:
    """Return what makes the hashes of a band a key, those of each band and of each version different ones."""
    number = int.from_bytes(version.encode("utf-8"), "big")
    return tuple((number * len(_BANDS) + band) << _BAND_BITS for band in _BANDS)


def _by_key(fingerprints: Iterable[tuple[str, str]]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for iri, printed in fingerprints:
        for key in _keys(printed):
            found[key].append(iri)
    return found


def _buckets(hashes: Mapping[str, _Hashes]) -> Iterable[list[str]]:
    """Yield the articles, sorted, that agree in a band, a band after the other: one alone is held in memory."""
    for band in _BANDS:
        buckets: dict[tuple[str, int], str | list[str]] = {}
        for iri, (version, _, bands) in hashes.items():
            bucket = buckets.setdefault((version, bands[band]), iri)
            if isinstance(bucket, list):
                bucket.append(iri)
            elif bucket is not iri:
                buckets[version, bands[band]] = [bucket, iri]
        yield from (bucket for bucket in buckets.values() if isinstance(bucket, list))


def _buckets_of(fingerprints: Iterable[tuple[str, str]], wanted: set[int]) -> dict[int, list[str]]:
    """Return some buckets with the articles that are in them, in their order."""
    found: dict[int, list[str]] = {key: [] for key in wanted}
    bands = {key & _BAND for key in wanted}
    for iri, printed in fingerprints:
        if not bands.isdisjoint(_bands(printed)[2]):  # few articles are in any of them
            for key in wanted.intersection(_keys(printed)):
                found[key].append(iri)
    return found


def _root(parent: dict[str, str], iri: str) -> str:
    while parent[iri] != iri:
        parent[iri] = iri = parent[parent[iri]]
    return iri
