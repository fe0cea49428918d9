"""The links over the annotated articles, against a table made by hand (`links.tsv`)."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from filmkg.resources import ROOT

SEED_THINGS = {
    ("Country", "Azerbaijan"): "Q227",
    ("Country", "Türkiye"): "Q43",
    ("City", "Istanbul"): "Q406",
    ("City", "Ankara"): "Q3640",
    ("Venue", "Istanbul University"): "Q192964",
    ("Venue", "Bahçeşehir University"): "Q3409570",
    ("Organization", "Turkish Ministry of Culture and Tourism"): "Q3136957",
    ("FestivalSeries", "Cannes"): "Q42369",
    ("FestivalSeries", "Berlin"): "Q130871",
    ("FestivalSeries", "Venice"): "Q49024",
}


@pytest.mark.skipif(not (ROOT.parent / "shared" / "gold").is_dir(), reason="../shared/gold is not here")
def test_links_are_right_and_better_than_by_label() -> None:
    command = [sys.executable, str(ROOT / "bench" / "links.py"), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    figures = json.loads(run.stdout)
    ours, baseline = figures["filmkg link"], figures["exact label"]
    assert ours["precision"] >= 0.98 > baseline["precision"]
    assert ours["recall"] >= 0.95 > baseline["recall"]
    assert ours["kept"] >= baseline["kept"]
    rows = (ROOT / "tests" / "link" / "links.tsv").read_text(encoding="utf-8").splitlines()
    right = {(kind, label): qid for kind, label, qid in (row.split("\t") for row in rows if row[0] != "#")}
    assert right.items() >= SEED_THINGS.items()
    assert not [line for line in figures["wrong"] if any(f"{kind} {label}:" in line for kind, label in SEED_THINGS)]
