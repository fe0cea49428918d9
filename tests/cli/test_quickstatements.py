"""`filmkg export --format quickstatements`: what articles state of linked things, for editors of Wikidata."""

from __future__ import annotations

import csv

import pytest

from filmkg.graph import graph_iri, to_quads
from filmkg.link.claims import load_properties
from filmkg.model import Article, Concept, Evidence, Extraction, Fact, Header, Node, Span, Value
from filmkg.resources import DATA, ROOT
from filmkg.store import open_store, replace_article

MODEL = ROOT.parent / "shared" / "wikidata" / "model.csv"
SPAN = Span(0, 1)
TEXT = (
    "{url}\n16 May 2025 17:37\n\n"
    "Days of Iranian Cinema were held in Istanbul on May 10-12, 2025. "
    'The film "A Separation" by Asghar Farhadi was shown as part of the event.\n'
)


def linked(filmkg, store, tmp_path, **decisions):
    """Link a store, and what a person decided of some labels as well."""
    table = tmp_path / "review.tsv"
    assert filmkg("link", "--store", store, "--review", table).returncode == 0
    lines = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if len(line) > 1 and line[1] in decisions:
            line[2] = decisions[line[1]]
    table.write_text("\n".join(map("\t".join, lines)) + "\n", encoding="utf-8")
    done = filmkg("link", "--store", store, "--review", table)
    assert done.returncode == 0, done.stderr


def exported(filmkg, store, *arguments):
    done = filmkg("export", "--store", store, "--format", "quickstatements", *arguments)
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.decode().splitlines()]


@pytest.fixture
def put(tmp_path):
    """Put an article with some nodes and facts into the store."""

    def put(key, nodes, facts, *, url="", issued="2025-05-16"):
        header = Header(url=url or f"https://{key}.example.org/a", issued=issued)
        stated = tuple(Fact(subject, name, value, Evidence(SPAN, SPAN, "test", 1.0)) for subject, name, value in facts)
        named = tuple(Node(number, type_, label, (), SPAN, **more) for number, (type_, label, more) in enumerate(nodes))
        quads = to_quads(Extraction(Article(key, key, "x", header, ()), named, stated, ()))
        with open_store(tmp_path / "store", writable=True) as store:
            replace_article(store, quads, graph=graph_iri(key))
            del store
        return tmp_path / "store"

    return put


