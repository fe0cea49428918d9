"""Hold what filmkg reads out of annotated articles against the floors in `tests/gates.toml`.

    python scripts/check_gates.py

Prints the figures of each corpus by ../shared/eval/score.py, run on the filmkg that is installed beside this Python.
Fails where a figure lies below its floor, in all or in one relation, where the articles are not those that the floors
were measured on, a quote is wrong, a fact has no evidence, or an article fails. Of a large corpus each so-manieth
article is looked at (`every`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from filmkg import pipeline
from filmkg.errors import DataError
from filmkg.sources import read_documents

ROOT = Path(__file__).resolve().parents[1]
SCORER = ROOT / "../shared/eval/score.py"
_PRINT = 'exec cat "$0/$(basename "$1" .txt).nq"'
FIGURES = ("precision", "f1")
_ROW = re.compile(r"^([a-z]+(?:\.[A-Za-z]+)?) +\d+ +[\d.]+ +[\d.]+ +([\d.]+)$", re.MULTILINE)


def main() -> int:
    """Score each corpus; return the exit code."""
    if not SCORER.is_file():
        print("gates: skipped, as ../shared/eval/score.py is not here")
        return 0
    gates = tomllib.loads((ROOT / "tests" / "gates.toml").read_text(encoding="utf-8"))
    here = [name for name, gate in gates.items() if (ROOT / gate["folder"]).is_dir()]
    for name in gates.keys() - here:
        print(f"gates: {name} skipped, as {gates[name]['folder']} is not here")
    # A corpus is scored, which one core does, while the next is converted: so the largest comes first.
    here.sort(key=lambda name: -len(list((ROOT / gates[name]["folder"]).iterdir())))
    scores = {}
    with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor() as scorers:
        for name in here:
            folder = chosen(ROOT / gates[name]["folder"], Path(work) / name, every=gates[name].get("every", 1))
            converted = convert(folder, folder / "converted")
            scores[name] = scorers.submit(check, name, gates[name], folder, converted)
    problems = [f"{name}: {problem}" for name, score in scores.items() for problem in score.result()]
    print(*(f"gates: {problem}" for problem in problems), sep="\n", end="\n" if problems else "")
    print(f"gates: {len(gates)} corpora, {len(problems)} figures below their floors")
    return 1 if problems else 0


def chosen(folder: Path, output: Path, *, every: int) -> Path:
    """Make a folder of links to each so-manieth article of another, by name, with its facts; return it."""
    output.mkdir()
    for article in sorted(folder.glob("*.txt"))[::every]:
        for path in (article, article.with_suffix(".tsv")):
            (output / path.name).symlink_to(path)
    return output


def digest(folder: Path) -> str:
    """Return a short digest of the articles and facts of a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.t[xs][tv]")):
        whole.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def convert(folder: Path, output: Path) -> Path:
    """Write each article's N-Quads to OUTPUT/NAME.nq, by as many processes as there are cores; return OUTPUT."""
    output.mkdir()
    for converted in pipeline.convert(read_documents([str(folder)]), workers=os.cpu_count() or 1):
        if isinstance(converted, DataError):
            print(converted)  # the scorer counts it as failed
        else:
            name = Path(converted.extraction.article.origin).stem
            (output / f"{name}.nq").write_text(converted.nquads, encoding="utf-8")
    return output


def check(name: str, gate: dict[str, Any], folder: Path, converted: Path) -> list[str]:
    """Score the articles of one corpus by what they were converted to, and say what is below its floor."""
    figures_file = converted / "figures.json"
    command = [sys.executable, SCORER, folder, "--json", figures_file, "--", "sh", "-c", _PRINT, converted, "{file}"]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=False, encoding="utf-8")
    print(f"\n== {name}: {gate['folder']}\n{run.stdout}", flush=True)
    if not figures_file.is_file():
        return ["the scorer failed"]
    figures = json.loads(figures_file.read_text(encoding="utf-8"))
    problems = [
        f"{figure} is {figures[figure]:.4f}, its floor {gate[figure]:.4f}"
        for figure in FIGURES
        if figures[figure] < gate[figure]
    ]
    found = {relation: float(f1) for relation, f1 in _ROW.findall(run.stdout)}
    problems.extend(
        f"f1 of {relation} is {found.get(relation, 0.0):.3f}, its floor {floor:.3f}"
        for relation, floor in gate.get("relations", {}).items()
        if found.get(relation, 0.0) < floor
    )
    if (found_digest := digest(ROOT / gate["folder"])) != gate["digest"]:
        problems.append(f"the articles have changed: measure anew, and put digest = {found_digest!r}")
    if figures["backed"] < 1:
        problems.append(f"only {figures['backed']:.4f} of the facts have their evidence")
    if figures["wrong_quotes"]:
        problems.append(f"{figures['wrong_quotes']} quotes are not what the article says")
    if figures["failed"] or not figures["articles"]:
        problems.append(f"{figures['failed']} of {figures['articles']} articles failed")
    return problems


if __name__ == "__main__":
    sys.exit(main())
