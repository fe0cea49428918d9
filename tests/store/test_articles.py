import random
import signal
import subprocess
import sys
import time

import pytest
from pyoxigraph import NamedNode, Quad

from filmkg.store import article_graphs, open_store, remove_article, replace_article

WRITE = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from filmkg.store import open_store, replace_article
graphs = [NamedNode(f"http://example.org/graph/{number}") for number in range(5)]
with open_store(Path(sys.argv[1]), writable=True) as store:
    print("open", flush=True)
    round = 0
    while True:
        round += 1
        for graph in graphs:
            subjects = [NamedNode(f"http://example.org/{number}") for number in range(200)]
            name, value = NamedNode("http://example.org/round"), Literal(str(round))
            replace_article(store, [Quad(subject, name, value, graph) for subject in subjects], graph=graph)
"""


def content(path):
    with open_store(path, writable=False) as store:
        return {graph: set(quads) for graph, quads in article_graphs(store)}


def test_replacing_an_article_leaves_nothing_of_the_old(store_path, article_of):
    graph, quads = article_of("a", "red-garden", "nobody")
    before = content(store_path)
    with open_store(store_path, writable=True) as store:
        replace_article(store, quads, graph=graph)
        del store
    assert content(store_path) == before | {graph: set(quads)}


def test_removing_an_article_leaves_the_others(store_path, article_of):
    graph, _ = article_of("a", "x", "y")
    before = content(store_path)
    with open_store(store_path, writable=True) as store:
        assert remove_article(store, graph=graph)
        assert not remove_article(store, graph=graph)
        del store
    assert content(store_path) == {name: quads for name, quads in before.items() if name != graph}


def test_quads_of_another_graph_are_refused_and_nothing_is_changed(store_path, article_of):
    before = content(store_path)
    _, quads = article_of("b", "x", "y")
    with open_store(store_path, writable=True) as store:
        with pytest.raises(ValueError, match="not of the graph"):
            replace_article(store, quads, graph=NamedNode("https://w3id.org/filmkg/id/graph/a"))
        del store
    assert content(store_path) == before


def test_a_killed_writer_leaves_what_was_published_before(tmp_path):
    path, chance = tmp_path / "store", random.Random(1)
    with open_store(path, writable=True) as store:
        store.add(Quad(*[NamedNode("http://example.org/before")] * 4))
        del store
    before = content(path)
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "open\n"
        time.sleep(0.1 + chance.random() / 4)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert content(path) == before
    with open_store(path, writable=True) as store:
        del store
    assert len(list((path / "snapshots").iterdir())) == 1
