"""The table that stands beside a drawing and says the same, also for downloads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filmkg.serve.lists.cells import Value

Cell = Sequence[Value] | int | str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        columns: Keys of their words, "place" for the string `views.column.place`.
        rows: A number, a text, or values that may have pages, for each column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def texts(self) -> Iterator[list[str | int]]:
        """Yield the rows as texts and numbers; the first thing of a row leads it by its IRI, last."""
        for row in self.rows:
            yield [cell if isinstance(cell, int | str) else " | ".join(value.text for value in cell) for cell in row]
