"""Decisions of people, in a table that they edit: they win over the machine and survive every rebuild of the store.

One row a thing, tab-separated, in UTF-8: `type`, `mention` (its label), `decision`, `outcome` and `candidates` (what
the machine says), `iri`. A decision is the QID of an item, "none", or nothing, which leaves it to the machine. A line
that begins with "#" says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filmkg.errors import ReviewError
from filmkg.link.candidates import Candidate, Signal
from filmkg.link.linker import Decision, Outcome, score
from filmkg.link.snapshot import Item, Snapshot, Words
from filmkg.naming.folding import fold

COLUMNS = ("type", "mention", "decision", "outcome", "candidates", "iri")
_HEAD = (
    '# Decide in the column "decision": the QID of an item (Q227), "none", or nothing to leave it to filmkg. Then run\n'
    "# `filmkg link --review` with this file again. filmkg rewrites the other columns, and keeps all that is decided.\n"
)
_NONE = "none"
_DECISION = re.compile(r"(?:[Qq][1-9][0-9]*|none|)", re.IGNORECASE)
_MAX_CANDIDATES = 10
Key = tuple[str, str]  # class, IRI or folded label


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; `decision` is a QID, "none" or "", `line` counts from 1."""

    type: str
    mention: str
    decision: str
    outcome: str
    candidates: str
    iri: str
    line: int = 0


def read_review(path: Path) -> tuple[Row, ...]:
    """Read the table of a file; no rows where there is no such file yet.

    Raises:
        ReviewError: It is no such table, a row is broken, or two rows contradict each other.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        raise ReviewError(f"{path}: not UTF-8: {error.reason}", remedy="save it as text in UTF-8") from None
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    if not lines:
        return ()
    number, line = lines[0]
    if tuple(line.split("\t")) != COLUMNS:
        raise ReviewError(
            f"{path}, line {number}: the columns are not {', '.join(COLUMNS)}",
            remedy="keep the line with the names of the columns as filmkg wrote it, with tabs between them",
        )
    rows = tuple(_row(path, number, line) for number, line in lines[1:])
    _check_agreement(path, rows)
    return rows


def apply_review(decisions: Sequence[Decision], rows: Iterable[Row], *, snapshot: Snapshot) -> tuple[Decision, ...]:
    """Return the decisions, those of people in place of the machine's."""
    found = _rows_by_thing(decisions, rows, snapshot.words)
    reviewed = [_reviewed(one, found.get((one.entity.type, one.entity.iri)), snapshot) for one in decisions]
    chosen = {one.entity.iri: one.qid for one in reviewed if one.is_reviewed and one.qid}
    # What a person says of a thing in one class holds against what the machine says of it in another.
    return tuple(
        replace(one, outcome=Outcome.CANDIDATES, qid="")
        if one.qid and not one.is_reviewed and chosen.get(one.entity.iri, one.qid) != one.qid
        else one
        for one in reviewed
    )


def write_review(machine: Sequence[Decision], rows: Iterable[Row], *, snapshot: Snapshot) -> bytes:
    """Write the table anew: a row for each thing as the machine sees it, what people decided, and rows of other things.

    Args:
        machine: The decisions before those of people are applied.
        rows: The table as it was read.
        snapshot: What the machine decided from.
    """
    rows = tuple(rows)
    found = _rows_by_thing(machine, rows, snapshot.words)
    used = set(found.values())
    kept = [row for row in rows if row not in used]
    new = [
        Row(
            decision.entity.type,
            _cell(decision.entity.names[0]),
            row.decision if (row := found.get((decision.entity.type, decision.entity.iri))) else "",
            decision.outcome,
            _cell("; ".join(map(_words, decision.candidates[:_MAX_CANDIDATES]))),
            decision.entity.iri,
        )
        for decision in machine
    ]
    ordered = sorted((*kept, *new), key=lambda row: (row.type, fold(row.mention), row.iri))
    lines = ("\t".join(getattr(row, column) for column in COLUMNS) for row in ordered)
    return (_HEAD + "\n".join(("\t".join(COLUMNS), *lines)) + "\n").encode()


