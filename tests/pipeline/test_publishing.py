"""What is merged step by step is what merging everything from nothing gives, whatever the steps and their order."""

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from filmkg import pipeline
from filmkg.graph import ordered
from filmkg.pipeline.adoption import take_in
from filmkg.pipeline.preparation import prepare
from filmkg.pipeline.publishing import publish
from filmkg.store import lock_store, open_journal
from filmkg.vocab import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, cdo

BASE = "https://w3id.org/filmkg/id/"
KEYS = tuple("abcdefghijkl")
PEOPLE = ("Rashad Azizov", "Rashad Azizof", "Reshad Azizov", "R. Azizov", "Jean Dupont", "Dupont Jean")
FILMS = ("Red Garden", "The Red Garden", "Parasite", "Red Garden Mirbala Salimli", "Qirmizi Bag")
BODIES = ("Ministry of Culture", "Culture Ministry", "Azerbaijan Culture Ministry", "Film Guild", "APG")
EVENTS = ("Days of Azerbaijani Cinema", "Azerbaijani Film Days", "Film Week", "2nd Film Week")
PLACES = (("City", "Baku"), ("City", "Istanbul"), ("Country", "Azerbaijan"), ("Country", "Turkey"))


def slug(name):
    return name.lower().replace(" ", "-").replace(".", "")


