"""What is cut at a limit ends with a whole row, also where values have lines, quotes and commas of their own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, parse_query_results

from filmkg.serve.app import Settings
from filmkg.serve.engine.limits import Limits
from filmkg.store import open_store
from filmkg.vocab import RDFS

Serve = Callable[..., AbstractContextManager[httpx.Client]]

QUERY = "SELECT ?s ?note { ?s rdfs:label ?note }"
NOTES = [f'"{number}", it says:\n\n"one, two"\r\n}}}},{{"s":{{<\n' * (number % 60) for number in range(400)]
FORMATS = {
    "text/csv": None,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("notes") / "store"
    with open_store(path, writable=True) as store:
        store.extend(
            Quad(NamedNode(f"http://example.org/{number}"), RDFS["label"], Literal(note))
            for number, note in enumerate(NOTES)
        )
        del store
    return path


@pytest.fixture(
    scope="module",
    params=[Limits(), Limits(rows=77), Limits(answer_bytes=9_000), Limits(answer_bytes=70_000), Limits(rows=1)],
    ids=lambda limits: f"{limits.rows} rows, {limits.answer_bytes} bytes",
)
def served(request: pytest.FixtureRequest, path: Path, serve_store: Serve) -> Iterator[tuple[Limits, httpx.Client]]:
    with serve_store(path, Settings(limits=request.param)) as client:
        yield request.param, client


def rows_of(answer: httpx.Response, media_type: str) -> list[tuple[str, str]]:
    format_ = FORMATS[media_type]
    if format_ is None:
        return [(thing, note) for thing, note in list(csv.reader(io.StringIO(answer.text, newline="")))[1:]]
    found = parse_query_results(answer.content, format=format_)
    assert isinstance(found, QuerySolutions)
    return [(row["s"].value, row["note"].value) for row in found]  # type: ignore[union-attr]


@pytest.mark.parametrize("media_type", FORMATS)
def test_a_cut_answer_has_whole_rows_up_to_the_limit(served: tuple[Limits, httpx.Client], media_type: str) -> None:
    limits, client = served
    answer = client.get("/sparql", params={"query": QUERY}, headers={"Accept": media_type})
    rows = rows_of(answer, media_type)
    for thing, note in rows:
        assert note == NOTES[int(thing.rpartition("/")[2])]
    assert answer.headers["Filmkg-Rows"] == str(len(rows))
    assert len(rows) == len({thing for thing, _ in rows})
    if limits == Limits():
        assert (answer.status_code, len(rows)) == (200, len(NOTES))
    else:
        assert answer.status_code == 206
        longest = 3 * max(map(len, NOTES))  # as XML writes it
        size = len(answer.content)
        assert len(rows) == limits.rows or limits.answer_bytes - longest < size <= limits.answer_bytes + 100
    assert rows
