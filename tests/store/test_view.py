"""The merged view: asked where it is there, gone as soon as an article changes."""

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from filmkg.store import has_view, open_store, put_view, remove_article, replace_article, replace_in_view, run_query

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
THING = NamedNode("https://w3id.org/filmkg/id/film/x")


def labels(store):
    return sorted(row["l"].value for row in run_query(store, "SELECT ?l { ?s rdfs:label ?l }"))


def test_queries_read_the_view_and_else_all_graphs(store_path, article_of):
    graph, quads = article_of("a", "paradise-dream", "elkhan-jafarov")
    with open_store(store_path, writable=True) as store:
        assert len(labels(store)) == 4
        changes = (
            lambda opened: replace_article(opened, quads, graph=graph),
            lambda opened: remove_article(opened, graph=graph),
        )
        for change in changes:
            put_view(store, [Quad(THING, LABEL, Literal("Merged"), DefaultGraph())])
            assert has_view(store)
            assert labels(store) == ["Merged"]
            change(store)
            assert not has_view(store)
        assert labels(store) == ["Mirbala Salimli", "Red Garden"]
        del store


def test_a_predicate_is_replaced_in_the_view_alone(store_path):
    with open_store(store_path, writable=True) as store:
        before = len(store)
        put_view(store, [Quad(THING, LABEL, Literal("Old"), DefaultGraph())])
        replace_in_view(store, [Quad(THING, LABEL, Literal("New"), DefaultGraph())], predicate=LABEL)
        assert labels(store) == ["New"]
        assert len(store) == before + 1
        del store
