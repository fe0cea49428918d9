from __future__ import annotations

import re

import httpx
import pytest
import rdflib

from filmkg.graph import BASE
from filmkg.serve.questions import load_questions

HTML = {"Accept": "text/html"}
PAGES = [
    "/",
    "/sparql",
    "/id/film/red-garden",
    "/id/article/first",
    "/id/city/istanbul",
    "/nowhere",
    "/id/film/nothing",
]
PAGES += [f"/question/{question.name}" for question in load_questions()]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_nobody_else_and_has_nothing_inline(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers=HTML)
    assert response.headers["content-type"].startswith("text/html")
    addresses = re.findall(r"(?:src|href|action|formaction|data|poster)\s*=\s*[\"']?([^\"'\s>]*)", response.text)
    assert addresses
    assert all(re.match(r"/(?!/)|#", address) for address in addresses), addresses
    assert "url(" not in response.text
    assert not re.search(r"<style| style=| on[a-z]+=", response.text)
    scripts = re.findall(r"<script([^>]*)>", response.text)
    assert all(" src=" in script or 'type="application/ld+json"' in script for script in scripts), scripts
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "http" not in policy
    assert "unsafe" not in policy


def test_the_style_asks_nobody_else(client: httpx.Client) -> None:
    address = re.search(r'"(/static/[^"]+/style.css)"', client.get("/", headers=HTML).text)
    assert address
    response = client.get(address[1])
    assert response.headers["content-type"].startswith("text/css")
    assert "url(" not in response.text
    assert "@import" not in response.text


def test_home_counts_and_lists_newest_first(client: httpx.Client) -> None:
    page = client.get("/", headers=HTML).text
    assert "<b>2</b> articles" in page
    assert page.index("1 Jun 2025") < page.index("1 May 2025")
    assert 'href="/id/article/first"' in page


def test_a_node_shows_each_fact_with_sentence_article_and_status(client: httpx.Client) -> None:
    page = client.get("/id/film/red-garden", headers=HTML).text
    assert "Mirbala Salimli" in page
    assert 'href="/id/person/mirbala-salimli"' in page
    words = page.replace("<mark>", "").replace("</mark>", "")
    assert "The film &#34;Red Garden&#34; &lt;b&gt;by&lt;/b&gt; Mirbala" in words
    assert "<mark>Mirbala Salimli</mark>" in page
    assert 'href="/id/article/first#char=0,' in page
    assert re.search(r'Shown at.*?<span class="badge status-planned">planned</span>', page, re.DOTALL)


def test_an_answer_uses_the_words_of_the_other_pages(sample_client: httpx.Client) -> None:
    planned = sample_client.get("/question/06-plans", headers=HTML).text
    assert 'class="badge status-cancelled">called off<' in planned
    assert ">Chile new zealand treaty talks</a>" in planned  # an article without a title
    signed = sample_client.get("/question/02-agreements", headers=HTML).text
    assert ">Signed by</td>" in signed
    assert ">Protocol: Angola, Brazil</a>" in signed


def test_a_page_says_where_it_stands(client: httpx.Client) -> None:
    for path, place in (("/films", "/browse"), ("/ask", "/ask"), ("/views/map", "/views"), ("/sparql", "/sparql")):
        page = client.get(path, headers=HTML).text
        header = page.partition("<main")[0]
        assert re.findall(r'href="([^"]+)" aria-current="page"', header) == [place]


def test_what_there_is_not_leads_somewhere_else(client: httpx.Client) -> None:
    page = client.get("/nowhere", headers=HTML).text.partition("<main")[2]
    assert [link for link in ("/", "/ask", "/browse", "/views") if f'href="{link}"' not in page] == []


def test_a_label_stays_text(client: httpx.Client) -> None:
    for path in ("/", "/id/city/istanbul", "/id/person/mirbala-salimli", "/id/article/second"):
        assert "<script>" not in client.get(path, headers=HTML).text
    page = client.get("/id/person/mirbala-salimli", headers=HTML).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_every_link_of_a_page_leads_somewhere(client: httpx.Client) -> None:
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if not path or path in seen or path.startswith("/sparql"):
            continue
        if path.count("=") > 1:  # a choice on a choice: there are more of these than a test can follow
            continue
        seen.add(path)
        response = client.get(path, headers=HTML)
        assert response.status_code == 200, path
        if "text/html" in response.headers["content-type"]:
            waiting += re.findall(r'href="([^"]+)"', response.text)
    assert len(seen) > 10


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/id/film/red-garden", "text/turtle"),
        ("/id/film/red-garden.ttl", "*/*"),
        ("/id/film/red-garden.ttl", "text/html"),
    ],
)
def test_a_node_comes_as_turtle_with_its_evidence(client: httpx.Client, path: str, accept: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert response.headers["content-type"].startswith("text/turtle")
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    film = rdflib.URIRef(BASE + "film/red-garden")
    assert (film, rdflib.URIRef("https://w3id.org/filmkg/ontology#director"), None) in graph
    evidence = next(graph.subjects(rdflib.RDF.subject, film))
    selector = next(graph.objects(evidence, rdflib.URIRef("http://www.w3.org/ns/oa#hasSelector")))
    assert "Red Garden" in str(next(graph.objects(selector, rdflib.URIRef("http://www.w3.org/ns/oa#exact"))))


@pytest.mark.parametrize(
    "path", ["/id/film/nothing", "/id/film/nothing.ttl", "/id/%3E%20x", "/id/a%20b%7D", "/question/nothing", "/x"]
)
def test_what_there_is_not_is_404_in_words(client: httpx.Client, path: str) -> None:
    response = client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert set(response.json()) == {"problem", "remedy"}


def test_health(client: httpx.Client) -> None:
    response = client.get("/health")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_a_long_answer_is_cut_after_its_thousandth_row(client: httpx.Client) -> None:
    numbers = " ".join(map(str, range(50)))
    query = (
        f"SELECT ?one ?two ?words {{ VALUES ?one {{ {numbers} }} VALUES ?two {{ {numbers} }}"
        f' BIND(CONCAT(STR(?one), "-", STR(?two), " {"word " * 100}") AS ?words) }}'
    )
    page = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    shown = re.findall(r"(\d+-\d+) word", page.text[page.text.index("<tbody>") :])
    assert len(shown) == len(set(shown)) == 1_000
