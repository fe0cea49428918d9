"""Train the trees that choose statuses and write them as text.

Usage: python scripts/train_statuses.py OUT GOLD_DIR... [--skip PATTERN]

Each GOLD_DIR holds NAME.txt beside NAME.tsv, and must hold no article from which train_relations.py has learned: what
words say of statuses is told better there. Needs the extra `train` (lightgbm). The same input gives the same file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import lightgbm
import numpy as np
from gold import GoldFact, gold_of, read_arguments
from labels import CLASS_WORD, GENERIC, names_of
from train_claims import SETTINGS, words_of
from train_relations import TIMES_AN_EXAMPLE, cue_examples

import filmkg.annotate
import filmkg.text
from filmkg.extract.extractor import load_knowledge, read_facts
from filmkg.extract.modality import told_in, with_status
from filmkg.extract.statusrows import FEATURES, STATUSES, row, told_of
from filmkg.extract.statussigns import StatusSigns
from filmkg.extract.things import Thing
from filmkg.extract.weights import STATUS
from filmkg.model import Document

NONE = "none"
CLASSES = (NONE, *STATUSES)
ROUNDS = 80
OF_STATUSES = {"objective": "multiclass", "num_class": len(CLASSES), "learning_rate": 0.08, "num_leaves": 8,
               "min_child_samples": 30}  # fmt: skip


def status_in(gold: list[GoldFact], thing: Thing, what: str, names: dict[int, set[str]]) -> str | None:
    """Return the status of a thing in the gold, "none" where there is none, None where it cannot be told."""
    called = names.get(thing.number, {"event", thing.type.lower(), CLASS_WORD.get(thing.type, "")})
    is_named = thing.named and what == "event"
    own = called - GENERIC if is_named else called - ({"event"} if thing.type != "Event" else set())
    found = [(values, required) for relation, subjects, values, required in gold
             if relation == f"{what}.status" and subjects & own]  # fmt: skip
    told = {value for values, _ in found for value in values}
    if len(told) > 1 or not all(required for _, required in found):
        return None
    return told.pop() if told else NONE


def main() -> None:
    """Train the trees and write the file."""
    out, paths = read_arguments(__doc__)
    annotate, knowledge = filmkg.annotate.load(), load_knowledge()
    rows: list[tuple[int, ...]] = []
    labels: list[int] = []
    times: list[int] = []

    def learn(
        document: Document, status_of: Callable[[Thing, str, dict[int, set[str]]], str | None], *, counts: int = 1
    ) -> None:
        reading = read_facts(annotate(filmkg.text.read_article(document)), knowledge)
        names = names_of(reading)
        signs, weights = StatusSigns(knowledge.cues, reading), knowledge.model.weights[STATUS]
        for thing, what in with_status(reading):
            sentences = told_in(thing, reading)
            status = status_of(thing, what, names) if what != "membership" and sentences else None
            if status is not None:
                told = told_of(thing, sentences, what, signs=signs, weights=weights, reading=reading)
                rows.append(row(told, signs, reading))
                labels.append(CLASSES.index(status))
                times.append(counts)

    for path in paths:
        gold = gold_of(path.with_suffix(".tsv"))
        learn(Document(path.stem, str(path), path.read_bytes()), partial(status_in, gold))
    for text, of, status in cue_examples():
        learn(
            Document("example", text, text.encode()),
            lambda _, what, __, of=of, status=status: status if of in (what, "any") else None,
            counts=TIMES_AN_EXAMPLE,
        )
    print(f"{len(rows)} statuses")
    data = lightgbm.Dataset(np.array(rows, dtype=float), np.array(labels), weight=np.array(times))
    trees = lightgbm.train({**SETTINGS, **OF_STATUSES}, data, ROUNDS).dump_model()["tree_info"]
    lines = [f"# Trees that choose statuses: {len(paths)} articles, scripts/train_statuses.py; Apache-2.0"]
    for number, name in enumerate(CLASSES):
        lines += [f"={name}", " ".join(FEATURES)]
        lines += [" ".join(words_of(tree["tree_structure"])) for tree in trees[number :: len(CLASSES)]]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
