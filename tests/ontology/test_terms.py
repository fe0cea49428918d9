import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import VANN

from filmkg import vocab
from filmkg.resources import ONTOLOGY, ROOT

IRI = URIRef("https://w3id.org/filmkg/ontology")
ALIGNMENT = (
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
)
DESIGN = ROOT.parent / "shared" / "design" / "ontology.md"
MODEL = ROOT.parent / "shared" / "wikidata" / "model.csv"


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph(bind_namespaces="none").parse(ONTOLOGY / "filmkg.ttl")


def term(name: str) -> URIRef:
    return URIRef(vocab.CDO_BASE + name)


def own_terms(graph: Graph) -> set[str]:
    return {s.removeprefix(vocab.CDO_BASE) for s in graph.subjects() if s.startswith(vocab.CDO_BASE)}


ALL = (*vocab.CLASSES, *vocab.PROPERTIES, *vocab.CONCEPTS, *vocab.SCHEMES)


def test_code_and_ontology_have_the_same_terms(ontology):
    assert own_terms(ontology) == set(ALL)


def test_each_term_has_the_kind_that_the_code_takes_it_for(ontology):
    kinds = {
        "classes": (vocab.CLASSES, {OWL.Class}),
        "properties": (vocab.PROPERTIES, {OWL.ObjectProperty, OWL.DatatypeProperty}),
        "concepts": (vocab.CONCEPTS, {SKOS.Concept}),
        "schemes": (vocab.SCHEMES, {SKOS.ConceptScheme}),
    }
    for names, allowed in kinds.values():
        for name in names:
            types = set(ontology.objects(term(name), RDF.type))
            assert len(types) == 1, name
            assert types <= allowed, name


def test_the_ontology_stays_small():
    assert len(vocab.CLASSES) <= 25
    assert len(vocab.PROPERTIES) <= 60


@pytest.mark.parametrize("name", ALL)
def test_term_has_label_definition_and_example_in_english(ontology, name):
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        texts = list(ontology.objects(term(name), predicate))
        assert len(texts) == 1, f"{name} {predicate}"
        assert texts[0].language == "en", f"{name} {predicate}"
        assert texts[0].strip(), f"{name} {predicate}"


@pytest.mark.parametrize("name", [*vocab.CLASSES, *vocab.PROPERTIES, *vocab.CONCEPTS])
def test_term_is_aligned_or_says_why_not(ontology, name):
    foreign = {
        value
        for predicate in ALIGNMENT
        for value in ontology.objects(term(name), predicate)
        if isinstance(value, URIRef) and not value.startswith(vocab.CDO_BASE)
    }
    notes = list(ontology.objects(term(name), SKOS.editorialNote))
    if notes:
        assert len(str(notes[0])) > len("No good match: because"), name
    assert foreign or notes, f"{name} has neither an alignment nor a reason for none"


def test_no_two_terms_share_a_definition_or_a_label_within_their_kind(ontology):
    for names in (vocab.CLASSES, vocab.PROPERTIES, vocab.CONCEPTS):
        for predicate in (RDFS.label, SKOS.definition):
            texts = Counter(str(ontology.value(term(name), predicate)) for name in names)
            assert [text for text, count in texts.items() if count > 1] == []


def test_ontology_says_what_it_is(ontology):
    assert (IRI, RDF.type, OWL.Ontology) in ontology
    assert ontology.value(IRI, OWL.versionInfo) == Literal("0.1.0")
    assert ontology.value(IRI, OWL.versionIRI) == URIRef(f"{IRI}/0.1.0")
    assert ontology.value(IRI, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert str(ontology.value(IRI, VANN.preferredNamespaceUri)) == vocab.CDO_BASE
    assert ontology.value(IRI, DCTERMS.created) <= ontology.value(IRI, DCTERMS.modified)
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.creator, VANN.preferredNamespacePrefix):
        assert ontology.value(IRI, predicate), predicate


def test_schemes_hold_the_concepts_that_the_code_lists(ontology):
    schemes = dict(zip(vocab.SCHEMES, (vocab.STATUSES, vocab.AGREEMENT_TYPES, vocab.ORGANIZATION_TYPES), strict=True))
    for scheme, concepts in schemes.items():
        for predicate in (SKOS.inScheme, SKOS.topConceptOf):
            assert set(ontology.subjects(predicate, term(scheme))) == {term(name) for name in concepts}


def test_shared_properties_have_no_domain(ontology):
    """A domain of Event would make every Agreement with a place an Event under inference."""
    for name in ("place", "effectiveFrom", "status", "topic"):
        assert list(ontology.objects(term(name), RDFS.domain)) == [], name


def test_domains_and_ranges_are_single(ontology):
    """Two domains mean "both" in OWL, never "either"."""
    for name in vocab.PROPERTIES:
        assert len(list(ontology.objects(term(name), RDFS.domain))) <= 1, name
        assert len(list(ontology.objects(term(name), RDFS.range))) <= 1, name


@pytest.mark.skipif(not DESIGN.is_file(), reason="needs ../shared/design")
def test_every_row_of_the_design_is_there(ontology):
    rows = [line for line in Path(DESIGN).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    named = {name for row in rows for name in re.findall(r"`cdo:(\w+)`", row)}
    assert len(named) > 60, "the tables of the design were not found"
    assert named - own_terms(ontology) == set()


@pytest.mark.skipif(not MODEL.is_file(), reason="needs ../shared/wikidata")
def test_wikidata_ids_are_verified_ones(ontology):
    with MODEL.open(encoding="utf-8") as file:
        known = {row["id"]: row["kind"] for row in csv.DictReader(file)}
    wikidata = vocab.PREFIXES["wd"]
    used = {(s, o.removeprefix(wikidata)) for s, _, o in ontology if isinstance(o, URIRef) and o.startswith(wikidata)}
    assert {identifier for _, identifier in used} - set(known) == set()
    properties = {term(name) for name in vocab.PROPERTIES}
    assert [pair for pair in used if pair[0] in properties and known[pair[1]] != "property"] == []
