"""The questions have an answer also where no query may take as long as they do, and keep it with their snapshot."""

import json
import subprocess
import sys
import time

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.graph import BASE
from filmkg.serve.app import Settings
from filmkg.serve.digest import kept_beside
from filmkg.serve.engine.limits import Limits
from filmkg.serve.questions import load_question, load_questions
from filmkg.store import current_snapshot, open_store
from filmkg.vocab import OA, PROV, RDF, RDFS, cdo

HTML = {"Accept": "text/html"}
SCREENINGS = 30_000
FILMS = "10-films"


def answer(store, name):
    """Answer a question as the background does; return where the answer is kept."""
    snapshot = current_snapshot(store)
    kept = kept_beside(snapshot.folder, f"answer-{name}", "json", made_by=load_question(name).query)
    command = [sys.executable, "-m", "filmkg.serve.gallery.answering", snapshot.identifier, snapshot.folder, name]
    subprocess.run([*command, "1000", store.parent / f"{name}.json", kept], check=True)
    return kept


@pytest.mark.parametrize("name", [question.name for question in load_questions()])
def test_a_kept_answer_is_what_asking_gives(name, store_path, serve_store):
    with serve_store(store_path) as client:
        asked = client.get(f"/question/{name}", headers=HTML).text
    kept = answer(store_path, name)
    try:
        with serve_store(store_path) as client:
            assert client.get(f"/question/{name}", headers=HTML).text == asked
        told = json.loads(kept.read_text(encoding="utf-8"))
        told["answer"]["results"]["bindings"] = []
        kept.write_text(json.dumps(told), encoding="utf-8")
        with serve_store(store_path) as client:  # it was not asked again
            assert "<td" not in client.get(f"/question/{name}", headers=HTML).text
    finally:
        kept.unlink()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A store that a question takes long to answer over."""
    article, event = NamedNode(f"{BASE}article/report"), NamedNode(f"{BASE}event/week")
    quads = [Quad(article, RDF["type"], cdo("Article")), Quad(event, RDFS["label"], Literal("Week"))]
    for number in range(SCREENINGS):
        film, evidence = NamedNode(f"{BASE}film/film-{number:05}"), NamedNode(f"{article.value}/evidence/{number}")
        selector = NamedNode(f"{article.value}#char={number},{number + 1}")
        quads += [
            Quad(film, RDF["type"], cdo("Film")),
            Quad(film, RDFS["label"], Literal(f"Film {number:05}")),
            Quad(evidence, RDF["predicate"], cdo("screens")),
            Quad(evidence, RDF["subject"], event),
            Quad(evidence, RDF["object"], film),
            Quad(evidence, PROV["wasDerivedFrom"], article),
            Quad(evidence, OA["hasSelector"], selector),
        ]
    path = tmp_path_factory.mktemp("large") / "store"
    with open_store(path, writable=True) as store:
        store.bulk_extend(quads)
        del store
    return path


def test_what_takes_too_long_is_answered_in_the_background(large, serve_store):
    with serve_store(large, Settings(limits=Limits(time_s=0.15))) as client:
        first = client.get(f"/question/{FILMS}", headers=HTML)
        assert first.status_code == 503
        assert "come back to this page" in first.text
        end_s = time.monotonic() + 120
        # 504: on a busy machine another of the page's queries can be stopped at so short a limit
        while (page := client.get(f"/question/{FILMS}", headers=HTML)).status_code in (503, 504):
            assert time.monotonic() < end_s
            time.sleep(0.2)
        assert page.status_code == 200
        assert "Film 00000" in page.text
    snapshot = current_snapshot(large)
    kept = kept_beside(snapshot.folder, f"answer-{FILMS}", "json", made_by=load_question(FILMS).query)
    assert len(json.loads(kept.read_text(encoding="utf-8"))["answer"]["results"]["bindings"]) == 1000
