"""The bundled snapshot of Wikidata, indexed by folded name (see `data/wikidata/README.md`)."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from filmkg import resources
from filmkg.link.names import fold, without


@dataclass(frozen=True, slots=True)
class Item:
    """One item: QID, label, folded names (label first), type, ISO 3166-1 alpha-2 code or ""."""

    qid: str
    label: str
    names: tuple[str, ...]
    type: str
    code: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All items, with the ways to find them; built once by `load` and never changed.

    Attributes:
        by_name: Items by class of the ontology and folded name.
        by_short_name: Festivals by class and what is left of their name without `festival_words`.
        generic_words: Words that tell nothing apart.
        festival_words: Words that a festival's short name leaves out.
    """

    by_name: Mapping[tuple[str, str], tuple[Item, ...]]
    by_short_name: Mapping[tuple[str, str], tuple[Item, ...]]
    generic_words: frozenset[str]
    festival_words: frozenset[str]


def load(folder: Path = resources.DATA / "wikidata") -> Snapshot:
    """Read the snapshot of a folder: `snapshot.tsv`, `types.tsv` and `words.toml`."""
    classes = {row["type"]: row["classes"].removeprefix("-").split() for row in _rows(folder / "types.tsv")}
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    festival_words = frozenset(words["festival"])
    by_name: defaultdict[tuple[str, str], dict[str, Item]] = defaultdict(dict)
    by_short_name: defaultdict[tuple[str, str], dict[str, Item]] = defaultdict(dict)
    for row in _rows(folder / "snapshot.tsv"):
        names = tuple(dict.fromkeys(fold(name) for name in (row["label"], *row["aliases"].split("|")) if fold(name)))
        item = Item(row["qid"], row["label"], names, row["type"], row["iso"])
        for class_name in classes[item.type]:
            for name in names:
                by_name[class_name, name][item.qid] = item
                if class_name == "FestivalSeries" and (short := without(name, festival_words)):
                    by_short_name[class_name, short][item.qid] = item
    return Snapshot(
        by_name={key: tuple(items.values()) for key, items in by_name.items()},
        by_short_name={key: tuple(items.values()) for key, items in by_short_name.items()},
        generic_words=frozenset(words["generic"]),
        festival_words=festival_words,
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
