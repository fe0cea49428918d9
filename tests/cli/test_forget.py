"""filmkg forget: no byte of an article is left."""

import contextlib
import subprocess
import sys
import zlib

import pytest

from filmkg.graph import BASE
from filmkg.serve.digest import Digest
from filmkg.store import current_snapshot, open_journal

SECRET = "Zyxwvut Qponmlk"
WORDS = ("zyxwvut", "qponmlk", "witness")


@pytest.fixture
def secret_store(filmkg, articles, tmp_path):
    (articles / "witness.txt").write_text(
        f"18 May 2025\n\nDays of Azerbaijani Cinema opened in Istanbul on May 10, 2025. {SECRET} attended the event.\n"
        f'The film "Red Garden" by {SECRET} was shown as part of the event.\n',
        encoding="utf-8",
    )
    path = tmp_path / "secret"
    assert filmkg("build", articles, "--store", path).returncode == 0
    assert filmkg("link", "--store", path).returncode == 0
    return path


def traces(folder):
    """The files that hold one of the words, as they are or in what zlib compressed."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            if any(word.encode() in part.lower() for word in WORDS for part in (data, *inflated(data))):
                found.append(file.relative_to(folder))
    return found


def inflated(data):
    start = data.find(b"\x78\x01")
    while start >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[start:])
        start = data.find(b"\x78\x01", start + 1)


def test_no_byte_of_it_is_left_and_what_went_is_listed(filmkg, articles, secret_store, tmp_path):
    assert len(traces(secret_store)) > 1
    done = filmkg("forget", "witness", "--store", secret_store)
    assert done.returncode == 0, done.stderr
    assert SECRET in done.stdout.decode()
    assert "quads removed" in done.stdout.decode()
    assert traces(secret_store) == []
    assert len(list((secret_store / "snapshots").iterdir())) == 1
    (articles / "witness.txt").unlink()
    anew = tmp_path / "anew"
    assert filmkg("build", articles, "--store", anew).returncode == 0
    assert filmkg("link", "--store", anew).returncode == 0
    for format_ in ("nquads", "turtle"):
        exported = [filmkg("export", "--store", path, "--format", format_).stdout for path in (secret_store, anew)]
        assert exported[0] == exported[1]


def test_what_the_pages_kept_of_it_goes_too(filmkg, secret_store):
    digest = Digest(secret_store, base=BASE)
    try:
        with digest.open(patience_s=60):
            pass
    finally:
        digest.close()
    assert any(file.name.startswith("digest-") for file in traces(secret_store))
    assert filmkg("forget", "witness", "--store", secret_store).returncode == 0
    assert traces(secret_store) == []


def test_it_is_found_by_its_iri_and_json_tells_what_went(filmkg, secret_store):
    done = filmkg("forget", "https://w3id.org/filmkg/id/article/witness", "--store", secret_store, "--json")
    assert done.returncode == 0
    assert b"zyxwvut-qponmlk" in done.stdout
    assert filmkg("forget", "witness", "--store", secret_store).returncode == 2


def test_a_process_that_reads_the_old_snapshot_is_waited_for(filmkg, secret_store, monkeypatch):
    monkeypatch.setattr("filmkg.pipeline.forgetting._PATIENCE_S", 0.5)
    hold = (
        "import sys; from pathlib import Path; from filmkg.store import *\n"
        "with open_snapshot(current_snapshot(Path(sys.argv[1]))) as store: print(1, flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", hold, str(secret_store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout.readline() == b"1\n"
        old = current_snapshot(secret_store)
        done = filmkg("forget", "witness", "--store", secret_store)
        assert done.returncode == 3
        assert "still reads" in done.stderr
        assert old.folder.is_dir()
        assert SECRET.encode() not in filmkg("export", "--store", secret_store).stdout
    finally:
        process.communicate()
    again = filmkg("forget", "witness", "--store", secret_store)
    assert again.returncode == 0, again.stderr
    assert traces(secret_store) == []


def test_what_was_begun_is_ended_by_the_next_build(filmkg, articles, secret_store):
    (articles / "witness.txt").unlink()
    with open_journal(secret_store) as journal:
        journal.set("anew", "forget")
        journal.retire("https://w3id.org/filmkg/id/graph/witness")
    assert filmkg("build", articles, "--store", secret_store).returncode == 0
    assert traces(secret_store) == []


def test_a_store_that_does_not_exist_is_not_made(filmkg, tmp_path):
    assert filmkg("forget", "witness", "--store", tmp_path / "none").returncode == 3
    assert not (tmp_path / "none").exists()
