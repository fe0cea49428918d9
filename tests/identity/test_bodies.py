"""Which bodies are one, and which are told apart."""

import pytest


def test_a_body_is_one_however_its_country_is_put(merged, body):
    names = ("Azerbaijan Culture Ministry", "Ministry of Culture of Azerbaijan", "Azerbaijan's Culture Ministry",
             "Azerbaijani Ministry of Culture", "Ministry of Culture of the Republic of Azerbaijan")  # fmt: skip
    things = (body(f"ministry-{number}", name) for number, name in enumerate(names))
    assert merged("Organization", *things) == [sorted(names)]


def test_the_ministry_of_another_country_is_another(merged, body):
    things = body("georgia", "Georgian Ministry of Culture"), body("azerbaijan", "Azerbaijan Culture Ministry")
    assert len(merged("Organization", *things)) == 2


def test_one_iri_for_bodies_of_two_countries_is_parted(body, baku, build, article_of):
    shared = body("french-institute", "French Institute", place="city/baku"), baku
    other = (
        body("french-institute", "French Institute", place="city/bucharest"),
        ("city/bucharest", "City", "Bucharest", {}),
    )
    store = build(article_of("a", *shared), article_of("b", *other))
    found = {thing for (thing,) in store.rows('SELECT ?thing { ?thing rdfs:label "French Institute" }')}
    assert found == {"organization/french-institute-fr-in-az", "organization/french-institute-fr-in-ro"}
    assert [apart.reason for apart in store.merges.apart] == ["other country and seat"]


def test_what_is_named_without_a_country_is_that_of_its_press(body, build, article_of):
    full, short = body("ministry", "Azerbaijan Culture Ministry"), body("@ministry", "Culture Ministry")
    for publisher, things in (("Azernews", 1), ("Agenda.ge", 2), ("", 2)):
        store = build(article_of("a", full), article_of("b", short, publisher=publisher))
        assert len(store.names("Organization")) == things, publisher


def test_generic_names_alone_make_nothing_one(merged, body):
    assert len(merged("Organization", *[body("@agency", "Film Agency")] * 3)) == 3


def test_words_in_another_order_are_the_same_name(merged, body):
    names = (
        "Kazakhstan's State Center for Support of National Cinema",
        "State Center of National Cinema Support of Kazakhstan",
    )
    assert merged("Organization", *map(body, "ab", names)) == [sorted(names)]


def test_a_likeness_of_bodies_is_no_identity(merged, body):
    things = (
        body("a", "Heydar Aliyev Foundation"),
        body("b", "Heydar Aliyev Center"),
        body("c", "Haydar Aliyev Foundation"),
    )
    assert len(merged("Organization", *things)) == 3


def test_an_acronym_counts_where_an_article_states_both(merged, body):
    told = body("federation", "International Federation of Film Producers Associations|FIAPF")
    assert len(merged("Organization", told, body("fiapf", "FIAPF"))) == 1
    assert len(merged("Organization", body("a", "Toronto Festival Company|TIFF"), body("tiff", "TIFF"))) == 2


@pytest.mark.parametrize(
    ("one", "other", "things"),
    [("Oguzhan Film Studio", "Turkmenistan's Oguzhan Studio", 1), ("Kazakhfilm", "Kazakhfilm studio", 1),
     ("Nizami Cinema", "Nizami Cinema Center", 1), ("Dovzhenko Studio", "Dovzhenko Center", 2),
     ("Film Foundation", "Finnish Film Foundation", 2), ("Council of Europe", "Council of Europe", 1),
     ("National Arts Council", "Pakistan's National Arts Council", 2), ("Baku Film Studio", "Baku", 2)],
)  # fmt: skip
def test_only_words_that_tell_nothing_can_be_missing(merged, body, one, other, things):
    assert len(merged("Organization", body("a", one), body("b", other))) == things


def test_a_group_of_an_occasion_is_that_of_its_article(merged, body):
    assert len(merged("Organization", *[body("@delegation", "Kazakh delegation")] * 2)) == 2


def test_a_branch_is_not_its_mother(merged, body):
    things = body("a", "Yunus Emre Institute in Baku|Yunus Emre Institute"), body("b", "Yunus Emre Institute")
    assert len(merged("Organization", *things)) == 2
