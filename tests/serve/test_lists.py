from __future__ import annotations

import csv
import html
import io
import re

import httpx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import UsageError
from filmkg.graph import BASE
from filmkg.serve.lists import download
from filmkg.serve.lists.kinds import BY_NAME, KINDS
from filmkg.serve.lists.selection import read_selection

HTML = {"Accept": "text/html"}
KIND_NAMES = [kind.name for kind in KINDS]
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", " =1", "＝1"]


def rows(client: httpx.Client, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", KIND_NAMES)
def test_each_kind_has_a_list_and_downloads_that_say_the_same(week_client: httpx.Client, name: str) -> None:
    page = week_client.get(f"/{name}", headers=HTML)
    assert page.status_code == 200
    found = rows(week_client, f"/{name}.csv")
    objects = week_client.get(f"/{name}.json").json()
    assert [{key: str(value) for key, value in one.items()} for one in objects] == found
    sheet = openpyxl.load_workbook(io.BytesIO(week_client.get(f"/{name}.xlsx").content)).active
    head, *lines = sheet.iter_rows(values_only=True)
    line, _, _ = week_client.get(f"/{name}.csv").content.decode("utf-8-sig").partition("\r\n")
    assert head == tuple(line.split(","))
    assert [line[0] for line in lines] == [row["name"] for row in found]


def test_a_facet_counts_what_choosing_it_shows(week_client: httpx.Client) -> None:
    page = week_client.get("/people", headers=HTML).text
    options = re.findall(
        r'class="option" href="(/people\?role=[^"]+)"><span>[^<]+</span> <span class="soft number">(\d+)<', page
    )
    assert len(options) > 2
    for path, count in options:
        assert len(rows(week_client, path.replace("/people?", "/people.csv?"))) == int(count)


def test_two_values_of_a_facet_add_up_and_two_facets_narrow(client: httpx.Client) -> None:
    everyone = {row["iri"] for row in rows(client, "/people.csv")}
    directors = {row["iri"] for row in rows(client, "/people.csv?role=director")}
    assert directors == everyone == {f"{BASE}person/mirbala-salimli"}
    assert not rows(client, "/people.csv?role=speaker")
    assert len(rows(client, "/people.csv?role=speaker&role=director")) == 1
    assert not rows(client, "/people.csv?role=director&organisation=organization/none")


def test_a_thing_is_chosen_by_what_follows_the_base(client: httpx.Client) -> None:
    assert len(rows(client, "/events.csv?place=city/istanbul")) == 1
    assert not rows(client, "/events.csv?place=city/ankara")
    page = client.get("/events", headers=HTML).text
    assert "place=city%2Fistanbul" in page
    assert BASE not in page


def test_what_is_chosen_stands_above_the_list_and_can_be_taken_back(week_client: httpx.Client) -> None:
    page = week_client.get("/events?status=happened&type=FilmDays&q=korean", headers={"Accept": "text/html"}).text
    chosen = re.search(r'<ul class="chips chosen-line".*?</ul>', page, re.DOTALL)
    assert chosen
    links = {html.unescape(link) for link in re.findall(r'href="([^"]+)"', chosen[0])}
    assert links == {"/events?status=happened&q=korean", "/events?type=FilmDays&q=korean", "/events"}
    assert "Name contains “korean”" in chosen[0]


def test_sorting_turns_round_and_leaves_what_has_no_value_at_the_end(week_client: httpx.Client) -> None:
    rising = [row["start"] for row in rows(week_client, "/events.csv?sort=start")]
    falling = [row["start"] for row in rows(week_client, "/events.csv?sort=-start")]
    dated = [date for date in rising if date]
    assert dated == sorted(dated)
    assert falling[: len(dated)] == sorted(dated, reverse=True)
    assert not any(rising[len(dated) :])


def test_words_find_names_without_case_and_accents(week_client: httpx.Client) -> None:
    names = [row["name"] for row in rows(week_client, "/places.csv?q=ALLIANCE%20fran%C3%A7aise")]
    assert any("Alliance Fran" in name for name in names)


def test_nothing_found_says_what_to_do(client: httpx.Client) -> None:
    page = client.get("/films?q=zzz", headers=HTML).text
    assert "Take one of the choices away" in page
    page = client.get("/agreements", headers=HTML).text
    assert "The store has none of these" in page


@pytest.mark.parametrize(
    "path", ["/films?page=0", "/films?page=2", "/films?page=x", "/films?page=²", "/films?sort=iri"]
)
def test_what_there_is_not_is_404(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert set(response.json()) == {"problem", "remedy"}


def test_labels_stay_text(client: httpx.Client) -> None:
    page = client.get("/films", headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_same_list_is_the_same_bytes(week_client: httpx.Client) -> None:
    for suffix in download.MEDIA_TYPES:
        assert week_client.get(f"/events.{suffix}").content == week_client.get(f"/events.{suffix}").content


@pytest.mark.parametrize("cell", DANGEROUS)
def test_no_spreadsheet_runs_a_cell(cell: str) -> None:
    line = next(csv.reader(io.StringIO(download.write_csv(["a"], [[cell]]).decode("utf-8-sig").split("\n", 1)[1])))
    assert line[0].startswith("'")
    sheet = openpyxl.load_workbook(io.BytesIO(download.write_xlsx(["a"], [[cell, 7]], title="x"))).active
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].hyperlink is None
    assert sheet["B2"].value == 7


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_a_cell_survives_but_for_its_apostrophe(text: str) -> None:
    line = next(
        csv.reader(io.StringIO(download.write_csv(["a"], [[text, "end"]]).decode("utf-8-sig").split("\r\n", 1)[1]))
    )
    assert line[0] in (text, f"'{text}")
    assert line[0][:1] not in ("=", "+", "-", "@")


@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.sampled_from(["country", "year", "q", "status", "sort", "type"]), st.text(max_size=20))),
)
def test_an_address_means_the_choice_that_it_was_made_from(kind: object, pairs: list[tuple[str, str]]) -> None:
    try:
        selection = read_selection(kind, pairs, base=BASE)
    except UsageError:
        return
    query = httpx.URL(f"http://x{selection.address()}").params.multi_items()
    assert read_selection(kind, query, base=BASE) == selection


@pytest.mark.parametrize("path", ["/browse", *(f"/{name}" for name in KIND_NAMES)])
def test_each_column_and_facet_has_its_words(week_client: httpx.Client, path: str) -> None:
    page = week_client.get(path, headers=HTML).text
    assert "views." not in re.sub(r'href="[^"]*"', "", page)
    assert BASE not in page


def test_the_number_of_lists_is_that_of_the_classes() -> None:
    listed = {name for kind in KINDS for name in kind.classes}
    assert {
        "Film",
        "Person",
        "Organization",
        "Agreement",
        "Membership",
        "Position",
        "AwardGrant",
        "Quotation",
    } <= listed
    assert set(BY_NAME) == set(KIND_NAMES)
