"""`filmkg merges` as a user has it: what was merged by mistake is taken apart in a table, for good."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from filmkg.resources import DATA

KEY = "korean-film-week-nairobi-report"
EVENTS = 'SELECT DISTINCT ?event { ?event rdfs:label|skos:altLabel "Korean Film Week Nairobi" }'


def filmkg(*arguments):
    command = [sys.executable, "-m", "filmkg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for file in (DATA / "sample").glob("korean-film-week-nairobi-*.txt"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def store(tmp_path, articles):
    built = filmkg("build", articles, "--store", tmp_path / "store")
    assert built.returncode == 0, built.stderr
    return tmp_path / "store"


def events(store):
    return filmkg("query", "--store", store, "--format", "csv", EVENTS).stdout.split()[1:]


def exported(store):
    return filmkg("export", "--store", store, "--format", "nquads").stdout


def decide(table, *, key, name, decision):
    """Write a decision into the row of a thing, as in a spreadsheet; return the row."""
    lines = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    (row,) = (line for line in lines if line[1:3] == [key, name])
    row[3] = decision
    table.write_text("\n".join(map("\t".join, lines)) + "\n", encoding="utf-8")
    return row


def test_a_merge_is_undone_by_a_word_in_a_table_and_redone_without_it(store, articles, tmp_path):
    table, before = tmp_path / "merges.tsv", exported(store)
    assert len(events(store)) == 1
    assert filmkg("merges", "--store", store, "--review", table).returncode == 0
    row = decide(table, key=KEY, name="Korean Film Week Nairobi", decision="apart")
    assert "same name" in row[4] or "name and the IRI" in row[4]

    run = filmkg("merges", "--store", store, "--review", table)
    assert run.returncode == 0, run.stderr
    assert "1 set apart by review" in run.stdout
    assert len(events(store)) == 2
    told = filmkg("explain", "--store", store, "Korean Film Week Nairobi").stdout
    assert "set apart by review" in told
    parted = exported(store)

    # It stays so after a rebuild, also when all is built anew and the article went and came back.
    assert filmkg("build", articles, "--store", store).returncode == 0
    report = articles / f"{KEY}.txt"
    text = report.read_bytes()
    report.write_bytes(text + b"\nOne more line.\n")
    assert filmkg("build", articles, "--store", store).returncode == 0
    assert len(events(store)) == 2
    report.write_bytes(text)
    assert filmkg("build", articles, "--store", store).returncode == 0
    assert exported(store) == parted

    decide(table, key=KEY, name="Korean Film Week Nairobi", decision="")
    assert filmkg("merges", "--store", store, "--review", table).returncode == 0
    assert exported(store) == before


def test_what_is_forgotten_leaves_no_decision(store, tmp_path):
    table = tmp_path / "merges.tsv"
    filmkg("merges", "--store", store, "--review", table)
    decide(table, key=KEY, name="Korean Film Week Nairobi", decision="apart")
    filmkg("merges", "--store", store, "--review", table)
    assert filmkg("forget", KEY, "--store", store).returncode == 0
    assert not [file for file in store.rglob("*") if file.is_file() and KEY.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [("\tdecision\t", "\tverdict\t", "the columns are not"), ("\t\t", "\tother\t", "the decision 'other' is none")],
)
def test_a_broken_table_is_told_and_changes_nothing(store, tmp_path, old, new, problem):
    table = tmp_path / "merges.tsv"
    filmkg("merges", "--store", store, "--review", table)
    table.write_text(table.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    run = filmkg("merges", "--store", store, "--review", table)
    assert run.returncode != 0
    assert problem in run.stderr
    assert len(events(store)) == 1
