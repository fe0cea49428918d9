import json
import os
import subprocess
import sys

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_holds_the_same_triples(filmkg, articles, format_):
    done = filmkg("convert", articles, "--format", format_)
    assert (done.returncode, done.stderr) == (0, "")
    triples = {quad.triple for quad in pyoxigraph.parse(done.stdout, format=FORMATS[format_])}
    plain = filmkg("convert", articles, "--format", "nquads").stdout
    assert triples == {quad.triple for quad in pyoxigraph.parse(plain, format=RdfFormat.N_QUADS)}
    assert len(triples) > 50


CONVERT_TO_EACH = """
import sys
from filmkg.cli import main
for format_ in sys.argv[1].split():
    main(["convert", *sys.argv[2:], "--format", format_, "-o", format_], standalone_mode=False)
"""


def test_the_bytes_depend_on_the_articles_alone(articles, tmp_path):
    files, written = sorted(articles.iterdir()), []
    for given, environment in (
        (files, {"PYTHONHASHSEED": "1", "LC_ALL": "C"}),
        (files[::-1], {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Baku"}),
        ([articles], {"PYTHONHASHSEED": "3"}),
    ):
        folder = tmp_path / environment["PYTHONHASHSEED"]
        folder.mkdir()
        command = [sys.executable, "-c", CONVERT_TO_EACH, " ".join(FORMATS), *map(str, given)]
        subprocess.run(command, check=True, timeout=120, cwd=folder, env=os.environ | environment)
        written.append({format_: (folder / format_).read_bytes() for format_ in FORMATS})
    assert all(written[0].values())
    assert written[0] == written[1] == written[2]


def test_an_article_converts_the_same_alone_and_among_others(filmkg, articles):
    together = filmkg("convert", articles, "--format", "nquads").stdout.splitlines()
    apart = [
        line
        for file in sorted(articles.iterdir())
        for line in filmkg("convert", file, "--format", "nquads").stdout.splitlines()
    ]
    assert together == apart


def test_standard_input_is_an_article(filmkg, articles):
    text = (articles / "guild.txt").read_bytes()
    done = filmkg("convert", "-", "--format", "nquads", stdin=text)
    assert done.returncode == 0
    assert b"https://w3id.org/filmkg/id/article/stdin>" in done.stdout


def test_the_base_is_a_setting(filmkg, articles):
    by_option = filmkg("convert", articles, "--base-iri", "https://example.org/kg/").stdout
    assert b"https://example.org/kg/article/guild" in by_option
    assert b"w3id.org/filmkg/id" not in by_option
    assert filmkg("convert", articles, FILMKG_BASE_IRI="https://example.org/kg/").stdout == by_option
    assert filmkg("convert", articles, "--base-iri", "nonsense").returncode == 2


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    "latin1": ("Le cinéma à Bakou".encode("latin-1"), "UTF-8"),
    "utf16": ("Film days in Baku".encode("utf-16"), "binary|UTF-8"),
    "huge": (b"x" * 50_000_000, "50,000,000 bytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_the_rest_is_done(filmkg, articles, name):
    data, word = BAD[name]
    good = filmkg("convert", articles).stdout
    (articles / f"{name}.txt").write_bytes(data)
    done = filmkg("convert", articles)
    assert done.returncode == 1
    assert done.stdout == good
    first, _, remedy = done.stderr.partition("\n")
    assert f"{name}.txt: " in first
    assert any(choice in first for choice in word.split("|"))
    assert "Try: " in remedy


def test_an_article_without_a_date_is_converted_and_said(filmkg, articles):
    (articles / "undated.txt").write_text("Red Garden by Mirbala Salimli was shown in Baku.\n", encoding="utf-8")
    done = filmkg("convert", articles, "--format", "nquads")
    assert done.returncode == 0
    assert "undated.txt: no date of publication" in done.stderr
    dated = [line for line in done.stdout.decode().splitlines() if "dc/terms/issued" in line]
    assert len(dated) == 2


def test_a_missing_folder_is_wrong_use(filmkg, tmp_path):
    done = filmkg("convert", tmp_path / "none")
    assert done.returncode == 2
    assert "none: no such file or folder" in done.stderr


def test_a_file_is_written_all_or_nothing(filmkg, articles, tmp_path):
    output = tmp_path / "graph.ttl"
    assert filmkg("convert", articles, "-o", output).returncode == 0
    assert output.read_bytes() == filmkg("convert", articles).stdout
    (tmp_path / "empty.txt").write_bytes(b"")
    before = output.read_bytes()
    assert filmkg("convert", tmp_path / "empty.txt", "-o", output).returncode == 1
    assert output.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_file_that_cannot_be_written_is_3(filmkg, articles, tmp_path):
    done = filmkg("convert", articles, "-o", tmp_path / "none" / "graph.ttl")
    assert done.returncode == 3
    assert "graph.ttl" in done.stderr


def test_json_ld_is_json(filmkg, articles):
    graphs = json.loads(filmkg("convert", articles, "--format", "jsonld").stdout)
    assert {graph["@id"].rpartition("/")[2] for graph in graphs} == {"days-of-cinema", "guild"}
