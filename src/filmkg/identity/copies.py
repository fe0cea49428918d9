"""Which articles are copies of one story: syndicated, cut or reworded ones, told by the words that they share.

A *fingerprint* is a MinHash signature (Broder 1997) of the runs of three words of an article; the share of places in
which two agree estimates the share of runs that the articles have in common. Articles that were written independently
about one event have less than a tenth in common (0.07 at most among 700 articles), a reworded copy a fifth and more.
"""

from __future__ import annotations

import base64
import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
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
    parent = {iri: iri for iri in hashes}
    for bucket in _buckets(hashes):
        lanes = [hashes[iri].lanes for iri in bucket]
        for position, one in enumerate(lanes):
            for place in range(max(0, position - _MAX_COMPARED), position):
                differing = one ^ lanes[place]
                # where any bit of a hash differs, its highest bit ends up set
                differing = ((differing & _LOW_BITS) + _LOW_BITS | differing) & _HIGH_BITS
                if differing.bit_count() <= _MAX_DIFFERING:
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


class _Hashes(NamedTuple):
    """A fingerprint's hashes side by side in one integer, which is compared at once, and in pairs."""

    version: str
    lanes: int
    bands: array[int]


def _hashes(printed: str) -> _Hashes:
    version, _, packed = printed.partition(".")
    data = base64.b64decode(packed)
    bands = array("I", data)
    if byteorder == "big":
        bands.byteswap()
    return _Hashes(version, int.from_bytes(data, "little"), bands)


def _buckets(hashes: Mapping[str, _Hashes]) -> Iterable[list[str]]:
    """Yield the articles, sorted, that agree in a band, a band after the other: one alone is held in memory."""
    for band in range(_HASHES // _BAND_HASHES):
        buckets: dict[tuple[str, int], str | list[str]] = {}
        for iri, (version, _, bands) in hashes.items():
            bucket = buckets.setdefault((version, bands[band]), iri)
            if isinstance(bucket, list):
                bucket.append(iri)
            elif bucket is not iri:
                buckets[version, bands[band]] = [bucket, iri]
        yield from (bucket for bucket in buckets.values() if isinstance(bucket, list))


def _root(parent: dict[str, str], iri: str) -> str:
    while parent[iri] != iri:
        parent[iri] = iri = parent[parent[iri]]
    return iri
