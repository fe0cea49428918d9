"""OWL 2 RL closure of the ontology with instances: nothing clashes, and what should clash does."""

import owlrl
import pytest
from rdflib import OWL, RDF, Graph, URIRef

from filmkg.resources import ONTOLOGY, SHAPES
from filmkg.vocab import CDO_BASE

ID = "https://w3id.org/filmkg/id/"
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # where owlrl writes the clashes it meets


def closure(turtle: str = "") -> Graph:
    graph = Graph().parse(ONTOLOGY / "filmkg.ttl")
    graph.parse(data=f"@prefix cdo: <{CDO_BASE}> .\n@base <{ID}> .\n{turtle}", format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def clashes(graph: Graph) -> list[str]:
    nothing = [f"{member} is in owl:Nothing" for member in graph.subjects(RDF.type, OWL.Nothing)]
    return sorted(map(str, graph.objects(None, ERROR))) + nothing


def test_the_valid_cases_of_all_shapes_do_not_clash():
    everything = Graph()
    for case in sorted(SHAPES.glob("cases/*/valid.ttl")):
        everything.parse(case)
    graph = closure(everything.serialize(format="turtle"))
    assert clashes(graph) == []
    agreement = URIRef(ID + "thing/memo")
    assert (agreement, RDF.type, URIRef(CDO_BASE + "Agreement")) in graph
    assert (agreement, RDF.type, URIRef(CDO_BASE + "Event")) not in graph


def test_inference_reaches_schema_org():
    graph = closure("<f> a cdo:FilmFestival ; cdo:screens <g> .")
    assert (URIRef(ID + "f"), RDF.type, URIRef("https://schema.org/Event")) in graph
    assert (URIRef(ID + "g"), RDF.type, URIRef("https://schema.org/Movie")) in graph


@pytest.mark.parametrize(
    "turtle",
    [
        "<x> a cdo:Film, cdo:Person .",
        "<x> a cdo:Organization, cdo:Person .",
        "<x> a cdo:Screening, cdo:Agreement .",
        "<x> a cdo:City, cdo:Venue .",
        "<x> a cdo:Country, cdo:Organization .",
        "<x> a cdo:Film . <y> cdo:director <x> .",
    ],
)
def test_a_planted_clash_is_found(turtle):
    assert clashes(closure(turtle))


@pytest.mark.parametrize(
    "turtle",
    [
        "<x> a cdo:Organization, cdo:Venue .",
        "<x> a cdo:Organization, cdo:FilmFestival .",
        "<x> a cdo:Country, cdo:City .",
        "<x> a cdo:Agreement ; cdo:place <y> ; cdo:status cdo:planned ; cdo:topic 'film' .",
    ],
)
def test_what_may_be_both_does_not_clash(turtle):
    assert clashes(closure(turtle)) == []
