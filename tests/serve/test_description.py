"""The service description: formats and functions that there are, and VoID that counts what is there."""

from __future__ import annotations

from pathlib import Path

import httpx
import pyoxigraph
import pytest
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat
from rdflib import RDF, Namespace, URIRef

from filmkg.serve.endpoint.description import DESCRIPTION_FORMATS
from filmkg.store import open_store

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
# IRI of a format (https://www.w3.org/ns/formats/) -> its media type, by which the endpoint must write it
FORMATS = {
    "SPARQL_Results_JSON": "application/sparql-results+json",
    "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv",
    "SPARQL_Results_TSV": "text/tab-separated-values",
    "Turtle": "text/turtle",
    "N-Triples": "application/n-triples",
    "RDF_XML": "application/rdf+xml",
    "JSON-LD": "application/ld+json",
    "TriG": "application/trig",
    "N-Quads": "application/n-quads",
}


@pytest.fixture(scope="module")
def description(client: httpx.Client) -> rdflib.Graph:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    return rdflib.Graph().parse(data=answer.content, format="turtle")


def test_each_format_that_it_names_is_written(client: httpx.Client, description: rdflib.Graph) -> None:
    named = {
        str(iri).removeprefix("http://www.w3.org/ns/formats/") for iri in description.objects(None, SD.resultFormat)
    }
    assert named == set(FORMATS)
    for name in named:
        query = "SELECT * { ?s ?p ?o }" if "Results" in name else "CONSTRUCT WHERE { ?s ?p ?o }"
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": FORMATS[name]})
        assert answer.headers["content-type"].partition(";")[0] == FORMATS[name]


def test_void_counts_what_is_there(store_path: Path, description: rdflib.Graph) -> None:
    with open_store(store_path, writable=False) as store:
        quads = list(store.quads_for_pattern(None, None, None, DefaultGraph()))
        graphs = {graph.value for graph in store.named_graphs()}
        del store
    default = description.value(
        predicate=SD.defaultGraph, object=None, subject=description.value(None, RDF.type, SD.Dataset)
    )
    assert default is not None

    def count(subject: rdflib.term.Node, property_: URIRef) -> int:
        return int(str(description.value(subject, property_)))

    assert count(default, VOID.triples) == len(quads)
    assert count(default, VOID.distinctSubjects) == len({quad.subject for quad in quads})
    assert count(default, VOID.properties) == len({quad.predicate for quad in quads})
    by_property = {
        str(description.value(part, VOID.property)): count(part, VOID.triples)
        for part in description.objects(default, VOID.propertyPartition)
    }
    by_class = {
        str(description.value(part, VOID["class"])): count(part, VOID.entities)
        for part in description.objects(default, VOID.classPartition)
    }
    for quad in quads:
        by_property[quad.predicate.value] -= 1
        if quad.predicate.value == str(RDF.type):
            by_class[quad.object.value] -= 1
    assert not any(by_property.values())
    assert not any(by_class.values())
    assert {str(description.value(one, SD.name)) for one in description.objects(None, SD.namedGraph)} == graphs


@pytest.mark.parametrize("media_type", DESCRIPTION_FORMATS)
def test_it_says_the_same_in_each_format(client: httpx.Client, description: rdflib.Graph, media_type: str) -> None:
    answer = client.get("/sparql", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    format_ = RdfFormat.from_media_type(media_type)
    assert len(set(pyoxigraph.parse(answer.content, format=format_))) == len(description)


def test_what_is_not_there_is_not_claimed(description: rdflib.Graph) -> None:
    assert set(description.objects(None, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert not set(description.objects(None, SD.feature))
    assert not set(description.objects(None, SD.inputFormat))
