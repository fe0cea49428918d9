from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.link.candidates import Entity, Signal
from filmkg.link.linker import link
from filmkg.link.names import fold
from filmkg.link.snapshot import load

SNAPSHOT = load()
HERE = frozenset({"article"})


def linked(*entities: Entity) -> dict[str, str]:
    return {found.node_iri: found.qid for found in link(entities, snapshot=SNAPSHOT)}


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
    names = ("International Organization of Turkic Culture", "TURKSOY")
    (found,) = link([Entity("n", "Organization", names)], snapshot=SNAPSHOT)
    assert found.signals == (Signal.NAME, Signal.SECOND_NAME, Signal.TYPE)
    assert found.score == 1.0


@given(st.permutations(["Cannes", "Berlin", "Venice", "Rome"]))
def test_order_does_not_matter(order: list[str]) -> None:
    entities = [Entity(name, "FestivalSeries", (name,), articles=HERE) for name in order]
    assert link(entities, snapshot=SNAPSHOT) == link(sorted(entities, key=lambda e: e.iri), snapshot=SNAPSHOT)


@given(st.text(), st.sampled_from(["City", "Country", "Film", "FestivalSeries", "Organization", "Person", "Venue"]))
def test_a_link_always_rests_on_a_name_of_the_item(name: str, class_name: str) -> None:
    for found in link([Entity("n", class_name, (name,))], snapshot=SNAPSHOT):
        items = SNAPSHOT.by_name[class_name, fold(name)]
        assert [item.qid for item in items] == [found.qid]
        assert len(found.signals) > 1
