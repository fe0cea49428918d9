import json

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from filmkg.graph import BASE, identity_iri
from filmkg.store import extend_store
from filmkg.vocab import RDF, RDFS, cdo


def test_articles_and_stores_are_validated(filmkg, articles, store):
    for arguments in ([articles], ["--store", store]):
        done = filmkg("validate", *arguments)
        assert done.returncode == 0, done.stdout
        assert b"2 graphs, 0 with something wrong" in done.stdout


@pytest.mark.parametrize(("format_", "suffix"), [("nquads", ".nq"), ("turtle", ".ttl"), ("jsonld", ".jsonld")])
def test_rdf_files_are_validated(filmkg, articles, tmp_path, format_, suffix):
    good = tmp_path / f"good{suffix}"
    filmkg("convert", articles / "guild.txt", "--format", format_, "-o", good)
    assert filmkg("validate", good).returncode == 0


def test_what_is_wrong_is_said(filmkg, articles, tmp_path):
    bad = tmp_path / "bad.nq"
    lines = filmkg("convert", articles / "guild.txt", "--format", "nquads").stdout.decode().splitlines(keepends=True)
    bad.write_text("".join(line for line in lines if "rdf-schema#label" not in line), encoding="utf-8")
    done = filmkg("validate", bad)
    assert done.returncode == 1
    assert b"1 with something wrong" in done.stdout
    result = filmkg("validate", bad, "--json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert not report["conforms"]
    assert report["graphs"][0]["findings"]


def test_a_file_that_does_not_parse_is_named(filmkg, tmp_path):
    (tmp_path / "bad.ttl").write_text("<a:b> <a:c>\n", encoding="utf-8")
    done = filmkg("validate", "bad.ttl")
    assert done.returncode == 1
    assert "bad.ttl: does not parse" in done.stderr


def test_what_is_wrong_across_articles_is_said_apart(filmkg, store):
    entry = NamedNode(f"{BASE}identity/by-hand")
    with extend_store(store) as database:
        body = next(database.quads_for_pattern(None, RDF["type"], cdo("Organization"), DefaultGraph())).subject
        database.add(Quad(entry, RDF["type"], RDF["Statement"], identity_iri()))
        database.add(Quad(entry, RDF["object"], body, identity_iri()))
        database.add(Quad(body, RDFS["label"], Literal("Another name"), DefaultGraph()))
        del database
    done = filmkg("validate", "--store", store)
    assert done.returncode == 1
    assert b"3 graphs, 0 with something wrong, 0 refused; something is wrong across articles" in done.stdout
    assert b"A merge must have a reason." in done.stdout
    assert b"it must have one label in the merged view" in done.stdout
    assert len(json.loads(filmkg("validate", "--store", store, "--json").stdout)["across"]) == 2


def test_articles_that_contradict_each_other_are_no_mistake(filmkg, store):
    with extend_store(store) as database:
        body = next(database.quads_for_pattern(None, RDF["type"], cdo("Organization"), DefaultGraph())).subject
        for count in (31, 36):
            database.add(Quad(body, cdo("memberCountryCount"), Literal(count), DefaultGraph()))
        del database
    done = filmkg("validate", "--store", store)
    assert done.returncode == 0, done.stdout
    assert b"0 with something wrong, 0 refused; articles contradict each other, see `filmkg conflicts`" in done.stdout
    (found,) = json.loads(filmkg("validate", "--store", store, "--json").stdout)["conflicts"]
    assert found["message"] == "Articles differ on how many countries the members of the body come from."
