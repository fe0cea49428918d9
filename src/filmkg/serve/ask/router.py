"""The routes of the sentence with blanks: `/ask?films_of=…&country=…`, and its answer as `.csv`, `.json`, `.xlsx`."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response

from filmkg.errors import UsageError
from filmkg.serve import rendering, wording
from filmkg.serve.ask.answer import SHOWN, Answer, find
from filmkg.serve.ask.query import MAX_EVENTS, asked_for, write_query
from filmkg.serve.ask.sentence import EVENT_CLASSES, VIEWS, Blanks, read_blanks
from filmkg.serve.lists import download
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.lists.cells import read_labels
from filmkg.serve.nodes import local_name
from filmkg.serve.views import bars, timeline, worldmap
from filmkg.serve.views.drawing import TONES, Drawing
from filmkg.serve.views.pictures import bar_rows, moment_at, place_rows
from filmkg.serve.views.router import svg_file
from filmkg.vocab import STATUSES

_MAX_OPTIONS = 250
_MAX_TOWNS = 500
Options = list[tuple[str, str]]


def ask_router(catalogue: Catalogue, *, base: str) -> APIRouter:
    """Return the routes of the sentence.

    Args:
        catalogue: What fills the blanks and is drawn.
        base: Start of the IRIs that have a page here.
    """
    router = APIRouter()

    @router.get("/ask")
    def ask(request: Request) -> Response:
        blanks = read_blanks(request.query_params)
        options = read_options(catalogue, base=base)
        words = spoken(blanks, options)
        query = write_query(blanks, base=base, words=words, towns=towns_of(catalogue, blanks, base=base))
        answer = find(catalogue, query, facts=asked_for(blanks))
        return rendering.render(
            "ask/ask.html",
            base=base,
            blanks=blanks,
            options=options,
            words=words,
            query=query,
            events=answer.events,
            columns=SHOWN.columns,
            max_events=MAX_EVENTS,
            views=VIEWS,
            drawing=draw(catalogue, answer, view=blanks.view),
            narrow=draw(catalogue, answer, view=blanks.view, is_narrow=True),
            tones=TONES,
            statuses=bars.STATUSES,
            downloads=[
                *([] if blanks.view == "table" else [(blanks.address(suffix=".svg"), "SVG")]),
                *((blanks.address(suffix=f".{suffix}"), suffix.upper()) for suffix in ("xlsx", "csv", "json")),
            ],
        )

    @router.get("/ask.{suffix}")
    def send(request: Request, suffix: str) -> Response:
        blanks = read_blanks(request.query_params)
        if suffix not in (*download.MEDIA_TYPES, "svg"):
            raise UsageError(f"an answer cannot be had as {suffix!r}", remedy="take csv, json, xlsx or svg")
        options = read_options(catalogue, base=base)
        words = spoken(blanks, options)
        query = write_query(blanks, base=base, words=words, towns=towns_of(catalogue, blanks, base=base))
        answer = find(catalogue, query, facts=asked_for(blanks))
        if suffix == "svg":
            drawing = draw(catalogue, answer, view=blanks.view)
            if drawing is None:
                raise UsageError("a table is no picture", remedy="choose a map, a timeline or bars")
            return svg_file(drawing, title=words, name=blanks.view)
        columns = ("name", "status", *(one.name for one in SHOWN.columns), "articles", "sentence", "article", "iri")
        body = download.write(suffix, columns, _texts(answer), title=str(wording.t("views.ask.title")))
        return Response(
            body,
            media_type=download.MEDIA_TYPES[suffix],
            headers={"Content-Disposition": f'attachment; filename="answer.{suffix}"'},
        )

    return router


def draw(catalogue: Catalogue, answer: Answer, *, view: str, is_narrow: bool = False) -> Drawing | None:
    """Return an answer as a drawing; None for the table, or where nothing answers."""
    shelf = answer.shelf
    positions = range(len(shelf.iris))
    if not positions or view == "table":
        return None
    if view == "map":
        return worldmap.draw(place_rows(catalogue, shelf, positions), is_narrow=is_narrow)
    if view == "timeline":
        return timeline.draw([moment_at(shelf, position) for position in positions], is_narrow=is_narrow)
    return bars.draw(bar_rows(catalogue, shelf, positions, by="year"), is_narrow=is_narrow)


def read_options(catalogue: Catalogue, *, base: str) -> dict[str, Options]:
    """Return what the blanks can be filled with, from what the store holds: pairs of value and words."""
    return catalogue.keep("blanks", lambda: _read_options(catalogue, base=base))


def _read_options(catalogue: Catalogue, *, base: str) -> dict[str, Options]:
    events, bodies = catalogue.shelf("events"), catalogue.shelf("organisations")
    found: dict[str, Options] = {}
    for name in ("films_of", "country"):
        iris = sorted({iri for values in events.values[name] for iri in values})
        labels = read_labels(catalogue.pool, iris)
        pairs = [(iri.removeprefix(base), labels.get(iri) or local_name(iri)) for iri in iris]
        found[name] = sorted(pairs, key=lambda pair: pair[1])[:_MAX_OPTIONS]
    years = sorted({year for values in events.values["year"] for year in values})
    found["from"] = found["to"] = [(year, year) for year in years[-_MAX_OPTIONS:]]
    types = sorted({name for values in bodies.values["type"] for name in values})
    found["by"] = [(name, str(wording.t(f"views.bodies.{name}"))) for name in types]
    found["what"] = [(name, str(wording.t(f"views.what.{name}"))) for name in EVENT_CLASSES if name != "Event"]
    found["status"] = [(name, str(wording.t(f"base.status.{name}"))) for name in STATUSES]
    return found


def towns_of(catalogue: Catalogue, blanks: Blanks, *, base: str) -> list[str]:
    """Return the cities of the store that lie in the country of a sentence."""
    if not blanks.country:
        return []
    shelf = catalogue.shelf("places")
    countries, types = shelf.values["country"], shelf.values["type"]
    wanted = f"{base}{blanks.country}"
    return [
        iri for position, iri in enumerate(shelf.iris) if wanted in countries[position] and "City" in types[position]
    ][:_MAX_TOWNS]


def spoken(blanks: Blanks, options: dict[str, Options]) -> str:
    """Return the sentence in words."""

    def word(name: str, value: str, open_: str) -> str:
        return dict(options[name]).get(value, value) if value else str(wording.t(f"views.ask.{open_}"))

    parts = [word("what", blanks.what, "any_event")]
    if blanks.films_of:
        parts.append(f"{wording.t('views.ask.of')} {word('films_of', blanks.films_of, 'any_country')}")
    if blanks.country:
        parts.append(f"{wording.t('views.ask.in')} {word('country', blanks.country, 'any_country')}")
    if blanks.since:
        parts.append(f"{wording.t('views.ask.since')} {blanks.since}")
    if blanks.until:
        parts.append(f"{wording.t('views.ask.until')} {blanks.until}")
    if blanks.by:
        parts.append(f"{wording.t('views.ask.by')} {word('by', blanks.by, 'anybody')}")
    if blanks.status:
        parts.append(f"({word('status', blanks.status, 'any_status')})")
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def _texts(answer: Answer) -> Iterator[list[str | int]]:
    for event in answer.events:
        cells = [" | ".join(value.text for value in values) for values in event.row.cells]
        yield [
            event.row.name, " | ".join(event.statuses), *cells, event.articles, event.sentence, event.article.iri,
            event.row.iri,
        ]  # fmt: skip
