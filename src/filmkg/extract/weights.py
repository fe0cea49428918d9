"""Weights of the learned part: one logistic regression a family of pairs, two for events, and trees for claims.

The regressions are trained by `scripts/train_relations.py` from annotated articles and kept in
`data/model/relations.tsv`: after a line "=NAME" each feature with its weights in hundredths. The trees are trained by
`scripts/train_claims.py` from what regressions make of articles that they have not learned from, and kept in
`data/model/claims.txt` as `trees.py` says; so are those that choose statuses (`scripts/train_statuses.py`), in
`data/model/statuses.txt` after a line "=NAME" for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from pathlib import Path

from filmkg.extract import claimfeatures, statusrows
from filmkg.extract.families import FAMILIES
from filmkg.extract.signs import Signs, signs
from filmkg.regression import Weights, joined, moved, pack_hundredths, ready
from filmkg.resources import DATA
from filmkg.trees import Trees, read_trees

MAIN = "event-main"  # the one relation of the choice of the main event
EVENT_CLASS = "event-class"  # whose relations are the classes of events
STATUS = "status"  # whose relations are the statuses
CHOICES = (MAIN, EVENT_CLASS, STATUS)
COUNT = sum(len(family.relations) for family in FAMILIES)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned.

    Attributes:
        weights: By family and feature, the packed weights; `MAIN`, `EVENT_CLASS` and `STATUS` stand for the choices
            among and about events.
        signs: By sign, the sum of the weights of its features, those of all families side by side.
        first: By family, the place of its weights among those of all.
        trees: What judges claims; where there are none yet, each is as likely as its likeliest place.
        statuses: What scores statuses: that there is none to be told, then each of `statusrows.STATUSES`; without
            them none can be chosen.
    """

    weights: Mapping[str, Weights]
    signs: Signs[int]
    first: Mapping[str, int]
    trees: Trees | None = None
    statuses: Sequence[Trees] = ()


def model(weights: Mapping[str, Mapping[str, int]]) -> Model:
    """Return the model with some weights and without trees.

    Args:
        weights: By family and feature, the packed weights.
    """
    return _model({name: ready(of_family) for name, of_family in weights.items()})


def _model(weights: Mapping[str, Weights]) -> Model:
    first = _places()
    placed = [(place, weights[name]) for name, place in first.items() if name in weights]

    def read(feature: str) -> int:
        return sum([moved(of_family[feature], place) for place, of_family in placed if feature in of_family.features])

    of_all = Weights(frozenset().union(*(of_family.features for _, of_family in placed)), read)
    return Model(weights, signs(of_all.each, joined), first)


def _places() -> dict[str, int]:
    counts = (len(family.relations) for family in FAMILIES)
    return dict(zip((family.name for family in FAMILIES), accumulate(counts, initial=0), strict=False))


def load_model(folder: Path = DATA / "model") -> Model:
    """Read the weights and the trees."""
    _, _, trees = (folder / "claims.txt").read_text(encoding="utf-8").partition("\n")
    _, *statuses = (folder / "statuses.txt").read_text(encoding="utf-8").split("\n=")
    return replace(
        load_weights(folder / "relations.tsv"),
        trees=read_trees(trees, claimfeatures.FEATURES),
        statuses=[read_trees(part.partition("\n")[2], statusrows.FEATURES) for part in statuses],
    )


def load_weights(path: Path) -> Model:
    """Read weights; the model is without trees."""
    _, *parts = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n=")  # the first tells what of
    weights: dict[str, Weights] = {}
    for part in parts:
        name, *cells = part.replace("\t", "\n").split("\n")
        of_family = dict(zip(cells[0::2], cells[1::2], strict=True))
        weights[name] = Weights(of_family, partial(_read_of, of_family))
    return _model(weights)


def _read_of(texts: Mapping[str, str], feature: str) -> int:
    return pack_hundredths(map(int, texts[feature].split(" ")))
