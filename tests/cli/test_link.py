from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from filmkg.cli import main
from filmkg.graph import graph_iri, links_iri, to_quads
from filmkg.model import Article, Extraction, Header, Node, Span
from filmkg.store import open_store, replace_article

WD = "http://www.wikidata.org/entity/"


def filmkg(*arguments: str) -> subprocess.CompletedProcess[str]:
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


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


def decide(table: Path, mention: str, decision: str) -> None:
    """Write a decision into the row of a mention, as a person would in an editor."""
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    (row,) = [row for row in rows if row[1:2] == [mention]]
    row[2] = decision
    table.write_text("\n".join(map("\t".join, rows)) + "\n", encoding="utf-8")


def rows(table: Path) -> dict[str, list[str]]:
    lines = table.read_text(encoding="utf-8").splitlines()
    return {cells[1]: cells for line in lines if line[0] != "#" and (cells := line.split("\t"))[0] != "type"}


def test_the_table_says_of_each_thing_what_it_could_be_and_why(tmp_path: Path) -> None:
    path, table = tmp_path / "store", tmp_path / "review.tsv"
    build(path, "one", ("City", "Istanbul"), ("Film", "Parasite"), ("Organization", "Azerbaijan Producers Guild"))
    assert filmkg("link", "--store", str(path), "--review", str(table)).returncode == 0
    found = rows(table)
    assert [cells[3] for cells in found.values()] == ["linked", "candidates", "none"]
    assert found["Istanbul"][4].startswith("Q406 Istanbul 0.80 (label, type; TR; popularity ")
    assert found["Parasite"][4].startswith("Q61448040 Parasite 0.50 (label")
    assert {cells[2] for cells in found.values()} == {""}
    before = table.read_bytes()
    assert filmkg("link", "--store", str(path), "--review", str(table)).returncode == 0
    assert table.read_bytes() == before


