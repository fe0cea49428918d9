"""Each shape passes what is right and refuses what is wrong, with the report that was approved."""

import json
import re

import pytest
from pyshacl import validate
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH

from filmkg import vocab
from filmkg.resources import SHAPES
from filmkg.validate import load_shapes, validate_graph

CASES = SHAPES / "cases"
VALID = sorted(CASES.glob("*/valid.ttl"))
INVALID = sorted(CASES.glob("*/invalid*.ttl"))


@pytest.fixture(scope="module")
def shapes():
    return load_shapes()


def iri(name):
    return URIRef(vocab.cdo(name).value)


def case_name(path):
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("case", VALID, ids=case_name)
def test_valid(case, shapes):
    report = validate_graph(Graph().parse(case), shapes=shapes)
    assert report.findings == ()
    assert report.conforms


@pytest.mark.parametrize("case", INVALID, ids=case_name)
def test_invalid(case, shapes):
    report = validate_graph(Graph().parse(case), shapes=shapes)
    expected = json.loads(case.with_name(case.name.removesuffix(".ttl") + ".expected.json").read_text("utf-8"))
    found = [
        {key: getattr(finding, key) for key in ("shape", "focus", "path", "message")} for finding in report.findings
    ]
    assert expected, "an invalid case expects findings"
    assert not report.conforms
    assert found == expected


def test_every_class_has_a_shape_and_cases(shapes):
    for name in vocab.CLASSES:
        assert any(shapes.graph.subjects(SH.targetClass, iri(name))), name
        assert (CASES / name / "valid.ttl").is_file(), name
        assert (CASES / name / "invalid.ttl").is_file(), name


def test_every_property_is_constrained_somewhere(shapes):
    paths = {str(path) for path in shapes.graph.objects(None, SH.path)}
    assert {name for name in vocab.PROPERTIES if vocab.CDO_BASE + name not in paths} == set()


def test_every_shape_with_a_message_is_refused_by_some_case(shapes):
    expected = {row["shape"] for file in CASES.glob("*/*.expected.json") for row in json.loads(file.read_text("utf-8"))}
    with_message = {str(shape) for shape in shapes.graph.subjects(SH.message, None) if str(shape).startswith("http")}
    with_sparql = {str(shape) for shape in shapes.graph.subjects(SH.sparql, None)}
    assert (with_message | with_sparql) - expected == set()


def test_every_property_shape_with_a_name_has_a_message(shapes):
    for shape in shapes.graph.subjects(RDF.type, SH.PropertyShape):
        assert shapes.graph.value(shape, SH.message), shape


def test_messages_are_plain(shapes):
    for message in map(str, shapes.graph.objects(None, SH.message)):
        assert message.endswith("."), message
        assert not re.search(r"\bsh:|\bxsd:|\bcdo:|minCount|datatype|constraint|focus", message), message


def test_shapes_themselves_are_valid_shacl(shapes):
    graph = Graph()
    graph += shapes.graph
    conforms, _, text = validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text


def test_lists_of_concepts_are_those_of_the_ontology(shapes):
    lists = {
        "status": vocab.STATUSES,
        "agreementType": vocab.AGREEMENT_TYPES,
        "organizationType": vocab.ORGANIZATION_TYPES,
    }
    for name, concepts in lists.items():
        owners = list(shapes.graph.subjects(SH.path, iri(name)))
        found = [set(shapes.graph.items(shapes.graph.value(owner, SH["in"]))) for owner in owners]
        found = [items for items in found if items]
        assert found, name
        assert all(items == {iri(concept) for concept in concepts} for items in found), name
