"""The gate never passes what plain pySHACL refuses: the cases of all shapes, and right graphs broken at random."""

import os
import random
import subprocess
import sys

import pytest
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import SH

from filmkg.resources import SHAPES
from filmkg.validate import load_shapes, passes_gate, validate_ntriples

CASES = sorted((SHAPES / "cases").glob("*/*.ttl"))
# FILMKG_GATE_MUTATIONS=2000 pytest tests/validate/test_gate.py: more of them than a run of all tests can wait for.
MUTATIONS = int(os.environ.get("FILMKG_GATE_MUTATIONS", "60"))
ODD = (
    Literal(""), Literal("x"), Literal("x", lang="en"), Literal("2025-02-30", datatype=XSD.date),
    Literal("2025-13", datatype=XSD.gYearMonth), Literal("25", datatype=XSD.gYear),
    Literal("2025-05-16Z", datatype=XSD.date),
    Literal("-1", datatype=XSD.integer), Literal("1.0", datatype=XSD.integer), Literal("007", datatype=XSD.integer),
    Literal("0", datatype=XSD.decimal), Literal("1.01", datatype=XSD.decimal), Literal("0.5", datatype=XSD.double),
    Literal("5", datatype=XSD.nonNegativeInteger), Literal("2025-05-16T10:00:00", datatype=XSD.dateTime),
    URIRef("https://w3id.org/filmkg/ontology#happened"), URIRef("https://w3id.org/filmkg/ontology#nonsense"),
    URIRef("https://example.org/unknown"), BNode("b"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shapes():
    return load_shapes()


def plain(graph, shapes):
    """What pySHACL says by itself: no gate, no prepared queries."""
    data = Graph()
    data += graph
    for triple in shapes.hierarchy:
        data.add(triple)
    try:
        conforms, _, _ = validate(data, shacl_graph=shapes.graph, inference="none")
    except ReportableRuntimeError:  # it cannot compare a blank node
        return False
    return conforms


def plain_findings(graph, shapes):
    """What pySHACL by itself finds: node, property, shape and message of each."""
    data = Graph()
    data += graph
    for triple in shapes.hierarchy:
        data.add(triple)
    _, results, _ = validate(data, shacl_graph=shapes.graph, inference="none")
    return {
        (
            "_:" if isinstance(focus := results.value(result, SH.focusNode), BNode) else str(focus),
            str(results.value(result, SH.resultPath) or ""),
            str(results.value(result, SH.sourceShape)),
            " ".join(sorted(map(str, results.objects(result, SH.resultMessage)))),
        )
        for result in results.objects(None, SH.result)
    }


def gate(graph, shapes):
    return passes_gate(graph.serialize(format="nt"), shapes=shapes)


def broken(graph, chance):
    """The graph with one to three statements left out, repeated with another value, or changed."""
    triples = sorted(graph, key=str)
    types = sorted(set(graph.objects(None, RDF.type)))
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        place = chance.randrange(len(triples))
        subject, predicate, object_ = triples[place]
        other = chance.choice(triples)
        changed = chance.choice(
            (
                None,
                (subject, predicate, chance.choice(ODD)),
                (subject, predicate, other[2]),
                (subject, other[1], object_),
                (other[0], predicate, object_),
                (subject, RDF.type, chance.choice(types)),
            )
        )
        if chance.random() < 0.7:
            del triples[place]
        if changed is not None:
            triples.append(changed)
        if not triples:
            break
    result = Graph()
    for triple in triples:
        result.add(triple)
    return result


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_gate_and_pyshacl_agree_on_every_case(case, shapes):
    assert gate(Graph().parse(case), shapes) == case.stem.startswith("valid")


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_findings_are_those_of_pyshacl_on_every_case(case, shapes):
    graph = Graph().parse(case)
    report = validate_ntriples(graph.serialize(format="nt"), shapes=shapes)
    found = {(finding.focus, finding.path, finding.shape, finding.message) for finding in report.findings}
    assert found == plain_findings(graph, shapes)
    assert report.conforms == case.stem.startswith("valid")


def test_the_gate_refuses_what_pyshacl_refuses(shapes):
    chance = random.Random(20251126)
    graphs = [Graph().parse(case) for case in CASES if case.stem.startswith("valid")]
    passed = refused = 0
    for _ in range(MUTATIONS):
        graph = broken(chance.choice(graphs), chance)
        conforms = plain(graph, shapes)
        passed, refused = passed + conforms, refused + (not conforms)
        if not conforms:
            assert not gate(graph, shapes), graph.serialize(format="turtle")
    assert refused > MUTATIONS / 4
    assert passed > 0


def test_what_is_right_does_not_wait_for_pyshacl():
    program = (
        "import sys; from filmkg.validate import load_shapes, passes_gate;"
        "print(passes_gate('', shapes=load_shapes()), sorted({'pyshacl', 'rdflib'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "True []\n"
