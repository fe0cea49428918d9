"""A build tells of each article when it has come to it, also of those that are as they were."""

import pytest

from filmkg import pipeline
from filmkg.sources import read_documents
from filmkg.validate import load_shapes

COUNT = 60


@pytest.mark.parametrize("workers", [1, 2])
def test_unchanged_articles_are_told_of_before_the_rest_is_read(workers, tmp_path):
    folder, store = tmp_path / "articles", tmp_path / "store"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:02}.txt").write_text(f"Anna Berg{number} visited Baku on 4 May 2025.\n", encoding="utf-8")
    first = list(pipeline.build(read_documents([str(folder)]), store=store, shapes=load_shapes()))
    assert [one.is_changed for one in first] == [True] * COUNT
    for number in (COUNT // 2, COUNT - 1):
        (folder / f"{number:02}.txt").write_text("Anna Berg visited Ankara on 4 May 2025.\n", encoding="utf-8")
    taken = []

    def documents():
        for document in read_documents([str(folder)]):
            taken.append(document.key)
            yield document

    results = pipeline.build(documents(), store=store, shapes=load_shapes(), workers=workers)
    told = [next(results) for _ in range(COUNT // 2)]
    assert len(taken) <= COUNT // 2 + 1
    told.extend(results)
    assert [one.key for one in told] == [f"{number:02}" for number in range(COUNT)]
    assert [one.key for one in told if one.is_changed] == [f"{COUNT // 2:02}", f"{COUNT - 1:02}"]


def test_publishing_tells_how_far_it_is(tmp_path):
    folder, told = tmp_path / "articles", []
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Anna Berg{number} visited Baku on 4 May 2025.\n", encoding="utf-8")

    def build():
        told.clear()
        documents = read_documents([str(folder)])
        told_of = pipeline.build(
            documents, store=tmp_path / "store", shapes=load_shapes(), tell=lambda *how_far: told.append(how_far)
        )
        assert len(list(told_of)) == 3

    build()
    assert [one for one in told if one[0] == "articles published"] == [("articles published", n, 3) for n in (1, 2, 3)]
    assert [what for what, count, total in told if not count and not total] == [
        "looking for copies among the articles", "putting the files of the store in order",
    ]  # fmt: skip
    compared = [count for what, count, _ in told if what == "things compared"]
    assert compared == sorted(compared)
    assert len(compared) > 1
    build()  # nothing is published
    assert told == []