@st.composite
def articles(draw):
    """What an article states: things with names out of a few, so that they meet, and facts about them."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    key = draw(st.sampled_from(KEYS))
    article, graph = NamedNode(f"{BASE}article/{key}"), NamedNode(f"{BASE}graph/{key}")
    triples = [(article, RDF["type"], cdo("Article")), (article, DCTERMS["identifier"], Literal(key))]
    triples.append((article, DCTERMS["issued"], Literal(f"2025-0{chance.randint(1, 9)}-16", datatype=XSD["date"])))
    if chance.random() < 0.3:
        triples.append((article, DCTERMS["publisher"], Literal(chance.choice(("Azernews", "TRT")))))
    things = {}
    for class_name, names in (("Person", PEOPLE), ("Film", FILMS), ("Organization", BODIES), ("FilmDays", EVENTS)):
        for name in chance.sample(names, chance.randint(0, 2)):
            scope = f"article/{key}/" if chance.random() < 0.2 else ""
            path = slug(chance.choice(names)) if chance.random() < 0.2 else slug(name)
            node = NamedNode(f"{BASE}{scope}{class_name.lower()}/{path}")
            if node in things.values():
                continue
            things[class_name] = node
            triples += [(node, RDF["type"], cdo(class_name)), (node, RDFS["label"], Literal(name))]
            if chance.random() < 0.4:
                triples.append((node, SKOS["altLabel"], Literal(chance.choice(names))))
            if chance.random() < 0.9:
                triples.append((article, cdo("mentions"), node))
    for class_name, name in chance.sample(PLACES, chance.randint(0, 3)):
        node = things[class_name] = NamedNode(f"{BASE}{class_name.lower()}/{slug(name)}")
        label = name if chance.random() < 0.8 else f"Republic of {name}"
        triples += [(node, RDF["type"], cdo(class_name)), (node, RDFS["label"], Literal(label))]
        if chance.random() < 0.8:
            triples.append((article, cdo("mentions"), node))
    facts = (
        ("Film", "director", "Person"), ("Film", "countryOfOrigin", "Country"), ("FilmDays", "place", "City"),
        ("FilmDays", "organizer", "Organization"), ("FilmDays", "screens", "Film"), ("City", "place", "Country"),
        ("Organization", "place", "Country"), ("FilmDays", "participant", "Person"),
    )  # fmt: skip
    for number, (subject, name, object_) in enumerate(facts):
        if subject in things and object_ in things and chance.random() < 0.7:
            fact = things[subject], cdo(name), things[object_]
            entry = NamedNode(f"{BASE}article/{key}/evidence/{number}")
            triples += [fact, (entry, RDF["type"], cdo("Evidence")), (entry, PROV["wasDerivedFrom"], article)]
            triples += zip([entry] * 3, (RDF["subject"], RDF["predicate"], RDF["object"]), fact, strict=True)
    triples += ties(key, things, chance)
    if "FilmDays" in things and chance.random() < 0.5:
        triples.append((things["FilmDays"], cdo("startDate"), Literal(f"202{chance.randint(4, 5)}")))
    return graph, ordered(Quad(*triple, graph) for triple in triples)


def ties(key, things, chance):
    """A post, a membership and an agreement, where there are things to tie together."""
    body, ends = things.get("Organization"), (things.get("Person"), things.get("Country"))
    found = (
        (
            "Position",
            {"holder": ends[0], "organization": chance.choice((body, None))},
            "positionTitle",
            ("head", "envoy"),
        ),
        ("Membership", {"member": ends[1], "body": body}, "membershipKind", ("full", "observer")),
        ("Agreement", {"party": ends[1], "place": things.get("City")}, "signedOn", ("2024", "2025", "2025-05")),
    )
    for class_name, facts, name, values in found:
        node = NamedNode(f"{BASE}article/{key}/{class_name.lower()}/one")
        if all(ends) and body and chance.random() < 0.6:
            yield from ((node, RDF["type"], cdo(class_name)), (node, RDFS["label"], Literal(f"{class_name} of {key}")))
            yield from ((node, cdo(fact), value) for fact, value in facts.items() if value)
            if class_name == "Agreement":
                yield from ((node, cdo("party"), body), (node, cdo("agreementType"), cdo("memorandum")))
            if chance.random() < 0.7:
                yield node, cdo(name), Literal(chance.choice(values))


def text(quads):
    return "".join(f"{quad} .\n" for quad in quads)


CHANGES = st.lists(st.one_of(articles(), articles(), st.sampled_from(KEYS)), min_size=1, max_size=3)
# First many articles, then a few changes at a time: a snapshot of which most changes is made from nothing.
STEPS = st.tuples(st.lists(articles(), min_size=8, max_size=16), st.lists(CHANGES, min_size=1, max_size=5))


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_steps_give_what_merging_from_nothing_gives(steps, tmp_path_factory, published, from_nothing):
    path, graphs = tmp_path_factory.mktemp("steps") / "store", {}
    for step in (steps[0], *steps[1]):
        with lock_store(path), open_journal(path) as journal:
            take_in(path, journal, base=BASE)
            for change in step:
                if isinstance(change, str):
                    journal.retire(f"{BASE}graph/{change}")
                    graphs.pop(NamedNode(f"{BASE}graph/{change}"), None)
                else:
                    graph, quads = change
                    journal.put(prepare(graph, text(quads)))
                    graphs[graph] = quads
            publish(path, journal)
        expected = from_nothing(graphs)
        assert published(path) == expected
    with lock_store(path), open_journal(path) as journal:
        publish(path, journal, anew=True)
    assert published(path) == expected


def decide(journal, apart, joins):
    """Keep decisions of people on things, each a graph and an IRI."""
    journal.set("apart", json.dumps(sorted(apart)))
    journal.set("joined", json.dumps(sorted((*one, *other) for one, other in joins)))


def decisions(steps, chance):
    """Take some things of articles apart, and join others with what they are not: the most part of one type."""
    stated = [change for step in (steps[0], *steps[1]) for change in step if not isinstance(change, str)]
    things = sorted({thing for graph, quads in stated for thing in types({graph: quads})})
    pairs = [(one, other) for one in things for other in things if one != other]
    alike = sorted({pair for one in stated for two in stated for pair in pairs_of_one_type(dict((one, two)))})
    joins = {*chance.sample(alike, min(12, len(alike))), *chance.sample(pairs, min(3, len(pairs)))}
    return set(chance.sample(things, min(4, len(things)))), joins


def types(graphs):
    """The class of each thing that is compared, by graph and IRI: of those that the article mentions, and of ties."""
    return {
        (graph.value, quad.subject.value): quad.object
        for graph, quads in graphs.items()
        for quad in quads
        if quad.predicate == RDF["type"]
        and quad.object not in {cdo("Article"), cdo("Evidence")}
        and (
            quad.object in {cdo("Position"), cdo("Membership"), cdo("Agreement")}
            or any(other.predicate == cdo("mentions") and other.object == quad.subject for other in quads)
        )
    }


def pairs_of_one_type(graphs):
    found = types(graphs)
    return {(one, other) for one in found for other in found if found[one] == found[other] and one[1] != other[1]}


def called(quads, thing):
    """What the merged view calls a thing, by its entry in the table of what was merged."""
    graph, iri = (NamedNode(value) for value in thing)
    entries = {quad.subject for quad in quads if quad.predicate == PROV["wasDerivedFrom"] and quad.object == graph}
    entries &= {quad.subject for quad in quads if quad.predicate == RDF["subject"] and quad.object == iri}
    return next((quad.object for quad in quads if quad.predicate == RDF["object"] and quad.subject in entries), iri)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, seed=st.integers(0, 2**32))
def test_decisions_of_people_hold_whatever_comes_and_goes(steps, seed, tmp_path_factory, published):
    folder, graphs = tmp_path_factory.mktemp("decided"), {}
    apart, joins = decisions(steps, random.Random(seed))
    for number, step in enumerate((steps[0], *steps[1])):
        for change in step:
            if isinstance(change, str):
                graphs.pop(NamedNode(f"{BASE}graph/{change}"), None)
            else:
                graphs[change[0]] = change[1]
        for path, changes in ((folder / "steps", step), (folder / f"anew{number}", graphs.items())):
            with lock_store(path), open_journal(path) as journal:
                take_in(path, journal, base=BASE)
                decide(journal, apart, joins)
                for change in changes:
                    if isinstance(change, str):
                        journal.retire(f"{BASE}graph/{change}")
                    else:
                        journal.put(prepare(change[0], text(change[1])))
                publish(path, journal)
        if not graphs:
            continue
        found = published(folder / "steps")
        assert found == published(folder / f"anew{number}")
        for one, other in joins & pairs_of_one_type(graphs):
            assert called(found, one) == called(found, other)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_articles_makes_no_difference(article_sets, seed, tmp_path, published, from_nothing):
    chance, contents = random.Random(seed), []
    for number in range(2):
        path = tmp_path / f"store{number}"
        shuffled = chance.sample(article_sets, len(article_sets))
        size = chance.randint(1, len(shuffled))
        for start in range(0, len(shuffled), size):
            with lock_store(path), open_journal(path) as journal:
                take_in(path, journal, base=BASE)
                for graph, quads in shuffled[start : start + size]:
                    journal.put(prepare(graph, text(quads)))
                publish(path, journal)
        contents.append(published(path))
    assert contents[0] == contents[1] == from_nothing(dict(article_sets))


@pytest.fixture(scope="module")
def article_sets():
    """The graphs of the sample articles."""
    from filmkg.resources import DATA
    from filmkg.sources import read_documents

    converted = pipeline.convert(read_documents([str(DATA / "sample")]))
    return [(one.graph, ordered(one.quads)) for one in converted]
