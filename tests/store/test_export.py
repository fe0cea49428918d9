from pyoxigraph import DefaultGraph

from filmkg.store import by_graph, by_subject, open_store, replace_article


def test_pieces_come_in_a_fixed_order_and_hold_everything(store_path, article_of):
    graph, quads = article_of("c", "red-garden", "mirbala-salimli")
    with open_store(store_path, writable=True) as store:
        replace_article(store, quads, graph=graph)
        everything = set(store)
        graphs = [piece for piece in by_graph(store) if piece]
        subjects = list(by_subject(store))
        del store
    assert {quad for piece in graphs for quad in piece} == everything
    assert [piece[0].graph_name.value[-1] for piece in graphs] == ["a", "b", "c"]
    names = [piece[0].subject.value for piece in subjects]
    assert names == sorted(set(names))
    assert {quad.graph_name for piece in subjects for quad in piece} == {DefaultGraph()}
    assert {quad.triple for piece in subjects for quad in piece} == {quad.triple for quad in everything}
