"""Make `data/wikidata/snapshot.tsv` from a table of Wikidata items and their sources.

    python scripts/make_wikidata_snapshot.py SOURCE_CSV OUT

SOURCE_CSV has the columns `qid,label_en,aliases,type,iso,sources`: aliases are separated by " | ", sources by " ; ".
Every item is kept. Left out are names in other than Latin script (the articles are in English) and stubs below four
letters ("tif"), which are words of other languages more often than names; of the sources the first is named and all are
counted. The same table always gives the same bytes.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from pathlib import Path

HEADER = """\
# Wikidata items of film diplomacy: countries, cities, festivals, bodies, universities, people. Made by
# scripts/make_wikidata_snapshot.py from ../shared/wikidata/entities.csv; change that and run it again.
# Wikidata is in the public domain (CC0 1.0). `source` is a public file that states this id for this name, `n_sources`
# how many do.
"""
COLUMNS = ("qid", "label", "aliases", "type", "iso", "n_sources", "source")


def clean(name: str) -> str:
    """Return a name without invisible characters and with single blanks."""
    return " ".join("".join(char for char in name if unicodedata.category(char) not in ("Cf", "Cc")).split())


def is_usable(name: str) -> bool:
    """Tell whether a name is in Latin script throughout, and no stub: below four letters only in capitals ("UN")."""
    letters = [char for char in name if char.isalpha()]
    latin = all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return latin and (len(letters) > 3 or (bool(letters) and name.isupper()))


def aliases(row: dict[str, str]) -> str:
    """Return the usable aliases of an item other than its label, in the order of the table."""
    names = (clean(name) for name in row["aliases"].split("|"))
    return "|".join(dict.fromkeys(name for name in names if is_usable(name) and name != clean(row["label_en"])))


def main(source_csv: str, out: str) -> None:
    """Write the snapshot."""
    with Path(source_csv).open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["qid"][1:]))
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        code = row["iso"].split("/")[0]
        sources = row["sources"].split(" ; ")
        label = clean(row["label_en"])
        cells = (row["qid"], label, aliases(row), row["type"], code, str(len(sources)), sources[0])
        lines.append("\t".join(cells))
    Path(out).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
