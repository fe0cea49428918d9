"""The views by name: what an address asks for, as a drawing, the table that says the same, and what can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import QueryParams

from filmkg.serve import wording
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.lists.cells import Value, read_labels, shown
from filmkg.serve.lists.kinds import BY_NAME
from filmkg.serve.lists.selection import Selection, counts, matching, ordered, read_selection
from filmkg.serve.lists.shelf import Shelf
from filmkg.serve.nodes import local_name
from filmkg.serve.views import bars, matrix, network, timeline, worldmap
from filmkg.serve.views.drawing import Drawing
from filmkg.serve.views.grid import Grid
from filmkg.serve.views.ties import HOWS, Tie, read_ties

EVENTS = BY_NAME["events"]
# What bars can be drawn by.
BYS = ("year", "country", "films_of", "type", "organiser", "place", "source")
_CHOSEN_BY = ("type", "status", "country", "films_of", "year")
_MAX_OPTIONS = 80
_MAX_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose: what stands in the address, its words, how many things have it."""

    value: str
    text: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """A question of the form above a view.

    Attributes:
        name: Parameter, and the string `views.field.NAME`.
        options: What can be chosen.
        has_any: Whether it may stay open.
    """

    name: str
    options: tuple[Option, ...]
    has_any: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A view.

    Attributes:
        drawing: The drawing.
        narrow: The same for a phone.
        grid: The table that says the same.
        choosers: What can be chosen.
        statuses: Which statuses the drawing tells apart, for its legend.
        note: What the drawing leaves out, in words; "" for nothing.
        narrow_note: What it leaves out besides where it is narrow.
    """

    drawing: Drawing
    narrow: Drawing
    grid: Grid
    choosers: tuple[Chooser, ...]
    statuses: tuple[str, ...] = ()
    note: str = ""
    narrow_note: str = ""


def draw_map(catalogue: Catalogue, given: QueryParams, *, base: str) -> Picture:
    """Return where events take place."""
    shelf, selection, positions = _choose(catalogue, given, base=base)
    rows = place_rows(catalogue, shelf, positions)
    missing = sum(not worldmap.is_on_map(value.text) for value, _ in rows)
    unplaced = sum(not shelf.values["place"][position] for position in positions)
    notes = [wording.t("views.map.missing", count=missing)] if missing else []
    notes += [wording.t("views.map.unplaced", count=unplaced)] if unplaced else []
    return Picture(
        worldmap.draw(rows),
        worldmap.draw(rows, is_narrow=True),
        bars.grid(rows, by="place"),
        _event_choosers(catalogue, shelf, selection),
        bars.STATUSES,
        " ".join(notes),
    )


def place_rows(catalogue: Catalogue, shelf: Shelf, positions: Sequence[int]) -> list[tuple[Value, bars.Tally]]:
    """Return the places of events with their counts by status, most first."""
    found = bars.tally(shelf.values["place"], shelf.values["status"], positions)
    return _labelled(catalogue, found)


def draw_timeline(catalogue: Catalogue, given: QueryParams, *, base: str) -> Picture:
    """Return events along time."""
    shelf, selection, positions = _choose(catalogue, given, base=base)
    moments = [moment_at(shelf, position) for position in positions[:_MAX_ROWS]]
    dated = [moment for moment in moments if timeline.extent(moment)]
    notes = []
    if len(dated) > timeline.MAX_EVENTS:
        notes.append(wording.t("views.timeline.cut", drawn=timeline.MAX_EVENTS, count=len(dated)))
    if len(moments) > len(dated):
        notes.append(wording.t("views.timeline.undated", count=len(moments) - len(dated)))
    return Picture(
        timeline.draw(dated),
        timeline.draw(dated, is_narrow=True),
        moment_grid(moments),
        _event_choosers(catalogue, shelf, selection),
        bars.STATUSES,
        " ".join(notes),
    )


def moment_at(shelf: Shelf, position: int) -> timeline.Moment:
    """Return an event with its dates; of several that articles give, the earliest start and the latest end."""
    start, end = shelf.values["start"][position], shelf.values["end"][position]
    event = Value(shelf.names[position], shelf.iris[position])
    return timeline.Moment(event, min(start, default=""), max(end, default=""), shelf.values["status"][position])


def moment_grid(moments: Sequence[timeline.Moment]) -> Grid:
    """Return the table of a timeline."""
    return Grid(
        ("event", "start", "end", "status"),
        tuple(
            (
                (one.event,),
                one.start,
                one.end,
                tuple(Value(bars.status_word(name), status=name) for name in one.statuses),
            )
            for one in moments
        ),
    )


def draw_bars(catalogue: Catalogue, given: QueryParams, *, base: str) -> Picture:
    """Return how many events there are by year, country or another of `BYS`."""
    shelf, selection, positions = _choose(catalogue, given, base=base)
    by = given.get("by", "")
    by = by if by in BYS else BYS[0]
    rows = bar_rows(catalogue, shelf, positions, by=by)
    chooser = Chooser(
        "by",
        tuple(Option(name, str(wording.t(f"views.field.{name}")), None, name == by) for name in BYS),
        has_any=False,
    )
    without = sum(not shelf.values[by][position] for position in positions)
    notes = [wording.t("views.bars.without", count=without)] if without else []
    if len(rows) > bars.MAX_BARS:
        notes.append(wording.t("views.bars.cut", drawn=bars.MAX_BARS, count=len(rows)))
    return Picture(
        bars.draw(rows),
        bars.draw(rows, is_narrow=True),
        bars.grid(rows, by=by),
        (chooser, *_event_choosers(catalogue, shelf, selection)),
        bars.STATUSES,
        " ".join(notes),
    )


def bar_rows(
    catalogue: Catalogue, shelf: Shelf, positions: Sequence[int], *, by: str
) -> list[tuple[Value, bars.Tally]]:
    """Return the bars of events by one of `BYS`: years in their order, else most first."""
    rows = _labelled(catalogue, bars.tally(shelf.values[by], shelf.values["status"], positions), by=by)
    return sorted(rows, key=lambda row: row[0].text) if by == "year" else rows


def draw_matrix(catalogue: Catalogue, given: QueryParams, *, base: str) -> Picture:
    """Return countries against countries."""
    ties = read_ties(catalogue)
    wanted = {name: given.get(name, "") for name in ("how", "status", "year", "country")}
    wanted["country"] = f"{base}{wanted['country']}" if wanted["country"] else ""
    kept = [tie for tie in ties if _answers(tie, wanted)]
    labels = _names(catalogue, {country for tie in ties for country in (tie.one, tie.two)})
    rows = tuple(
        (
            (Value(labels[tie.one], tie.one),),
            (Value(labels[tie.two], tie.two),),
            (Value(str(wording.t(f"views.how.{tie.how}")), path=pair_path(tie)),),
            tie.year,
            (Value(bars.status_word(tie.status), status=tie.status if tie.status != "unsaid" else ""),),
            (Value(tie.name, tie.thing),),
        )
        for tie in kept[:_MAX_ROWS]
    )
    hows = tuple(Option(how, str(wording.t(f"views.how.{how}")), None, wanted["how"] == how) for how in HOWS)
    statuses = tuple(Option(name, bars.status_word(name), None, wanted["status"] == name) for name in bars.STATUSES)
    years = sorted({tie.year for tie in ties} - {""}, reverse=True)[:_MAX_OPTIONS]
    countries = sorted(labels, key=lambda country: labels[country])
    is_cut = len({country for tie in kept for country in (tie.one, tie.two)}) > matrix.MAX_NARROW
    return Picture(
        matrix.draw(kept, labels),
        matrix.draw(kept, labels, is_narrow=True),
        Grid(("country", "partner", "how", "year", "status", "thing"), rows),
        (
            Chooser("how", hows),
            Chooser("status", statuses),
            Chooser("year", tuple(Option(year, year, None, wanted["year"] == year) for year in years)),
            Chooser("country", tuple(
                Option(one.removeprefix(base), labels[one], None, wanted["country"] == one) for one in countries
            )),
        ),
        note=str(wording.t("views.matrix.note")),
        narrow_note=str(wording.t("views.matrix.narrow", drawn=matrix.MAX_NARROW)) if is_cut else "",
    )  # fmt: skip


def pair_path(tie: Tie) -> str:
    """Return the path of the page of all that two countries have in common."""
    return f"/pair/{quote(local_name(tie.one), safe='')}/{quote(local_name(tie.two), safe='')}"


def draw_network(catalogue: Catalogue, given: QueryParams, *, base: str) -> Picture:
    """Return who works with whom."""
    shelf, selection, positions = _choose(catalogue, given, base=base)
    pairs = network.read_pairs(catalogue, positions)
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:_MAX_ROWS]
    labels = _names(catalogue, {*network.busiest(pairs), *(node for pair, _ in ranked for node in pair)})
    rows = tuple(((Value(labels[one], one),), (Value(labels[two], two),), count) for (one, two), count in ranked)
    nodes = {node for pair in pairs for node in pair}
    note = wording.t("views.network.cut", drawn=network.MAX_NODES, count=len(nodes))
    return Picture(
        network.draw(pairs, labels),
        network.draw_narrow(pairs, labels),
        Grid(("body", "partner", "together"), rows),
        _event_choosers(catalogue, shelf, selection),
        note=str(note) if len(nodes) > network.MAX_NODES else "",
    )


PICTURES: Mapping[str, Callable[..., Picture]] = {
    "map": draw_map,
    "timeline": draw_timeline,
    "bars": draw_bars,
    "matrix": draw_matrix,
    "network": draw_network,
}


_PARAMETERS = frozenset({"by", "how", "q", *(one.name for one in EVENTS.facets)})


def draw(catalogue: Catalogue, name: str, given: QueryParams, *, base: str) -> Picture:
    """Return a view of `PICTURES`; what was drawn before of the same is given again."""
    sources: list[object] = [read_ties(catalogue) if name == "matrix" else catalogue.shelf(EVENTS.name)]
    if name == "network":
        sources.append(catalogue.shelf("agreements"))
    asked = tuple(pair for pair in given.multi_items() if pair[0] in _PARAMETERS)
    return catalogue.remember((name, asked), sources, lambda: PICTURES[name](catalogue, given, base=base))


def _choose(catalogue: Catalogue, given: QueryParams, *, base: str) -> tuple[Shelf, Selection, Sequence[int]]:
    asked = [(name, value) for name, value in given.multi_items() if name not in ("page", "sort")]
    selection = read_selection(EVENTS, asked, base=base)
    shelf = catalogue.shelf(EVENTS.name)
    return shelf, selection, ordered(shelf, selection, matching(shelf, selection))


def _event_choosers(catalogue: Catalogue, shelf: Shelf, selection: Selection) -> tuple[Chooser, ...]:
    choosers = []
    for one in EVENTS.facets:
        if one.name in _CHOSEN_BY:
            found = counts(shelf, selection, one)[:_MAX_OPTIONS]
            labels = _names(catalogue, {count.value for count in found}) if one.form == "thing" else {}
            options = [
                Option(
                    count.value.removeprefix(selection.base), shown(one, count.value, labels).text, count.count,
                    count.is_chosen,
                )
                for count in found
            ]  # fmt: skip
            options.sort(key=lambda option: option.text, reverse=one.name == "year")
            choosers.append(Chooser(one.name, tuple(options)))
    return tuple(choosers)


def _labelled(
    catalogue: Catalogue, found: Mapping[str, bars.Tally], *, by: str = "place"
) -> list[tuple[Value, bars.Tally]]:
    one = next(one for one in EVENTS.fields if one.name == by)
    keys = sorted(found, key=lambda key: (-sum(found[key].values()), key))[:_MAX_ROWS]
    labels = _names(catalogue, set(keys)) if one.form == "thing" else {}
    return [(shown(one, key, labels), found[key]) for key in keys]


def _names(catalogue: Catalogue, iris: set[str]) -> dict[str, str]:
    labels = read_labels(catalogue.pool, sorted(iris))
    return {iri: labels.get(iri) or shown(EVENTS.fields[-1], iri.rpartition("/")[2], {}).text for iri in iris}


def _answers(tie: Tie, wanted: Mapping[str, str]) -> bool:
    return (
        wanted["how"] in ("", tie.how)
        and wanted["status"] in ("", tie.status)
        and wanted["year"] in ("", tie.year)
        and (not wanted["country"] or wanted["country"] in (tie.one, tie.two))
    )
