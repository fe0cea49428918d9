"""What is more than a page shows: counted whole, the newest shown, the rest on further pages."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.errors import ResourceError
from filmkg.graph import BASE
from filmkg.serve.digest import MAX_NEWEST, Digest, uses_of, writing
from filmkg.serve.pairs.router import PAGE_SIZE
from filmkg.store import current_snapshot, open_store
from filmkg.vocab import DCTERMS, RDF, RDFS, cdo

HTML = {"Accept": "text/html"}
EVENTS = 72  # six years of them; the first begins on the second page
UNDATED = 30
KENYA, KOREA, NAIROBI = (NamedNode(BASE + path) for path in ("country/kenya", "country/south-korea", "city/nairobi"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a Korean film week in Nairobi each month, each in an article of its own."""
    things = ((KENYA, "Country", "Kenya"), (KOREA, "Country", "South Korea"), (NAIROBI, "City", "Nairobi"))
    quads = [quad for node, kind, label in things for quad in named(node, kind, label)]
    for number in range(EVENTS):
        event, article = NamedNode(f"{BASE}event/week-{number:02}"), NamedNode(f"{BASE}article/report-{number:02}")
        date = Literal(f"{2015 + number // 12}-{number % 12 + 1:02}-01")
        quads += [
            *named(event, "FilmDays", f"Week {number}"),
            Quad(event, cdo("presentsCinemaOf"), KOREA),
            Quad(event, cdo("place"), NAIROBI),
            Quad(event, cdo("startDate"), date),
            Quad(article, RDF["type"], cdo("Article")),
            Quad(article, DCTERMS["title"], Literal(f"Report {number}")),
            Quad(article, DCTERMS["issued"], date),
            *(Quad(article, cdo("mentions"), thing) for thing in (KENYA, KOREA, event)),
        ]
    for number in range(UNDATED):
        film = NamedNode(f"{BASE}film/reel-{number:02}")
        quads += [*named(film, "Film", f"Reel {number}"), Quad(film, cdo("countryOfOrigin"), KENYA)]
    path = tmp_path_factory.mktemp("many") / "store"
    with open_store(path, writable=True) as store:
        store.bulk_extend(quads)
        del store
    return path


def named(node: NamedNode, kind: str, label: str) -> list[Quad]:
    return [Quad(node, RDF["type"], cdo(kind)), Quad(node, RDFS["label"], Literal(label))]


@pytest.fixture(scope="module")
def many_client(
    many: Path, serve_store: Callable[[Path], AbstractContextManager[httpx.Client]]
) -> Iterator[httpx.Client]:
    with serve_store(many) as client:
        yield client


def test_a_page_shows_the_newest_and_counts_all(many_client: httpx.Client) -> None:
    page = many_client.get("/id/country/south-korea", headers=HTML).text
    events = page[page.index('id="events"') : page.index('id="partners"')]
    newest = [f"Week {number}" for number in range(EVENTS - 1, EVENTS - 1 - MAX_NEWEST, -1)]
    assert re.findall(r">(Week \d+)</a>", events) == newest
    assert f"The newest {MAX_NEWEST} of {EVENTS}." in events
    assert re.findall(r">(Report \d+)</a>", page)[0] == f"Report {EVENTS - 1}"
    assert f"And {EVENTS - 20} more articles." in page


def test_what_has_no_date_is_not_called_the_newest(many_client: httpx.Client) -> None:
    page = many_client.get("/id/country/kenya", headers=HTML).text
    assert f'<p class="soft">{MAX_NEWEST} of {UNDATED}.' in page


def test_a_partner_has_the_number_of_all_that_lies_between(many_client: httpx.Client) -> None:
    page = many_client.get("/id/country/kenya", headers=HTML).text
    assert re.findall(r'href="/pair/kenya/south-korea">.*?<span class="soft">(\d+)<', page) == [str(EVENTS)]


def test_a_pair_goes_on_on_further_pages(many_client: httpx.Client) -> None:
    pages = [many_client.get(f"/pair/kenya/south-korea?page={page}", headers=HTML) for page in (1, 2, 3)]
    assert [page.status_code for page in pages] == [200, 200, 404]
    shown = [re.findall(r">(Week \d+)</a>", page.text) for page in pages]
    assert [len(one) for one in shown[:2]] == [PAGE_SIZE, EVENTS - PAGE_SIZE]
    assert shown[0] + shown[1] == [f"Week {number}" for number in range(EVENTS - 1, -1, -1)]
    years = dict(re.findall(r'class="chip" href="[^"]*#year-(\d+)">\d+ <span class="soft">(\d+)<', pages[0].text))
    assert years == {str(2015 + number): "12" for number in range(EVENTS // 12)}
    last = next(iter(sorted(years)))
    assert f'href="/pair/kenya/south-korea?page=2#year-{last}"' in pages[0].text
    assert f'id="year-{last}"' in pages[1].text


@pytest.mark.parametrize("page", ["0", "x", "-1", "99999999"])
def test_what_is_no_page_of_a_pair_is_404(many_client: httpx.Client, page: str) -> None:
    assert many_client.get("/pair/kenya/south-korea", params={"page": page}, headers=HTML).status_code == 404


def test_what_is_counted_is_what_a_query_counts(many: Path, tmp_path: Path, many_client: httpx.Client) -> None:
    snapshot = current_snapshot(many)
    writing.main(snapshot.identifier, str(snapshot.folder), BASE, str(tmp_path / "digest.sqlite"))
    for thing in (KENYA, KOREA, NAIROBI):
        query = f"SELECT ?property (COUNT(DISTINCT ?one) AS ?count) {{ ?one ?property {thing} }} GROUP BY ?property"
        rows = many_client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
        counted = {row["property"]["value"].rpartition("#")[2]: int(row["count"]["value"]) for row in rows}
        with closing(sqlite3.connect(tmp_path / "digest.sqlite")) as index:
            told = {name: newest.count for name, newest in uses_of(index, thing.value).items()}
        assert told == counted


def test_a_digest_is_kept_with_its_snapshot_for_the_next_start(many: Path) -> None:
    first, second, other = Digest(many, base=BASE), Digest(many, base=BASE), Digest(many, base=f"{BASE}other/")
    try:
        with first.open(patience_s=60) as index:
            told = uses_of(index, KOREA.value)
        assert second.begin().exists()  # at once, without being made
        with second.open() as index:
            assert uses_of(index, KOREA.value) == told
        assert not other.begin().exists()  # it would hold something else
    finally:
        for digest in (first, second, other):
            digest.close()


def test_where_nobody_may_write_beside_the_snapshot_a_digest_is_made_all_the_same(many: Path, tmp_path: Path) -> None:
    shutil.copytree(many, tmp_path / "store")
    for kept in (tmp_path / "store").rglob("digest-*"):
        kept.unlink()
        kept.mkdir()  # in the way of the file
    digest = Digest(tmp_path / "store", base=BASE)
    try:
        with digest.open(patience_s=60) as index:
            assert uses_of(index, KOREA.value)
    finally:
        digest.close()


def test_the_digest_of_a_snapshot_that_is_not_current_any_more_is_not_waited_for(many: Path) -> None:
    digest = Digest(many, base=BASE)
    try:
        with digest.open_of(current_snapshot(many).identifier) as index:
            assert uses_of(index, KOREA.value)
        with pytest.raises(ResourceError, match="published anew"), digest.open_of("000001-00000000"):
            pass
    finally:
        digest.close()
