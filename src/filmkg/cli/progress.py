"""What a batch says on standard error while it runs: each refusal, and on a terminal how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from filmkg.errors import DataError, PassedOverError

Item = TypeVar("Item")
_CLEAR_LINE = "\r\x1b[K"


class Progress:
    """Counts what a batch did.

    Attributes:
        done: How many articles came through.
        refused: The errors of the others.
        passed_over: Files beside the articles, in other formats.
    """

    def __init__(self) -> None:
        self.done = 0
        self.refused: list[DataError] = []
        self.passed_over: list[PassedOverError] = []
        self._on_terminal = sys.stderr.isatty()

    def watch(self, results: Iterable[Item | DataError]) -> Iterator[Item]:
        """Pass results on; say each error instead."""
        for result in results:
            if isinstance(result, PassedOverError):
                self.passed_over.append(result)
            elif isinstance(result, DataError):
                self.refused.append(result)
                self.note(str(result))
            else:
                self.done += 1
                yield result
            self._count()
        self._clear()

    def note(self, text: str) -> None:
        """Say something about one article."""
        self._clear()
        click.echo(text, err=True)

    def refusals(self) -> list[dict[str, str]]:
        """Return the errors for JSON."""
        return [{"problem": error.problem, "remedy": error.remedy} for error in self.refused]

    def end(self) -> None:
        """End the command with exit code 1 where anything was refused."""
        if self.refused:
            click.get_current_context().exit(DataError.exit_code)

    def _count(self) -> None:
        if self._on_terminal:
            click.echo(f"{_CLEAR_LINE}{self.done} articles", err=True, nl=False)

    def _clear(self) -> None:
        if self._on_terminal:
            click.echo(_CLEAR_LINE, err=True, nl=False)
