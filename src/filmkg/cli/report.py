"""What a run did: a table on standard error, and the same as JSON beside the store."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from filmkg.cli.output import open_output
from filmkg.cli.progress import Progress
from filmkg.errors import DataError, DocumentError

NAME = "report.json"


def report(progress: Progress, *, unchanged: int, removed: Sequence[str], copies: int) -> dict[str, Any]:
    """Return what a run did, for JSON: nothing that was found is missing.

    Args:
        progress: What became of each article.
        unchanged: How many of those that came through were in the store already, as they are.
        removed: Keys of the articles that were taken out of the store.
        copies: How many articles of the store tell the story of another one.
    """
    return {
        "read": progress.done + len(progress.refused),
        "converted": progress.done - unchanged,
        "unchanged": unchanged,
        "removed": list(removed),
        "quarantined": [
            {"origin": getattr(one, "origin", ""), "reason": _reason(one), "problem": one.problem, "remedy": one.remedy}
            for one in progress.refused
        ],
        "passed_over": dict(sorted(progress.passed_over.items())),
        "passed_over_origins": progress.passed_over_origins,
        "copies": copies,
    }


def show_report(report: Mapping[str, Any]) -> None:
    """Say on standard error how many articles were read and converted, and why the others were not."""
    rows = [("read", report["read"]), ("converted", report["converted"])]
    rows += [("in the store already", report["unchanged"])] if report["unchanged"] else []
    reasons = Counter(one["reason"] for one in report["quarantined"])
    rows += [(f"left out: {reason}", number) for reason, number in sorted(reasons.items())]
    rows += [(f"passed over: {reason}", number) for reason, number in report["passed_over"].items()]
    rows += [("taken out of the store", len(report["removed"]))] if report["removed"] else []
    rows += [("copies of another, in the store", report["copies"])] if report["copies"] else []
    width = max(len(name) for name, _ in rows)
    for name, number in rows:
        click.echo(f"{name:<{width}}  {number:>8,}", err=True)


def keep_report(folder: Path, report: Mapping[str, Any]) -> None:
    """Keep a report beside a store, in place of that of the run before."""
    with open_output(folder / NAME) as file:
        file.write(json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")


def _reason(error: DataError) -> str:
    return error.reason if isinstance(error, DocumentError) else "not usable"
