"""Search and type-ahead over the sample."""

from __future__ import annotations

import re
import shutil
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from filmkg import pipeline
from filmkg.graph import BASE
from filmkg.store import open_store
from filmkg.vocab import RDF, RDFS, cdo

HTML = {"Accept": "text/html"}


def suggested(client: httpx.Client, text: str) -> list[str]:
    response = client.get("/suggest", params={"q": text})
    assert response.status_code == 200
    return [thing["label"] for thing in response.json()["things"]]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("kor", "South Korea"),
        ("KOREAN film we", "Korean Film Week Nairobi"),
        ("nairobi week", "Korean Film Week Nairobi"),  # in any order
        ("turkiye", "Türkiye"),
        ("  Türkiye ", "Türkiye"),
        ("ancine", "National Film Agency of Brazil"),  # another name
        ("sambizanga", "Sambizanga"),
    ],
)
def test_names_are_found_by_their_beginnings(sample_client: httpx.Client, text: str, label: str) -> None:
    assert label in suggested(sample_client, text)


def test_what_is_called_just_so_comes_first(sample_client: httpx.Client) -> None:
    assert suggested(sample_client, "Nairobi")[0] == "Nairobi"
    assert suggested(sample_client, "Poetry")[0] == "Poetry"


def test_a_suggestion_leads_to_its_page(sample_client: httpx.Client) -> None:
    for thing in sample_client.get("/suggest", params={"q": "k"}).json()["things"]:
        page = sample_client.get(thing["path"], headers=HTML)
        assert page.status_code == 200
        assert thing["label"] in page.text


def test_the_page_groups_what_it_finds_and_can_keep_to_one_kind(sample_client: httpx.Client) -> None:
    page = sample_client.get("/search", params={"q": "korea"}, headers=HTML).text
    assert re.findall("<h2[^>]*>([^<]+)</h2>", page) == ["Organisations", "Events", "Places", "Articles"]
    page = sample_client.get("/search", params={"q": "korea", "kind": "places"}, headers=HTML).text
    assert re.findall("<h2[^>]*>([^<]+)</h2>", page) == ["Places"]
    assert "South Korea" in page
    page = sample_client.get("/search", params={"q": "korea", "kind": "nonsense"}, headers=HTML)
    assert page.status_code == 200


def test_nothing_found_is_said_with_what_to_do(sample_client: httpx.Client) -> None:
    page = sample_client.get("/search", params={"q": "xyzzy"}, headers=HTML)
    assert page.status_code == 200
    assert "Nothing here is called “xyzzy”." in page.text
    assert "Try fewer words" in page.text


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_any_text_can_be_sought_and_stays_text(client: httpx.Client, text: str) -> None:
    given = f"{text}<img src=x onerror=alert(1)>\"'"
    assert client.get("/suggest", params={"q": given}).status_code == 200
    page = client.get("/search", params={"q": given}, headers=HTML)
    assert page.status_code == 200
    assert "<img" not in page.text


@pytest.mark.parametrize(
    "text", ['"', "* OR *", "NEAR(a b)", "text: kor", "a AND", "-kor", "^kor", "kor\0ea", "classfilm"]
)
def test_nothing_is_taken_for_syntax_of_the_index(sample_client: httpx.Client, text: str) -> None:
    assert sample_client.get("/suggest", params={"q": text}).status_code == 200


def test_browsers_are_told_how_to_search(sample_client: httpx.Client) -> None:
    response = sample_client.get("/opensearch.xml")
    root = ET.fromstring(response.content)
    template = next(one.attrib["template"] for one in root if one.tag.endswith("Url"))
    page = sample_client.get(template.replace("{searchTerms}", "poetry"), headers=HTML)
    assert 'href="/id/film/poetry-2010"' in page.text or "Poetry" in page.text


def test_names_of_a_later_snapshot_are_found_without_a_restart(
    store_path: Path, tmp_path: Path, serve_store: Callable[[Path], AbstractContextManager[httpx.Client]]
) -> None:
    path = tmp_path / "store"
    shutil.copytree(store_path, path)
    with serve_store(path) as client:
        assert suggested(client, "tomorrow") == []
        film = NamedNode(f"{BASE}film/tomorrow")
        graph = NamedNode(f"{BASE}graph/third")
        with open_store(path, writable=True) as store:
            store.extend(
                [Quad(film, RDF["type"], cdo("Film"), graph), Quad(film, RDFS["label"], Literal("Tomorrow"), graph)]
            )
            pipeline.identify(store)
            del store
        deadline = time.monotonic() + 30
        while not (found := suggested(client, "tomorrow")) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert found == ["Tomorrow"]
