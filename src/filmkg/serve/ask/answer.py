"""The answer to a sentence: each event once, with its status, its articles, and a sentence that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from filmkg.serve.lists.catalogue import Catalogue, Shelf, settled
from filmkg.serve.lists.cells import Row, Value, read_labels, read_rows
from filmkg.serve.lists.kinds import Field, Kind
from filmkg.serve.nodes import local_name
from filmkg.vocab import STATUSES

# The columns beside name, status and sentence.
SHOWN = Kind(
    "events",
    (),
    (
        Field("start", ("?thing cdo:startDate ?value",), "date"),
        Field("place", ("?thing cdo:place ?value",)),
        Field("films_of", ("?thing cdo:presentsCinemaOf ?value",)),
        Field("organiser", ("?thing cdo:organizer ?value",)),
    ),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An event that answers.

    Attributes:
        row: Its name and columns.
        statuses: What the articles that state the fact say of it.
        articles: How many state it.
        sentence: One that states it.
        article: The article that this stands in.
    """

    row: Row
    statuses: tuple[str, ...]
    articles: int
    sentence: str
    article: Value


@dataclass(frozen=True, slots=True)
class Answer:
    """All events that answer, by their begin, and the same as the entries of a list.

    Attributes:
        events: The events.
        shelf: What drawings are made from; the statuses are those of the answer.
    """

    events: tuple[Answered, ...]
    shelf: Shelf


def find(catalogue: Catalogue, query: str) -> Answer:
    """Ask the query of a sentence."""
    shelf = catalogue.shelf("events")
    told: defaultdict[str, set[str]] = defaultdict(set)
    sentences: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for solution in catalogue.pool.select(query):
        event = solution["event"].value
        sentences[event].add((solution["article"].value, solution["sentence"].value))
        if "status" in solution and (status := local_name(solution["status"].value)) in STATUSES:
            told[event].add(status)
    positions = sorted(shelf.places[event] for event in sentences if event in shelf.places)
    starts = shelf.values["start"]
    positions.sort(key=lambda position: starts[position] or ("~",))  # without a date: last
    titles = read_labels(catalogue.pool, sorted({min(found)[0] for found in sentences.values()}))
    events = []
    for row in read_rows(catalogue.pool, SHOWN, shelf, positions):
        found = sentences[row.iri]
        article, sentence = min(found)
        events.append(
            Answered(
                row,
                settled(told[row.iri]),
                len({one for one, _ in found}),
                sentence,
                Value(titles.get(article) or local_name(article), article),
            )
        )
    return Answer(tuple(events), _part(shelf, positions, [event.statuses for event in events]))


def _part(shelf: Shelf, positions: Sequence[int], statuses: Sequence[tuple[str, ...]]) -> Shelf:
    values = {name: [own[position] for position in positions] for name, own in shelf.values.items()}
    return Shelf(
        iris=[shelf.iris[position] for position in positions],
        names=[shelf.names[position] for position in positions],
        folded=[shelf.folded[position] for position in positions],
        values={**values, "status": statuses},
        places={shelf.iris[position]: number for number, position in enumerate(positions)},
    )
