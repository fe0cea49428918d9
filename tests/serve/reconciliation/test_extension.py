from __future__ import annotations

import json

import pytest


@pytest.fixture
def extend(service, check):
    def ask(ids, *properties):
        asked = json.dumps({"ids": ids, "properties": [{"id": one} for one in properties]})
        posted = service.post("/reconcile", data={"extend": asked})
        assert posted.status_code == 200, posted.text
        assert posted.json() == service.get("/reconcile", params={"extend": asked}).json()
        check("data-extension-response", posted.json())
        return posted.json()

    return ask


def test_values_come_by_identifier_and_property(extend) -> None:
    answer = extend(["film/red-garden", "film/poetry"], "director", "releaseYear", "countryOfOrigin")
    assert answer["meta"] == [
        {"id": "director", "name": "director", "type": {"id": "Person", "name": "person"}},
        {"id": "releaseYear", "name": "year of release"},
        {"id": "countryOfOrigin", "name": "country of origin", "type": {"id": "Country", "name": "country"}},
    ]
    assert answer["rows"] == {
        "film/red-garden": {
            "director": [{"id": "person/mushfig-hatamov", "name": "Mushfig Hatamov"}],
            "releaseYear": [{"str": "2016"}],
            "countryOfOrigin": [{"id": "country/azerbaijan", "name": "Azerbaijan"}],
        },
        "film/poetry": {"director": [], "releaseYear": [{"str": "2010"}], "countryOfOrigin": []},
    }


def test_each_kind_of_value_stays_as_exact_as_it_is(extend) -> None:
    rows = extend(["event/days-istanbul-2025", "event/days-baku-2024"], "startDate", "edition", "status")["rows"]
    assert rows["event/days-istanbul-2025"] == {
        "startDate": [{"str": "2025-05-14"}],
        "edition": [{"int": 2}],
        "status": [{"str": "planned"}],
    }
    assert rows["event/days-baku-2024"]["startDate"] == [{"str": "2024-10"}]


def test_properties_are_followed_both_ways(extend) -> None:
    ids = ["person/mushfig-hatamov", "film/red-garden"]
    rows = extend(ids, "^director", "^holder", "^screens", "^mentions")["rows"]
    person, film = rows["person/mushfig-hatamov"], rows["film/red-garden"]
    assert person["^director"] == [{"id": "film/red-garden", "name": "Red Garden"}]
    assert person["^holder"] == [{"id": "article/first/position/hatamov-chairman", "name": "Mushfig Hatamov: chairman"}]
    assert film["^screens"] == [{"id": "event/days-istanbul-2025", "name": "Days of Azerbaijani Cinema"}]
    assert film["^mentions"] == [
        {"id": "article/first", "name": "Minister meets <b>film</b> makers"},
        {"id": "article/second", "name": "second"},
    ]


def test_what_was_returned_can_be_extended_again(extend) -> None:
    rows = extend(["article/first/position/hatamov-chairman"], "positionTitle", "holder")["rows"]
    assert rows["article/first/position/hatamov-chairman"]["positionTitle"] == [{"str": "chairman"}]


def test_other_names_and_wikidata_are_offered(extend) -> None:
    rows = extend(["film/red-garden"], "skos:altLabel", "skos:exactMatch")["rows"]
    assert rows["film/red-garden"] == {
        "skos:altLabel": [{"str": "Qırmızı bağ"}],
        "skos:exactMatch": [{"str": "http://www.wikidata.org/entity/Q42"}],
    }


def test_rows_bear_the_identifiers_that_were_sent(extend) -> None:
    whole = "https://w3id.org/filmkg/id/film/poetry"
    rows = extend([whole, "no such <thing>", ""], "https://w3id.org/filmkg/ontology#releaseYear")["rows"]
    assert rows == {
        whole: {"releaseYear": [{"str": "2010"}]},
        "no such <thing>": {"releaseYear": []},
        "": {"releaseYear": []},
    }


def test_a_property_that_there_is_not_is_no_column(extend) -> None:
    answer = extend(["film/poetry"], "nothing", "releaseYear", "releaseYear")
    assert [one["id"] for one in answer["meta"]] == ["releaseYear"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("x", 400),
        ("[]", 400),
        ("{}", 400),
        ('{"ids": ["a"]}', 400),
        ('{"ids": "a", "properties": []}', 400),
        ('{"ids": [1], "properties": []}', 400),
        ('{"ids": [], "properties": ["director"]}', 400),
        ('{"ids": [], "properties": [{}]}', 400),
        (json.dumps({"ids": ["a"] * 501, "properties": []}), 413),
        (json.dumps({"ids": [], "properties": [{"id": "director"}] * 21}), 413),
    ],
)
def test_what_is_malformed_or_too_much_is_refused_in_words(service, asked, status) -> None:
    response = service.post("/reconcile", data={"extend": asked})
    assert response.status_code == status
    assert set(response.json()) == {"problem", "remedy"}


def proposed(service, check, **parameters) -> list[str]:
    response = service.get("/reconcile/properties", params=parameters)
    check("data-extension-property-proposal", response.json())
    assert response.json()["type"] == parameters.get("type", "")
    return [one["id"] for one in response.json()["properties"]]


def test_properties_are_proposed_for_a_type(service, check) -> None:
    film, person, days = (proposed(service, check, type=name) for name in ("Film", "Person", "FilmDays"))
    assert {"director", "^screens", "skos:exactMatch"} <= set(film)
    assert "startDate" not in film
    assert {"^director", "^holder", "^participant"} <= set(person)
    assert "director" not in person
    assert {"startDate", "place", "screens"} <= set(days)  # said of events
    assert {*film, *person, *days} <= set(proposed(service, check))


def test_a_limit_of_proposals_holds(service, check) -> None:
    assert len(proposed(service, check, type="Film", limit=3)) == 3
    assert service.get("/reconcile/properties", params={"type": "Film", "limit": "x"}).status_code == 400
