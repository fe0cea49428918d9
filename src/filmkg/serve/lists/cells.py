"""The rows of a list: for each entry what its columns show, with labels for things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filmkg.serve import wording
from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.kinds import Field, Kind
from filmkg.serve.lists.reading import PART, by_workers, portion_of, read_field
from filmkg.serve.lists.shelf import Shelf
from filmkg.serve.nodes import labels_of, local_name
from filmkg.serve.rendering import spaced

_LABELS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a cell.

    Attributes:
        text: Its words.
        iri: Its IRI where it is a thing.
        status: Its status where it is one.
        path: The page that it leads to where that is not the page of a thing.
    """

    text: str
    iri: str = ""
    status: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, and the values of each of its columns."""

    iri: str
    name: str
    cells: tuple[tuple[Value, ...], ...]


def read_rows(pool: Pool, kind: Kind, shelf: Shelf, positions: Sequence[int]) -> Iterator[Row]:
    """Yield the rows of entries, in the order given."""
    ask = by_workers(pool)
    for start in range(0, len(positions), PART):
        part = positions[start : start + PART]
        iris = [shelf.iris[position] for position in part]
        portion = portion_of(iris)
        columns = [read_field(ask, one, portion, classes=kind.classes) for one in kind.columns]
        named = {
            value
            for one, column in zip(kind.columns, columns, strict=True)
            if one.form == "thing"
            for values in column.values()
            for value in values
        }
        labels = read_labels(pool, sorted(named))
        for position, iri in zip(part, iris, strict=True):
            cells = tuple(
                tuple(shown(one, value, labels) for value in column.get(iri, ()))
                for one, column in zip(kind.columns, columns, strict=True)
            )
            yield Row(iri, shelf.names[position], cells)


def read_labels(pool: Pool, iris: Sequence[str]) -> dict[str, str]:
    """Return labels by IRI, asking for a bounded number at a time."""
    labels: dict[str, str] = {}
    for start in range(0, len(iris), _LABELS_AT_ONCE):
        labels.update(labels_of(pool, iris[start : start + _LABELS_AT_ONCE]))
    return labels


def shown(one: Field, value: str, labels: dict[str, str]) -> Value:
    """Return a value of a field as people read it."""
    if one.form == "thing":
        return Value(labels.get(value) or local_name(value), value)
    if one.name == "status":
        return Value(str(wording.t(f"base.status.{value}")), status=value)
    if one.form in ("class", "concept", "role"):
        key = f"views.{one.form}.{value}"
        return Value(str(wording.t(key)) if wording.known(key) else spaced(value))
    return Value(value)
