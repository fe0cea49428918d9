"""The routes of the lists: `/films?country=…`, and the same with `.csv`, `.json` or `.xlsx` after the name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from filmkg.errors import UsageError
from filmkg.serve import rendering, wording
from filmkg.serve.lists import download
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.lists.cells import Row, Value, read_labels, read_rows, shown
from filmkg.serve.lists.kinds import KINDS, Kind
from filmkg.serve.lists.selection import (
    PAGE_SIZE,
    Selection,
    counts,
    matching,
    ordered,
    read_selection,
)
from filmkg.serve.lists.shelf import Shelf
from filmkg.vocab import cdo

# More are for a query or an export; the page says so.
MAX_DOWNLOADED = 20_000
_SHOWN_VALUES = 12
_MORE_VALUES = 60


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet as it is shown, and where choosing it leads."""

    value: Value
    count: int
    is_chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet as it is shown.

    Attributes:
        name: Its name.
        options: The values with most entries; those chosen stand first.
        hidden: How many values there are besides.
    """

    name: str
    options: tuple[Option, ...]
    hidden: int


def lists_router(catalogue: Catalogue, *, base: str) -> APIRouter:
    """Return the routes of the lists.

    Args:
        catalogue: What they list.
        base: Start of the IRIs that have a page here.
    """
    router = APIRouter()

    @router.get("/browse")
    def browse() -> Response:
        return rendering.render("lists/browse.html", base=base, totals=totals(catalogue))

    for kind in KINDS:
        router.add_api_route(f"/{kind.name}", _page(catalogue, kind, base=base), methods=["GET"])
        for suffix in download.MEDIA_TYPES:
            router.add_api_route(f"/{kind.name}.{suffix}", _file(catalogue, kind, suffix, base=base), methods=["GET"])
    return router


def totals(catalogue: Catalogue) -> list[tuple[str, int]]:
    """Return how many entries each list has, in the order of the lists."""

    def read() -> list[tuple[str, int]]:
        pool = catalogue.pool
        found = {}
        for kind in KINDS:
            classes = " ".join(str(cdo(name)) for name in kind.classes)
            query = f"SELECT (COUNT(DISTINCT ?thing) AS ?count) {{ VALUES ?class {{ {classes} }} ?thing a ?class }}"
            found[kind.name] = int(pool.select(query)[0]["count"].value)
        return list(found.items())

    return catalogue.keep("totals", read)


def _page(catalogue: Catalogue, kind: Kind, *, base: str) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        selection = read_selection(kind, request.query_params.multi_items(), base=base)
        shelf = catalogue.shelf(kind.name)
        positions = ordered(shelf, selection, matching(shelf, selection))
        pages = max(1, -(-len(positions) // PAGE_SIZE))
        if selection.page > pages:
            raise UsageError(f"there is no page {selection.page} of this list", remedy="start at its first page")
        start = (selection.page - 1) * PAGE_SIZE
        rows = list(read_rows(catalogue.pool, kind, shelf, positions[start : start + PAGE_SIZE]))
        return rendering.render(
            "lists/list.html",
            base=base,
            kind=kind,
            selection=selection,
            rows=rows,
            total=len(positions),
            start=start,
            pages=pages,
            choices=catalogue.remember(
                ("choices", selection.at(1).address()), [shelf], lambda: _choices(catalogue, shelf, selection)
            ),
            downloads=[
                (selection.at(1).address(suffix=f".{suffix}"), suffix.upper()) for suffix in ("xlsx", "csv", "json")
            ],
            max_downloaded=MAX_DOWNLOADED,
        )

    return show


def _file(catalogue: Catalogue, kind: Kind, suffix: str, *, base: str) -> Callable[[Request], Response]:
    def send(request: Request) -> Response:
        selection = read_selection(kind, request.query_params.multi_items(), base=base)
        shelf = catalogue.shelf(kind.name)
        positions = ordered(shelf, selection, matching(shelf, selection))[:MAX_DOWNLOADED]
        columns = ("name", *(one.name for one in kind.columns), "iri")
        rows = _cells(kind, read_rows(catalogue.pool, kind, shelf, positions))
        body = download.write(suffix, columns, rows, title=str(wording.t(f"views.kind.{kind.name}")))
        return Response(
            body,
            media_type=download.MEDIA_TYPES[suffix],
            headers={"Content-Disposition": f'attachment; filename="{kind.name}.{suffix}"'},
        )

    return send


def _cells(kind: Kind, rows: Iterator[Row]) -> Iterator[list[str | int]]:
    for row in rows:
        line: list[str | int] = [row.name]
        for one, values in zip(kind.columns, row.cells, strict=True):
            text = " | ".join(value.text for value in values)
            is_number = one.form == "number" or (one.name == "year" and text.isascii() and text.isdecimal())
            line.append(int(text or 0) if is_number else text)
        yield [*line, row.iri]


def _choices(catalogue: Catalogue, shelf: Shelf, selection: Selection) -> list[Choice]:
    pool = catalogue.pool
    choices = []
    for one in selection.kind.facets:
        found = counts(shelf, selection, one)
        if one.name == "year":
            found.sort(key=lambda count: count.value, reverse=True)
        found.sort(key=lambda count: not count.is_chosen)
        kept = found[:_MORE_VALUES]
        labels = read_labels(pool, [count.value for count in kept]) if one.form == "thing" else {}
        options = tuple(
            Option(
                shown(one, count.value, labels),
                count.count,
                count.is_chosen,
                selection.toggled(one.name, count.value).address(),
            )
            for count in kept
        )
        if options:
            choices.append(Choice(one.name, options, len(found) - len(kept)))
    return choices
