"""Read the facts of annotated articles (NAME.tsv beside NAME.txt): relation, subject, object; "?" if optional."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

# relation, names of the subject, names of the object, required
GoldFact = tuple[str, set[str], set[str], bool]
SAME = {"org.place": "place.in"}


def fold(name: str) -> str:
    """Fold a name to what is compared: case, accents, quotation marks, hyphens, a leading "the"."""
    name = name.replace("ə", "e").replace("Ə", "e").replace("ı", "i").replace("–", "-").replace("—", "-")
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    name = re.sub(r"['’`]", "", name)
    return re.sub(r"^the ", "", re.sub(r"[^\w%#&+/.]+", " ", name).strip(" ."))


def gold_of(path: Path) -> list[GoldFact]:
    """Read the facts of an article: relation, names of subject and object, required."""
    facts = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if "\t" in line and not line.startswith("#"):
            relation, subject, value = (cell.strip() for cell in line.removeprefix("?").split("\t"))
            names = {fold(n) for n in subject.split("|")}, {fold(n) for n in value.split("|")}
            facts.append((SAME.get(relation, relation), *names, not line.startswith("?")))
    return facts


def annotated(folders: Iterable[Path]) -> list[Path]:
    """Return the articles of some folders that have facts beside them, sorted by their names."""
    found = (path for folder in folders for path in folder.glob("*.txt") if path.with_suffix(".tsv").exists())
    return sorted(found, key=lambda path: path.name)


def read_arguments(description: str | None) -> tuple[Path, list[Path]]:
    """Read "OUT GOLD_DIR... [--skip PATTERN]"; return where to write, and the articles."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument(
        "--skip", action="append", default=[], metavar="PATTERN", help="leave out articles of such a name"
    )
    args = parser.parse_args()
    return args.out, [path for path in annotated(args.gold) if not any(fnmatch(path.stem, s) for s in args.skip)]