@pytest.fixture
def articles(filmkg, tmp_path):
    """Two sites with the same news, and a reprint of the first."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, url in (
        ("one", "https://www.one.example.org/news/1"),
        ("reprint", "https://one.example.org/news/2"),
        ("two", "https://two.example.com/x"),
    ):
        (folder / f"{name}.txt").write_text(TEXT.format(url=url), encoding="utf-8")
    return folder


def test_two_sites_must_state_it_and_each_is_named(filmkg, articles, tmp_path):
    store = tmp_path / "store"
    assert filmkg("build", articles / "one.txt", articles / "reprint.txt", "--store", store).returncode == 0
    linked(filmkg, store, tmp_path)
    assert exported(filmkg, store) == []  # a reprint is no second source
    assert len(exported(filmkg, store, "--min-sources", "1")) == 2
    assert filmkg("build", articles / "two.txt", "--store", store).returncode == 0
    assert exported(filmkg, store) == [
        ["Q640561", "P57", "Q334242", "S854", f'"{url}"', "S813", "+2025-05-16T00:00:00Z/11"]
        for url in (
            "https://one.example.org/news/2",
            "https://two.example.com/x",
            "https://www.one.example.org/news/1",
        )
    ]


def test_the_same_bytes_and_the_day_of_retrieval(filmkg, articles, tmp_path):
    store = tmp_path / "store"
    assert filmkg("build", articles, "--store", store).returncode == 0
    linked(filmkg, store, tmp_path)
    command = ("export", "--store", store, "--format", "quickstatements")
    first, second = (filmkg(*command, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout != b""
    lines = exported(filmkg, store, "--retrieved", "2025-06-01")
    assert {line[-1] for line in lines} == {"+2025-06-01T00:00:00Z/11"}
    output = tmp_path / "statements.qs"
    assert filmkg(*command, "-o", output).returncode == 0
    assert output.read_bytes() == first.stdout


def test_an_article_without_an_address_cannot_be_cited(filmkg, tmp_path):
    (tmp_path / "one.txt").write_text(TEXT.format(url="Istanbul News"), encoding="utf-8")
    store = tmp_path / "store"
    assert filmkg("build", tmp_path / "one.txt", "--store", store).returncode == 0
    linked(filmkg, store, tmp_path)
    done = filmkg("export", "--store", store, "--format", "quickstatements", "--min-sources", "1")
    assert done.stdout == b""
    assert done.stderr == "0 lines; 1 statements left out, as their articles tell no address or date\n"


def festival(status):
    """A festival edition with all that can be said of it."""
    nodes = (
        ("FilmFestival", "9th Lantern Film Festival", {}),
        ("City", "Istanbul", {}),
        ("Film", "A Separation", {}),
        ("Organization", "Istanbul University", {}),
        ("FestivalSeries", "Lantern Film Festival", {}),
    )
    facts = (
        (0, "status", Concept(status)),
        (0, "place", 1),
        (0, "screens", 2),
        (0, "organizer", 3),
        (0, "partOf", 4),
        (0, "edition", Value("9", "integer")),
        (0, "startDate", Value("2025-05-10", "date")),
        (0, "endDate", Value("2025-05", "gYearMonth")),
    )
    return nodes, facts


def test_what_happened_is_told_with_the_precision_of_the_article(filmkg, put, tmp_path):
    store = put("one", *festival("happened"))
    linked(filmkg, store, tmp_path, **{"9th Lantern Film Festival": "Q900", "Lantern Film Festival": "Q800"})
    assert [line[:3] for line in exported(filmkg, store, "--min-sources", "1")] == [
        ["Q900", "P179", "Q800"],
        ["Q900", "P276", "Q406"],
        ["Q900", "P393", '"9"'],
        ["Q900", "P580", "+2025-05-10T00:00:00Z/11"],
        ["Q900", "P582", "+2025-05-00T00:00:00Z/10"],
        ["Q900", "P664", "Q192964"],
        ["Q640561", "P5072", "Q900"],
    ]


@pytest.mark.parametrize("status", ["planned", "proposed", "cancelled"])
def test_what_did_not_happen_never_comes_out(filmkg, put, tmp_path, status):
    store = put("one", *festival(status))
    linked(filmkg, store, tmp_path, **{"9th Lantern Film Festival": "Q900", "Lantern Film Festival": "Q800"})
    assert exported(filmkg, store, "--min-sources", "1") == []
    # Another article says that it happened: both may be right of a plan, not of what was called off.
    put("two", *festival("happened"))
    expected = 0 if status == "cancelled" else 7
    assert len(exported(filmkg, store, "--min-sources", "1")) == expected
    assert exported(filmkg, store) == []


def membership(since, *, issued):
    nodes = (
        ("Organization", "Azerbaijan Producers Guild", {}),
        ("Organization", "International Federation of Film Producers Associations", {}),
        ("Membership", "membership", {"named": False}),
    )
    facts = [(2, "status", Concept("happened")), (2, "member", 0), (2, "body", 1)]
    facts += [(2, "effectiveFrom", Value(since, "date"))] if since else []
    return nodes, facts, issued


@pytest.mark.parametrize(
    ("since", "issued", "expected"),
    [
        ("", "2026-02-01", ["Q900", "P463", "Q901", "S854"]),
        ("2026-01-01", "2026-02-01", ["Q900", "P463", "Q901", "P580", "+2026-01-01T00:00:00Z/11", "S854"]),
        ("2026-01-01", "2025-12-12", []),  # still to come when the article appeared
    ],
)
def test_a_membership_is_a_statement_of_the_member(filmkg, put, tmp_path, since, issued, expected):
    nodes, facts, issued = membership(since, issued=issued)
    store = put("one", nodes, facts, issued=issued)
    names = {nodes[0][1]: "Q900", nodes[1][1]: "Q901"}
    linked(filmkg, store, tmp_path, **names)
    lines = exported(filmkg, store, "--min-sources", "1")
    assert [line[: len(expected)] for line in lines] == ([expected] if expected else [])


def test_what_the_snapshot_knows_or_nobody_linked_is_left_out(filmkg, put, tmp_path):
    nodes = (
        ("City", "Istanbul", {}),
        ("Country", "Türkiye", {"code": "TR"}),
        ("Organization", "Lantern Guild", {}),
        ("Film", "A Separation", {}),
        ("Country", "Iran", {"code": "IR"}),
    )
    facts = (
        (0, "place", 1),  # Istanbul is in Türkiye: known
        (2, "place", 0),  # nobody linked the guild
        (2, "foundedIn", Value("1999", "gYear")),
        (3, "countryOfOrigin", 4),
        (3, "releaseYear", Value("2011", "gYear")),
        (3, "genre", Value("drama")),  # no property for a literal
        (3, "originalTitle", Value("Jodâyi", language="fa")),
        (3, "originalTitle", Value("Joda")),  # in what language?
    )
    store = put("one", nodes, facts, url='https://one.example.org/"a b"')
    linked(filmkg, store, tmp_path)
    lines = exported(filmkg, store, "--min-sources", "1")
    assert [line[:3] for line in lines] == [
        ["Q640561", "P495", "Q794"],
        ["Q640561", "P577", "+2011-00-00T00:00:00Z/9"],
        ["Q640561", "P1476", 'fa:"Jodâyi"'],
    ]
    assert {line[4] for line in lines} == {'"https://one.example.org/%22a%20b%22"'}


def test_its_options_are_refused_for_rdf(filmkg, store):
    done = filmkg("export", "--store", store, "--min-sources", "2")
    assert done.returncode == 2
    assert "add --format quickstatements" in done.stderr


@pytest.mark.skipif(not MODEL.is_file(), reason="../shared/wikidata is not here")
def test_ids_of_properties_are_those_of_the_model():
    with MODEL.open(encoding="utf-8", newline="") as file:
        model = {row["id"]: row for row in csv.DictReader(file)}
    lines = (DATA / "wikidata" / "properties.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))
    assert len(rows) == len(load_properties())
    for row in rows:
        stated = model[row["pid"]]
        assert (row["label"], stated["kind"]) == (stated["label_en"], "property")
        assert row["source"] in stated["seen_in"].split(" ; ")
