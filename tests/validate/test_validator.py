import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef

from filmkg.errors import RdfError
from filmkg.resources import SHAPES
from filmkg.validate import load_shapes, validate_graph, validate_quads
from filmkg.validate.shapes import Shapes
from filmkg.vocab import CDO_BASE, SHAPES_BASE

FILM = SHAPES / "cases" / "Film" / "valid.ttl"
EVENT = SHAPES / "cases" / "Event" / "valid.ttl"
TOY = URIRef("https://w3id.org/filmkg/id/film/toy")
FORUM = URIRef("https://w3id.org/filmkg/id/event/forum")
SHAPE_SET = load_shapes()


def cdo(name):
    return URIRef(CDO_BASE + name)


def quads_of(graph, *names):
    """The graph's triples as quads, in one of the named graphs by turns."""
    data = graph.serialize(format="nt").encode()
    triples = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(names[number % len(names)]))
        for number, quad in enumerate(triples)
    ]


def film_with(*triples, drop=()):
    graph = Graph().parse(FILM)
    for triple in drop:
        graph.remove(triple)
    for triple in triples:
        graph.add(triple)
    return graph


def test_quads_and_graph_give_the_same_report_whatever_the_graphs_are_called():
    wrong = film_with((TOY, cdo("director"), URIRef("https://w3id.org/filmkg/id/country/az")))
    expected = validate_graph(wrong, shapes=SHAPE_SET)
    assert not expected.conforms
    assert validate_quads(quads_of(wrong, "http://a/"), shapes=SHAPE_SET) == expected
    assert validate_quads(quads_of(wrong, "http://a/", "http://b/"), shapes=SHAPE_SET) == expected


def test_valid_quads_conform():
    report = validate_quads(quads_of(Graph().parse(FILM), "http://a/"), shapes=SHAPE_SET)
    assert report.conforms
    assert report.findings == ()


def test_the_graph_and_the_shapes_are_not_changed():
    graph = Graph().parse(FILM)
    before, shapes_before = set(graph), len(SHAPE_SET.graph)
    validate_graph(graph, shapes=SHAPE_SET)
    validate_graph(graph, shapes=SHAPE_SET)
    assert set(graph) == before
    assert len(SHAPE_SET.graph) == shapes_before


def test_finding_names_node_property_value_sentence_and_article():
    wrong = Graph().parse(SHAPES / "cases" / "Film" / "invalid.ttl")
    (finding,) = [
        finding
        for finding in validate_graph(wrong, shapes=SHAPE_SET).findings
        if finding.shape == SHAPES_BASE + "Film-director"
    ]
    assert finding.focus == str(TOY)
    assert finding.label == "The Toy"
    assert finding.path == str(cdo("director"))
    assert finding.value == "Example Guild"
    assert finding.sentence == "The Toy, by Example Guild"
    assert finding.article == "https://w3id.org/filmkg/id/article/a"


def test_the_sentence_is_that_of_the_statement_in_question():
    graph = film_with(
        (TOY, cdo("genre"), Literal(5)),
        *describe(5, "a drama of 5 parts"),
    )
    (finding,) = validate_graph(graph, shapes=SHAPE_SET).findings
    assert finding.value == "5"
    assert finding.sentence == "a drama of 5 parts"


def describe(number, sentence):
    """Evidence of the genre `number`, with a sentence of its own."""
    evidence = URIRef(f"https://w3id.org/filmkg/id/evidence/own-{number}")
    words = URIRef(f"https://w3id.org/filmkg/id/words/own-{number}")
    oa = "http://www.w3.org/ns/oa#"
    return [
        (evidence, RDF.type, cdo("Evidence")),
        (evidence, RDF.subject, TOY),
        (evidence, RDF.predicate, cdo("genre")),
        (evidence, RDF.object, Literal(number)),
        (evidence, URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"), URIRef("https://w3id.org/filmkg/id/article/a")),
        (evidence, URIRef(oa + "hasSelector"), words),
        (evidence, cdo("rule"), Literal("example")),
        (evidence, cdo("confidence"), Literal("0.9", datatype=XSD.decimal)),
        (words, RDF.type, URIRef(oa + "TextPositionSelector")),
        (words, RDF.type, URIRef(oa + "TextQuoteSelector")),
        (words, URIRef(oa + "start"), Literal(0)),
        (words, URIRef(oa + "end"), Literal(len(sentence))),
        (words, URIRef(oa + "exact"), Literal(sentence)),
    ]


@pytest.mark.parametrize("case", [FILM, EVENT], ids=["film", "event"])
def test_each_fact_is_missed_when_its_evidence_goes(case):
    whole = Graph().parse(case)
    for evidence in whole.subjects(RDF.type, cdo("Evidence")):
        graph = Graph().parse(case)
        graph.remove((evidence, None, None))
        (finding,) = validate_graph(graph, shapes=SHAPE_SET).findings
        assert finding.shape == SHAPES_BASE + "StatedFact"
        assert finding.focus == str(whole.value(evidence, RDF.subject))
        assert finding.path == str(whole.value(evidence, RDF.predicate))


def test_evidence_is_missed_for_an_unnamed_property_value_of_another_fact():
    (finding,) = validate_graph(film_with((TOY, cdo("genre"), Literal("comedy"))), shapes=SHAPE_SET).findings
    assert finding.shape == SHAPES_BASE + "StatedFact"
    assert finding.value == "comedy"


def test_a_thing_without_a_name_is_called_by_the_end_of_its_address():
    (finding,) = validate_graph(film_with(drop=[(TOY, RDFS.label, None)]), shapes=SHAPE_SET).findings
    assert finding.label == "toy"
    assert finding.path == str(RDFS.label)


def test_a_finding_is_listed_once_and_sorted():
    wrong = Graph().parse(SHAPES / "cases" / "Evidence" / "invalid.ttl")
    findings = validate_graph(wrong, shapes=SHAPE_SET).findings
    assert list(findings) == sorted(set(findings))


def test_an_empty_graph_conforms():
    assert validate_quads([], shapes=SHAPE_SET).conforms


dates = st.one_of(
    st.dates().map(lambda day: (day.isoformat(), XSD.date)),
    st.dates().map(lambda day: (day.isoformat()[:7], XSD.gYearMonth)),
    st.dates().map(lambda day: (day.isoformat()[:4], XSD.gYear)),
)


@settings(max_examples=25)
@given(dates, dates)
def test_an_event_ends_before_it_starts_only_where_both_dates_tell(start, end):
    graph = Graph()
    for name, (lexical, datatype) in (("startDate", start), ("endDate", end)):
        graph.add((FORUM, cdo(name), Literal(lexical, datatype=datatype)))
    shapes = {finding.shape for finding in validate_graph(graph, shapes=SHAPE_SET).findings}
    # As tuples of numbers, cut to the shorter one.
    first, last = ([int(part) for part in lexical.split("-")] for lexical, _ in (start, end))
    shared = min(len(first), len(last))
    assert (SHAPES_BASE + "EventDates" in shapes) == (last[:shared] < first[:shared])


def test_shapes_that_cannot_be_applied_are_told():
    graph = Graph().parse(
        data="""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://ex/> .
        ex:S a sh:NodeShape ; sh:targetNode ex:n ;
            sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?o MINUS { $this ?p 1 } }" ] .""",
        format="turtle",
    )
    with pytest.raises(RdfError, match="shapes") as error:
        validate_graph(Graph(), shapes=Shapes(graph.serialize(format="nt"), ""))
    assert error.value.remedy