def test_decisions_win_and_survive_a_rebuild(tmp_path: Path) -> None:
    path, table = tmp_path / "store", tmp_path / "review.tsv"
    things = (
        ("City", "Istanbul"), ("Film", "Parasite"), ("Organization", "Azerbaijan Producers Guild"), ("City", "Ankara"),
    )  # fmt: skip
    build(path, "one", *things)
    arguments = ("link", "--store", str(path), "--review", str(table))
    assert filmkg(*arguments).returncode == 0
    decide(table, "Istanbul", "None")
    decide(table, "Parasite", "q61448040")
    decide(table, "Azerbaijan Producers Guild", "Q999999999")  # the snapshot does not know it
    run = filmkg(*arguments)
    assert run.returncode == 0, run.stderr
    assert "label, review" in run.stdout
    wanted = {WD + "Q61448040", WD + "Q999999999", WD + "Q3640"}
    assert set(links(path).values()) == wanted
    decided = table.read_bytes()
    assert [cells[2] for cells in rows(table).values()] == ["", "none", "Q61448040", "Q999999999"]
    for file in sorted(path.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    build(path, "one", *things)
    assert filmkg(*arguments).returncode == 0
    assert set(links(path).values()) == wanted
    assert table.read_bytes() == decided


def test_a_decision_follows_its_thing_to_another_iri_only_where_that_is_sure(tmp_path: Path) -> None:
    path, table = tmp_path / "store", tmp_path / "review.tsv"
    arguments = ("link", "--store", str(path), "--review", str(table))
    # A single word is nobody's name alone, so the IRI has the article's key in it.
    build(path, "one", ("Person", "Hatamov"), ("Organization", "Culture Ministry"))
    assert filmkg(*arguments).returncode == 0
    decide(table, "Hatamov", "Q100")
    decide(table, "Culture Ministry", "Q200")
    with open_store(path, writable=True) as store:
        replace_article(store, [], graph=graph_iri("one"))
        del store
    build(path, "renamed", ("Person", "Hatamov"), ("Organization", "Culture Ministry"))
    assert filmkg(*arguments).returncode == 0
    assert list(links(path).values()) == [WD + "Q100"]
    assert "article/renamed" in rows(table)["Hatamov"][5]
    # The row of the ministry that is gone is kept, in case that it comes back.
    ministries = [line for line in table.read_text(encoding="utf-8").splitlines() if "Culture Ministry" in line]
    assert ["Q200" in line for line in ministries] == [True, False]


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (
            "City\tIstanbul\tIstanbul\tlinked\t\thttps://example.org/i\n",
            "line 3: the decision 'Istanbul' cannot be read",
        ),
        ("City\tIstanbul\tQ406\n", "line 3: 3 cells where there are 6 columns"),
        ("\tIstanbul\tQ406\tlinked\t\t\n", "line 3: no type or no iri"),
        (
            "City\tIstanbul\tQ406\t\t\thttps://example.org/i\nCity\tIstanbul\tnone\t\t\thttps://example.org/i\n",
            "lines 3 and 4: Q406 and none for the same thing",
        ),
        (
            "City\tIstanbul\tQ406\t\t\thttps://example.org/i\nPlace\tIstanbul\tQ1\t\t\thttps://example.org/i\n",
            "lines 3 and 4: Q406 and Q1 for the same thing",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_changed(tmp_path: Path, broken: str, problem: str) -> None:
    path, table = tmp_path / "store", tmp_path / "review.tsv"
    build(path, "one", ("City", "Istanbul"))
    table.write_text("# mine\ntype\tmention\tdecision\toutcome\tcandidates\tiri\n" + broken, encoding="utf-8")
    before = table.read_bytes()
    run = filmkg("link", "--store", str(path), "--review", str(table))
    assert run.returncode == 1
    assert problem in run.stderr
    assert "Try:" in run.stderr
    assert table.read_bytes() == before
    assert links(path) == {}


def test_a_table_with_other_columns_or_bytes_is_refused(tmp_path: Path) -> None:
    path, table = tmp_path / "store", tmp_path / "review.tsv"
    build(path, "one", ("City", "Istanbul"))
    for content, problem in ((b"a\tb\n", "line 1: the columns are not"), (b"\xff\xfe", "not UTF-8")):
        table.write_bytes(content)
        run = filmkg("link", "--store", str(path), "--review", str(table))
        assert run.returncode == 1
        assert problem in run.stderr
        assert table.read_bytes() == content


def test_what_people_decided_wins_without_the_table_as_well(tmp_path: Path) -> None:
    path, table = tmp_path / "store", tmp_path / "links.tsv"
    build(path, "one", ("City", "Istanbul"), ("City", "Ankara"), ("Film", "Red Garden"))
    filmkg("link", "--store", str(path), "--review", str(table))
    lines = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line[2:3] = {"Istanbul": ["none"], "Red Garden": ["Q42"]}.get(line[1] if line[1:] else "", line[2:3])
    table.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    filmkg("link", "--store", str(path), "--review", str(table))
    decided = links(path)
    assert set(decided.values()) == {WD + "Q3640", WD + "Q42"}

    build(path, "two", ("City", "Istanbul"), ("City", "Venice"))
    assert filmkg("link", "--store", str(path)).returncode == 0
    assert set(links(path).values()) == {WD + "Q3640", WD + "Q42", WD + "Q641"}
    # A table that is written anew has the decisions, and one without them takes them back.
    assert filmkg("link", "--store", str(path), "--review", str(tmp_path / "new.tsv")).returncode == 0
    written = (tmp_path / "new.tsv").read_text(encoding="utf-8")
    assert "\tIstanbul\tnone\t" in written
    assert "\tRed Garden\tQ42\t" in written
    for line in lines:
        line[2:3] = line[2:3] if line[:1] == ["type"] else [""] if line[2:3] else []
    table.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    assert filmkg("link", "--store", str(path), "--review", str(table)).returncode == 0
    assert set(links(path).values()) == {WD + "Q3640", WD + "Q406", WD + "Q641"}


def test_what_is_forgotten_leaves_no_decision(tmp_path: Path) -> None:
    path, table = tmp_path / "store", tmp_path / "links.tsv"
    build(path, "one", ("City", "Istanbul"))
    build(path, "two", ("Film", "Unheardofgarden"))
    filmkg("link", "--store", str(path), "--review", str(table))
    table.write_text(table.read_text(encoding="utf-8").replace("garden\t\t", "garden\tQ42\t"), encoding="utf-8")
    filmkg("link", "--store", str(path), "--review", str(table))
    assert WD + "Q42" in links(path).values()
    assert filmkg("forget", "two", "--store", str(path)).returncode == 0
    for file in path.rglob("*"):
        assert not file.is_file() or b"nheardofgarden" not in file.read_bytes()


def test_a_decision_goes_on_to_hold_for_a_thing_that_gets_another_name(tmp_path: Path) -> None:
    path, table = tmp_path / "store", tmp_path / "links.tsv"
    build(path, "one", ("Organization", "Azerbaijan Culture Ministry"))
    filmkg("link", "--store", str(path), "--review", str(table))
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    (row,) = (row for row in rows if row[0] == "Organization")
    row[2] = "Q42"
    table.write_text("".join("\t".join(line) + "\n" for line in rows), encoding="utf-8")
    filmkg("link", "--store", str(path), "--review", str(table))
    before = links(path)
    assert list(before.values()) == [WD + "Q42"]

    for key in ("two", "three", "four"):
        build(path, key, ("Organization", "Ministry of Culture of Azerbaijan"))
    assert filmkg("link", "--store", str(path)).returncode == 0
    assert list(links(path).values()) == [WD + "Q42"]
    assert links(path).keys() != before.keys()
