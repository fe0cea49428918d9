"""The answer to a sentence: each event once, with its status, its articles, and a sentence that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.catalogue import Catalogue
from filmkg.serve.lists.cells import Row, Value, read_labels, read_rows
from filmkg.serve.lists.kinds import Field, Kind
from filmkg.serve.lists.reading import by_workers, settled
from filmkg.serve.lists.shelf import Shelf
from filmkg.serve.nodes import local_name
from filmkg.serve.sources import Source, independent_articles

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
        articles: How many independent articles state it.
        sentence: One that states it, "" where no article may be quoted.
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


def find(catalogue: Catalogue, query: str, *, facts: Collection[str]) -> Answer:
    """Return what `_find` does; what was asked before of the same snapshot is not asked again."""
    shelf = catalogue.shelf("events")
    return catalogue.remember(("answer", query), [shelf], lambda: _find(catalogue, shelf, query, facts=facts))


def _find(catalogue: Catalogue, shelf: Shelf, query: str, *, facts: Collection[str]) -> Answer:
    """Return the events that a query of `write_query` finds, with the sentences that say so.

    The status of an event is what the articles say of it that state one of these facts: one announces what another
    reports. An event that was published a moment ago and is on no list yet is left out until it is.
    """
    statuses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    sentences: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    says: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for event, property_, value, article, sentence in by_workers(catalogue.pool)(query):
        name = local_name(property_)
        says[event, article, sentence].add(name)
        if name == "status":
            statuses[event, article].add(local_name(value))
        if name in facts:
            sentences[event].add((article, sentence))
    starts = shelf.values["start"]
    positions = [shelf.places[event] for event in sentences if event in shelf.places]
    positions.sort(key=lambda position: (starts[position] or ("~",), position))  # without a date: last
    articles = sorted({article for found in sentences.values() for article, _ in found})
    titles = read_labels(catalogue.pool, articles)
    origins = _read_origins(catalogue.pool, articles)
    answered = []
    for row in read_rows(catalogue.pool, SHOWN, shelf, positions):
        found = sentences[row.iri]
        # The sentence that says what became of it, and most besides; where the rights in an article forbid to keep its
        # words, another one is quoted.
        article, sentence = min(
            found, key=lambda one: (not one[1], "status" not in says[row.iri, *one], -len(says[row.iri, *one]), one)
        )
        answered.append(
            Answered(
                row,
                settled(status for article in {one for one, _ in found} for status in statuses[row.iri, article]),
                _independent(found, origins),
                sentence,
                Value(titles.get(article) or local_name(article), article),
            )
        )
    return Answer(tuple(answered), _part(shelf, positions, [event.statuses for event in answered]))


def _read_origins(pool: Pool, articles: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return publisher and original of articles, for those that have either."""
    if not articles:
        return {}
    given = " ".join(f"<{article}>" for article in articles)
    rows = by_workers(pool)(
        f"SELECT ?article (MIN(?by) AS ?publisher) (MIN(?of) AS ?original) {{ VALUES ?article {{ {given} }}"
        " OPTIONAL { ?article dcterms:publisher ?by } OPTIONAL { ?article prov:alternateOf ?of } } GROUP BY ?article",
    )
    return {article: (publisher, original) for article, publisher, original in rows}


def _independent(found: Iterable[tuple[str, str]], origins: Mapping[str, tuple[str, str]]) -> int:
    return independent_articles(
        Source(article, "", "", 0, 0, sentence, "", *origins.get(article, ("", ""))) for article, sentence in found
    )


def _part(shelf: Shelf, positions: Sequence[int], statuses: Sequence[tuple[str, ...]]) -> Shelf:
    values = {name: [own[position] for position in positions] for name, own in shelf.values.items()}
    return Shelf(
        iris=[shelf.iris[position] for position in positions],
        names=[shelf.names[position] for position in positions],
        folded=[shelf.folded[position] for position in positions],
        values={**values, "status": statuses},
        places={shelf.iris[position]: number for number, position in enumerate(positions)},
    )
