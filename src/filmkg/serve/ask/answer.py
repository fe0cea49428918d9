"""The answer to a sentence: each event once, with its status, its articles, and a sentence that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from filmkg.serve.ask.query import MAX_EVENTS, properties
from filmkg.serve.ask.sentence import EVENT_CLASSES, Blanks
from filmkg.serve.engine.pool import Pool
from filmkg.serve.lists.catalogue import Catalogue, Shelf, settled, table
from filmkg.serve.lists.cells import Row, Value, read_labels, read_rows
from filmkg.serve.lists.kinds import Field, Kind
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


def find(catalogue: Catalogue, blanks: Blanks, *, base: str) -> Answer:
    """Return the events that answer a sentence, with the sentences that say so: at most `MAX_EVENTS`."""
    shelf = catalogue.shelf("events")
    starts = shelf.values["start"]
    candidates = [position for position in range(len(shelf.iris)) if _answers(shelf, position, blanks, base=base)]
    candidates.sort(key=lambda position: starts[position] or ("~",))  # without a date: last
    events = [shelf.iris[position] for position in candidates[:MAX_EVENTS]]
    told, sentences = _read_sentences(catalogue.pool, events, blanks, base=base)
    positions = [shelf.places[event] for event in events if event in sentences]
    titles = read_labels(catalogue.pool, sorted({one for found in sentences.values() for one, _ in found}))
    origins = _read_origins(catalogue.pool, sorted({one for found in sentences.values() for one, _ in found}))
    answered = []
    for row in read_rows(catalogue.pool, SHOWN, shelf, positions):
        found = sentences[row.iri]
        # Where the rights in an article forbid to keep its words, another one is quoted.
        article, sentence = min(found, key=lambda one: (not one[1], one))
        answered.append(
            Answered(
                row,
                settled(told[row.iri]),
                _independent(found, origins),
                sentence,
                Value(titles.get(article) or local_name(article), article),
            )
        )
    return Answer(tuple(answered), _part(shelf, positions, [event.statuses for event in answered]))


def _answers(shelf: Shelf, position: int, blanks: Blanks, *, base: str) -> bool:
    values = shelf.values
    wanted = (
        ("films_of", f"{base}{blanks.films_of}" if blanks.films_of else ""),
        ("country", f"{base}{blanks.country}" if blanks.country else ""),
        ("organiser_type", blanks.by),
    )
    if any(value and value not in values[name][position] for name, value in wanted):
        return False
    classes = (blanks.what,) if blanks.what else EVENT_CLASSES
    if not any(name in values["type"][position] for name in classes):
        return False
    if not (blanks.since or blanks.until):
        return True
    return any(blanks.since <= year and (not blanks.until or year <= blanks.until) for year in values["year"][position])


def _read_sentences(
    pool: Pool, events: Sequence[str], blanks: Blanks, *, base: str
) -> tuple[Mapping[str, set[str]], dict[str, set[tuple[str, str]]]]:
    """Return, by event, what the articles that state it say of its status, and pairs of article and sentence."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    sentences: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    if not events:
        return told, sentences
    given = f"VALUES ?event {{ {' '.join(f'<{event}>' for event in events)} }}"
    # Filters, not constants: from an event to its evidence it is a few steps, from a property to all of its evidence
    # there are hundreds of thousands.
    statuses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for event, article, status in table(
        pool,
        f"SELECT DISTINCT ?event ?article ?status {{ {given} ?told rdf:subject ?event ; rdf:predicate ?of ;"
        f" rdf:object ?status ; prov:wasDerivedFrom ?article . FILTER(?of = cdo:status) }}",
    ):
        statuses[event, article].add(local_name(status))
    facts = f"?property IN ({', '.join(f'cdo:{name}' for name in properties(blanks))})"
    if blanks.films_of:
        facts += f" && ?object = <{base}{blanks.films_of}>"
    for event, article, sentence in table(
        pool,
        f"SELECT DISTINCT ?event ?article ?sentence {{ {given} ?evidence rdf:subject ?event ; rdf:predicate ?property ;"
        f" rdf:object ?object ; prov:wasDerivedFrom ?article . FILTER({facts})"
        " OPTIONAL { ?evidence oa:hasSelector/oa:exact ?sentence } }",
    ):
        own = statuses[event, article]
        if not blanks.status or blanks.status in own:
            told[event] |= {blanks.status} if blanks.status else own
            sentences[event].add((article, sentence))
    return told, dict(sentences)


def _read_origins(pool: Pool, articles: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return publisher and original of articles, for those that have either."""
    if not articles:
        return {}
    given = " ".join(f"<{article}>" for article in articles)
    rows = table(
        pool,
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
