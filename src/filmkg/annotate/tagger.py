"""Names as a sequence of tags: what is no name, and where a name of which kind begins and goes on.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over the tokens of a sentence. What the
rules found is one of its features, so it confirms, corrects and completes them. It knows no names: only the classes and
shapes of words, common words of English in lower case, and what the article says elsewhere. Its weights are plain text
in `data/model/names.tsv`, trained by `scripts/train_names.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from filmkg.model import Kind
from filmkg.regression import pack, unpack
from filmkg.resources import DATA

KINDS = (Kind.FILM, Kind.PERSON, Kind.ORGANIZATION, Kind.VENUE, Kind.EVENT, Kind.AWARD)
OUTSIDE = "O"
LABELS = (OUTSIDE, *(f"{mark}-{kind}" for kind in KINDS for mark in "BI"))
_NUMBER = {label: number for number, label in enumerate(LABELS)}
# which labels may stand before each: a name goes on only where it began
_BEFORE = tuple(
    tuple(
        number
        for number, before in enumerate(LABELS)
        if not label.startswith("I") or (before != OUTSIDE and before[1:] == label[1:])
    )
    for label in LABELS
)
_INNER = tuple(number for number, label in enumerate(LABELS) if label.startswith("I"))
_NEVER = -(10**9)
_UNIT = 1000


@dataclass(frozen=True, slots=True)
class Tagger:
    """What was learned.

    Attributes:
        weights: By feature, the packed weights of all labels.
        transitions: By label and the label before it, a weight in thousandths.
        words: Common words of English.
    """

    weights: Mapping[str, int]
    transitions: Sequence[Sequence[int]]
    words: frozenset[str]


def load_tagger(folder: Path = DATA / "model") -> Tagger:
    """Read the weights."""
    weights: dict[str, int] = {}
    transitions = [[0] * len(LABELS) for _ in LABELS]
    for line in (folder / "names.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        feature, values = line.split("\t")
        if feature.startswith("after:"):
            for label, value in zip(transitions, values.split(" "), strict=True):
                label[_NUMBER[feature.removeprefix("after:")]] = round(float(value) * _UNIT)
        else:
            sparse = dict(part.split("=") for part in values.split(" "))
            weights[feature] = pack(float(sparse.get(str(number), 0)) for number in range(len(LABELS)))
    words = frozenset((folder / "words.txt").read_text(encoding="utf-8").split())
    return Tagger(weights, transitions, words)


def tag(tagger: Tagger, sentence: Sequence[Sequence[str]]) -> list[str]:
    """Return the likeliest labels of a sentence's tokens (Viterbi), of two alike the one that comes first in `LABELS`.

    Args:
        tagger: What was learned.
        sentence: The features of each token.
    """
    count, get = len(LABELS), tagger.weights.get
    best: list[int] = []
    back: list[list[int]] = []
    for features in sentence:
        scores = unpack(sum(map(get, features, repeat(0))), count)
        if not best:
            best = scores
            for label in _INNER:
                best[label] = _NEVER
            continue
        pointers = []
        for label, row in enumerate(tagger.transitions):
            ways = [best[before] + row[before] for before in _BEFORE[label]]
            value = max(ways)
            pointers.append(_BEFORE[label][ways.index(value)])
            scores[label] += value
        best = scores
        back.append(pointers)
    if not best:
        return []
    label = best.index(max(best))
    labels = [LABELS[label]]
    for pointers in reversed(back):
        label = pointers[label]
        labels.append(LABELS[label])
    return labels[::-1]


def spans_of(labels: Sequence[str]) -> Iterator[tuple[int, int, Kind]]:
    """Yield the names that labels make: first token, the token behind the last, kind."""
    start = 0
    for place, label in enumerate([*labels, OUTSIDE]):
        if place and labels[place - 1] != OUTSIDE and not label.startswith("I"):
            yield start, place, Kind(labels[start][2:])
        if label.startswith("B"):
            start = place
