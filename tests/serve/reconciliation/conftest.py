"""A store with namesakes, spelling variants and things of several articles, and a reconciliation service over it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from filmkg.store import open_store, replace_article
from filmkg.vocab import PREFIXES

SCHEMAS = Path(__file__).parent / "schemas"
BASE = "https://w3id.org/filmkg/id/"
GRAPHS = {
    "first": """
<article/first> a cdo:Article ; dcterms:title "Minister meets <b>film</b> makers" ; cdo:mentions <film/red-garden> .
<film/red-garden> a cdo:Film ; rdfs:label "Red Garden" ; skos:altLabel "Qırmızı bağ" ;
    cdo:director <person/mushfig-hatamov> ; cdo:releaseYear "2016"^^xsd:gYear ;
    cdo:countryOfOrigin <country/azerbaijan> ; skos:exactMatch wd:Q42 .
<person/mushfig-hatamov> a cdo:Person ; rdfs:label "Mushfig Hatamov" .
<person/elchin-jafarov> a cdo:Person ; rdfs:label "Elchin Jafarov" .
<person/elkhan-jafarov> a cdo:Person ; rdfs:label "Elkhan Jafarov" .
<venue/jafarov-hall> a cdo:Venue ; rdfs:label "Jafarov Hall" .
<country/azerbaijan> a cdo:Country ; rdfs:label "Azerbaijan" .
<country/turkiye> a cdo:Country ; rdfs:label "Türkiye" ; skos:altLabel "Turkey" .
<city/istanbul> a cdo:City ; rdfs:label "Istanbul" ; cdo:place <country/turkiye> .
<organization/azerbaijan-ministry-of-culture> a cdo:Organization ; rdfs:label "Azerbaijan's Culture Ministry" ;
    cdo:place <country/azerbaijan> ; cdo:memberCount 36 ; cdo:foundedIn "1953"^^xsd:gYear .
<article/first/organization/ministry-of-culture> a cdo:Organization ; rdfs:label "Ministry of Culture" .
<article/first/position/hatamov-chairman> a cdo:Position ; rdfs:label "Mushfig Hatamov: chairman" ;
    cdo:holder <person/mushfig-hatamov> ; cdo:positionTitle "chairman" .
<event/days-istanbul-2025> a cdo:FilmDays ; rdfs:label "Days of Azerbaijani Cinema" ; cdo:place <city/istanbul> ;
    cdo:startDate "2025-05-14"^^xsd:date ; cdo:edition 2 ; cdo:status cdo:planned ; cdo:screens <film/red-garden> .
<organization/red-crescent> a cdo:Organization ; rdfs:label "Red Crescent" .
""",
    "second": """
<article/second> a cdo:Article ; cdo:mentions <film/red-garden> .
<film/poetry> a cdo:Film ; rdfs:label "Poetry" ; cdo:releaseYear "2010"^^xsd:gYear .
<film/solaris> a cdo:Film ; rdfs:label "Solaris" .
<film/signs> a cdo:Film ; rdfs:label "!!!" .
<film/poetry-2> a cdo:Film ; rdfs:label "Poetry" ; cdo:releaseYear "1998"^^xsd:gYear .
<organization/poetry> a cdo:Organization ; rdfs:label "POETRY!" .
<film/script> a cdo:Film ; rdfs:label "<script>alert(1)</script>" ; skos:altLabel "<img src=x onerror=alert(1)>" .
<event/days-baku-2024> a cdo:FilmDays ; rdfs:label "Days of Turkish Cinema 2024" ;
    cdo:startDate "2024-10"^^xsd:gYearMonth .
<film/red-garden> a cdo:Film ; rdfs:label "Red Garden" .
"""
    + "\n".join(f'<film/series-{number}> a cdo:Film ; rdfs:label "Series {number:02}" .' for number in range(45)),
}


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reconciliation") / "store"
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    with open_store(path, writable=True) as opened:
        for key, text in GRAPHS.items():
            graph = ox.NamedNode(f"{BASE}graph/{key}")
            triples = ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE, base_iri=BASE)
            quads = [ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples]
            replace_article(opened, quads, graph=graph)
        # The merged view, in which every thing keeps its name
        opened.extend([ox.Quad(one.subject, one.predicate, one.object) for one in opened])
        del opened
    return path


@pytest.fixture(scope="session")
def service(store: Path, serve_store: Callable[[Path], AbstractContextManager[httpx.Client]]) -> Iterator[httpx.Client]:
    with serve_store(store) as client:
        yield client


@pytest.fixture(scope="session")
def check() -> Callable[[str, Any], None]:
    """Hold a value against one of the specification's schemas, by its name."""
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    registry = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas.values())

    def validate(name: str, value: Any) -> None:
        Draft202012Validator(schemas[f"{name}.json"], registry=registry).validate(value)

    return validate


@pytest.fixture
def reconcile(service: httpx.Client, check: Callable[[str, Any], None]) -> Callable[..., list[dict[str, Any]]]:
    """Return the candidates for one query, sent as a form and held against the schema."""

    def ask(query: str | None = None, **fields: Any) -> list[dict[str, Any]]:
        one = fields if query is None else {"query": query, **fields}
        response = service.post("/reconcile", data={"queries": json.dumps({"q0": one})})
        assert response.status_code == 200, response.text
        check("reconciliation-result-batch", response.json())
        return response.json()["q0"]["result"]

    return ask
