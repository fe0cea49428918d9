"""Published snapshots: whole, unchanging, there as long as somebody reads them."""

import re
import shutil
import subprocess
import sys

import pytest
from pyoxigraph import NamedNode, Quad

from filmkg.errors import StoreError
from filmkg.store import current_snapshot, open_snapshot, open_store

HOLD = """
import sys
from pathlib import Path
from filmkg.store import current_snapshot, open_snapshot
with open_snapshot(current_snapshot(Path(sys.argv[1]))) as store:
    print(len(store), flush=True)
    sys.stdin.readline()
    print(len(list(store.quads_for_pattern(None, None, None, None))), flush=True)
"""


def add(path, name):
    with open_store(path, writable=True) as store:
        store.add(Quad(*[NamedNode(f"http://example.org/{name}")] * 4))
        del store


def count(snapshot):
    with open_snapshot(snapshot) as store:
        return len(store)


def test_a_writer_publishes_a_new_snapshot_of_another_identifier(store_path):
    before = current_snapshot(store_path)
    with open_store(store_path, writable=True) as store:
        store.add(Quad(*[NamedNode("http://example.org/x")] * 4))
        assert current_snapshot(store_path) == before
        assert count(before) == 6
        del store
    after = current_snapshot(store_path)
    assert after.identifier != before.identifier
    assert re.fullmatch(r"[A-Za-z0-9-]+", after.identifier)
    assert count(after) == 7


def test_a_failed_writer_publishes_nothing(store_path):
    before = current_snapshot(store_path)
    with pytest.raises(SyntaxError), open_store(store_path, writable=True) as store:
        store.update("DELETE WHERE { ?s ?p ?o } ; nonsense")
    assert current_snapshot(store_path) == before
    assert count(before) == 6
    assert [folder.name for folder in (store_path / "snapshots").iterdir()] == [before.identifier]


def test_a_snapshot_stays_while_a_process_has_it_open_and_goes_afterwards(store_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == "6\n"
        before = current_snapshot(store_path)
        add(store_path, "x")
        add(store_path, "y")
        assert before.folder.is_dir()
        answer, _ = process.communicate("\n", timeout=60)
        assert answer == "6\n"
    finally:
        process.kill()
        process.communicate()
    add(store_path, "z")
    assert not before.folder.exists()
    with pytest.raises(StoreError, match="has been removed"):
        count(before)


def test_nothing_published_is_said(tmp_path):
    with pytest.raises(StoreError, match="no such store"):
        current_snapshot(tmp_path / "none")
    with pytest.raises(KeyError), open_store(tmp_path / "store", writable=True):
        raise KeyError
    with pytest.raises(StoreError, match="is empty"):
        current_snapshot(tmp_path / "store")


def test_what_a_killed_build_left_goes_with_the_next_that_changes_nothing(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text("Title\n\nJean Dupont was elected president.\n", encoding="utf-8")
    build = [sys.executable, "-m", "filmkg", "build", str(tmp_path / "articles"), "--store", str(tmp_path / "store")]
    subprocess.run(build, check=True, capture_output=True)
    published = current_snapshot(tmp_path / "store")
    shutil.copytree(published.folder, published.folder.with_name("000000-left"))
    subprocess.run(build, check=True, capture_output=True)
    assert [folder.name for folder in (tmp_path / "store/snapshots").iterdir()] == [published.identifier]
