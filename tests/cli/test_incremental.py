"""filmkg build over a store that has articles reads only what changed, and gives what a build from nothing gives."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from filmkg.store import current_snapshot


def exports(filmkg, store):
    return [filmkg("export", "--store", store, "--format", name).stdout for name in ("nquads", "turtle")]


def built(filmkg, folder, store, code=0):
    done = filmkg("build", folder, "--store", store, "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_unchanged_articles_are_skipped_and_nothing_is_published(filmkg, articles, store):
    before = current_snapshot(store)
    result = built(filmkg, articles, store)
    assert (result["stored"], result["unchanged"], result["removed"]) == (0, 2, [])
    assert current_snapshot(store) == before


def test_changed_new_and_missing_articles_give_what_a_build_from_nothing_gives(filmkg, articles, store, tmp_path):
    (articles / "days-of-cinema.txt").write_text(
        "17 May 2025\n\nDays of Azerbaijani Cinema were held in Ankara on May 17, 2025. "
        "The event was organized by the Ministry of Culture of Azerbaijan.\n",
        encoding="utf-8",
    )
    (articles / "more.txt").write_text("18 May 2025\n\nElkhan Jafarov attended the Days in Ankara.\n", encoding="utf-8")
    (articles / "guild.txt").unlink()
    result = built(filmkg, articles, store)
    assert (result["stored"], result["unchanged"], result["removed"]) == (2, 0, ["guild"])
    anew = tmp_path / "anew"
    built(filmkg, articles, anew)
    assert exports(filmkg, store) == exports(filmkg, anew)
    assert b"FIAPF" not in b"".join(exports(filmkg, store))


def test_an_article_given_by_itself_removes_no_other(filmkg, articles, store):
    (articles / "guild.txt").unlink()
    assert built(filmkg, articles / "days-of-cinema.txt", store)["removed"] == []
    assert b"FIAPF" in exports(filmkg, store)[0]


def test_an_article_that_cannot_be_used_any_more_is_taken_out(filmkg, articles, store):
    (articles / "guild.txt").write_bytes("Le cinéma".encode("latin-1"))
    result = built(filmkg, articles, store, code=1)
    assert result["removed"] == ["guild"]
    assert len(result["refused"]) == 1
    assert b"FIAPF" not in exports(filmkg, store)[0]


def test_an_article_that_cannot_be_read_stays(filmkg, articles, store):
    (articles / "guild.txt").unlink()
    (articles / "guild.txt").symlink_to(articles / "nowhere.txt")
    result = built(filmkg, articles, store, code=1)
    assert result["removed"] == []
    assert b"FIAPF" in exports(filmkg, store)[0]


def test_links_stay(filmkg, articles, store):
    assert filmkg("link", "--store", store).returncode == 0
    before = exports(filmkg, store)
    assert b"exactMatch" in before[0]
    (articles / "more.txt").write_text("18 May 2025\n\nElkhan Jafarov attended.\n", encoding="utf-8")
    result = built(filmkg, articles, store)
    assert (result["stored"], result["unchanged"]) == (1, 2)
    (articles / "more.txt").unlink()
    assert built(filmkg, articles, store)["removed"] == ["more"]
    assert exports(filmkg, store) == before


def test_another_base_is_refused(filmkg, articles, store):
    done = filmkg("build", articles, "--store", store, "--base-iri", "https://example.org/")
    assert done.returncode == 2
    assert "--base-iri https://w3id.org/filmkg/id/" in done.stderr


def test_other_rules_are_told(filmkg, articles, store, monkeypatch):
    monkeypatch.setattr("filmkg.pipeline.building.conversion_fingerprint", lambda: "other")
    result = built(filmkg, articles / "guild.txt", store)
    assert (result["stored"], result["outdated"]) == (1, 1)
    assert built(filmkg, articles, store)["outdated"] == 0


@pytest.mark.skipif(not shutil.which("sh"), reason="limits the size of files by ulimit")
def test_a_full_disk_is_told_and_loses_nothing(filmkg, articles, store):
    before = exports(filmkg, store)
    text = (articles / "days-of-cinema.txt").read_text("utf-8")
    for number in range(12):
        (articles / f"more{number}.txt").write_text(text.replace("Istanbul", f"Town{number}"), encoding="utf-8")
    size_kb = (store / "journal.sqlite").stat().st_size // 1024 + 40
    command = f'ulimit -f {size_kb}; exec "$0" -m filmkg build "$1" --store "$2"'
    full = subprocess.run(
        ["bash", "-c", command, sys.executable, str(articles), str(store)],
        capture_output=True, timeout=120, check=False, text=True,
    )  # fmt: skip
    assert full.returncode == 3, full.stderr
    assert "could not be written" in full.stderr
    assert "nothing is lost" in full.stderr
    assert exports(filmkg, store) == before
    assert built(filmkg, articles, store)["refused"] == []
    assert exports(filmkg, store)[0].count(b"Town11") > 0


def test_ctrl_c_keeps_what_was_done(filmkg, articles, tmp_path):
    text = (articles / "days-of-cinema.txt").read_text("utf-8")
    for number in range(150):
        (articles / f"more{number}.txt").write_text(text.replace("Istanbul", f"Town{number}"), encoding="utf-8")
    store = tmp_path / "stopped"
    process = subprocess.Popen(
        [sys.executable, "-m", "filmkg", "build", str(articles), "--store", str(store)],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}, text=True,
    )  # fmt: skip
    deadline_s = time.monotonic() + 60
    while not (store / "journal.sqlite").exists() and time.monotonic() < deadline_s:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "are kept but not published" in said
    assert not (store / "current").exists()
    result = built(filmkg, articles, store)
    assert result["stored"] + result["unchanged"] == 152
