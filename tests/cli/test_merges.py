"""`filmkg merges` as a user has it: what was merged by mistake is taken apart in a table, for good."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from click.testing import CliRunner

from filmkg.cli import main
from filmkg.resources import DATA

KEY = "korean-film-week-nairobi-report"
# Without the second edition, which is announced for 2026.
EVENTS = """SELECT DISTINCT ?event {
  ?event rdfs:label|skos:altLabel "Korean Film Week Nairobi"
  MINUS { ?event cdo:startDate ?date FILTER(STRSTARTS(STR(?date), "2026")) }
}"""


def filmkg(*arguments):
    done = CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


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


VENUES = (
    'SELECT DISTINCT ?venue { ?venue a cdo:Venue ; rdfs:label|skos:altLabel ?name FILTER(STRSTARTS(?name, "Unseen")) }'
)
CINEMA = "https://w3id.org/filmkg/id/venue/unseen-cinema"
UNSEEN = "https://w3id.org/filmkg/id/venue/unseen"


def venues(store):
    return filmkg("query", "--store", store, "--format", "csv", VENUES).stdout.split()[1:]


def add(table, *, iri=CINEMA, key=KEY, decision=UNSEEN):
    """Write a row of one's own under the table, as `filmkg explain` tells article and IRI."""
    with table.open("a", encoding="utf-8") as file:
        file.write("\t".join(("", key, "", decision, "", iri)) + "\n")


def test_what_the_machine_missed_is_joined_by_an_iri_in_the_table(store, articles, tmp_path):
    table, before = tmp_path / "merges.tsv", exported(store)
    assert sorted(venues(store)) == [UNSEEN, CINEMA]
    filmkg("merges", "--store", store, "--review", table)
    add(table)

    run = filmkg("merges", "--store", store, "--review", table)
    assert run.returncode == 0, run.stderr
    assert "0 set apart by review, 1 joined by review" in run.stdout
    assert len(venues(store)) == 1
    joined = exported(store)
    told = filmkg("explain", "--store", store, "Unseen cinema").stdout
    assert f"joined by review with {UNSEEN} in korean-film-week-nairobi-" in told
    assert all(key in told for key in (KEY, "korean-film-week-nairobi-opens", "korean-film-week-nairobi-announced"))
    listed = table.read_text(encoding="utf-8")
    assert len([line for line in listed.splitlines() if "\tUnseen" in line]) == 3

    # The table that comes out says the same when it goes in, here and over a store that was built anew.
    assert filmkg("merges", "--store", store, "--review", table).returncode == 0
    assert (exported(store), table.read_text(encoding="utf-8")) == (joined, listed)
    filmkg("build", articles, "--store", tmp_path / "anew")
    assert filmkg("merges", "--store", tmp_path / "anew", "--review", table).returncode == 0
    assert exported(tmp_path / "anew") == joined

    # It stays so when either article changes, and when one goes and comes back.
    for key in (KEY, "korean-film-week-nairobi-opens", "korean-film-week-nairobi-announced"):
        file = articles / f"{key}.txt"
        text = file.read_bytes()
        file.write_bytes(text + b"\nOne more line.\n")
        assert filmkg("build", articles, "--store", store).returncode == 0
        assert len(venues(store)) == 1
        file.unlink()
        assert filmkg("build", articles, "--store", store).returncode == 0
        file.write_bytes(text)
        assert filmkg("build", articles, "--store", store).returncode == 0
        assert exported(store) == joined

    table.write_text(
        listed.replace(f"{UNSEEN} in ", "\0", 1).split("\0")[0].rpartition("\n")[0] + "\n", encoding="utf-8"
    )
    assert filmkg("merges", "--store", store, "--review", table).returncode == 0
    assert exported(store) == before


def test_decisions_are_in_a_backup(store, tmp_path):
    table, backup = tmp_path / "merges.tsv", tmp_path / "backup.nq"
    filmkg("merges", "--store", store, "--review", table)
    decide(table, key=KEY, name="Korean Film Week Nairobi", decision="apart")
    decide(table, key=KEY, name="Han Ji-woo", decision="apart")
    add(table)
    filmkg("merges", "--store", store, "--review", table)
    assert len(events(store)) == 2
    backup.write_text(exported(store), encoding="utf-8")
    assert filmkg("import", backup, "--store", tmp_path / "restored").returncode == 0
    assert exported(tmp_path / "restored") == exported(store)
    listed = filmkg("merges", "--store", tmp_path / "restored").stdout
    assert "2 set apart by review, 1 joined by review" in listed


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"decision": "https://w3id.org/filmkg/id/person/han-ji-woo"}, "the other of the type person"),
        ({"decision": "https://w3id.org/filmkg/id/venue/nothing"}, "no other thing is"),
        ({"decision": f"{CINEMA} in {KEY}"}, "joined with itself"),
        (
            {"iri": f"https://w3id.org/filmkg/id/article/{KEY}/award/audience-award-poetry"},
            "nothing that articles are compared by",
        ),
        ({"decision": "unseen"}, "the decision 'unseen' is none"),
    ],
)
def test_what_cannot_be_one_is_refused_and_changes_nothing(store, tmp_path, row, problem):
    table, before = tmp_path / "merges.tsv", exported(store)
    filmkg("merges", "--store", store, "--review", table)
    add(table, **row)
    asked = table.read_bytes()
    run = filmkg("merges", "--store", store, "--review", table)
    assert run.returncode == 1
    assert problem in run.stderr
    assert (exported(store), table.read_bytes()) == (before, asked)


def test_namesakes_of_one_iri_are_listed_and_joined_by_the_article(tmp_path):
    """Two articles of different years each have a "Film Week in Nairobi"; no IRI alone says which is meant."""
    folder, store, table = tmp_path / "articles", tmp_path / "store", tmp_path / "merges.tsv"
    folder.mkdir()
    for key, year, director in (
        ("one", 2012, "Mira Nair"),
        ("two", 2021, "Julien Temple"),
        ("three", 1999, "Ali Zaoua"),
    ):
        (folder / f"{key}.txt").write_text(
            f"Film shown in Nairobi\n\nNairobi, 5 May {year}\n\n"
            f"The film “Savannah” ({year}) by {director} was screened at the Alliance Française in Nairobi.\n",
            encoding="utf-8",
        )
    assert filmkg("build", folder, "--store", store).returncode == 0
    filmkg("merges", "--store", store, "--review", table)
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if "\tSavannah\t" in line]
    assert sorted(row[1] for row in rows) == ["one", "three", "two"]
    assert all(row[4].startswith("kept apart from others of its name") for row in rows)
    (iri,) = {row[5] for row in rows}

    decide(table, key="one", name="Savannah", decision=iri)
    run = filmkg("merges", "--store", store, "--review", table)
    assert run.returncode == 1
    assert f"several things are {iri}, in three, two" in run.stderr

    decide(table, key="one", name="Savannah", decision=f"{iri} in two")
    run = filmkg("merges", "--store", store, "--review", table)
    assert run.returncode == 0, run.stderr
    films = filmkg("query", "--store", store, "--format", "csv", "SELECT ?film { ?film a cdo:Film }").stdout.split()[1:]
    assert len(films) == 2
