"""What holds across articles: each shape passes what is right, and refuses or tells what is not, as was approved."""

import json
import re

import pytest
from rdflib import Graph
from rdflib.namespace import SH

from filmkg.resources import ONTOLOGY, SHAPES
from filmkg.validate import load_shapes, passes_gate, validate_graph

ACROSS = SHAPES / "across"
CASES = sorted((ACROSS / "cases").iterdir())


@pytest.fixture(scope="module")
def shapes():
    return load_shapes(ACROSS)


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_what_is_right_passes(case, shapes):
    graph = Graph().parse(case / "valid.ttl")
    assert passes_gate(graph.serialize(format="nt"), shapes=shapes)
    assert validate_graph(graph, shapes=shapes).findings == ()


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_what_is_not_is_told(case, shapes):
    graph = Graph().parse(case / "invalid.ttl")
    assert not passes_gate(graph.serialize(format="nt"), shapes=shapes)
    report = validate_graph(graph, shapes=shapes)
    found = [
        {key: getattr(finding, key) for key in ("focus", "path", "value", "message", "is_warning")}
        for finding in report.findings
    ]
    assert found == json.loads((case / "invalid.expected.json").read_text("utf-8"))
    # that articles contradict each other is no mistake of the graph
    assert report.conforms == all(finding.is_warning for finding in report.findings)


def test_every_message_is_told_of_some_case(shapes):
    told = {row["message"] for case in CASES for row in json.loads((case / "invalid.expected.json").read_text("utf-8"))}
    assert {str(message) for message in shapes.graph.objects(None, SH.message)} == told


def test_contradictions_are_those_of_the_question(shapes):
    question = (ONTOLOGY / "questions" / "08-contradictions.rq").read_text("utf-8")
    terms = set(re.findall(r"cdo:\w+", question.partition("VALUES ?term {")[2].partition("}")[0]))
    expected = json.loads((ACROSS / "cases" / "Conflict" / "invalid.expected.json").read_text("utf-8"))
    assert {row["path"].replace("https://w3id.org/filmkg/ontology#", "cdo:") for row in expected} == terms
