from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pyoxigraph import NamedNode

from filmkg.graph import graph_iri, links_iri, to_quads
from filmkg.model import Article, Extraction, Header, Node, Span
from filmkg.store import open_store, replace_article

WD = "http://www.wikidata.org/entity/"


def filmkg(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from filmkg.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def build(path: Path, key: str, *nodes: tuple[str, str]) -> None:
    """Put an article that only names things into a store."""
    named = tuple(Node(number, type_, label, (), Span(0, 1)) for number, (type_, label) in enumerate(nodes))
    one = Extraction(Article(key, key, "x", Header(), ()), named, (), ())
    with open_store(path, writable=True) as store:
        replace_article(store, to_quads(one), graph=graph_iri(key))
        del store


def links(path: Path) -> dict[str, str]:
    with open_store(path, writable=False) as store:
        quads = list(store.quads_for_pattern(None, None, None, links_iri()))
        del store
    return {str(quad.subject): quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}


def test_links_stand_in_their_own_graph_and_are_told_with_reasons(tmp_path: Path) -> None:
    path = tmp_path / "store"
    build(path, "one", ("City", "Istanbul"), ("Organization", "Azerbaijan Producers Guild"))
    build(path, "two", ("FestivalSeries", "Cannes"), ("FestivalSeries", "Berlin"), ("FestivalSeries", "Venice"))
    run = filmkg("link", "--store", str(path))
    assert run.returncode == 0, run.stderr
    assert "Q406" in run.stdout
    assert "company, short name, type" in run.stdout
    assert run.stdout.endswith("5 things looked up, 4 linked, 0 with candidates only\n")
    assert set(links(path).values()) == {WD + qid for qid in ("Q406", "Q42369", "Q130871", "Q49024")}


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    path = tmp_path / "store"
    build(path, "one", ("City", "Istanbul"))
    assert filmkg("link", "--store", str(path)).returncode == 0
    build(path, "one", ("City", "Ankara"))
    run = filmkg("link", "--store", str(path), "--json")
    found = json.loads(run.stdout)
    assert [link["qid"] for link in found["links"]] == ["Q3640"]
    assert found["looked_up"] == 1
    assert set(links(path).values()) == {WD + "Q3640"}


def test_a_ministry_is_linked_by_the_country_it_names(tmp_path: Path) -> None:
    path = tmp_path / "store"
    build(
        path,
        "one",
        ("Organization", "Turkish Ministry of Culture and Tourism"),
        ("Organization", "Ministry of Culture"),
    )
    assert filmkg("link", "--store", str(path)).returncode == 0
    assert list(links(path).values()) == [WD + "Q3136957"]


def test_what_is_not_sure_is_told_with_all_that_speaks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "store"
    build(path, "one", ("Film", "Parasite"), ("Organization", "Ministry of Culture"), ("Person", "Asgar Farhadi"))
    run = filmkg("link", "--store", str(path), "--json")
    found = json.loads(run.stdout)
    assert found["links"] == []
    things = {thing["label"]: thing["items"] for thing in found["candidates"]}
    assert [item["qid"] for item in things["Parasite"]] == ["Q61448040"]
    assert [item["signals"] for item in things["Asgar Farhadi"]] == [["similar name", "type"]]
    ministries = things["Ministry of Culture"]
    assert {item["country"] for item in ministries} >= {"FR", "IT"}
    assert [item["popularity"] for item in ministries] == sorted((i["popularity"] for i in ministries), reverse=True)
    assert links(path) == {}


def test_no_store_is_made_where_there_is_none(tmp_path: Path) -> None:
    run = filmkg("link", "--store", str(tmp_path / "nothing"))
    assert run.returncode == 3
    assert "Try:" in run.stderr
    assert not (tmp_path / "nothing").exists()
