import random

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from filmkg.graph import Format, ordered, serialize, to_quads

READERS = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.TRIG: RdfFormat.TRIG,
    Format.NQUADS: RdfFormat.N_QUADS,
    Format.JSONLD: RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("format_", Format)
def test_the_bytes_do_not_depend_on_order_or_repetition(extraction, format_):
    quads = list(to_quads(extraction))
    shuffled = quads + quads[:20]
    random.Random(7).shuffle(shuffled)
    assert serialize(shuffled, format=format_) == serialize(quads, format=format_)


@pytest.mark.parametrize("format_", Format)
def test_every_format_reads_back(extraction, format_):
    quads = to_quads(extraction)
    expected = set(quads)
    if format_ is Format.TURTLE:
        expected = {Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads}
    assert set(pyoxigraph.parse(serialize(quads, format=format_), format=READERS[format_])) == expected


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns about itself
def test_rdflib_reads_the_same_graph_from_turtle_and_nquads(extraction):
    quads = to_quads(extraction)
    turtle = Graph().parse(data=serialize(quads, format=Format.TURTLE), format="turtle")
    dataset = Dataset(default_union=True)
    dataset.parse(data=serialize(quads, format=Format.NQUADS).decode(), format="nquads")
    merged = Graph()
    for subject, predicate, object_ in dataset.triples((None, None, None)):
        merged.add((subject, predicate, object_))
    assert isomorphic(turtle, merged)


def test_turtle_of_two_articles_is_merged(extraction, extraction_of, node):
    quads = to_quads(extraction) + to_quads(extraction_of([node(0, "City", "Istanbul")], [], key="other"))
    turtle = serialize(quads, format=Format.TURTLE).decode()
    assert turtle.count("<https://w3id.org/filmkg/id/city/istanbul> a cdo:City") == 1
    assert "/graph/" not in turtle


def test_the_class_comes_first(extraction):
    predicates = {}
    for quad in ordered(to_quads(extraction)):
        predicates.setdefault(quad.subject, quad.predicate)
    assert {predicate.value.rpartition("#")[2] for predicate in predicates.values()} == {"type"}
