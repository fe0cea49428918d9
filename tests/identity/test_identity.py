"""What is one thing and what is not, in a store on disk, as queries see it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filmkg import pipeline
from filmkg.graph import graph_iri
from filmkg.store import open_store, remove_article

BAKU = ("city/baku", "City", "Baku", {})


def body(path, names, **facts):
    return f"organization/{path}" if path[0] != "@" else f"@organization/{path[1:]}", "Organization", names, facts


def person(path, names, **facts):
    return f"person/{path}", "Person", names, facts


def film(path, names, **facts):
    return f"film/{path}", "Film", names, facts


def event(path, names, **facts):
    return path, "FilmDays", names, facts


def merged(build, article_of, class_name, *things, **header):
    """Build a store with an article for each thing; return the names of each thing of the class in the merged view."""
    articles = [
        article_of(f"article-{number}", *(thing if isinstance(thing, list) else [thing]), **header)
        for number, thing in enumerate(things)
    ]
    return build(*articles).names(class_name)


def test_a_body_is_one_however_its_country_is_put(build, article_of):
    names = ("Azerbaijan Culture Ministry", "Ministry of Culture of Azerbaijan", "Azerbaijan's Culture Ministry",
             "Azerbaijani Ministry of Culture", "Ministry of Culture of the Republic of Azerbaijan")  # fmt: skip
    things = (body(f"ministry-{number}", name) for number, name in enumerate(names))
    assert merged(build, article_of, "Organization", *things) == [sorted(names)]


def test_the_ministry_of_another_country_is_another(build, article_of):
    things = body("georgia", "Georgian Ministry of Culture"), body("azerbaijan", "Azerbaijan Culture Ministry")
    assert len(merged(build, article_of, "Organization", *things)) == 2


def test_one_iri_for_bodies_of_two_countries_is_parted(build, article_of):
    shared = body("french-institute", "French Institute", place="city/baku"), BAKU
    other = (
        body("french-institute", "French Institute", place="city/bucharest"),
        ("city/bucharest", "City", "Bucharest", {}),
    )
    store = build(article_of("a", *shared), article_of("b", *other))
    found = {thing for (thing,) in store.rows('SELECT ?thing { ?thing rdfs:label "French Institute" }')}
    assert found == {"organization/french-institute-fr-in-az", "organization/french-institute-fr-in-ro"}
    assert [apart.reason for apart in store.merges.apart] == ["other country and seat"]


def test_what_is_named_without_a_country_is_that_of_its_press(build, article_of):
    full, short = body("ministry", "Azerbaijan Culture Ministry"), body("@ministry", "Culture Ministry")
    for publisher, things in (("Azernews", 1), ("Agenda.ge", 2), ("", 2)):
        store = build(article_of("a", full), article_of("b", short, publisher=publisher))
        assert len(store.names("Organization")) == things, publisher


def test_generic_names_alone_make_nothing_one(build, article_of):
    assert len(merged(build, article_of, "Organization", *[body("@agency", "Film Agency")] * 3)) == 3


def test_words_in_another_order_are_the_same_name(build, article_of):
    names = (
        "Kazakhstan's State Center for Support of National Cinema",
        "State Center of National Cinema Support of Kazakhstan",
    )
    assert merged(build, article_of, "Organization", *map(body, "ab", names)) == [sorted(names)]


def test_a_likeness_of_bodies_is_no_identity(build, article_of):
    things = (
        body("a", "Heydar Aliyev Foundation"),
        body("b", "Heydar Aliyev Center"),
        body("c", "Haydar Aliyev Foundation"),
    )
    assert len(merged(build, article_of, "Organization", *things)) == 3


def test_an_acronym_counts_where_an_article_states_both(build, article_of):
    told = body("federation", "International Federation of Film Producers Associations|FIAPF")
    assert len(merged(build, article_of, "Organization", told, body("fiapf", "FIAPF"))) == 1
    assert (
        len(merged(build, article_of, "Organization", body("a", "Toronto Festival Company|TIFF"), body("tiff", "TIFF")))
        == 2
    )


@pytest.mark.parametrize(
    ("one", "other", "things"),
    [("Oguzhan Film Studio", "Turkmenistan's Oguzhan Studio", 1), ("Kazakhfilm", "Kazakhfilm studio", 1),
     ("Nizami Cinema", "Nizami Cinema Center", 1), ("Dovzhenko Studio", "Dovzhenko Center", 2),
     ("Film Foundation", "Finnish Film Foundation", 2), ("Council of Europe", "Council of Europe", 1),
     ("National Arts Council", "Pakistan's National Arts Council", 2), ("Baku Film Studio", "Baku", 2)],
)  # fmt: skip
def test_only_words_that_tell_nothing_can_be_missing(build, article_of, one, other, things):
    assert len(merged(build, article_of, "Organization", body("a", one), body("b", other))) == things


def test_a_group_of_an_occasion_is_that_of_its_article(build, article_of):
    assert len(merged(build, article_of, "Organization", *[body("@delegation", "Kazakh delegation")] * 2)) == 2


def test_a_branch_is_not_its_mother(build, article_of):
    things = body("a", "Yunus Emre Institute in Baku|Yunus Emre Institute"), body("b", "Yunus Emre Institute")
    assert len(merged(build, article_of, "Organization", *things)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [("Teymur Hajiyev", "Teimur Gadzhiev"), ("Elkhan Jafarov", "Elxan Dzhafarov"), ("Emin Efendiyev", "Emin Afandiev"),
     ("Qurban İsmayılov", "Gurban Ismayilov"), ("E. Efendiyev", "Emin Efendiyev")],
)  # fmt: skip
def test_spellings_of_a_person_are_one_with_a_second_signal(build, article_of, one, other):
    def directing(key, name, title):
        return [person(key, name), film(title, title.replace("-", " ").title(), director=f"person/{key}")]

    with_it = directing("a", one, "red-garden"), directing("b", other, "red-garden")
    assert merged(build, article_of, "Person", *with_it) == [sorted((one, other))]
    without = directing("a", one, "red-garden"), directing("b", other, "salt")
    assert len(merged(build, article_of, "Person", *without)) == 2


def test_neither_accents_nor_the_order_of_names_make_another_person(build, article_of):
    names = "Botond Elekes", "Elekes Botond", "Bótond Elekeş"
    assert merged(build, article_of, "Person", *map(person, "abc", names)) == [sorted(names)]


def test_two_people_whose_names_are_alike_stay_two(build, article_of):
    beside = person("x", "Ilgar Najaf")
    for one, other in (("Elkhan Jafarov", "Elnur Jafarov"), ("Leila Hatami", "Ali Hatami")):
        things = [person("leila-hatami", one), beside], [person("ali-hatami", other), beside]
        assert len(merged(build, article_of, "Person", *things)) == 3, one


def test_namesakes_with_posts_in_two_countries_are_two(build, article_of):
    def official(key, employer):
        post = {"holder": "person/ali-veli", "positionTitle": "minister", "organization": f"organization/{key}"}
        return [person("ali-veli", "Ali Veli"), body(key, employer), ("@position/p", "Position", "Post", post)]

    things = official("a", "Turkish Ministry of Culture"), official("b", "Georgian Ministry of Culture")
    assert len(merged(build, article_of, "Person", *things)) == 2


def test_films_of_one_title_are_told_apart_by_their_directors(build, article_of):
    def by(key, director):
        path = director.lower().replace(" ", "-")
        return article_of(key, film("honey", "Honey", director=f"person/{path}"), person(path, director))

    store = build(by("a", "Ana Lee"), by("b", "Bo Dan"), by("c", "Ana Lee"))
    rows = store.rows('SELECT ?film ?name { ?film rdfs:label "Honey" ; cdo:director/rdfs:label ?name }')
    assert sorted(rows) == [("film/honey-ana-lee", "Ana Lee"), ("film/honey-bo-dan", "Bo Dan")]


def test_a_film_without_a_director_joins_where_there_is_one_of_the_title(build, article_of):
    told = [film("long-title", "A Long Title", director="person/ana-lee"), person("ana-lee", "Ana Lee")]
    names = merged(build, article_of, "Film", told, film("the-long-title", "The Long Title"))
    assert names == [["A Long Title", "The Long Title"]]


def test_an_event_announced_opened_and_reported_is_one(build, article_of):
    def days(key, path, name, issued, *things, **facts):
        return article_of(key, event(path, name, **facts), BAKU, *things, issued=issued)

    place, name = {"place": "city/baku"}, "Days of Kazakh Cinema"
    news = (
        days("a", "event/a", name, "2025-03-01", startDate="2025-05-10", status="planned", **place),
        days("b", "@event/b", f"{name} in Baku", "2025-05-10", **place),
        days("c", "event/c", "2nd Days of Kazakh Films", "2025-05-16", endDate="2025-05", **place),
    )
    assert len(build(*news).names("FilmDays")) == 1
    rome = "city/rome", "City", "Rome", {}
    others = (
        days("d", "event/d", name, "2025-05-10", startDate="2026", **place),
        days("e", "event/e", name, "2025-05-10", rome, startDate="2025-05", place="city/rome"),
        days("f", "@event/f", name, "2025-05-10"),
    )
    assert len(build(*news, *others).names("FilmDays")) == 4


def test_a_thing_has_one_label_and_all_its_names(build, article_of):
    names = "Azerbaijan Culture Ministry", "Culture Ministry of Azerbaijan"
    store = build(*(article_of(key, body(key, name)) for key, name in zip("ab", names, strict=True)))
    assert len(store.rows("SELECT ?label { ?thing a cdo:Organization ; rdfs:label ?label }")) == 1
    assert len(store.rows("SELECT ?label { ?thing a cdo:Organization ; skos:altLabel ?label }")) == 1


def two_articles(article_of):
    days = {"place": "city/baku", "startDate": "2025-05"}
    return [
        article_of(key, event(f"event/{key}", name, organizer=f"organization/{key}", **days), BAKU, body(key, ministry))
        for key, name, ministry in (
            ("a", "Days of Kazakh Cinema", "Azerbaijan Culture Ministry"),
            ("b", "Days of Kazakh Films", "Ministry of Culture of Azerbaijan"),
        )
    ]


def test_evidence_leads_from_a_merged_statement_to_each_sentence(build, article_of):
    store = build(*two_articles(article_of))
    rows = store.rows(
        "SELECT DISTINCT ?event ?body ?article { ?event cdo:organizer ?body . ?e rdf:subject ?event ;"
        " rdf:object ?body ; rdf:predicate cdo:organizer ; prov:wasDerivedFrom ?article ;"
        " oa:hasSelector/oa:exact ?sentence }"
    )
    assert len({row[:2] for row in rows}) == 1
    assert {row[2] for row in rows} == {"article/a", "article/b"}


def test_the_graphs_of_articles_stay_as_they_are(build, article_of):
    first, second = two_articles(article_of)
    store = build(first, second)
    for one in (first, second):
        rows = store.rows(f"SELECT ?s ?p ?o {{ GRAPH {one.graph} {{ ?s ?p ?o }} }}")
        assert len(rows) == len(one.quads)
    assert store.rows("SELECT ?b { GRAPH <https://w3id.org/filmkg/id/graph/b> { ?e cdo:organizer ?b } }") == [
        ("organization/b",)
    ]


def test_each_decision_is_written_down_with_its_reason(build, article_of):
    store = build(*two_articles(article_of))
    table = "https://w3id.org/filmkg/id/identity"
    rows = store.rows(
        f"SELECT ?iri ?new ?graph ?reason {{ GRAPH <{table}> {{ ?iri dcterms:isReplacedBy ?new ."
        " ?entry rdf:subject ?iri ; rdf:object ?new ; prov:wasDerivedFrom ?graph ; rdfs:comment ?reason } }"
    )
    assert sorted(rows) == [
        ("event/b", "event/a", "graph/b", "same name and place and time (baku 2025, baku 2025-05)"),
        ("organization/b", "organization/a", "graph/b", "same name and country (AZ)"),
    ]


NAMES = {
    "Film": ["Honey", "The Honey", "Red Garden|Qırmızı bağ", "Qırmızı bağ"],
    "Person": ["Emin Efendiyev", "Emin Əfəndiyev", "E. Efendiyev", "Ana Lee"],
    "Organization": [
        "Film Agency",
        "Azerbaijan Film Agency|ARKA",
        "ARKA",
        "Georgian Film Agency",
        "Oguzhan Studio",
        "Oguzhan Film Studio",
    ],
    "FilmDays": ["Days of Kazakh Cinema", "Days of Kazakh Cinema in Baku", "3rd Days of Kazakh Films"],
}
FOLDERS = {"Film": "film", "Person": "person", "Organization": "organization", "FilmDays": "event"}


@st.composite
def corpora(draw):
    """Articles that share and contradict names, makers, years and places at random."""
    found = []
    for number in range(draw(st.integers(2, 6))):
        things = [BAKU]
        for class_name, names in NAMES.items():
            name = draw(st.sampled_from(names))
            path = f"{FOLDERS[class_name]}/{draw(st.sampled_from('ab'))}"
            path = draw(st.sampled_from((path, f"@{path}")))
            facts = {}
            if class_name == "FilmDays":
                facts = (
                    {"startDate": draw(st.sampled_from(("2024", "2025-05", "2025-05-10")))}
                    if draw(st.booleans())
                    else {}
                )
                facts |= {"place": "city/baku"} if draw(st.booleans()) else {}
            things.append((path, class_name, name, facts))
        film_facts, maker = things[1][3], things[2][0]
        if draw(st.booleans()):
            film_facts["director"] = maker
        found.append((f"k{number}", tuple(things), draw(st.sampled_from(("", "Azernews")))))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora(), st.randoms(use_true_random=False))
def test_neither_order_nor_steps_of_building_matter(build, article_of, corpus, shuffle):
    articles = [article_of(key, *things, publisher=publisher) for key, things, publisher in corpus]
    at_once = build(*articles)
    shuffled = shuffle.sample(articles, len(articles))
    step_by_step = build(shuffled[0])
    for one in shuffled[1:]:
        step_by_step = step_by_step.put(one)
    assert step_by_step.exports() == at_once.exports()
    with open_store(at_once.path, writable=True) as store:
        remove_article(store, graph=graph_iri("k0"))
        pipeline.identify(store)
        del store
    assert at_once.exports() == build(*articles[1:]).exports()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora())
def test_each_thing_has_one_label_and_each_statement_its_evidence(build, article_of, corpus):
    store = build(*(article_of(key, *things, publisher=publisher) for key, things, publisher in corpus))
    assert not store.rows("SELECT ?thing { ?thing rdfs:label ?one , ?other FILTER(?one != ?other) }")
    for name in ("director", "place", "startDate"):
        assert not store.rows(
            f"SELECT ?s {{ ?s cdo:{name} ?o FILTER NOT EXISTS {{ ?e rdf:subject ?s ; rdf:predicate cdo:{name} ;"
            " rdf:object ?o ; prov:wasDerivedFrom ?article } }"
        )
    assert all(len(set(apart.iris)) == len(apart.iris) for apart in store.merges.apart)