def _row(path: Path, number: int, line: str) -> Row:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise ReviewError(
            f"{path}, line {number}: {len(cells)} cells where there are {len(COLUMNS)} columns",
            remedy="put one tab between two cells, also where a cell is empty",
        )
    type_, mention, decision, outcome, candidates, iri = cells
    if not _DECISION.fullmatch(decision):
        raise ReviewError(
            f"{path}, line {number}: the decision {decision!r} cannot be read",
            remedy="write the QID of an item such as Q227, none, or nothing",
        )
    if not type_ or not iri:
        raise ReviewError(
            f"{path}, line {number}: no type or no iri", remedy="keep these cells as filmkg wrote them, or cut the row"
        )
    decision = decision.lower() if decision.lower() == _NONE else decision.upper()
    return Row(type_, mention, decision, outcome, candidates, iri, line=number)


def _check_agreement(path: Path, rows: Iterable[Row]) -> None:
    """Raise ReviewError where two rows decide differently on one thing, or take it for two items in two classes."""
    by_key: dict[Key, Row] = {}
    for row in rows:
        keys = [(row.type, row.iri)] if row.decision else []
        keys += [("", row.iri)] if row.decision not in ("", _NONE) else []
        for key in keys:
            other = by_key.setdefault(key, row)
            if other.decision != row.decision:
                where = f"{path}, lines {other.line} and {row.line}"
                raise ReviewError(
                    f"{where}: {other.decision} and {row.decision} for the same thing", remedy="keep one of the two"
                )


def _rows_by_thing(decisions: Sequence[Decision], rows: Iterable[Row], words: Words) -> Mapping[Key, Row]:
    """Return the row of each thing: that with its IRI, else that of a vanished IRI which only this thing can be.

    A rebuild can give a thing another IRI, as when an article is renamed. Two things of one name stay undecided then,
    and so does one whose name any other could have, such as "Culture Ministry".
    """
    things: defaultdict[Key, list[Decision]] = defaultdict(list)
    keys = {(decision.entity.type, decision.entity.iri) for decision in decisions}
    own: dict[Key, Row] = {}
    lost: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        key = (row.type, row.iri)
        if key not in keys:
            lost[row.type, fold(row.mention)].append(row)
        elif row.decision or key not in own:
            own[key] = row
    for decision in decisions:
        things[decision.entity.type, fold(decision.entity.names[0])].append(decision)
    for name, candidates in lost.items():
        bearers = [one.entity for one in things.get(name, ())]
        is_common = words.generic.issuperset(name[1].split())
        if len(bearers) == 1 and len({row.decision for row in candidates}) == 1 and not is_common:
            own.setdefault((bearers[0].type, bearers[0].iri), candidates[0])
    return own


def _reviewed(decision: Decision, row: Row | None, snapshot: Snapshot) -> Decision:
    if row is None or not row.decision:
        return decision
    if row.decision == _NONE:
        return replace(decision, outcome=Outcome.NONE, qid="", is_reviewed=True)
    known = {candidate.item.qid: candidate for candidate in decision.candidates}
    item = snapshot.by_qid.get(row.decision, Item(row.decision, ""))
    chosen = known.pop(row.decision, Candidate(item, frozenset()))
    first = Candidate(chosen.item, chosen.signals | {Signal.REVIEW})
    return Decision(decision.entity, Outcome.LINKED, row.decision, (first, *known.values()), is_reviewed=True)


def _words(candidate: Candidate) -> str:
    """Describe a candidate: "Q227 Azerbaijan 0.80 (label, type; AZ; 5)"."""
    facts = (", ".join(sorted(candidate.signals)), candidate.item.code, f"popularity {candidate.item.popularity}")
    return f"{candidate.item.qid} {candidate.item.label} {score(candidate):.2f} ({'; '.join(filter(None, facts))})"


def _cell(text: str) -> str:
    return " ".join(text.split())
