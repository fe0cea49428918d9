import os
import subprocess
import sys

import pytest

from filmkg.errors import StoreError
from filmkg.store import open_store

HOLD = """
import sys, time
from pathlib import Path
from filmkg.store import open_store
with open_store(Path(sys.argv[1]), writable=sys.argv[2] == "write") as store:
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(store_path):
    """Start another process that holds the store open; its standard input ends it."""
    started = []

    def start(mode):
        command = [sys.executable, "-c", HOLD, str(store_path), mode]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "open\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def count(path):
    with open_store(path, writable=False) as store:
        return len(store)


def test_a_second_writer_is_told_who_holds_the_store(store_path, holder):
    process = holder("write")
    with (
        pytest.raises(StoreError, match=f"being written by process {process.pid}"),
        open_store(store_path, writable=True),
    ):
        pass


def test_readers_go_beside_each_other_and_beside_a_writer(store_path, holder):
    holder("read")
    holder("write")
    assert count(store_path) == 6


def test_a_killed_writer_leaves_no_lock_behind(store_path, holder):
    process = holder("write")
    process.kill()
    process.wait()
    assert count(store_path) == 6
    with open_store(store_path, writable=True) as store:
        assert len(store) == 6


def test_reading_refuses_writes(store_path):
    with open_store(store_path, writable=False) as store, pytest.raises(RuntimeError):
        store.clear()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_store_that_may_not_be_written_can_be_read(store_path):
    for path in [store_path, *store_path.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert count(store_path) == 6
        with pytest.raises(StoreError), open_store(store_path, writable=True):
            pass
    finally:
        for path in [store_path, *store_path.rglob("*")]:
            path.chmod(0o755)


def test_what_is_no_store_is_refused(tmp_path):
    with pytest.raises(StoreError, match="no such store"):
        count(tmp_path / "none")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for writable in (True, False):
        with pytest.raises(StoreError, match="not a filmkg store"), open_store(tmp_path, writable=writable):
            pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt"]


def test_another_version_is_refused(store_path):
    (store_path / "format").write_text("filmkg store 99\n", encoding="utf-8")
    with pytest.raises(StoreError, match="another format"):
        count(store_path)


def test_a_damaged_store_is_named(store_path):
    for file in store_path.glob("snapshots/*/oxigraph/MANIFEST-*"):
        file.write_bytes(b"nonsense")
    with pytest.raises(StoreError, match="cannot be opened"):
        count(store_path)
