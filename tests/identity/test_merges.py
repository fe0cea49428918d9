"""Merges over the annotated articles, against a table made by hand (`merges.tsv`)."""

import json
import subprocess
import sys

import pytest

from filmkg.resources import ROOT


@pytest.mark.skipif(not (ROOT.parent / "shared" / "gold").is_dir(), reason="../shared/gold is not here")
def test_merges_are_right_better_than_by_iri_and_the_same_in_any_order():
    command = [sys.executable, str(ROOT / "bench" / "identity.py"), "--json", "--orders", "10"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    figures = json.loads(run.stdout)
    assert figures["exports"] == 1
    for scope in ("all", "without places"):
        ours, baseline = figures[f"filmkg, {scope}"], figures[f"same IRI, {scope}"]
        assert ours["precision"] >= 0.98
        assert ours["recall"] >= 0.85 > baseline["recall"]
