"""What lies between two countries of the sample."""

from __future__ import annotations

import csv
import re

import httpx
import pytest
import rdflib

HTML = {"Accept": "text/html"}


def test_films_shown_in_a_city_of_the_other_country_stand_under_their_year(sample_client: httpx.Client) -> None:
    page = sample_client.get("/pair/kenya/south-korea", headers=HTML).text
    assert re.findall(r'<h2 id="year-[^"]*">([^<]+)</h2>', page) == ["2025"]
    part = page[page.index('id="year-2025"') :]
    assert "Films of South Korea shown" in part
    assert "Korean Film Week Nairobi" in part
    assert "#char=" in part


def test_agreements_stand_with_their_status(sample_client: httpx.Client) -> None:
    page = sample_client.get("/pair/chile/new-zealand", headers=HTML).text
    part = page[page.index("treaty: Chile, New Zealand") :]
    assert re.findall(r'class="badge status-(\w+)"', part)[0] == "proposed"
    assert "Words quoted" in page


def test_a_pair_has_one_address(sample_client: httpx.Client) -> None:
    answer = sample_client.get("/pair/south-korea/kenya")
    assert (answer.status_code, answer.headers["location"]) == (301, "/pair/kenya/south-korea")
    assert sample_client.get("/pair/kenya/kenya").headers["location"] == "/id/country/kenya"


@pytest.mark.parametrize("path", ["/pair/kenya/nowhere", "/pair/nairobi/kenya", "/pair/%3E/kenya", "/pair/a%20b/c"])
def test_what_is_no_country_is_404_in_words(sample_client: httpx.Client, path: str) -> None:
    answer = sample_client.get(path, headers={"Accept": "application/json"}, follow_redirects=True)
    assert answer.status_code == 404
    assert answer.json()["remedy"]


def test_two_countries_without_anything_between_them_say_so(sample_client: httpx.Client) -> None:
    page = sample_client.get("/pair/angola/kenya", headers=HTML)
    assert page.status_code == 200
    assert "No article tells of anything between these two countries." in page.text


def test_a_country_leads_to_its_pairs(sample_client: httpx.Client) -> None:
    for name in ("kenya", "south-korea"):  # Nairobi lies in Kenya, as the gazetteer knows and no article says
        assert 'href="/pair/kenya/south-korea"' in sample_client.get(f"/id/country/{name}", headers=HTML).text


def test_a_pair_comes_as_csv_and_turtle(sample_client: httpx.Client) -> None:
    rows = list(
        csv.DictReader(sample_client.get("/pair/kenya/south-korea.csv").content.decode("utf-8-sig").splitlines())
    )
    assert {row["how"] for row in rows} == {"shown_back"}
    assert {row["year"] for row in rows} == {"2025"}
    turtle = sample_client.get("/pair/kenya/south-korea.ttl")
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert rdflib.Graph().parse(data=turtle.text, format="turtle")
