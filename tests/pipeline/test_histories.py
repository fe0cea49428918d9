"""However a folder came to be what it is, its store is the one that building it at once gives, copies and all."""

import io
import random

import pytest

from filmkg import pipeline
from filmkg.graph import Format
from filmkg.resources import DATA
from filmkg.sources import read_documents
from filmkg.store import current_snapshot, open_snapshot
from filmkg.validate import load_shapes

SAMPLE = {path.stem: path.read_text(encoding="utf-8") for path in sorted((DATA / "sample").glob("*.txt"))}
NAMES = ("a-copy", *sorted(SAMPLE)[:5], "z-copy")
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
