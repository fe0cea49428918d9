import pytest
from rdflib import RDFS, URIRef

from filmkg.errors import RdfError
from filmkg.resources import SHAPES
from filmkg.validate import load_shapes
from filmkg.vocab import CDO_BASE


def test_hierarchy_is_that_of_our_own_classes():
    shapes = load_shapes()
    pairs = {
        (s.removeprefix(CDO_BASE), o.removeprefix(CDO_BASE)) for s, p, o in shapes.hierarchy if p == RDFS.subClassOf
    }
    assert len(pairs) == len(shapes.hierarchy)
    assert {("FilmDays", "Event"), ("Screening", "Event"), ("City", "Place")} <= pairs
    assert all(o.startswith(CDO_BASE) for _, _, o in shapes.hierarchy)


def test_cases_are_not_read_as_shapes():
    graph = load_shapes().graph
    assert (URIRef("https://w3id.org/filmkg/id/article/a"), None, None) not in graph


def test_a_folder_without_shapes_says_so(tmp_path):
    with pytest.raises(RdfError, match="no shapes") as error:
        load_shapes(tmp_path)
    assert error.value.remedy


def test_a_broken_file_is_named_with_its_line(tmp_path):
    (tmp_path / "bad.ttl").write_text("@prefix ex: <http://ex/> .\nex:a ex:b", encoding="utf-8")
    with pytest.raises(RdfError, match=r"bad\.ttl.*line") as error:
        load_shapes(tmp_path)
    assert error.value.remedy


def test_a_missing_ontology_is_named(tmp_path):
    with pytest.raises(RdfError, match=r"absent\.ttl"):
        load_shapes(SHAPES, ontology=tmp_path / "absent.ttl")
