"""Clients that people use, against the service: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import json
import shutil
import subprocess

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

PREFIX = "PREFIX cdo: <https://w3id.org/filmkg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
FILMS = PREFIX + "SELECT ?label { ?film a cdo:Film ; rdfs:label ?label }"


def address(client: httpx.Client) -> str:
    return f"{str(client.base_url).rstrip('/')}/sparql"


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_rows_and_graphs(client: httpx.Client, method: str) -> None:
    wrapper = SPARQLWrapper(address(client))
    wrapper.setMethod(method)
    wrapper.setQuery(FILMS)
    wrapper.setReturnFormat(JSON)
    found = {row["label"]["value"] for row in wrapper.queryAndConvert()["results"]["bindings"]}
    assert "Red Garden" in found
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == len(found)
    wrapper.setReturnFormat(CSV)
    assert b"Red Garden" in wrapper.queryAndConvert()
    wrapper.setQuery(PREFIX + "CONSTRUCT { ?film rdfs:label ?label } { ?film a cdo:Film ; rdfs:label ?label }")
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == len(found)


def test_the_store_of_rdflib_reads_patterns_and_queries(client: httpx.Client) -> None:
    graph = rdflib.Graph(SPARQLStore(address(client)))
    film = rdflib.URIRef("https://w3id.org/filmkg/id/film/red-garden")
    assert graph.value(film, rdflib.RDFS.label) == rdflib.Literal("Red Garden")
    assert rdflib.Literal("Red Garden") in {row["label"] for row in graph.query(FILMS)}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not here")
def test_curl_gets_json_and_is_told_what_is_wrong(client: httpx.Client) -> None:
    def curl(*options: str) -> bytes:
        return subprocess.run(["curl", "-s", *options, address(client)], capture_output=True, check=True).stdout

    accept = "Accept: application/sparql-results+json"
    assert json.loads(curl("-G", "-H", accept, "--data-urlencode", f"query={FILMS}"))["head"] == {"vars": ["label"]}
    told = json.loads(curl("-H", accept, "--data-urlencode", "query=SELECT"))
    assert set(told) == {"problem", "remedy"}
    long = curl("-G", "--compressed", "-D", "-", "-H", accept, "--data-urlencode", "query=SELECT * { ?s ?p ?o }")
    assert b"content-encoding: gzip" in long.lower()
    assert b"Red Garden" in long
