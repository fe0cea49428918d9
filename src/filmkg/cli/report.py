"""What a run did: a table on standard error, and the same as JSON beside the store."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from filmkg.cli.output import open_output
from filmkg.cli.progress import Progress
from filmkg.errors import DataError, DocumentError

_MAX_LISTED = 10_000  # files in other formats; of articles that were refused each is listed
NAME = "report.json"


def report(progress: Progress, *, copies: int) -> dict[str, object]:
    """Return what a run did, for JSON: nothing that was found is missing.

    Args:
        progress: What became of each article.
        copies: How many articles of the store tell the story of another one.
    """
    return {
        "read": progress.done + len(progress.refused),
        "converted": progress.done,
        "copies": copies,
        "quarantined": [
            {"origin": getattr(one, "origin", ""), "reason": _reason(one), "problem": one.problem, "remedy": one.remedy}
            for one in progress.refused
        ],
        "passed_over": len(progress.passed_over),
        "passed_over_files": [one.origin for one in progress.passed_over[:_MAX_LISTED]],
    }


def show_report(progress: Progress, *, copies: int) -> None:
    """Say on standard error how many articles were read and converted, and why the others were not."""
    reasons = Counter(_reason(error) for error in progress.refused)
    rows = [("read", progress.done + len(progress.refused)), ("converted", progress.done)]
    rows += [(f"left out: {reason}", number) for reason, number in sorted(reasons.items())]
    rows += [("passed over: other format", len(progress.passed_over))] if progress.passed_over else []
    rows += [("copies of another in the store", copies)] if copies else []
    width = max(len(name) for name, _ in rows)
    for name, number in rows:
        click.echo(f"{name:<{width}}  {number:>8,}", err=True)


def keep_report(folder: Path, report: dict[str, object]) -> None:
    """Keep a report beside a store, in place of that of the run before."""
    with open_output(folder / NAME) as file:
        file.write(json.dumps(report, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")


def _reason(error: DataError) -> str:
    return error.reason if isinstance(error, DocumentError) else "not usable"
