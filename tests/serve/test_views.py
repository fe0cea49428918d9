from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET

import httpx
import pytest

from filmkg.graph import BASE
from filmkg.resources import DATA
from filmkg.serve.views.atlas import load_atlas
from filmkg.serve.views.pictures import PICTURES
from filmkg.serve.views.projection import HEIGHT, WIDTH, project

HTML = {"Accept": "text/html"}
SVG = "{http://www.w3.org/2000/svg}"


def rows(client: httpx.Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", PICTURES)
def test_each_view_is_a_drawing_a_table_and_downloads(week_client: httpx.Client, name: str) -> None:
    page = week_client.get(f"/views/{name}", headers=HTML)
    assert page.status_code == 200
    assert "<svg" in page.text
    assert "<table" in page.text
    assert " style=" not in page.text
    assert BASE not in page.text
    picture = week_client.get(f"/views/{name}.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    root = ET.fromstring(picture.content)
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title") is not None
    assert not any(element.tag in (f"{SVG}script", f"{SVG}style", f"{SVG}image") for element in root.iter())
    for suffix in ("csv", "json", "xlsx"):
        assert week_client.get(f"/views/{name}.{suffix}").status_code == 200
    assert picture.content == week_client.get(f"/views/{name}.svg").content


def test_the_overview_leads_to_each(week_client: httpx.Client) -> None:
    page = week_client.get("/views", headers=HTML).text
    assert all(f'href="/views/{name}"' in page for name in PICTURES)


def test_a_view_that_there_is_not_is_404(client: httpx.Client) -> None:
    for path in ("/views/pie", "/views/map.exe", "/views/.svg"):
        assert client.get(path).status_code == 404


def test_the_map_has_places_where_they_are(week_client: httpx.Client) -> None:
    table = {row["place"]: row for row in rows(week_client, "/views/map.csv")}
    assert int(table["Nairobi"]["happened"]) == 1
    root = ET.fromstring(week_client.get("/views/map.svg").content)
    discs = {
        (title.text or "").partition(":")[0]: element
        for element in root.iter(f"{SVG}circle")
        if (title := element.find(f"{SVG}title")) is not None
    }
    x, y = project(36.8, -1.3)
    assert abs(float(discs["Nairobi"].attrib["cx"]) - x) < 1
    assert abs(float(discs["Nairobi"].attrib["cy"]) - y) < 1


def test_what_is_planned_is_not_filled_as_happened(client: httpx.Client) -> None:
    (place,) = rows(client, "/views/map.csv")
    assert (place["happened"], place["planned"]) == ("0", "1")
    root = ET.fromstring(client.get("/views/map.svg").content)
    assert [element.attrib["class"] for element in root.iter(f"{SVG}circle")] == ["tone-planned"]
    root = ET.fromstring(client.get("/views/timeline.svg").content)
    assert "tone-happened" not in {element.get("class") for element in root.iter()}


def test_a_tie_has_the_status_of_the_articles_that_state_it(week_client: httpx.Client) -> None:
    ties = rows(week_client, "/views/matrix.csv")
    shown = [row for row in ties if row["how"] == "films shown"]
    assert {(row["country"], row["with"]) for row in shown} == {("South Korea", "Kenya")}
    assert rows(week_client, "/views/matrix.csv?how=agreement") == [row for row in ties if row["how"] == "agreement"]
    for row in shown:
        assert rows(week_client, f"/views/matrix.csv?status={row['status']}&how=films_shown")


def test_bars_add_up_to_the_events_that_have_a_year(week_client: httpx.Client) -> None:
    table = rows(week_client, "/views/bars.csv?by=type")
    events = rows(week_client, "/events.csv")
    assert sum(int(row["events"]) for row in table) == len(events)
    for row in table:
        parts = (row["happened"], row["planned"], row["proposed"], row["called off"], row["no status"])
        assert sum(map(int, parts)) == int(row["events"])


def test_a_view_takes_the_choices_of_the_list(week_client: httpx.Client) -> None:
    page = week_client.get("/events?type=FilmDays", headers=HTML).text
    assert 'href="/views/map?type=FilmDays"' in page
    page = week_client.get("/views/timeline?type=FilmDays", headers=HTML).text
    assert re.search(r'<option value="FilmDays" selected>', page)
    names = {row["event"] for row in rows(week_client, "/views/timeline.csv?type=FilmDays")}
    assert names == {row["name"] for row in rows(week_client, "/events.csv?type=FilmDays")}


def test_labels_stay_text_in_drawings(client: httpx.Client) -> None:
    for name in PICTURES:
        assert "<script>alert" not in client.get(f"/views/{name}", headers=HTML).text
        ET.fromstring(client.get(f"/views/{name}.svg").content)


def test_nothing_to_draw_says_so(client: httpx.Client) -> None:
    assert "Leave one of the choices open" in client.get("/views/map?year=1800", headers=HTML).text


def test_the_map_knows_each_country_of_the_gazetteer_but_the_smallest() -> None:
    atlas = load_atlas()
    codes = {line.split("\t")[0] for line in (DATA / "gazetteer/countries.tsv").read_text("utf-8").splitlines()[2:]}
    unknown = codes - set(atlas.centres)
    assert unknown <= {"AQ", "BQ", "BV", "CC", "CX", "GF", "GI", "GP", "MQ", "RE", "SJ", "TK", "TV", "UM", "YT"}
    for x, y in (*atlas.centres.values(), *atlas.cities.values()):
        assert -5 <= x <= WIDTH + 15
        assert -5 <= y <= HEIGHT + 10
