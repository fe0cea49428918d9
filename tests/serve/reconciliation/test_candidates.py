from __future__ import annotations

import pytest


def ids(candidates) -> list[str]:
    return [one["id"] for one in candidates]


def features(candidate) -> dict[str, float | bool]:
    return {one["id"]: one["value"] for one in candidate["features"]}


@pytest.mark.parametrize(
    ("query", "identifier"),
    [
        ("Red Garden", "film/red-garden"),
        ("the RED  garden", "film/red-garden"),
        ("Qirmizi bag", "film/red-garden"),
        ("Turkiye", "country/turkiye"),
        ("Turkey", "country/turkiye"),
        ("Days of Turkish Cinema 2024", "event/days-baku-2024"),
        ("film/red-garden", "film/red-garden"),
        ("https://w3id.org/filmkg/id/film/red-garden", "film/red-garden"),
        ("event/days-istanbul-2025", "event/days-istanbul-2025"),
    ],
)
def test_an_equal_name_or_identifier_of_one_thing_matches(reconcile, query, identifier) -> None:
    first = reconcile(query)[0]
    assert (first["id"], first["score"], first["match"]) == (identifier, 100, True)
    assert features(first)["name_similarity"] == 1


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("Poetry", "two films and a body"),
        ("Solaris", "a word, which could be anything's name"),
        ("!!!", "signs, which could be anything's name"),
        ("Ministry of Culture", "named so by a single article, which could mean any"),
        ("Days of Azerbaijani Cinema", "one edition of many"),
        ("Mushfiq Hatemov", "spelt in another way"),
        ("Elchin Jafarova", "spelt in another way"),
        ("Ministry of Culture of Azerbaijan", "the same words in another order"),
        ("Garden", "a part of the name"),
        ("Series", "a part of many names"),
    ],
)
def test_what_is_not_sure_is_no_match(reconcile, query, why) -> None:
    candidates = reconcile(query)
    assert candidates, why
    assert not any(one["match"] for one in candidates), why


def test_nothing_alike_gives_nothing(reconcile) -> None:
    assert reconcile("Zzyzx Qwrt") == reconcile("Bridge of Zzyzx") == []
    assert reconcile("!?") == reconcile("…") == []


def test_people_are_found_under_another_spelling_and_told_apart(reconcile) -> None:
    assert ids(reconcile("Müşfiq Hətəmov"))[0] == "person/mushfig-hatamov"
    assert ids(reconcile("M. Hatamov"))[0] == "person/mushfig-hatamov"
    jafarovs = reconcile("Elchin Jafarof")
    assert ids(jafarovs)[0] == "person/elchin-jafarov"
    assert jafarovs[0]["score"] <= 80
    assert "venue/jafarov-hall" not in ids(jafarovs)


def test_only_people_are_found_under_another_spelling(reconcile) -> None:
    assert reconcile("Rad Gardan") == []
    assert reconcile("Asarbaijan") == []


def test_words_are_compared_whatever_their_order(reconcile) -> None:
    candidates = reconcile("Ministry of Culture of Azerbaijan")
    assert ids(candidates)[0] == "organization/azerbaijan-ministry-of-culture"
    assert candidates[0]["score"] > 75


