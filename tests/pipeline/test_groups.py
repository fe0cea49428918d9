"""Of names that dozens of articles share, what is alike is decided once: with the result that deciding on each has."""

import random

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from filmkg.graph import ordered
from filmkg.pipeline.adoption import take_in
from filmkg.pipeline.preparation import prepare
from filmkg.pipeline.publishing import publish
from filmkg.store import lock_store, open_journal
from filmkg.vocab import DCTERMS, RDF, RDFS, XSD, cdo

BASE = "https://w3id.org/filmkg/id/"
ARTICLES = 240
ROUNDS = 4
CHANGES = 6  # a round
PEOPLE = ("Rashad Azizov", "Rashad Azizof", "R. Azizov", "Jean Dupont", "Madonna", "Ana Lee")
TITLES = ("Culture Minister of Georgia", "Azerbaijani Culture Minister", "director", "envoy", "")
BODIES = (
    "Ministry of Culture", "Ministry of Culture of Georgia", "Georgian Culture Ministry", "Film Agency",
    "Azerbaijan Film Agency", "Embassy of Georgia in Baku", "Embassy in Baku", "Oguzhan Film Studio", "the delegation",
)  # fmt: skip
FILMS = ("Parasite", "Honey", "Red Garden", "The Red Garden")
EVENTS = ("Film Week", "Days of Georgian Cinema", "3rd Days of Georgian Cinema in Baku")
PLACES = (("City", "Baku"), ("City", "Tripoli"), ("Country", "Georgia"), ("Country", "Azerbaijan"))


def article(key, chance):
    """What an article states: a few things with names out of a few, and others that hardly any other one names."""
    graph, node = NamedNode(f"{BASE}graph/{key}"), NamedNode(f"{BASE}article/{key}")
    triples = [(node, RDF["type"], cdo("Article")), (node, DCTERMS["identifier"], Literal(key))]
    triples.append((node, DCTERMS["issued"], Literal(f"2025-0{chance.randint(1, 9)}-16", datatype=XSD["date"])))
    if chance.random() < 0.4:
        triples.append((node, DCTERMS["publisher"], Literal(chance.choice(("Azernews", "TRT")))))

    def name(class_name, label):
        thing = NamedNode(f"{BASE}{class_name.lower()}/{label.lower().replace(' ', '-').replace('.', '')}")
        triples.extend(((thing, RDF["type"], cdo(class_name)), (thing, RDFS["label"], Literal(label))))
        triples.append((node, cdo("mentions"), thing))
        return thing

    def likely(names, share):
        return chance.choice(names) if chance.random() < share else None

    places = {class_name: name(class_name, label) for class_name, label in chance.sample(PLACES, chance.randint(0, 2))}
    person = name("Person", found) if (found := likely(PEOPLE, 0.7)) else None
    name("Person", f"Aydin Guest{chance.randint(1, 60)}")
    body = name("Organization", found) if (found := likely(BODIES, 0.7)) else None
    if film := name("Film", found) if (found := likely(FILMS, 0.5)) else None:
        if chance.random() < 0.6:
            triples.append((film, cdo("director"), name("Person", f"Leyla Maker{chance.randint(1, 6)}")))
        if chance.random() < 0.3:
            triples.append((film, cdo("releaseYear"), Literal(str(chance.randint(2019, 2021)), datatype=XSD["gYear"])))
    if event := name("FilmDays", found) if (found := likely(EVENTS, 0.5)) else None:
        facts = (("organizer", body), ("participant", person), ("place", places.get("City")), ("screens", film))
        triples += [(event, cdo(fact), value) for fact, value in facts if value and chance.random() < 0.6]
        if chance.random() < 0.6:
            triples.append((event, cdo("startDate"), Literal(chance.choice(("2024", "2025-05", "2025-05-10")))))
    if body and "Country" in places and chance.random() < 0.3:
        triples.append((body, cdo("place"), places["Country"]))
    if person and (title := chance.choice(TITLES)):
        post = NamedNode(f"{BASE}article/{key}/position/one")
        triples += [(post, RDF["type"], cdo("Position")), (post, RDFS["label"], Literal(title))]
        triples += [(post, cdo("holder"), person), (post, cdo("positionTitle"), Literal(title))]
        triples += [(post, cdo("organization"), body)] if body and chance.random() < 0.5 else []
    return graph, ordered({Quad(*triple, graph) for triple in triples})


@pytest.mark.parametrize("seed", range(3))
def test_groups_and_steps_give_what_deciding_on_each_thing_at_once_gives(seed, tmp_path, published, from_nothing):
    chance, graphs = random.Random(seed), {}
    changes = [f"k{number}" for number in range(ARTICLES)]
    for _ in range(ROUNDS):
        with lock_store(tmp_path), open_journal(tmp_path) as journal:
            take_in(tmp_path, journal, base=BASE)
            for key in changes:
                graph, quads = article(key, chance)
                if graph in graphs and chance.random() < 0.3:
                    journal.retire(graph.value)
                    del graphs[graph]
                else:
                    journal.put(prepare(graph, "".join(f"{quad} .\n" for quad in quads)))
                    graphs[graph] = quads
            publish(tmp_path, journal)
        assert published(tmp_path) == from_nothing(graphs)
        changes = [f"k{chance.randrange(ARTICLES)}" for _ in range(CHANGES)]
