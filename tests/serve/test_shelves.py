"""Lists say the same however they are read: by parts, as of a store elsewhere, at once, or out of the digest."""

import sqlite3
from contextlib import closing

import pytest

from filmkg import pipeline
from filmkg.resources import DATA
from filmkg.serve.digest.quads import Reader
from filmkg.serve.lists import reading
from filmkg.serve.lists.kinds import BY_NAME, KINDS
from filmkg.serve.lists.writing import load_shelf, write_shelves
from filmkg.serve.views.ties import find_ties, load_ties, write_ties
from filmkg.sources import read_documents
from filmkg.store import current_snapshot, open_snapshot
from filmkg.validate import load_shapes


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    store = tmp_path_factory.mktemp("shelves") / "store"
    for _ in pipeline.build(read_documents([str(DATA / "sample")]), store=store, shapes=load_shapes()):
        pass
    with open_snapshot(current_snapshot(store)) as database:
        yield Reader.of(database)


@pytest.mark.parametrize("part", [7, reading.PART])
def test_by_parts_at_once_and_out_of_the_digest(reader, part, monkeypatch):
    monkeypatch.setattr(reading, "PART", part)
    ask = reading.by_itself(reader)
    with closing(sqlite3.connect(":memory:")) as index:
        write_shelves(index, reader)
        for kind in KINDS:
            shelf = load_shelf(index, kind)
            assert shelf == reading.read_shelf(ask, kind, reading.parts(ask, kind.classes))
            assert shelf == reading.read_shelf(ask, kind, reading.whole(ask, kind.classes))
            assert list(shelf.iris)


def test_what_countries_do_together_is_the_same_out_of_the_digest(reader):
    ask = reading.by_itself(reader)

    def shelf_of(name):
        return reading.read_shelf(ask, BY_NAME[name], reading.parts(ask, BY_NAME[name].classes))

    with closing(sqlite3.connect(":memory:")) as index:
        write_shelves(index, reader)
        write_ties(index, reader)
        found = load_ties(index)
    assert found == find_ties(ask, shelf_of)
    assert {tie.how for tie in found} >= {"films_shown", "agreement"}
