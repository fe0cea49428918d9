"""Small graphs, and a store with two of them."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.store import open_store, replace_article

ID = "https://w3id.org/filmkg/id/"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
DIRECTOR = NamedNode("https://w3id.org/filmkg/ontology#director")


def article(key: str, film: str, director: str) -> tuple[NamedNode, list[Quad]]:
    graph = NamedNode(f"{ID}graph/{key}")
    subject, object_ = NamedNode(f"{ID}film/{film}"), NamedNode(f"{ID}person/{director}")
    return graph, [
        Quad(subject, LABEL, Literal(film.replace("-", " ").title()), graph),
        Quad(object_, LABEL, Literal(director.replace("-", " ").title()), graph),
        Quad(subject, DIRECTOR, object_, graph),
    ]


@pytest.fixture
def article_of():
    return article


@pytest.fixture
def store_path(tmp_path):
    path = tmp_path / "store"
    with open_store(path, writable=True) as store:
        for key, film, director in (("b", "red-garden", "mirbala-salimli"), ("a", "paradise-dream", "elkhan-jafarov")):
            graph, quads = article(key, film, director)
            replace_article(store, quads, graph=graph)
        del store
    return path
