"""A small store with two articles, and the service over it on a free port."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from pyoxigraph import NamedNode, Quad

from filmkg import pipeline
from filmkg.graph import BASE, graph_iri, identity_iri, to_quads
from filmkg.model import Article, Concept, Evidence, Extraction, Fact, Header, Node, Part, Sentence, Span, Value
from filmkg.resources import DATA
from filmkg.serve.app import Settings, create_app
from filmkg.serve.engine.limits import Limits
from filmkg.serve.server import configuration, listen
from filmkg.sources import read_documents
from filmkg.store import extend_store, open_store, replace_article, replace_graph
from filmkg.validate import load_shapes
from filmkg.vocab import DCTERMS

SENTENCE = (
    'The film "Red Garden" <b>by</b> Mirbala Salimli will be shown at the Days of Azerbaijani Cinema in Istanbul.'
)
SCRIPT = "<script>alert(1)</script>"
TIME_LIMIT_S = 2.0
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) = STR(?l)) }"


def extraction(key: str, *, issued: str, film: str = "Red Garden") -> Extraction:
    """An article that announces a film at an event."""
    span = Span(0, len(SENTENCE))
    article = Article(
        key, f"{key}.txt", SENTENCE, Header(title=f"About {film}", issued=issued), (Sentence(span, 0, Part.BODY),)
    )
    evidence = Evidence(span=span, focus=span, rule="test", confidence=0.9)
    nodes = (
        Node(0, "Film", film, (), span),
        Node(1, "Person", "Mirbala Salimli", (), span),
        Node(2, "FilmDays", "Days of Azerbaijani Cinema", (), span),
        Node(3, "City", "Istanbul", (), span),
    )
    facts = (
        Fact(0, "director", 1, evidence),
        Fact(2, "screens", 0, evidence),
        Fact(2, "place", 3, evidence),
        Fact(2, "startDate", Value("2025-05-14", "date"), evidence),
        Fact(2, "status", Concept("planned"), evidence),
    )
    return Extraction(article, nodes, facts, ())


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "store"
    with open_store(path, writable=True) as store:
        for one in (extraction("first", issued="2025-05-01"), extraction("second", issued="2025-06-01", film=SCRIPT)):
            replace_article(store, to_quads(one), graph=graph_iri(one.article.key))
        pipeline.identify(store)
        del store
    return path


@contextmanager
def served(path: Path, settings: Settings | None = None) -> Iterator[httpx.Client]:
    """A client of a server that runs as `filmkg serve` would, in a thread."""
    opened = listen("127.0.0.1", 0)
    app = create_app(path, settings=settings or Settings(limits=Limits(time_s=TIME_LIMIT_S)))
    server = uvicorn.Server(configuration(app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]})
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    address = f"http://127.0.0.1:{opened.getsockname()[1]}"
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
        client.get("/suggest", params={"q": "any"})  # waits for the index, so that the first page can count
        yield client
    server.should_exit = True
    thread.join()
    opened.close()


@pytest.fixture(scope="session")
def serve_store() -> Callable[[Path], AbstractContextManager[httpx.Client]]:
    return served


@pytest.fixture(scope="session")
def client(store_path: Path) -> Iterator[httpx.Client]:
    with served(store_path) as client:
        yield client


@pytest.fixture
def merged_client(store_path: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of a store with its merged view, in which `film/red-orchard` of an article is `film/red-garden`."""
    path = tmp_path / "merged"
    shutil.copytree(store_path, path)
    old, new = NamedNode(f"{BASE}film/red-orchard"), NamedNode(f"{BASE}film/red-garden")
    with open_store(path, writable=True) as store:
        pipeline.identify(store)
        replace_graph(store, [Quad(old, DCTERMS["isReplacedBy"], new, identity_iri())], graph=identity_iri())
        del store
    with served(path) as client:
        yield client


@pytest.fixture(scope="session")
def week_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the sample's articles about one event, which is announced, opened and reported."""
    path = tmp_path_factory.mktemp("week") / "store"
    documents = read_documents(sorted((DATA / "sample").glob("korean-film-week-nairobi-*.txt")))
    built = list(pipeline.build(documents, store=path, shapes=load_shapes()))
    assert len(built) == 3
    with served(path) as client:
        yield client


@pytest.fixture(scope="session")
def sample_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the sample with its merged view and links, as `filmkg demo` shows it."""
    path = tmp_path_factory.mktemp("sample") / "store"
    assert len(list(pipeline.build(read_documents([DATA / "sample"]), store=path, shapes=load_shapes()))) == 16
    with extend_store(path) as store:
        pipeline.link(store)
        del store
    with served(path) as client:
        yield client


@pytest.fixture(scope="session")
def occupied() -> Callable[[httpx.Client], AbstractContextManager[None]]:
    return _occupied


@contextmanager
def _occupied(client: httpx.Client) -> Iterator[None]:
    """Keep the only worker of a service busy until its time limit, for the length of a `with` block."""
    with ThreadPoolExecutor() as threads:
        evaluated = threads.submit(client.get, "/sparql", params={"query": SLOW})
        while "filmkg_workers_busy 1.0" not in client.get("/metrics").text:
            assert not evaluated.done()
            time.sleep(0.05)
        yield
        assert evaluated.result().status_code == 504


@pytest.fixture(scope="session")
def workers() -> Callable[[], list[int]]:
    return _workers


def _workers() -> list[int]:
    """Return the worker processes of the services in this process: the children of their nurseries."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
        except (OSError, ValueError):
            continue
    nurseries = {pid for pid, parent in parents.items() if parent == os.getpid() and _is_nursery(pid)}
    return [pid for pid, parent in parents.items() if parent in nurseries]


def _is_nursery(pid: int) -> bool:
    try:
        return b"filmkg.serve.engine.nursery" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
