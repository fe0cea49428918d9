from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import UsageError
from filmkg.graph import BASE
from filmkg.serve.app import Settings
from filmkg.serve.ask.query import write_query
from filmkg.serve.ask.sentence import VIEWS, read_blanks
from filmkg.serve.endpoint.querylog import QueryLog
from filmkg.store import check_query

HTML = {"Accept": "text/html"}
WEEK = "/ask?what=FilmDays&films_of=country/south-korea&country=country/kenya&from=2020&to=2026"


def rows(client: httpx.Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).content.decode("utf-8-sig"), newline="")))


def shown_query(page: str) -> str:
    return html.unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[1])


@pytest.mark.parametrize("view", VIEWS)
def test_a_sentence_is_answered_with_its_sentences(week_client: httpx.Client, view: str) -> None:
    page = week_client.get(f"{WEEK}&view={view}", headers=HTML).text
    assert "Film days with films from South Korea in Kenya from 2020 up to 2026" in page
    assert "Korean Film Week Nairobi" in page
    assert "<blockquote>" in page
    assert ('<figure class="drawing">' in page) == (view != "table")
    assert 'value="country/kenya" selected' in page


SENTENCES = [
    WEEK,
    "/ask",
    "/ask?status=planned",
    "/ask?country=country/kenya&status=happened",
    "/ask?by=embassy&to=2030&view=map",
    "/ask?films_of=country/south-korea&what=FilmFestival",
]


@pytest.fixture(scope="module")
def logged(
    store_path: Path, serve_store: Callable[[Path, Settings], AbstractContextManager[httpx.Client]]
) -> Iterator[tuple[httpx.Client, io.StringIO]]:
    """A client, and the log of what its server asks the store."""
    log = io.StringIO()
    with serve_store(store_path, Settings(query_log=QueryLog(log))) as client:
        yield client, log


@pytest.mark.parametrize("path", SENTENCES)
def test_the_query_that_is_shown_is_the_one_that_is_asked(logged: tuple[httpx.Client, io.StringIO], path: str) -> None:
    client, log = logged
    asked_before = len(log.getvalue().splitlines())
    query = shown_query(client.get(path, headers=HTML).text)
    asked = [json.loads(line) for line in log.getvalue().splitlines()[asked_before:]]
    (line,) = [line for line in asked if line["query"] == hashlib.sha256(query.encode()).hexdigest()[:16]]
    assert line["outcome"] == "complete"


@pytest.mark.parametrize("path", SENTENCES)
def test_the_query_that_is_shown_gives_the_answer(week_client: httpx.Client, path: str) -> None:
    query = shown_query(week_client.get(path, headers=HTML).text)
    response = week_client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    found = list(csv.DictReader(io.StringIO(response.text, newline="")))
    listed = rows(week_client, path.replace("/ask", "/ask.csv"))
    assert {row["event"] for row in found} == {row["iri"] for row in listed}
    assert {row["iri"]: (row["article"], row["sentence"]) for row in listed}.items() <= {
        (row["event"], (row["article"], row["sentence"])) for row in found
    }
    assert found or "FilmFestival" in path


def test_a_city_counts_for_its_country(sample_client: httpx.Client, week_client: httpx.Client) -> None:
    found = set()
    for asked, country in ((week_client, "kenya"), (sample_client, "kenya"), (sample_client, "chile")):
        page = asked.get(f"/ask?country=country/{country}", headers=HTML).text
        response = asked.get("/sparql", params={"query": shown_query(page)}, headers={"Accept": "text/csv"})
        events = {row["event"] for row in csv.DictReader(io.StringIO(response.text, newline=""))}
        assert events == {row["iri"] for row in rows(asked, f"/ask.csv?country=country/{country}")}
        assert events == {row["iri"] for row in rows(asked, f"/events.csv?country=country/{country}")}
        assert events
        found |= events
    assert len(found) > 1


def test_each_sentence_stands_in_its_article(week_client: httpx.Client) -> None:
    for row in rows(week_client, "/ask.csv"):
        ask = f"ASK {{ ?e prov:wasDerivedFrom <{row['article']}> ; rdf:subject <{row['iri']}> }}"
        answer = week_client.get("/sparql", params={"query": ask}, headers={"Accept": "application/json"})
        assert answer.json()["boolean"]


def test_the_sentence_shown_is_the_one_that_says_what_became_of_it(sample_client: httpx.Client) -> None:
    page = sample_client.get("/ask", headers={"Accept": "text/html"}).text
    row = page.partition("Journées cinématographiques de Carthage</a>")[2].partition("</tr>")[0]
    assert "will not take place" in row.partition("<blockquote>")[2].partition("</blockquote>")[0]


def test_a_status_is_that_of_the_article_that_is_quoted(client: httpx.Client, week_client: httpx.Client) -> None:
    assert not rows(client, "/ask.csv?status=happened")
    assert len(rows(client, "/ask.csv?status=planned")) == 1
    (happened,) = rows(week_client, "/ask.csv?status=happened&films_of=country/south-korea")
    assert happened["status"] == "happened"
    assert "announced" not in happened["article"]


def test_an_open_sentence_has_every_event_of_the_list(client: httpx.Client) -> None:
    assert {row["iri"] for row in rows(client, "/ask.csv")} == {row["iri"] for row in rows(client, "/events.csv")}


def test_nothing_found_says_so(week_client: httpx.Client) -> None:
    page = week_client.get("/ask?from=1900&to=1901", headers=HTML).text
    assert "No article says so" in page
    assert "<pre" in page


@pytest.mark.parametrize(
    "query",
    ["what=Film", "by=nobody", "status=x", "view=pie", "from=20", "to=abcd", "country=a%3Eb", "films_of=a%20b"],
)
def test_a_blank_filled_with_what_it_cannot_hold_is_404(client: httpx.Client, query: str) -> None:
    assert client.get(f"/ask?{query}").status_code == 404


@given(
    st.dictionaries(
        st.sampled_from(["what", "films_of", "country", "from", "to", "by", "status"]),
        st.text(max_size=30) | st.sampled_from(["FilmDays", "country/kenya", "2020", "ministry", "happened", ""]),
    ),
    st.text(max_size=60),
)
def test_no_blank_breaks_out_of_the_query(given_blanks: dict[str, str], words: str) -> None:
    try:
        blanks = read_blanks(given_blanks)
    except UsageError:
        return
    query = write_query(blanks, base=BASE, words=words)
    check_query(query)
    assert query.count("SELECT") - words.count("SELECT") == 2
