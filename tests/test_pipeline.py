import io

import pytest

from filmkg import pipeline
from filmkg.errors import DocumentError, UsageError
from filmkg.graph import Format, serialize
from filmkg.model import Document
from filmkg.store import article_graphs, open_store
from filmkg.validate import load_shapes

TEXT = b'16 May 2025\n\nThe film "Red Garden" by Mirbala Salimli was shown in Baku on May 10.\n'


def document(key: str, data: bytes = TEXT) -> Document:
    return Document(key, f"{key}.txt", data)


def test_each_document_gives_one_result_in_order():
    refused = DocumentError("b.txt", "is empty", remedy="leave it out")
    results = list(pipeline.convert([document("a"), refused, document("c", b"\xff"), document("d")]))
    assert [type(result).__name__ for result in results] == ["Converted", "DocumentError", "DocumentError", "Converted"]
    assert results[1] is refused
    assert results[3].graph.value == "https://w3id.org/filmkg/id/graph/d"
    assert {quad.graph_name for quad in results[3].quads} == {results[3].graph}


def test_a_defect_costs_one_article_only():
    # A key that no source gives: it is no part of an IRI.
    results = list(pipeline.convert([document("a b"), document("c")]))
    assert isinstance(results[0], DocumentError)
    assert "a b.txt: filmkg failed on this article (ValueError" in results[0].problem
    assert "report it" in results[0].remedy
    assert isinstance(results[1], pipeline.Converted)


def test_documents_are_read_one_at_a_time():
    asked = []

    def documents():
        for key in ("a", "b"):
            asked.append(key)
            yield document(key)

    results = pipeline.convert(documents())
    next(results)
    assert asked == ["a"]


def test_a_base_that_is_none_is_wrong_use():
    with pytest.raises(UsageError):
        list(pipeline.convert([document("a")], base="nonsense"))


def test_what_the_shapes_refuse_is_not_stored(tmp_path):
    shapes = tmp_path / "shapes"
    shapes.mkdir()
    (shapes / "strict.ttl").write_text(
        """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix cdo: <https://w3id.org/filmkg/ontology#> .
        @prefix dcterms: <http://purl.org/dc/terms/> .
        <https://example.org/strict> a sh:NodeShape ; sh:targetClass cdo:Article ;
            sh:property [ sh:path dcterms:identifier ; sh:pattern "^good" ; sh:message "a bad key" ] .
        """,
        encoding="utf-8",
    )
    with open_store(tmp_path / "store", writable=True) as store:
        documents = [document("bad"), document("good")]
        refused, stored = pipeline.build(documents, store=store, shapes=load_shapes(shapes))
        assert isinstance(refused, pipeline.InvalidArticleError)
        assert "a bad key" in refused.problem
        assert not refused.report.conforms
        named = [quad for _, quads in article_graphs(store) for quad in quads]
        assert set(named) == set(stored.quads)
        exported = io.BytesIO()
        pipeline.export(store, format=Format.TRIG, output=exported)
        assert exported.getvalue() == serialize(stored.quads, format=Format.TRIG)
        del store
