"""`filmkg link --online` as a user has it, against a Wikibase on loopback."""

from __future__ import annotations

import csv
import json
import subprocess

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Store

from filmkg.cli import main
from filmkg.graph import graph_iri, links_iri, to_quads
from filmkg.link.model import EXAMPLE, load_model
from filmkg.model import Article, Evidence, Extraction, Fact, Header, Node, Span
from filmkg.resources import DATA, ROOT
from filmkg.store import open_store, replace_article

MODEL = ROOT.parent / "shared" / "wikidata" / "model.csv"
WD = "http://www.wikidata.org/entity/"
SPAN = Span(0, 1)


@pytest.fixture
def store(tmp_path):
    """A store with an article about a guild, a film, people, a cinema, and things that have no proper name."""
    nodes = (
        Node(0, "Organization", "Azerbaijan Producers Guild", ("APG",), SPAN),
        Node(1, "Film", "Red Garden", ("Qırmızı bağ",), SPAN),
        Node(2, "Country", "Azerbaijan", (), SPAN, code="AZ"),
        Node(3, "Person", "Mushfig Hatamov", (), SPAN),
        Node(4, "Person", "Emin Aliyev", (), SPAN),
        Node(5, "Venue", "Nizami Cinema Center", (), SPAN),
        Node(6, "Organization", "Ministry of Culture", (), SPAN),
        Node(7, "FilmFestival", "master class", (), SPAN),
        Node(8, "City", "Baku", (), SPAN),
        Node(9, "Film", "A Film " * 40, (), SPAN),
    )
    facts = (Fact(1, "countryOfOrigin", 2, Evidence(SPAN, SPAN, "test", 1.0)),)
    one = Extraction(Article("one", "one", "x", Header(), ()), nodes, facts, ())
    with open_store(tmp_path / "store", writable=True) as opened:
        replace_article(opened, to_quads(one), graph=graph_iri("one"))
        del opened
    return tmp_path / "store"


@pytest.fixture
def link(wikibase, store, tmp_path):
    def run(*arguments, contact="me@example.org", sparql=True, **environment):
        words = ["link", "--store", store, "--online", "--endpoint", wikibase.url, "--cache", tmp_path / "cache"]
        words += ["--sparql", wikibase.sparql] if sparql else []
        words += ["--contact", contact] if contact else []
        runner = CliRunner(env={"FILMKG_CONTACT": None, **environment})
        done = runner.invoke(main, [*map(str, words), *map(str, arguments)], catch_exceptions=False)
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    return run


def links(store):
    with open_store(store, writable=False) as opened:
        quads = list(opened.quads_for_pattern(None, None, None, links_iri()))
        del opened
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}


@pytest.mark.parametrize("sparql", [True, False])
def test_names_without_a_link_are_asked_for_and_held_to_the_same_rules(wikibase, link, store, sparql):
    run = link("--json", sparql=sparql)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    reasons = {one["label"]: (one["qid"], one["signals"]) for one in found["links"]}
    assert reasons == {
        "Azerbaijan": ("Q227", ["label", "type"]),
        "Baku": ("Q9248", ["country beside", "label", "type"]),
        "Azerbaijan Producers Guild": (
            "Q900001", ["acronym", "country", "country beside", "label", "second name"],
        ),
        "Red Garden": ("Q900003", ["alias", "country", "country beside", "label", "second name"]),
        "Mushfig Hatamov": ("Q900004", ["label", "type"]),  # by a subclass of a film profession
    }  # fmt: skip
    unsure = {one["label"]: [item["qid"] for item in one["items"]] for one in found["candidates"]}
    assert unsure["Emin Aliyev"] == ["Q900005"]  # any wrestler can be called so
    assert "Nizami Cinema Center" not in unsure  # its class is deprecated
    assert links(store) == {WD + qid for qid in ("Q227", "Q9248", "Q900001", "Q900003", "Q900004")}
    searched = [request["search"] for request in wikibase.requests if "search" in request]
    assert searched == [
        "Red Garden", "Qırmızı bağ", "Azerbaijan Producers Guild", "APG", "Emin Aliyev", "Mushfig Hatamov",
        "Nizami Cinema Center",
    ]  # fmt: skip
    assert all(request["maxlag"] == "5" for request in wikibase.requests if "action" in request)
    told = {request["props"] for request in wikibase.requests if request.get("action") == "wbgetentities"}
    assert told == ({"labels|aliases|sitelinks"} if sparql else {"labels|aliases|sitelinks", "claims"})
    assert bool(wikibase.queries) == sparql


def test_what_items_are_is_asked_in_plain_sparql(wikibase, link):
    assert link().returncode == 0
    assert len(wikibase.queries) == 3  # of the items, then up the classes level by level
    for query in wikibase.queries:
        assert "SERVICE" not in query
        assert "PREFIX" not in query
        Store().query(query)  # with no prefixes but those of SPARQL 1.1 itself, which are none


def test_a_second_run_asks_nothing(wikibase, link):
    first = link()
    asked = len(wikibase.requests)
    second = link()
    assert second.stdout == first.stdout
    assert len(wikibase.requests) == asked


def test_a_run_that_was_stopped_goes_on_where_it_was(wikibase, link, store, tmp_path):
    wikibase.fails_after = 4
    stopped = link()
    assert stopped.returncode == 3
    assert "status 404" in stopped.stderr
    assert "Try:" in stopped.stderr
    assert links(store) == set()  # as they were
    before = [json.dumps(request) for request in wikibase.requests[:4]]
    wikibase.fails_after = None
    assert link().returncode == 0
    asked_again = [json.dumps(request) for request in wikibase.requests[5:]]
    assert not set(before) & set(asked_again)
    assert WD + "Q900003" in links(store)


