import json

import pytest


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
