"""Pages of things over the sample."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import openpyxl
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from filmkg import pipeline
from filmkg.graph import BASE
from filmkg.serve.formats import SUFFIXES
from filmkg.store import open_store
from filmkg.vocab import RDF, RDFS, cdo

HTML = {"Accept": "text/html"}
WEEK = "/id/event/korean-film-week-nairobi-2025"
REPORT = "/id/article/korean-film-week-nairobi-report"
KINDS = [WEEK, REPORT, "/id/film/poetry", "/id/person/kang-hyung-shik", "/id/country/south-korea", "/id/city/nairobi"]


def read(client: httpx.Client, path: str) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == 200, path
    return response.text


def visible(page: str) -> str:
    """What a reader sees of a page, and of its closed parts too."""
    body = re.sub(r"<script.*?</script>", "", page.partition("<body")[2], flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


@pytest.mark.parametrize("path", KINDS)
def test_no_page_of_a_thing_shows_an_iri(sample_client: httpx.Client, path: str) -> None:
    assert not re.search(r"https?://|\bcdo:|\bxsd:", visible(read(sample_client, path)))


def test_each_sentence_leads_to_its_place_in_the_article(sample_client: httpx.Client) -> None:
    links = set(re.findall(r'href="(/id/article/[^"#]+)#([^"]+)"', read(sample_client, WEEK)))
    assert len(links) > 10
    for path, fragment in links:
        assert f'id="{fragment}"' in read(sample_client, path)


def test_contradictions_stand_side_by_side(sample_client: httpx.Client) -> None:
    page = read(sample_client, WEEK)
    part = page[page.index('id="conflicts"') : page.index('id="about"')]
    assert re.findall("<strong>([^<]+)</strong>", part) == ["15 Nov 2025", "16 Nov 2025"]
    assert "one day earlier than planned" in part
    assert "until Sunday" in part
    assert 'id="conflicts"' not in read(sample_client, "/id/country/south-korea")


def test_what_took_place_is_not_still_called_planned(sample_client: httpx.Client) -> None:
    page = read(sample_client, WEEK)
    assert re.findall(r'class="badge status-(\w+)"', page[: page.index('class="columns"')]) == ["happened"]


def test_a_link_to_wikidata_has_its_reason(sample_client: httpx.Client) -> None:
    page = read(sample_client, "/id/country/south-korea")
    assert 'href="https://www.wikidata.org/wiki/Q884"' in page
    assert re.search("Linked because: .*its name is the item", " ".join(visible(page).split()))


def test_what_no_article_says_is_named(sample_client: httpx.Client) -> None:
    page = visible(read(sample_client, "/id/film/parasite"))
    assert "Not said by any article" in page
    assert re.search(r"Not said by any article\s+(Director|Country|Year)", page)


TREATY = "/id/article/chile-new-zealand-treaty-talks/agreement/treaty-chile-new-zealand"


def test_what_is_mentioned_under_no_name_leads_to_its_article_and_what_is_in_it(
    sample_client: httpx.Client,
) -> None:
    page = read(sample_client, TREATY)
    assert 'href="/id/article/chile-new-zealand-treaty-talks"' in page
    assert 'href="/id/city/valparaiso"' in page
    assert 'href="/pair/chile/new-zealand"' in page


def test_an_event_leads_to_all_between_its_countries(sample_client: httpx.Client) -> None:
    assert 'href="/pair/kenya/south-korea"' in read(sample_client, WEEK)
    assert "/pair/" not in read(sample_client, "/id/event/lima-film-festival-2025")


def test_a_status_is_spelled_out_once_and_a_sign_after_that(sample_client: httpx.Client) -> None:
    page = read(sample_client, "/id/event/journees-cinematographiques-de-carthage-tunis-2023")
    assert len(re.findall(r'class="badge status-cancelled">called off<', page)) == 2  # below the name, and as a fact
    marked = re.findall(r'class="badge status-cancelled same"><span class="visually-hidden">called off<', page)
    assert len(marked) > 3
    assert 'class="badge status-planned">planned<' in page  # a part of it has another one


def test_other_names_are_those_that_say_something_else(sample_client: httpx.Client) -> None:
    assert "Also: NAIROBI" not in visible(read(sample_client, "/id/city/nairobi"))
    festival = visible(read(sample_client, "/id/event/journees-cinematographiques-de-carthage-tunis-2023"))
    assert "Also: Carthage Film Festival · JCC" in festival
    unnamed = visible(read(sample_client, "/id/article/korean-film-week-nairobi-report/event-1"))
    assert "What the articles call it: master class" in unnamed
    days = visible(read(sample_client, "/id/article/polish-retrospective-ankara/film-days-1"))
    assert "filmdays" not in days


def test_a_post_is_not_called_by_the_name_of_its_own_page(sample_client: httpx.Client) -> None:
    assert ">Minister of Youth, Culture and Communication</a>" in read(sample_client, "/id/person/mehdi-el-fassi")
    assert ">Hanne Brandt: general secretary</a>" in read(sample_client, "/id/organization/fiapf")


def test_an_article_marks_what_it_only_announces(sample_client: httpx.Client) -> None:
    page = read(sample_client, "/id/article/korean-film-week-nairobi-announced")
    beside = re.findall(r'<li><a href="/id/event/korean-film-week-nairobi-2025">[^<]*</a>([^\n]*)', page)
    assert len(beside) > 1
    assert all("status-planned" in badge for badge in beside)


def test_an_article_has_its_sentences_in_order_with_their_facts(sample_client: httpx.Client) -> None:
    page = read(sample_client, REPORT)
    starts = [int(start) for start in re.findall(r'id="char=(\d+),', page)]
    assert starts == sorted(starts)
    assert len(starts) > 3
    part = page[page.index("was brought to a close") :]
    assert part.index("Kenya Film Commission") < part.index("</section>")
    # Only sentences that state something: this one stands in the article and gives no fact.
    assert "Embassy of the Republic of Korea in Kenya" in page


def test_the_same_address_gives_other_forms(sample_client: httpx.Client) -> None:
    alternates = dict(re.findall(r'rel="alternate" type="([^"]+)" href="([^"]+)"', read(sample_client, WEEK)))
    assert set(alternates) == set(SUFFIXES.values())
    for media_type, path in alternates.items():
        by_suffix = sample_client.get(path, headers=HTML)
        by_accept = sample_client.get(WEEK, headers={"Accept": media_type})
        assert by_suffix.headers["content-type"].startswith(media_type)
        assert by_accept.headers["content-type"].startswith(media_type)
        assert "Accept" in by_accept.headers["vary"].split(", ")
        assert path in by_accept.headers["link"]
    assert sample_client.get(WEEK, headers={"Accept": "image/png"}).status_code == 406
    assert sample_client.get(WEEK, headers={"Accept": "*/*"}).headers["content-type"].startswith("text/html")


def test_json_ld_is_the_same_graph_as_turtle(sample_client: httpx.Client) -> None:
    graphs = [
        {str(quad) for quad in parse(sample_client.get(f"/id/film/poetry{suffix}").content, format=form)}
        for suffix, form in (
            (".ttl", RdfFormat.TURTLE),
            (".jsonld", RdfFormat.JSON_LD),
            (".nt", RdfFormat.N_TRIPLES),
            (".rdf", RdfFormat.RDF_XML),
        )
    ]
    assert len(graphs[0]) > 10
    assert all(graph == graphs[0] for graph in graphs)


def test_csv_has_a_line_a_sentence(sample_client: httpx.Client) -> None:
    rows = list(csv.DictReader(sample_client.get(f"{WEEK}.csv").content.decode("utf-8-sig").splitlines()))
    until = {row["other"] for row in rows if row["property"] == "endDate"}
    assert until == {"2025-11-15", "2025-11-16"}
    assert all(row["sentence"] for row in rows if row["property"] == "screens")
    assert {row["status"] for row in rows} >= {"planned", "happened"}


def test_schema_org_names_what_took_place_and_nothing_that_was_only_planned(sample_client: httpx.Client) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', read(sample_client, WEEK), re.DOTALL)
    assert found
    said = json.loads(found[1])
    assert said["@context"] == "https://schema.org"
    assert said["@id"] == f"{BASE}event/korean-film-week-nairobi-2025"
    films = {film["name"] for film in said["workFeatured"]}
    assert "The Ferry Keeper" in films
    assert "Parasite" not in films


def test_a_label_cannot_end_the_script_it_stands_in(client: httpx.Client) -> None:
    page = read(client, client.get("/suggest", params={"q": "alert"}).json()["things"][0]["path"])
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    assert json.loads(found[1])["name"] == "<script>alert(1)</script>"
    assert "<script>" not in page


def test_a_table_is_safe_in_a_spreadsheet(
    tmp_path: Path, serve_store: Callable[[Path], AbstractContextManager[httpx.Client]]
) -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    film, person, graph = (NamedNode(f"{BASE}{name}") for name in ("film/a", "person/b", "graph/c"))
    with open_store(tmp_path / "store", writable=True) as store:
        store.extend(
            [
                Quad(film, RDF["type"], cdo("Film"), graph),
                Quad(film, RDFS["label"], Literal("A"), graph),
                Quad(film, cdo("genre"), Literal(formula), graph),
                Quad(film, cdo("director"), person, graph),
                Quad(person, RDFS["label"], Literal("@SUM(1)"), graph),
            ]
        )
        pipeline.identify(store)
        del store
    with serve_store(tmp_path / "store") as client:
        text, book = client.get("/id/film/a.csv").content.decode("utf-8-sig"), client.get("/id/film/a.xlsx").content
    labels = [row["other_label"] for row in csv.DictReader(text.splitlines())]
    assert sorted(labels) == ["'" + formula, "'@SUM(1)"]
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows() for cell in row]
    assert {cell.value for cell in cells} >= {formula, "@SUM(1)"}
    assert {cell.data_type for cell in cells if cell.value in {formula, "@SUM(1)"}} == {"s"}