def test_what_people_decided_is_not_asked_for(wikibase, link, store, tmp_path):
    table = tmp_path / "review.tsv"
    assert link("--review", table).returncode == 0
    lines = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        if line[1:2] in (["Red Garden"], ["Emin Aliyev"]):
            line[2] = "none" if line[1] == "Red Garden" else "Q900005"
    table.write_text("\n".join(map("\t".join, lines)) + "\n", encoding="utf-8")
    for file in (tmp_path / "cache").iterdir():
        file.unlink()
    wikibase.requests.clear()
    assert link("--review", table).returncode == 0
    assert links(store) == {WD + qid for qid in ("Q227", "Q9248", "Q900001", "Q900004", "Q900005")}
    searched = {request.get("search") for request in wikibase.requests}
    assert not searched & {"Red Garden", "Qırmızı bağ", "Emin Aliyev"}


def test_items_of_another_wikibase_keep_its_iris(wikibase, link, store):
    wikibase.base = "https://films.example.org/entity/"
    assert link().returncode == 0
    # Its ids of countries mean nothing to us, so that the names have to tell.
    assert {iri for iri in links(store) if "example" in iri} == {
        f"https://films.example.org/entity/{qid}" for qid in ("Q900001", "Q900003", "Q900004")
    }


@pytest.mark.parametrize("sparql", [True, False])
def test_a_wikibase_with_ids_of_its_own_is_asked_by_its_model(wikibase, link, store, sparql):
    """Its P31 is no "instance of"; what its ids mean says a file, such as the example."""
    wikibase.use_ids_of_its_own()
    run = link("--model", EXAMPLE, "--json", sparql=sparql)
    assert run.returncode == 0, run.stderr
    assert {iri for iri in links(store) if "example" in iri} == {f"{wikibase.base}Q20", f"{wikibase.base}Q22"}
    signals = {one["label"]: one["signals"] for one in json.loads(run.stdout)["links"]}
    assert signals["Red Garden"] == ["alias", "country", "country beside", "label", "second name"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('subclass_of = "P2"', "", "subclass_of"),
        ('"Film"', '"Movie"', "Movie"),
        ('Q7 = "AZ"', 'Q7 = "Azerbaijan"', "'Azerbaijan' is no id"),
        ('value = "Q10"', 'value = "10"', "'10' is no id"),
        ("titles", "title", "title"),
        ("[[kind]]", "[[kinds]]", "kinds"),
        ("[codes]", "[codes", "does not say"),
    ],
)
def test_a_broken_model_is_told_before_anything_is_asked(wikibase, link, tmp_path, old, new, problem):
    model = tmp_path / "model.toml"
    model.write_text(EXAMPLE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    run = link("--model", model)
    assert run.returncode == 2
    assert problem in run.stderr
    assert "wikibase.toml" in run.stderr
    assert wikibase.requests == []


def test_answers_of_another_shape_are_told(wikibase, link):
    wikibase.fail(body=b'{"search": [{"title": "no id"}]}')
    run = link()
    assert run.returncode == 3
    assert "another shape" in run.stderr
    assert wikibase.url in run.stderr


def test_a_contact_is_required_and_may_stand_in_the_environment(wikibase, link):
    refused = link(contact="")
    assert refused.returncode == 2
    assert "FILMKG_CONTACT" in refused.stderr
    assert wikibase.requests == []
    assert link(contact="", FILMKG_CONTACT="desk@example.org").returncode == 0
    assert all("desk@example.org" in agent for agent in wikibase.agents)


def test_how_to_ask_means_nothing_without_online(store):
    run = CliRunner().invoke(main, ["link", "--store", str(store), "--endpoint", "http://127.0.0.1/"])
    assert run.exit_code == 2
    assert "--online" in run.stderr


def test_a_busy_sparql_endpoint_is_waited_for_and_a_refusing_one_is_told(wikibase, link, store):
    searches = 7 + 1  # and the names of what was found
    wikibase.faults = [None] * searches
    wikibase.fail(429, Retry_After="1")
    wikibase.fail(body=b'{"head": {"vars": []}, "results": {"bindings": [')  # cut off where time ran out
    assert link().returncode == 0
    assert WD + "Q900003" in links(store)
    asked = [request["query"] for request in wikibase.requests if "query" in request]
    assert asked[0] == asked[1] == asked[2] != asked[3]
    waits_s = wikibase.times_s[searches + 1] - wikibase.times_s[searches]
    assert waits_s >= 1


def test_a_sparql_endpoint_that_refuses_is_told(wikibase, link, store):
    wikibase.faults = [None] * 8
    wikibase.fail(400, body=b"MalformedQueryException")
    run = link()
    assert run.returncode == 3
    assert f"{wikibase.sparql}: status 400" in run.stderr
    assert "--sparql" in run.stderr
    assert links(store) == set()


@pytest.mark.skipif(not MODEL.is_file(), reason="../shared/wikidata is not here")
def test_ids_of_classes_are_those_of_the_model():
    with MODEL.open(encoding="utf-8", newline="") as file:
        labels = {row["id"]: row["label_en"] for row in csv.DictReader(file)}
    lines = (DATA / "wikidata" / "classes.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))
    assert {row["qid"]: row["label"] for row in rows} == {row["qid"]: labels[row["qid"]] for row in rows}
    assert {row["property"] for row in rows} <= labels.keys()
    assert len(load_model().kinds) == len(rows)
