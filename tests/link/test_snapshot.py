from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from filmkg.link.snapshot import load
from filmkg.resources import DATA, ROOT
from filmkg.vocab import CLASSES

TABLE = ROOT.parent / "shared" / "wikidata" / "entities.csv"
SNAPSHOT = DATA / "wikidata" / "snapshot.tsv"


def rows() -> list[dict[str, str]]:
    lines = [line for line in SNAPSHOT.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_item_has_id_label_type_and_source_in_the_order_of_ids() -> None:
    numbers = [int(row["qid"].removeprefix("Q")) for row in rows()]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 1664
    assert all(row["label"] and row["type"] and ":" in row["source"] and int(row["n_sources"]) for row in rows())


def test_every_class_is_one_of_the_ontology() -> None:
    assert {class_name for class_name, _ in load().by_name} <= set(CLASSES)


@pytest.mark.skipif(not TABLE.is_file(), reason="../shared/wikidata is not here")
def test_the_snapshot_is_what_the_script_makes_of_the_table(tmp_path: Path) -> None:
    made = tmp_path / "snapshot.tsv"
    script = ROOT / "scripts" / "make_wikidata_snapshot.py"
    subprocess.run([sys.executable, str(script), str(TABLE), str(made)], check=True)
    assert made.read_bytes() == SNAPSHOT.read_bytes()
    with TABLE.open(encoding="utf-8", newline="") as file:
        stated = {row["qid"]: row["sources"].split(" ; ") for row in csv.DictReader(file)}
    assert {row["qid"] for row in rows()} == set(stated)
    assert all(row["source"] in stated[row["qid"]] for row in rows())
    assert all(int(row["n_sources"]) == len(stated[row["qid"]]) for row in rows())
