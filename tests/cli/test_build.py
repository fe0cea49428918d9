import fcntl
import json
import subprocess
import sys
from pathlib import Path

TWICE = """
import gc, sys
gc.disable()
from click.testing import CliRunner
from filmkg.cli import main
for arguments in (["build", *sys.argv[1:]], ["export", *sys.argv[2:]], ["build", *sys.argv[1:]]):
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.stderr
"""


def test_what_was_read_and_refused_is_said(filmkg, articles, tmp_path):
    (articles / "empty.txt").write_bytes(b"")
    done = filmkg("build", articles, "--store", tmp_path / "store")
    assert done.returncode == 1
    assert b"3 articles read, 2 stored" in done.stdout
    assert b"1 refused" in done.stdout
    assert "empty.txt: is empty" in done.stderr


def test_no_article_is_refused_for_what_was_read_from_it(filmkg, tmp_path):
    tests = Path(__file__).parents[1]
    done = filmkg("build", tests / "fresh", tests / "unseen", "--store", tmp_path / "store", "--json")
    result = json.loads(done.stdout)
    assert result["refused"] == []
    assert result["stored"] > 100


def test_json_for_programs(filmkg, articles, tmp_path):
    (articles / "empty.txt").write_bytes(b"")
    done = filmkg("build", articles, "--store", tmp_path / "store", "--json")
    assert done.returncode == 1
    result = json.loads(done.stdout)
    assert result["stored"] == 2
    assert result["quads"] > 50
    assert [set(refused) for refused in result["refused"]] == [{"problem", "remedy"}]


def test_building_twice_changes_nothing(filmkg, articles, store):
    before = filmkg("export", "--store", store, "--format", "nquads").stdout
    assert filmkg("build", articles, "--store", store).returncode == 0
    assert filmkg("export", "--store", store, "--format", "nquads").stdout == before
    assert before == filmkg("convert", articles, "--format", "nquads").stdout


def test_the_store_is_let_go_of_at_once(articles, tmp_path):
    subprocess.run([sys.executable, "-c", TWICE, articles, "--store", tmp_path / "store"], check=True, timeout=60)


def test_a_changed_article_is_replaced(filmkg, articles, store):
    (articles / "guild.txt").write_text("17 May 2025\n\nElkhan Jafarov attended.\n", encoding="utf-8")
    assert filmkg("build", articles / "guild.txt", "--store", store).returncode == 0
    exported = filmkg("export", "--store", store, "--format", "nquads").stdout
    assert b"FIAPF" not in exported
    assert b"Mirbala Salimli" in exported
    assert exported == filmkg("convert", articles, "--format", "nquads").stdout


def test_a_store_in_use_is_3(filmkg, articles, store):
    with (store / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711\n")
        lock.flush()
        for arguments in (["build", articles], ["link"]):
            done = filmkg(*arguments, "--store", store)
            assert done.returncode == 3
            assert "being written by process 4711" in done.stderr
            assert "Try: " in done.stderr
        for arguments in (["query", "ASK {}"], ["export"], ["validate"]):
            assert filmkg(*arguments, "--store", store).returncode == 0


def test_a_folder_that_is_no_store_is_left_alone(filmkg, articles):
    done = filmkg("build", articles, "--store", articles)
    assert done.returncode == 3
    assert "not a filmkg store" in done.stderr
    assert len(list(articles.iterdir())) == 2


def test_bodies_called_by_their_head_alone_are_one_in_no_two_articles(filmkg, tmp_path):
    articles, store = tmp_path / "articles", tmp_path / "store"
    articles.mkdir()
    for key, maker in (("a", "Karin Holm"), ("b", "Ana Duarte")):
        text = f"8 May 2025\n\nThe retrospective of {maker} was supported by the Cinemateca and by the Embassy.\n"
        (articles / f"{key}.txt").write_text(text, encoding="utf-8")
    assert filmkg("build", articles, "--store", store).returncode == 0
    query = "SELECT ?body { ?body a <https://w3id.org/filmkg/ontology#Organization> }"
    done = filmkg("query", "--store", store, "--format", "csv", query)
    assert done.stdout.count(b"/article/") == 4
