"""However a folder came to be what it is, its store is the one that building it at once gives, copies and all."""

import io
import random
import sqlite3
from contextlib import closing

import pytest

from filmkg import pipeline
from filmkg.graph import Format
from filmkg.resources import DATA
from filmkg.sources import read_documents
from filmkg.store import current_snapshot, open_snapshot
from filmkg.validate import load_shapes

SAMPLE = {path.stem: path.read_text(encoding="utf-8") for path in sorted((DATA / "sample").glob("*.txt"))}
NAMES = ("a-copy", *sorted(SAMPLE)[:5], "z-copy")
# Which people articles tell of, one after the other.
PEOPLE = (
    ("Rashad Azizov", "Ramil Azizov"),
    ("Rashad Azizov", "Ramil Azizov", "R. Azizov"),
    ("Rashad Azizov", "Ramil Azizov"),
    ("Ramil Azizov", "R. Azizov"),
    ("R. Azizov",),
    ("Rashad Azizov", "R. Azizov"),
    ("Rashad Azizov",),
)
STEPS = 4


def version(chance, name):
    """Return a text for an article of that name: the sample's, cut, of another day, or a copy of another one."""
    text = SAMPLE.get(name) or SAMPLE[NAMES[chance.randint(1, 2)]]
    kind = chance.choice(("whole", "cut", "dated", "copied"))
    if kind == "cut":
        return text.rpartition("\n\n")[0] + "\n"
    if kind == "dated":
        return f"{chance.randint(1, 28)} May 2025\n\n{text}"
    if kind == "copied":
        return f"An agency reports\n\n{SAMPLE[NAMES[chance.randint(1, 3)]]}"
    return text


def news_of(name, film="Red Garden"):
    return f"Film shown\n\nBaku, 5 May 2025. The film “{film}”, directed by {name}, was shown in Baku on 4 May.\n"


def build(folder, store):
    for result in pipeline.build(
        read_documents([str(folder)]), store=store, shapes=load_shapes(), folders=[str(folder)]
    ):
        assert isinstance(result, pipeline.Built), result


def exported(store):
    written = io.BytesIO()
    with open_snapshot(current_snapshot(store)) as database:
        pipeline.export(database, format=Format.NQUADS, output=written)
        view = sorted(str(quad) for quad in database.quads_for_pattern(None, None, None, None))
        del database
    return written.getvalue(), view


@pytest.mark.parametrize("seed", range(3))
def test_a_history_of_changes_ends_where_building_at_once_does(seed, tmp_path):
    chance, folder = random.Random(seed), tmp_path / "articles"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.txt").write_text(version(chance, name), encoding="utf-8")
    build(folder, tmp_path / "store")
    for _ in range(STEPS):
        for name in chance.sample(NAMES, chance.randint(1, 2)):
            file = folder / f"{name}.txt"
            if file.exists() and chance.random() < 0.3:
                file.unlink()
            else:
                file.write_text(version(chance, name), encoding="utf-8")
        build(folder, tmp_path / "store")
    build(folder, tmp_path / "at-once")
    assert exported(tmp_path / "store") == exported(tmp_path / "at-once")


def test_who_an_initial_stands_for_is_decided_anew_as_full_names_come_and_go(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(6):  # so that the others are few, and not all is published anew
        (folder / f"{number}.txt").write_text(news_of(f"Anna Berg{number}", f"Blue House {number}"), encoding="utf-8")
    for number, names in enumerate(PEOPLE):
        for file in folder.glob("*Azizov.txt"):
            if file.stem not in names:
                file.unlink()
        for name in names:
            (folder / f"{name}.txt").write_text(news_of(name), encoding="utf-8")
        build(folder, tmp_path / "store")
        build(folder, tmp_path / f"at-once-{number}")
        found = exported(tmp_path / "store")
        assert found == exported(tmp_path / f"at-once-{number}"), names
        is_joined = any("spelling variant" in quad for quad in found[1])
        assert is_joined is ("R. Azizov" in names and len(names) == 2), names  # of two it could be either


def test_a_journal_of_an_earlier_release_is_completed(tmp_path):
    folder, store = tmp_path / "articles", tmp_path / "store"
    folder.mkdir()
    for name in NAMES[1:4]:
        (folder / f"{name}.txt").write_text(SAMPLE[name], encoding="utf-8")
    build(folder, store)
    before = exported(store)
    with closing(sqlite3.connect(store / "journal.sqlite", isolation_level=None)) as journal:
        for table in ("thing", "block", "claim", "profile"):
            journal.execute(f"DROP TABLE {table}")
        journal.execute(
            "CREATE TABLE thing (id INTEGER PRIMARY KEY, article INTEGER NOT NULL, iri TEXT NOT NULL,"
            " said TEXT NOT NULL, keys BLOB NOT NULL, canonical TEXT, label TEXT, reason TEXT, confidence REAL)"
        )
        for table in ("block", "claim"):
            journal.execute(
                f"CREATE TABLE {table} (key INTEGER, thing INTEGER, PRIMARY KEY (key, thing)) WITHOUT ROWID"
            )
    build(folder, store)
    assert exported(store) == before
    with closing(sqlite3.connect(store / "journal.sqlite", isolation_level=None)) as journal:
        # other rules: of what was kept apart by those of before nothing is left
        row = (1_000_000, "Film Week", '["https://example.org/week"]', "other time", 1)
        journal.execute("INSERT INTO apart VALUES (?, ?, ?, ?, ?)", row)
        journal.execute("UPDATE meta SET value = 'earlier' WHERE name = 'identity'")
    build(folder, store)
    assert exported(store) == before
    (folder / f"{NAMES[4]}.txt").write_text(SAMPLE[NAMES[4]], encoding="utf-8")
    build(folder, store)
    build(folder, tmp_path / "at-once")
    assert exported(store) == exported(tmp_path / "at-once")
