"""What a batch says on standard error while it runs: each refusal, how far it is, how fast, and what is left."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from filmkg.errors import DataError, PassedOverError

Item = TypeVar("Item")
_MAX_PASSED_OVER = 10_000  # a crawl has pictures without number
_CLEAR_LINE = "\r\x1b[K"
_TERMINAL_PERIOD_S = 0.2
_FILE_PERIOD_S = 60.0
_TERMINAL_RATE_OVER, _FILE_RATE_OVER = 150, 5  # times that it was told


class Progress:
    """Counts what a batch did.

    Attributes:
        done: How many articles came through.
        refused: The errors of the others.
        passed_over: How many things beside the articles are none, by the reason.
        passed_over_origins: Where the first of them are.
    """

    def __init__(self, total: int = 0) -> None:
        """Start counting.

        Args:
            total: How many articles there are, 0 where that is not known.
        """
        self.done = 0
        self.refused: list[DataError] = []
        self.passed_over: Counter[str] = Counter()
        self.passed_over_origins: list[str] = []
        self._total = total
        self._on_terminal = sys.stderr.isatty()
        self._telling = ""
        self._began_s = time.monotonic()
        # When how many there were; the first of them is forgotten after some time, as the rate changes: what a build
        # finds unchanged takes no time.
        self._told: deque[tuple[float, int]] = deque(
            maxlen=_TERMINAL_RATE_OVER if self._on_terminal else _FILE_RATE_OVER
        )
        self._begin("articles")

    def watch(self, results: Iterable[Item | DataError]) -> Iterator[Item]:
        """Pass results on; say each error instead."""
        for result in results:
            if isinstance(result, PassedOverError):
                self.passed_over[result.reason] += 1
                if len(self.passed_over_origins) < _MAX_PASSED_OVER:
                    self.passed_over_origins.append(result.origin)
            elif isinstance(result, DataError):
                self.refused.append(result)
                self.note(str(result))
            else:
                self.done += 1
                yield result
            self._count("articles", self.done + len(self.refused), self._total)
        self._clear()

    def tell(self, what: str, count: int, total: int) -> None:
        """Say how far something is that comes before or after the articles, now and then.

        Args:
            what: What is counted; where both numbers are 0, what is being done that cannot be counted.
            count: How many there are so far.
            total: How many there will be.
        """
        if not count and not total:
            self._step(what)
        else:
            self._count(what, count, total)

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

    def _count(self, what: str, count: int, total: int) -> None:
        if what != self._telling:
            self._begin(what)
        self._say(count, total)

    def _begin(self, what: str) -> None:
        self._telling = what
        self._told.clear()
        self._told.append((time.monotonic(), 0))

    def _say(self, count: int, total: int) -> None:
        now_s = time.monotonic()
        if now_s - self._told[-1][0] < (_TERMINAL_PERIOD_S if self._on_terminal else _FILE_PERIOD_S):
            return
        before_s, before = self._told[0]
        self._told.append((now_s, count))
        text = progress_line(count, total, (count - before) / (now_s - before_s), what=self._telling)
        click.echo(f"{_CLEAR_LINE}{text}" if self._on_terminal else text, err=True, nl=not self._on_terminal)

    def _step(self, what: str) -> None:
        """Say what is being done; in a file only of work that is long already."""
        if self._on_terminal:
            click.echo(f"{_CLEAR_LINE}{what} …", err=True, nl=False)
        elif time.monotonic() - self._began_s >= _FILE_PERIOD_S:
            click.echo(f"{what} …", err=True)

    def _clear(self) -> None:
        if self._on_terminal:
            click.echo(_CLEAR_LINE, err=True, nl=False)


def progress_line(count: int, total: int, rate: float, *, what: str = "articles") -> str:
    """Say how far a batch is.

    >>> progress_line(300, 1000, 30.0)
    '300 of 1000 articles, 30.0 a second, 0:23 left'
    >>> progress_line(300, 0, 30.0)
    '300 articles, 30.0 a second'
    """
    if not total or not rate:
        return f"{count} {what}, {rate:.1f} a second"
    minutes, seconds = divmod(round(max(0, total - count) / rate), 60)
    hours, minutes = divmod(minutes, 60)
    left = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{count} of {total} {what}, {rate:.1f} a second, {left} left"
