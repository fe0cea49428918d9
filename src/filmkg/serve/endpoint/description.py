"""The service description: what the endpoint can do (SPARQL 1.1 Service Description) and what its data are (VoID)."""

from __future__ import annotations

from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib_endpoint.utils import FORMATS, SD

from filmkg.errors import FilmkgError
from filmkg.serve.engine.functions import FUNCTIONS, SEARCH
from filmkg.serve.engine.pool import Pool
from filmkg.vocab import CDO_BASE

DESCRIPTION_FORMATS = {
    "text/turtle": "turtle",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
}
_VOID = Namespace("http://rdfs.org/ns/void#")
_RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip
_INPUT_FORMATS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD")
# More graphs than these are counted and not named.
_MAX_GRAPHS = 100
_TOTALS = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties) {
  ?s ?p ?o
}"""
_GRAPHS = "SELECT (COUNT(*) AS ?count) { SELECT DISTINCT ?g { GRAPH ?g {} } }"
_GRAPH_NAMES = f"SELECT DISTINCT ?g {{ GRAPH ?g {{}} }} ORDER BY ?g LIMIT {_MAX_GRAPHS}"
_CLASSES = "SELECT ?class (COUNT(*) AS ?count) { ?s a ?class } GROUP BY ?class ORDER BY ?class LIMIT 500"
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?count) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p LIMIT 999"


def describe_service(graph: Graph, pool: Pool, *, address: str, takes_updates: bool) -> None:
    """Correct and complete the description that rdflib-endpoint begins.

    Args:
        graph: What it began.
        pool: Where the data are counted; what cannot be counted within the limits is left out.
        address: Where the endpoint is.
        takes_updates: Whether anybody may change the store.
    """
    graph.bind("void", _VOID)
    service = next(graph.subjects(RDF.type, SD.Service))
    for dataset in list(graph.objects(service, SD.defaultDataset)):
        graph.remove((dataset, None, None))
    for default in list(graph.subjects(RDF.type, SD.Graph)):
        graph.remove((default, None, None))
    for property_ in (SD.feature, SD.inputFormat, SD.resultFormat, SD.supportedLanguage, SD.defaultDataset):
        graph.remove((service, property_, None))
    graph.set((service, SD.endpoint, URIRef(address)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    if takes_updates:
        graph.add((service, SD.supportedLanguage, SD.SPARQL11Update))
        for name in _INPUT_FORMATS:
            graph.add((service, SD.inputFormat, FORMATS[name]))
    for name in _RESULT_FORMATS:
        graph.add((service, SD.resultFormat, FORMATS[name]))
    for function in FUNCTIONS:
        graph.add((service, SD.extensionFunction, URIRef(function.value)))
    graph.add((service, SD.propertyFeature, URIRef(SEARCH)))
    dataset, default = BNode(), BNode()
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, RDF.type, _VOID.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((default, RDFS.comment, Literal("What all articles state together, with one IRI a thing.", lang="en")))
    graph.add((dataset, _VOID.sparqlEndpoint, URIRef(address)))
    graph.add((dataset, _VOID.vocabulary, URIRef(CDO_BASE)))
    graph.add((default, RDF.type, _VOID.Dataset))
    _add_counts(graph, default, pool)
    _add_graphs(graph, dataset, pool)


def _add_counts(graph: Graph, dataset: BNode, pool: Pool) -> None:
    try:
        (totals,) = pool.select(_TOTALS)
        for name, property_ in (
            ("triples", _VOID.triples), ("subjects", _VOID.distinctSubjects), ("properties", _VOID.properties),
        ):  # fmt: skip
            graph.add((dataset, property_, _count(totals[name].value)))
        for row in pool.select(_CLASSES):
            part = BNode()
            graph.add((dataset, _VOID.classPartition, part))
            graph.add((part, _VOID["class"], URIRef(row["class"].value)))
            graph.add((part, _VOID.entities, _count(row["count"].value)))
        for row in pool.select(_PROPERTIES):
            part = BNode()
            graph.add((dataset, _VOID.propertyPartition, part))
            graph.add((part, _VOID.property, URIRef(row["p"].value)))
            graph.add((part, _VOID.triples, _count(row["count"].value)))
    except FilmkgError:
        return  # too large to be counted within the limits


def _add_graphs(graph: Graph, dataset: BNode, pool: Pool) -> None:
    try:
        count = int(pool.select(_GRAPHS)[0]["count"].value)
        names = pool.select(_GRAPH_NAMES) if count <= _MAX_GRAPHS else []
    except FilmkgError:
        return
    graph.add((dataset, RDFS.comment, Literal(f"{count} named graphs, most of them one an article", lang="en")))
    for row in names:
        node = BNode()
        graph.add((dataset, SD.namedGraph, node))
        graph.add((node, RDF.type, SD.NamedGraph))
        graph.add((node, SD.name, URIRef(row["g"].value)))


def _count(value: str) -> Literal:
    return Literal(int(value), datatype=XSD.integer)
