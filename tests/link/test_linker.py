from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.link.candidates import Entity, Signal
from filmkg.link.linker import Decision, Outcome, decide, score
from filmkg.link.snapshot import load
from filmkg.naming.folding import fold

SNAPSHOT = load()
HERE = frozenset({"article"})


def linked(*entities: Entity) -> dict[str, str]:
    return {found.entity.iri: found.qid for found in decide(entities, snapshot=SNAPSHOT) if found.qid}


def decision(class_name: str, *names: str, country: str = "") -> Decision:
    (found,) = decide([Entity("n", class_name, names, country=country)], snapshot=SNAPSHOT)
    return found


@pytest.mark.parametrize(
    ("class_name", "name", "qid"),
    [
        ("Country", "Azerbaijan", "Q227"),
        ("Country", "Turkiye", "Q43"),
        ("Country", "Georgia", "Q230"),
        ("City", "İstanbul", "Q406"),
        ("City", "Ankara", "Q3640"),
        ("Organization", "Istanbul University", "Q192964"),
        ("Venue", "Istanbul University", "Q192964"),
        ("Organization", "Bahcesehir University", "Q3409570"),
        ("Organization", "the Turkish Ministry of Culture and Tourism", "Q3136957"),
        ("FestivalSeries", "Cannes International Film Festival", "Q42369"),
    ],
)
def test_a_name_of_the_fitting_class_is_linked(class_name: str, name: str, qid: str) -> None:
    assert linked(Entity("n", class_name, (name,))) == {"n": qid}


@pytest.mark.parametrize(
    ("class_name", "name"),
    [
        ("City", "Cannes Film Festival"),  # type before name
        ("FestivalSeries", "Istanbul University"),
        ("Person", "Istanbul"),
        ("Organization", "Ministry of Culture"),  # of which country?
        ("Organization", "Ministry of Culture and Tourism"),
        ("Organization", "National Film Archive"),
        ("Organization", "Film Agency"),
        ("Organization", "Union"),
        ("FestivalSeries", "TIFF"),  # Toronto, Tbilisi, Tirana
        ("FestivalSeries", "Rome"),  # a short name alone
        ("FilmFestival", "Cannes Film Festival"),  # an edition is not the series
        ("Film", "Mongol"),
        ("Organization", "Azerbaijan Producers Guild"),
        ("Organization", ""),
        ("FestivalSeries", "International Film Festival"),
    ],
)
def test_what_is_not_sure_is_not_linked(class_name: str, name: str) -> None:
    assert linked(Entity("n", class_name, (name,), articles=HERE)) == {}


def test_short_names_of_festivals_speak_for_each_other() -> None:
    festivals = [Entity(name, "FestivalSeries", (name,), articles=HERE) for name in ("Cannes", "Berlin", "Venice")]
    assert linked(*festivals) == {"Cannes": "Q42369", "Berlin": "Q130871", "Venice": "Q49024"}
    apart = [Entity(name, "FestivalSeries", (name,), articles=frozenset({name})) for name in ("Cannes", "Berlin")]
    assert linked(*apart) == {}


def test_a_generic_name_needs_the_country() -> None:
    name = ("Ministry of Culture",)
    assert linked(Entity("n", "Organization", name, country="CZ")) == {"n": "Q6866715"}
    assert linked(Entity("n", "Organization", name, country="AZ")) == {}


def test_another_country_forbids_the_link() -> None:
    assert linked(Entity("n", "City", ("Venice",), country="IT")) == {"n": "Q641"}
    assert linked(Entity("n", "City", ("Venice",), country="US")) == {}


def test_a_link_says_why() -> None:
    found = decision("Organization", "International Organization of Turkic Culture", "TURKSOY")
    (candidate,) = found.candidates
    assert candidate.signals == {Signal.LABEL, Signal.ALIAS, Signal.SECOND_NAME, Signal.TYPE}
    assert score(candidate) == 1.0


