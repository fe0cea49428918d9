"""What people say of merges, in a table that they edit, for good.

"apart" takes a thing out of what it was merged into; the IRI of another thing joins it with that one, and " in KEY"
after it says in which article, as articles share IRIs.

One row a thing of an article, tab-separated, in UTF-8: `thing` (what it was merged into), `article`, `name` (what the
article calls it), `decision`, `reason` (why it was merged), `iri` (what the article's graph calls it). A line that
begins with "#" says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from filmkg.errors import ReviewError

COLUMNS = ("thing", "article", "name", "decision", "reason", "iri")
APART = "apart"
_JOIN = re.compile(r"https?://\S+(?: in \S+)?")
_HEAD = (
    '# Write into the column "decision": "apart" where an article speaks of another thing than the others, the IRI of\n'
    "# another row where it speaks of the same, or nothing to leave it to filmkg. A row of your own needs article,\n"
    "# iri and decision. Then run `filmkg merges --review` with this file again.\n"
)


class Merged(NamedTuple):
    """A row of the table."""

    thing: str
    article: str
    name: str
    decision: str
    reason: str
    iri: str


def read_merges(path: Path) -> tuple[Merged, ...]:
    """Read the table of a file; no rows where there is no such file yet.

    Raises:
        ReviewError: It is no such table, or a decision is none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise ReviewError(f"{path}: not UTF-8: {error.reason}", remedy="save it as text in UTF-8") from None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    if lines and tuple(lines[0][1].split("\t")) != COLUMNS:
        raise ReviewError(
            f"{path}, line {lines[0][0]}: the columns are not {', '.join(COLUMNS)}",
            remedy="keep the line with the names of the columns as filmkg wrote it, with tabs between them",
        )
    rows = []
    for number, line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise ReviewError(f"{path}, line {number}: not {len(COLUMNS)} columns", remedy="keep the tabs of the row")
        row = Merged(*(cell.strip() for cell in cells))
        if row.decision not in ("", APART) and not _JOIN.fullmatch(row.decision):
            raise ReviewError(
                f"{path}, line {number}: the decision {row.decision!r} is none",
                remedy=f'write "{APART}", the IRI of another thing, or nothing',
            )
        rows.append(row)
    return tuple(rows)


def write_merges(rows: Iterable[Merged]) -> bytes:
    """Write the table, sorted by thing and article."""
    lines = ("\t".join(" ".join(cell.split()) for cell in row) for row in (COLUMNS, *sorted(rows)))
    return (_HEAD + "".join(f"{line}\n" for line in lines)).encode()
