"""Small graphs of articles, and stores that are built from them."""

import io
import itertools
from dataclasses import dataclass

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg import pipeline
from filmkg.graph import Format
from filmkg.store import open_store, replace_article, run_query
from filmkg.vocab import DCTERMS, OA, PROV, RDF, RDFS, SKOS, XSD, cdo

ID = "https://w3id.org/filmkg/id/"


@dataclass(frozen=True)
class Article:
    graph: NamedNode
    quads: tuple[Quad, ...]


def article(key, *things, issued="2025-05-16", publisher=""):
    """An article that names things: (path, class, names, facts); paths that begin with @ are the article's own."""
    graph, source = NamedNode(f"{ID}graph/{key}"), NamedNode(f"{ID}article/{key}")

    def node(path):
        return NamedNode(f"{ID}article/{key}/{path[1:]}" if path.startswith("@") else ID + path)

    triples = {(source, RDF["type"], cdo("Article")), (source, DCTERMS["identifier"], Literal(key))}
    if issued:
        triples.add((source, DCTERMS["issued"], Literal(issued, datatype=XSD["date"])))
    if publisher:
        triples.add((source, DCTERMS["publisher"], Literal(publisher)))
    number = itertools.count(1)
    for path, class_name, names, facts in things:
        thing = node(path)
        triples.add((thing, RDF["type"], cdo(class_name)))
        triples.add((thing, RDFS["label"], Literal(names.split("|")[0])))
        triples.update((thing, SKOS["altLabel"], Literal(name)) for name in names.split("|")[1:])
        if class_name != "Position":
            triples.add((source, cdo("mentions"), thing))
        for name, values in facts.items():
            for value in values if isinstance(values, list) else [values]:
                object_ = node(value) if "/" in value else Literal(value)
                if name == "status":
                    object_ = cdo(value)
                triples.add((thing, cdo(name), object_))
                triples.update(evidence(source, next(number), thing, cdo(name), object_))
    return Article(graph, tuple(Quad(*triple, graph) for triple in triples))


def evidence(source, number, *triple):
    entry, place = (NamedNode(f"{source.value}/{kind}/{number}") for kind in ("evidence", "place"))
    yield entry, RDF["type"], cdo("Evidence")
    yield from zip([entry] * 3, (RDF["subject"], RDF["predicate"], RDF["object"]), triple, strict=True)
    yield entry, PROV["wasDerivedFrom"], source
    yield entry, OA["hasSelector"], place
    yield place, OA["exact"], Literal(f"Sentence {number} of {source.value.rpartition('/')[2]}.")


class Built:
    """A store on disk and what can be asked of it."""

    def __init__(self, path, articles):
        self.path = path
        with open_store(path, writable=True) as store:
            for one in articles:
                replace_article(store, one.quads, graph=one.graph)
            self.merges = pipeline.identify(store)
            del store

    def rows(self, query):
        with open_store(self.path, writable=False) as store:
            solutions = run_query(store, query)
            found = [tuple(getattr(term, "value", "").removeprefix(ID) for term in row) for row in solutions]
            del store
        return found

    def names(self, class_name):
        """The names of each thing of a class in the merged view: {name, …} a thing."""
        rows = self.rows(f"SELECT ?thing ?name {{ ?thing a cdo:{class_name} ; rdfs:label|skos:altLabel ?name }}")
        return sorted(
            sorted(name for _, name in found) for _, found in itertools.groupby(sorted(rows), lambda row: row[0])
        )

    def exports(self):
        """All graphs, and the merged view, as bytes."""
        written = io.BytesIO()
        with open_store(self.path, writable=False) as store:
            for format_ in (Format.NQUADS, Format.TURTLE):
                pipeline.export(store, format=format_, output=written)
            del store
        return written.getvalue()

    def put(self, *articles):
        """Store more articles, as `filmkg build` does."""
        return Built(self.path, articles)


@pytest.fixture(scope="session")
def article_of():
    return article


@pytest.fixture(scope="session")
def baku():
    return "city/baku", "City", "Baku", {}


@pytest.fixture(scope="session")
def body():
    def make(path, names, **facts):
        return f"@organization/{path[1:]}" if path[0] == "@" else f"organization/{path}", "Organization", names, facts

    return make


@pytest.fixture(scope="session")
def person():
    return lambda path, names, **facts: (f"person/{path}", "Person", names, facts)


@pytest.fixture(scope="session")
def film():
    return lambda path, names, **facts: (f"film/{path}", "Film", names, facts)


@pytest.fixture(scope="session")
def event():
    return lambda path, names, **facts: (path, "FilmDays", names, facts)


@pytest.fixture
def merged(build):
    """Build a store with an article for each thing; return the names of each thing of the class in the merged view."""

    def names(class_name, *things, **header):
        articles = [
            article(f"article-{number}", *(thing if isinstance(thing, list) else [thing]), **header)
            for number, thing in enumerate(things)
        ]
        return build(*articles).names(class_name)

    return names


@pytest.fixture
def build(tmp_path):
    """Build stores, each in a folder of its own."""
    number = itertools.count()
    return lambda *articles: Built(tmp_path / f"store{next(number)}", articles)