def test_scores_fall_and_the_limit_holds(reconcile) -> None:
    candidates = reconcile("Series 07", limit=7)
    assert len(candidates) == 7
    assert candidates[0]["name"] == "Series 07"
    scores = [one["score"] for one in candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    assert len(reconcile("Series 07")) == 10
    assert len(reconcile("Series 07", limit=10_000)) <= 50


def test_a_candidate_says_what_it_is(reconcile) -> None:
    ministry = reconcile("Ministry of Culture")[0]
    assert ministry["type"] == [{"id": "Organization", "name": "organization"}]
    assert "Minister meets" in ministry["description"]
    assert "Turkey" in reconcile("Türkiye")[0]["description"]


def test_namesakes_of_one_type_are_no_match(reconcile) -> None:
    first, second, *_ = reconcile("Poetry", type="Film")
    assert [(one["score"], one["match"]) for one in (first, second)] == [(100, False), (100, False)]


@pytest.mark.parametrize(("query", "identifier"), [("Solaris", "film/solaris"), ("!!!", "film/signs")])
def test_a_single_word_matches_with_its_type(reconcile, query, identifier) -> None:
    first = reconcile(query, type="Film")[0]
    assert (first["id"], first["match"]) == (identifier, True)


def test_a_type_turns_namesakes_into_a_match(reconcile) -> None:
    for given in ("Organization", ["Organization"], "https://w3id.org/filmkg/ontology#Organization"):
        first, second, *_ = reconcile("Poetry", type=given, type_strict="should")
        assert (first["id"], first["score"], first["match"]) == ("organization/poetry", 100, True)
        assert (second["score"], second["match"]) == (50, False)
        assert (features(first)["type_match"], features(second)["type_match"]) == (True, False)


def test_a_broader_type_holds_for_a_narrower_one(reconcile) -> None:
    assert reconcile("Istanbul", type="Place")[0]["match"]
    assert reconcile("Days of Turkish Cinema 2024", type=["Event"])[0]["match"]


def test_a_wrong_type_is_never_a_match(reconcile) -> None:
    first = reconcile("Red Garden", type="Person")[0]
    assert (first["id"], first["score"], first["match"]) == ("film/red-garden", 50, False)
    assert not reconcile("film/red-garden", type="Person")[0]["match"]
    assert not reconcile("Red Garden", type="Q11424")[0]["match"]


def test_strict_types_leave_the_others_out(reconcile) -> None:
    assert reconcile("Red Garden", type="Person", type_strict="any") == []
    assert ids(reconcile("Poetry", type=["Film", "Person"], type_strict="any")) == ["film/poetry", "film/poetry-2"]
    assert reconcile("Poetry", type=["Film", "Person"], type_strict="all") == []
    assert ids(reconcile("Istanbul", type=["Place", "City"], type_strict="all")) == ["city/istanbul"]
    assert reconcile("film/poetry", type="Person", type_strict="any") == []
    assert reconcile("Poetry", type=["Nothing"], type_strict="any") == []


@pytest.mark.parametrize("year", ["1998", 1998, 1998.0, "1998-03-01", "1998-03-01T00:00:00Z"])
def test_a_property_tells_namesakes_apart(reconcile, year) -> None:
    first, *others = reconcile("Poetry", type="Film", properties=[{"pid": "releaseYear", "v": year}])
    assert (first["id"], first["score"], first["match"]) == ("film/poetry-2", 100, True)
    assert features(first)["property:releaseYear"] == 1
    poetry = next(one for one in others if one["id"] == "film/poetry")
    assert (poetry["score"], features(poetry)["property:releaseYear"]) == (70, 0)


@pytest.mark.parametrize(
    "value", ["Mushfig Hatamov", "MUSHFIG HATAMOV", "person/mushfig-hatamov", {"id": "person/mushfig-hatamov"}]
)
def test_a_thing_as_value_is_given_by_name_or_identifier(reconcile, value) -> None:
    first = reconcile("Red Garden", properties=[{"pid": "director", "v": value}])[0]
    assert first["match"]
    assert features(first)["property:director"] == 1


def test_a_contradicted_property_is_no_match(reconcile) -> None:
    first = reconcile("Red Garden", properties=[{"pid": "director", "v": "Elchin Jafarov"}])[0]
    assert (first["id"], first["score"], first["match"]) == ("film/red-garden", 70, False)


def test_what_the_graph_does_not_say_is_no_contradiction(reconcile) -> None:
    first = reconcile("Red Garden", properties=[{"pid": "genre", "v": "drama"}, {"pid": "nothing", "v": 1}])[0]
    assert (first["score"], first["match"]) == (85, True)
    assert set(features(first)) == {"name_similarity"}


def test_an_agreeing_property_makes_one_edition_sure(reconcile) -> None:
    for constraint in (
        {"pid": "startDate", "v": "2025"},
        {"pid": "startDate", "v": "2025-05-14T00:00:00Z"},
        {"pid": "place", "v": {"id": "city/istanbul", "name": "Istanbul"}},
        {"pid": "edition", "v": 2},
        {"pid": "status", "v": "planned"},
    ):
        assert reconcile("Days of Azerbaijani Cinema", properties=[constraint])[0]["match"], constraint
    late = reconcile("Days of Azerbaijani Cinema", properties=[{"pid": "startDate", "v": "2025-06"}])[0]
    assert not late["match"]


def test_properties_are_followed_both_ways(reconcile) -> None:
    first = reconcile("Mushfig Hatamov", properties=[{"pid": "^director", "v": "Red Garden"}])[0]
    assert features(first)["property:^director"] == 1


def test_several_values_count_each(reconcile) -> None:
    first = reconcile("Red Garden", properties=[{"pid": "releaseYear", "v": ["2016", 1999]}])[0]
    assert features(first)["property:releaseYear"] == 0.5


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ({"pid": "place", "v": "Istanbul"}, ["event/days-istanbul-2025"]),
        ({"pid": "place", "v": {"id": "country/turkiye"}}, ["city/istanbul"]),
        ({"pid": "releaseYear", "v": "2010"}, ["film/poetry"]),
        ({"pid": "edition", "v": 2}, ["event/days-istanbul-2025"]),
        ({"pid": "status", "v": "planned"}, ["event/days-istanbul-2025"]),
        ({"pid": "place", "v": "Nowhere"}, []),
        ({"pid": "nothing", "v": "x"}, []),
        ({"pid": "place", "v": []}, []),
        ({"pid": "place", "v": {"id": "not an <iri>"}}, []),
    ],
)
def test_a_query_may_have_properties_alone(reconcile, constraint, expected) -> None:
    candidates = reconcile(properties=[constraint])
    assert ids(candidates) == expected
    assert not any(one["match"] for one in candidates)


def test_posts_and_articles_are_no_entities(reconcile) -> None:
    assert ids(reconcile("Mushfig Hatamov: chairman"))[0] == "person/mushfig-hatamov"
    assert reconcile("Minister meets film makers", type="Article", type_strict="any") == []
