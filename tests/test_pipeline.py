import io
import itertools
import multiprocessing
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmkg import pipeline
from filmkg.errors import DocumentError, RdfError, UsageError
from filmkg.graph import Format, serialize
from filmkg.model import Document
from filmkg.store import article_graphs, open_store
from filmkg.validate import load_shapes
from filmkg.vocab import OA

TEXT = b'16 May 2025\n\nThe film "Red Garden" by Mirbala Salimli was shown in Baku on May 10.\n'


def document(key: str, data: bytes = TEXT) -> Document:
    return Document(key, f"{key}.txt", data)


WORKERS = pytest.mark.parametrize("workers", [1, 2])


@WORKERS
def test_each_document_gives_one_result_in_order(workers):
    refused = DocumentError("b.txt", "is empty", remedy="leave it out")
    documents = [document("a"), refused, document("c", b"\xff"), document("d"), document("e")]
    results = list(pipeline.convert(documents, workers=workers))
    assert [type(result).__name__ for result in results] == [
        "Converted", "DocumentError", "DocumentError", "Converted", "Converted",
    ]  # fmt: skip
    assert (results[1].problem, results[1].remedy) == (refused.problem, refused.remedy)
    assert results[3].graph.value == "https://w3id.org/filmkg/id/graph/d"
    assert {quad.graph_name for quad in results[3].quads} == {results[3].graph}


UNGUARDED = """
from filmkg import pipeline
from filmkg.model import Document

documents = [Document(str(n), f"{n}.txt", b"Riga, 16 May 2025. Nothing was shown.") for n in range(100)]
print(len(list(pipeline.convert(documents, workers=2))))
"""


def test_a_script_that_starts_itself_over_is_told_once(tmp_path):
    (tmp_path / "script.py").write_text(UNGUARDED, encoding="utf-8")
    run = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stdout == ""
    told = [line for line in run.stderr.splitlines() if "a worker process does not start (exit code 1)" in line]
    assert len(told) == 1


@WORKERS
def test_a_defect_costs_one_article_only(workers):
    # A key that no source gives: it is no part of an IRI.
    results = list(pipeline.convert([document("a b"), document("c")], workers=workers))
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


def test_workers_read_only_some_documents_ahead():
    asked = itertools.count()
    results = pipeline.convert((document(f"a{number}") for number in asked), workers=2)
    assert [next(results).graph.value.rpartition("/")[2] for _ in range(9)] == [f"a{number}" for number in range(9)]
    assert next(asked) < 60
    results.close()
    assert multiprocessing.active_children() == []


@WORKERS
def test_shapes_that_cannot_be_applied_end_the_batch(tmp_path, workers):
    (tmp_path / "wrong.ttl").write_text(
        """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix cdo: <https://w3id.org/filmkg/ontology#> .
        <https://example.org/wrong> a sh:NodeShape ; sh:targetClass cdo:Article ;
            sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }" ] .
        """,
        encoding="utf-8",
    )
    shapes = load_shapes(tmp_path)
    with pytest.raises(RdfError, match="can't be applied"):
        list(pipeline.build([document("a")], store=tmp_path / "store", shapes=shapes, workers=workers))


@WORKERS
def test_a_base_that_is_none_is_wrong_use(workers):
    with pytest.raises(UsageError):
        list(pipeline.convert([document("a")], base="nonsense", workers=workers))


@WORKERS
def test_what_the_shapes_refuse_is_not_stored(tmp_path, workers):
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
    path, documents = tmp_path / "store", [document("bad"), document("good")]
    refused, built = pipeline.build(documents, store=path, shapes=load_shapes(shapes), workers=workers)
    assert isinstance(refused, pipeline.InvalidArticleError)
    assert "a bad key" in refused.problem
    assert not refused.report.conforms
    (stored,) = pipeline.convert([document("good")])
    assert built == pipeline.Built("good", len(stored.quads), is_changed=True)
    with open_store(path, writable=False) as store:
        named = [quad for _, quads in article_graphs(store) for quad in quads]
        assert set(named) == set(stored.quads)
        exported = io.BytesIO()
        pipeline.export(store, format=Format.TRIG, output=exported)
        assert exported.getvalue() == serialize(stored.quads, format=Format.TRIG)
        del store


NASTY = [
    *("\0", "\r\n", "\r", "\u2028", "\ufeff", "\u200f", "\u202e", "e\u0301", "\u0301\u0301", "İ", "ﬁ", "🎬"),
    *("\U0010ffff", "\ue000", "\ue002, ", "\uf8ff", "“", "”", "((", "\n\n", ". ", " ", "by Mirbala Salimli", "he said"),
    *("“Red Garden” (1987)", "Ana Duarte, ", "The Lantern Film Festival", "was held in Riga", "on 10 May 2025"),
    *("👩\u200d🎤", "will be held", "the Guild", "Kapok Film Fund"),
]  # fmt: skip
# pieces in any order, each up to some hundred times: lines and sentences without an end
NASTY_PIECES = st.sampled_from(NASTY) | st.text(alphabet=st.characters(codec="utf-8"), max_size=8)
NASTY_TEXTS = st.lists(st.tuples(NASTY_PIECES, st.integers(1, 12) | st.just(400)), max_size=12).map(
    lambda parts: "".join(piece * times for piece, times in parts)
)
NASTY_BYTES = st.one_of(
    NASTY_TEXTS.map(str.encode),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=200),
    st.tuples(NASTY_TEXTS.map(str.encode), st.binary(max_size=3)).map(b"".join),
    NASTY_TEXTS.map(lambda text: text.encode("utf-16")),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(NASTY_BYTES, min_size=1, max_size=6))
def test_any_bytes_are_refused_or_give_evidence_that_quotes_them(batch):
    documents = [document(f"a{number}", data) for number, data in enumerate(batch)]
    for data, result in zip(batch, pipeline.convert(documents), strict=True):
        if isinstance(result, DocumentError):
            assert "filmkg failed" not in result.problem
        else:
            check_quotes(unicodedata.normalize("NFC", data.decode().replace("\r\n", "\n")), result)


def check_quotes(text, converted):
    said = {}
    for quad in converted.quads:
        said.setdefault(quad.subject, {})[quad.predicate.value] = quad.object
    selectors = [facts for facts in said.values() if OA["exact"].value in facts]
    for selector in selectors:
        start, end = (int(selector[OA[name].value].value) for name in ("start", "end"))
        assert text[start:end] == selector[OA["exact"].value].value
    assert bool(selectors) == bool(converted.extraction.facts)
    assert all(converted.extraction.article.quote(fact.evidence.focus) for fact in converted.extraction.facts)
