"""Measure the links over the annotated articles against `tests/link/links.tsv`, beside links by exact label alone.

    python bench/links.py [--json]

Precision: of the links, those to the right item. Recall: of the things that are in the snapshot, those linked to the
right item. Kept: of the things that are not in it, those left alone. A link of a thing that the table does not list
counts as wrong: look it up and write it down. Exits with 1 where a figure is under its floor, with 2 where ../shared is
absent.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from filmkg import link as linking
from filmkg import pipeline
from filmkg.resources import ROOT
from filmkg.sources import read_documents
from filmkg.store import open_store, replace_article

GOLD = ROOT.parent / "shared" / "gold"
TABLE = ROOT / "tests" / "link" / "links.tsv"
ARTICLES = ("dev/*.txt", "seeds/*.txt")
FLOORS = {"precision": 0.98, "recall": 0.95, "kept": 0.99}
Key = tuple[str, str]  # class, label


@dataclass(frozen=True, slots=True)
class Figures:
    """What links come to; each share in [0, 1]."""

    linked: int
    precision: float
    recall: float
    kept: float


def read_table() -> dict[Key, str]:
    """Return the right QID of each thing, or "none"."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["type"], row["label"]): row["qid"] for row in rows}


def read_things(snapshot: linking.Snapshot) -> tuple[linking.Entity, ...]:
    """Build a store from the articles, and return its things."""
    articles = sorted(str(path) for pattern in ARTICLES for path in GOLD.glob(pattern))
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store", writable=True) as store:
        for converted in pipeline.convert(read_documents(articles)):
            if isinstance(converted, pipeline.Converted):
                replace_article(store, converted.quads, graph=converted.graph)
        pipeline.identify(store)
        entities = linking.read_entities(store, snapshot=snapshot)
        del store
    return entities


def by_exact_label(entities: Iterable[linking.Entity], snapshot: linking.Snapshot) -> dict[str, str]:
    """Link each thing to the best known item whose label is its own, letter for letter; nothing else is looked at."""
    labels: defaultdict[str, list[linking.Item]] = defaultdict(list)
    for item in snapshot.by_qid.values():
        labels[item.label].append(item)
    return {
        entity.iri: max(labels[entity.names[0]], key=lambda item: item.popularity).qid
        for entity in entities
        if entity.names[0] in labels
    }


def measure(links: Mapping[str, str], entities: Iterable[linking.Entity], right: Mapping[Key, str]) -> Figures:
    """Hold links, QIDs by IRI, against the table."""
    wanted = {entity.iri: right.get((entity.type, entity.names[0]), "none") for entity in entities}
    there = [iri for iri, qid in wanted.items() if qid != "none"]
    absent = [iri for iri, qid in wanted.items() if qid == "none"]
    correct = sum(wanted[iri] == qid for iri, qid in links.items())
    return Figures(
        linked=len(links),
        precision=round(correct / max(1, len(links)), 4),
        recall=round(correct / len(there), 4),
        kept=round(sum(iri not in links for iri in absent) / len(absent), 4),
    )


def main(*, as_json: bool) -> int:
    """Measure both ways and print them."""
    if not GOLD.is_dir():
        print(f"{GOLD} is not here", file=sys.stderr)
        return 2
    snapshot, right = linking.load(), read_table()
    entities = read_things(snapshot)
    links = {
        decision.entity.iri: decision.qid
        for decision in linking.decide(entities, snapshot=snapshot)
        if decision.outcome is linking.Outcome.LINKED
    }
    figures = {
        "exact label": measure(by_exact_label(entities, snapshot), entities, right),
        "filmkg link": measure(links, entities, right),
    }
    unlisted = [entity.names[0] for entity in entities if (entity.type, entity.names[0]) not in right]
    wrong = [
        f"{entity.type} {entity.names[0]}: {links.get(entity.iri, 'none')}, and not {wanted}"
        + ("" if (entity.type, entity.names[0]) in right else " (not in the table: look it up and write it down)")
        for entity in entities
        if links.get(entity.iri, "none") != (wanted := right.get((entity.type, entity.names[0]), "none"))
    ]
    if as_json:
        print(json.dumps({name: asdict(found) for name, found in figures.items()} | {"wrong": wrong}, indent=2))
    else:
        print(f"{'':12} {'linked':>7} {'precision':>10} {'recall':>7} {'kept':>7}")
        for name, found in figures.items():
            print(f"{name:12} {found.linked:7} {found.precision:10.4f} {found.recall:7.4f} {found.kept:7.4f}")
        print(f"{len(entities)} things, {len(unlisted)} of them not in the table", *wrong, sep="\n  ")
    reached = asdict(figures["filmkg link"])
    return int(any(reached[name] < floor for name, floor in FLOORS.items()))


if __name__ == "__main__":
    sys.exit(main(as_json="--json" in sys.argv[1:]))
