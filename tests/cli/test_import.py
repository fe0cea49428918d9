"""filmkg import: a store comes back from its export, byte for byte."""

import shutil

from pyoxigraph import RdfFormat, Store

from filmkg.store import current_snapshot


def exported(filmkg, store, format_="nquads"):
    done = filmkg("export", "--store", store, "--format", format_)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_export_and_import_give_the_same_bytes(filmkg, store, tmp_path):
    assert filmkg("link", "--store", store).returncode == 0
    dump, restored = tmp_path / "dump.nq", tmp_path / "restored"
    dump.write_bytes(exported(filmkg, store))
    done = filmkg("import", dump, "--store", restored)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{restored}: 2 articles imported\n".encode()
    for format_ in ("nquads", "turtle", "trig"):
        assert exported(filmkg, restored, format_) == exported(filmkg, store, format_)


def test_an_imported_store_can_be_built_on(filmkg, articles, store, tmp_path):
    dump, restored = tmp_path / "dump.nq", tmp_path / "restored"
    dump.write_bytes(exported(filmkg, store))
    assert filmkg("import", dump, "--store", restored).returncode == 0
    before = current_snapshot(restored)
    assert filmkg("build", articles, "--store", restored).returncode == 0
    assert current_snapshot(restored) == before
    assert exported(filmkg, restored) == exported(filmkg, store)


def test_a_store_of_the_format_before_is_named_and_migrated(filmkg, store, tmp_path):
    former, migrated = tmp_path / "former", tmp_path / "migrated"
    former.mkdir()
    (former / "format").write_text("filmkg store 1\n", encoding="utf-8")
    database = Store(str(former / "oxigraph"))
    database.bulk_load(exported(filmkg, store), RdfFormat.N_QUADS)
    database.flush()
    del database
    refused = filmkg("query", "--store", former, "ASK {}")
    assert refused.returncode == 3
    assert "'filmkg store 1'" in refused.stderr
    assert f"filmkg import {former} --store NEW" in refused.stderr
    assert filmkg("import", former, "--store", migrated).returncode == 0
    assert exported(filmkg, migrated) == exported(filmkg, store)


def test_what_is_no_export_is_refused_and_leaves_nothing(filmkg, store, tmp_path):
    dump, new = tmp_path / "dump.nq", tmp_path / "new"
    lines = exported(filmkg, store).splitlines(keepends=True)
    for text, words in (
        (b"".join(lines[:50]) + b"nonsense\n", "does not parse"),
        (b"<a:b> <a:c> <a:d> .\n", "outside of all graphs"),
        (b"".join((*lines, lines[0])), "in several places"),
    ):
        dump.write_bytes(text)
        done = filmkg("import", dump, "--store", new)
        assert done.returncode == 1
        assert words in done.stderr
        assert filmkg("export", "--store", new).returncode == 3
    dump.write_bytes(b"".join(lines))
    assert filmkg("import", dump, "--store", new).returncode == 0
    assert filmkg("import", dump, "--store", new).returncode == 2


def test_a_format_that_is_not_known_is_named(filmkg, store, tmp_path):
    later = tmp_path / "later"
    shutil.copytree(store, later)
    (later / "format").write_text("filmkg store 99\n", encoding="utf-8")
    done = filmkg("import", later, "--store", tmp_path / "new")
    assert done.returncode == 3
    assert "filmkg store 99" in done.stderr
    assert "--format nquads" in done.stderr