@pytest.mark.parametrize(
    ("class_name", "names", "country", "outcome"),
    [
        ("Organization", ["Council of Europe"], "", "linked"),  # common words, but one in the world
        ("Organization", ["Union"], "", "candidates"),
        ("Organization", ["National Film Board"], "", "candidates"),
        ("Organization", ["Organization of Islamic Cooperation"], "", "linked"),  # spelled with s in the snapshot
        ("Organization", ["French Culture Ministry"], "FR", "linked"),
        ("Organization", ["Ministry of Culture of the Czech Republic"], "CZ", "linked"),
        ("Organization", ["Goethe Institute"], "", "candidates"),  # of which town?
        ("Organization", ["Goethe Institute in Baku", "Goethe Institute"], "", "none"),
        ("Organization", ["Delegation of the European Union to India", "European Union"], "IN", "none"),
        (
            "FilmFestival",
            ["60th Berlin International Film Festival", "Berlin International Film Festival"],
            "",
            "linked",
        ),
        ("Person", ["Semih Kaplanoglu"], "", "none"),
        ("Person", ["Kieslowski Krzysztof"], "", "candidates"),  # likeness alone never links
        ("Person", ["Asgar Farhadi"], "", "candidates"),
        ("Person", ["Jordan"], "", "none"),
        ("Organization", ["Nuri Bilge Jeylan Film Center"], "", "none"),  # only people's names are compared loosely
    ],
)
def test_three_outcomes(class_name: str, names: list[str], country: str, outcome: str) -> None:
    found = decision(class_name, *names, country=country)
    assert found.outcome == outcome
    assert bool(found.qid) == (outcome == "linked")
    assert bool(found.candidates) == (outcome != "none")


def test_an_acronym_needs_its_country_beside_it() -> None:
    school = Entity("school", "Organization", ("FAMU",), articles=HERE)
    assert linked(school) == {}
    assert linked(school, Entity("cz", "City", ("Prague",), articles=HERE)) == {"cz": "Q1085", "school": "Q1414256"}
    assert linked(school, Entity("jp", "City", ("Tokyo",), articles=HERE)) == {"jp": "Q1490"}


def test_an_acronym_says_little_beside_the_full_name() -> None:
    denmark = Entity("dk", "Country", ("Denmark",), articles=HERE)
    named = Entity("n", "Organization", ("Doha Film Institute", "DFI"), articles=HERE)
    assert linked(named, denmark) == {"dk": "Q35"}
    assert linked(Entity("n", "Organization", ("DFI",), articles=HERE), denmark) == {"dk": "Q35", "n": "Q1201043"}


def test_one_thing_in_two_classes_that_would_be_two_items_is_not_linked() -> None:
    both = [Entity("n", class_name, ("Luxembourg",)) for class_name in ("City", "Country")]
    assert {found.outcome for found in decide(both, snapshot=SNAPSHOT)} == {Outcome.CANDIDATES}


def test_the_popular_item_stands_first_among_equals_and_is_not_linked_for_it() -> None:
    found = decision("Organization", "Ministry of Culture")
    popularity = [candidate.item.popularity for candidate in found.candidates]
    assert popularity == sorted(popularity, reverse=True)
    assert popularity[0] > popularity[-1]
    assert found.outcome is Outcome.CANDIDATES


@given(st.permutations(["Cannes", "Berlin", "Venice", "Rome"]))
def test_order_does_not_matter(order: list[str]) -> None:
    entities = [Entity(name, "FestivalSeries", (name,), articles=HERE) for name in order]
    assert decide(entities, snapshot=SNAPSHOT) == decide(sorted(entities, key=lambda e: e.iri), snapshot=SNAPSHOT)


@given(
    st.one_of(st.text(), st.sampled_from([item.label for item in SNAPSHOT.by_qid.values()])),
    st.sampled_from(["City", "Country", "Film", "FestivalSeries", "Organization", "Person", "Venue"]),
)
def test_a_link_always_rests_on_a_name_of_an_item_of_the_class_and_a_second_signal(name: str, class_name: str) -> None:
    found = decision(class_name, name)
    if found.qid:
        item = SNAPSHOT.by_qid[found.qid]
        assert class_name in item.classes
        assert fold(name) in {fold(known) for known in (item.label, *item.aliases)}
        assert len(found.candidates[0].signals) > 1
