"""Train the trees that judge claims and write them as text.

Usage: python scripts/train_claims.py OUT --learned GOLD_DIR... --others GOLD_DIR...

Each GOLD_DIR holds NAME.txt beside NAME.tsv, as for train_relations.py. What pairs weigh is told better of articles
from which weights were learned than of others, so claims are only taken from others: those of `--others` with the
weights of the package, those of `--learned` with weights that are learned from the other folds of these. That takes
some six minutes on two cores. Needs the extra `train` (lightgbm). The same input gives the same file.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import lightgbm
import numpy as np
from gold import GoldFact, annotated, gold_of
from labels import label_of, names_of
from train_relations import fit

import filmkg.annotate
import filmkg.text
from filmkg.extract.claimfeatures import FEATURES, rows
from filmkg.extract.claims import Claim, gather
from filmkg.extract.extractor import Knowledge, candidate_pairs, load_knowledge, read_rules
from filmkg.extract.learned import weigh
from filmkg.extract.reading import Reading
from filmkg.extract.weights import load_weights
from filmkg.model import Document

FOLDS = 2
TIMES_OTHERS = 3  # what they count: their claims are weighed as those of any article to come
TREES = 300
SETTINGS = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 31, "min_child_samples": 80, "feature_fraction": 0.6,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "seed": 1, "num_threads": 1, "deterministic": True,
    "force_row_wise": True, "verbose": -1,
}  # fmt: skip
UNIT = 1000  # of what leaves say
OF_DATES = ("startDate", "endDate")

Example = tuple[tuple[int, ...], bool]  # what surrounds a claim, and whether the gold states it


def of_fold(number: int, paths: list[Path]) -> list[Example]:
    """Return the examples of one fold of some articles, with weights learned from all others."""
    lines = fit([path for place, path in enumerate(paths) if place % FOLDS != number])
    with TemporaryDirectory() as folder:
        weights = Path(folder) / "relations.tsv"
        weights.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return examples(paths[number::FOLDS], load_knowledge(load_weights(weights)))


def examples(paths: list[Path], knowledge: Knowledge) -> list[Example]:
    """Return the claims of some articles, but those of which the gold leaves open whether they hold."""
    annotate, found = filmkg.annotate.load(), list[Example]()
    for path in paths:
        article = filmkg.text.read_article(Document(path.stem, str(path), path.read_bytes()))
        reading = read_rules(annotate(article), knowledge)
        claims = gather(weigh(knowledge.model, candidate_pairs(reading, knowledge.model.signs)), reading)
        names, gold = names_of(reading), gold_of(path.with_suffix(".tsv"))
        for claim, row in zip(claims, rows(claims, reading), strict=True):
            right = is_right(claim, reading, names, gold)
            if right is not None:
                found.append((row, right))
    return found


def is_right(claim: Claim, reading: Reading, names: dict[int, set[str]], gold: list[GoldFact]) -> bool | None:
    """Tell whether the gold states a claim, None where it leaves all its places open."""
    labels = {label_of(place.pair, reading.annotation, names, gold, reading.cast.thing_of) for place in claim.places}
    if labels == {None}:
        return None
    return claim.key.relation in labels or ("when" in labels and claim.key.relation in OF_DATES)


def words_of(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of a tree, a node before what hangs on it."""
    if "leaf_value" in node:
        yield str(round(node["leaf_value"] * UNIT))
        return
    yield f"{node['split_feature']}:{math.floor(node['threshold'])}"
    yield from words_of(node["left_child"])
    yield from words_of(node["right_child"])


def main() -> None:
    """Train the trees and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--learned", type=Path, nargs="+", required=True, metavar="GOLD_DIR")
    parser.add_argument("--others", type=Path, nargs="+", required=True, metavar="GOLD_DIR")
    args = parser.parse_args()
    learned, others = annotated(args.learned), annotated(args.others)
    with ProcessPoolExecutor() as executor:
        folds = list(executor.map(of_fold, range(FOLDS), repeat(learned)))
    found = [*chain(*folds), *examples(others, load_knowledge())]
    data = np.array([row for row, _ in found], dtype=float)
    labels = np.array([right for _, right in found])
    times = np.ones(len(found))
    times[sum(map(len, folds)) :] = TIMES_OTHERS
    print(f"{len(found)} claims, {labels.sum()} right")
    booster = lightgbm.train(SETTINGS, lightgbm.Dataset(data, labels, weight=times), TREES)
    trees = [" ".join(words_of(tree["tree_structure"])) for tree in booster.dump_model()["tree_info"]]
    head = f"# Trees that judge claims: {len(learned) + len(others)} articles, scripts/train_claims.py; Apache-2.0"
    args.out.write_text("\n".join([head, " ".join(FEATURES), *trees]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
