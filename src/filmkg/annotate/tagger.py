"""Names as a sequence of tags: what is no name, and where a name of which kind begins and goes on.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over the tokens of a sentence. What the
rules found is one of its features, so it confirms, corrects and completes them. It knows no names but given ones: only
the classes and shapes of words, common words of English in lower case, and what the article says elsewhere. Its weights
are plain text in `data/model/names.tsv`, trained by `scripts/train_names.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import add
from pathlib import Path

from filmkg.annotate.signs import Signs, signs
from filmkg.model import Kind
from filmkg.regression import Weights, joined, moved, pack_hundredths, unpack
from filmkg.resources import DATA

KINDS = (Kind.FILM, Kind.PERSON, Kind.ORGANIZATION, Kind.VENUE, Kind.EVENT, Kind.AWARD, Kind.CITY)
OUTSIDE = "O"
LABELS = (OUTSIDE, *(f"{mark}-{kind}" for kind in KINDS for mark in "BI"))
_N_LABELS = len(LABELS)
# A name goes on only where it began: "I" stands behind the "B" or "I" of its kind, what opens behind any label.
_OPENING = tuple(number for number, label in enumerate(LABELS) if not label.startswith("I"))
_INNER = tuple((number - 1, number) for number, label in enumerate(LABELS) if label.startswith("I"))
_NEVER = -(10**9)


@dataclass(frozen=True, slots=True)
class Chain:
    """The weights of labels in a row, in hundredths.

    Attributes:
        outside: The weights behind "O" of the labels that may open a name or stand outside, packed.
        opening: For each of these labels: the label, and how much better it stands behind all labels than behind "O".
        inner: For each kind: the label that begins a name, the one that goes on, the weight of going on behind each.
        lead: By label, the most that it is better than "O" to stand before what opens. Where a label's score is behind
            that of "O" by as much, the likeliest sequence cannot lead over it to anything but the inside of its name.
    """

    outside: int
    opening: Sequence[tuple[int, Sequence[int]]]
    inner: Sequence[tuple[int, int, int, int]]
    lead: Sequence[int]


def chain(transitions: Sequence[Sequence[int]]) -> Chain:
    """Prepare weights of transitions.

    Args:
        transitions: By label and the label before it, a weight in hundredths.
    """
    return Chain(
        outside=pack_hundredths(row[0] if label in _OPENING else 0 for label, row in enumerate(transitions)),
        opening=tuple((label, tuple(w - transitions[label][0] for w in transitions[label])) for label in _OPENING),
        inner=tuple((begin, on, transitions[on][begin], transitions[on][on]) for begin, on in _INNER),
        lead=(
            _NEVER,
            *(
                max(transitions[label][before] - transitions[label][0] for label in _OPENING)
                for before in range(1, len(LABELS))
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Tagger:
    """What was learned.

    Attributes:
        weights: By feature, the packed weights of all labels.
        chain: The weights of labels in a row.
        signs: By sign, the sum of the weights of its features.
    """

    weights: Weights
    chain: Chain
    signs: Signs[int]


def tagger(
    weights: Weights, transitions: Sequence[Sequence[int]], *, words: frozenset[str], given: frozenset[str]
) -> Tagger:
    """Return the tagger with some weights.

    Args:
        weights: By feature, the packed weights of all labels.
        transitions: By label and the label before it, a weight in hundredths.
        words: Common words of English.
        given: Given names, folded.
    """
    return Tagger(weights, chain(transitions), signs(weights.each, joined, words=words, given=given))


def load_tagger(folder: Path = DATA / "model") -> Tagger:
    """Read the weights."""
    _, lines = (folder / "names.tsv").read_text(encoding="utf-8").split("\n", 1)  # the first tells what of
    cells = lines.removesuffix("\n").replace("\t", "\n").split("\n")
    texts = dict(zip(cells[0::2], cells[1::2], strict=True))
    behind = [map(int, texts.pop(f"after:{label}").split(" ")) for label in LABELS]
    transitions = [list(row) for row in zip(*behind, strict=True)]
    words = frozenset((folder / "words.txt").read_text(encoding="utf-8").split())
    weights = Weights(texts, lambda feature: _read(texts[feature]))
    return tagger(weights, transitions, words=words, given=load_given_names())


def load_given_names(path: Path = DATA / "gazetteer" / "given_names.txt") -> frozenset[str]:
    """Read the given names, folded."""
    return frozenset(path.read_text(encoding="utf-8").splitlines()[1:])


def _read(text: str) -> int:
    sparse = (part.split("=") for part in text.split(" "))
    return sum(moved(int(hundredths), int(number)) for number, hundredths in sparse)


def tag(chain: Chain, sentence: Iterable[int]) -> list[str]:
    """Return the likeliest labels of a sentence's tokens (Viterbi), of two alike the one that comes first in `LABELS`.

    Args:
        chain: The weights of labels in a row.
        sentence: For each token, the packed sum of the weights of its features.
    """
    outside_of_all, lead, inner = chain.outside, chain.lead, chain.inner
    best: list[int] = []
    back: list[list[int]] = []
    for packed in sentence:
        if not best:
            best = [*unpack(packed, _N_LABELS)]
            for _, on in _INNER:
                best[on] = _NEVER
            continue
        # scores count from that of "O" at the token before, behind which most labels stand
        scores = [*unpack(packed + outside_of_all, _N_LABELS)]
        pointers = [0] * _N_LABELS
        outside = best[0]
        if max(map(add, best, lead)) > outside:
            rivals = [label for label, score in enumerate(best) if score + lead[label] > outside]
            for label, row in chain.opening:
                value = 0
                for before in rivals:
                    way = best[before] - outside + row[before]
                    if way > value:
                        value, pointers[label] = way, before
                scores[label] += value
        for begin, on, behind_begin, behind_on in inner:
            value, way = best[begin] + behind_begin, best[on] + behind_on
            pointers[on] = begin
            if way > value:
                value, pointers[on] = way, on
            scores[on] += value - outside
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
