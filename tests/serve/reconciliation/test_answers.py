from __future__ import annotations

import httpx
import pytest


def suggest(service: httpx.Client, kind: str, **parameters) -> dict:
    response = service.get(f"/reconcile/suggest/{kind}", params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def ids(answer) -> list[str]:
    return [one["id"] for one in answer["result"]]


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("Red G", "film/red-garden"),
        ("red garden", "film/red-garden"),
        ("QIRMIZI", "film/red-garden"),
        ("gard", "film/red-garden"),
        ("hatam", "person/mushfig-hatamov"),
        ("film/poetry", "film/poetry"),
        ("https://w3id.org/filmkg/id/film/poetry", "film/poetry"),
    ],
)
def test_entities_are_suggested_by_the_beginning(service, check, prefix, first) -> None:
    answer = suggest(service, "entity", prefix=prefix)
    check("suggest-entities-response", answer)
    assert ids(answer)[0] == first
    assert answer["result"][0]["notable"]


def test_names_that_begin_so_come_before_words_that_do(service) -> None:
    assert ids(suggest(service, "entity", prefix="cult")) == [
        "article/first/organization/ministry-of-culture",
        "organization/azerbaijan-ministry-of-culture",
    ]
    assert ids(suggest(service, "entity", prefix="red")) == ["organization/red-crescent", "film/red-garden"]


def test_a_cursor_skips_what_was_shown(service) -> None:
    seen, cursor = [], 0
    while cursor is not None:
        answer = suggest(service, "entity", prefix="series", cursor=cursor)
        seen += ids(answer)
        cursor = answer.get("cursor")
    assert len(seen) == len(set(seen)) == 45
    assert seen == sorted(seen, key=lambda one: int(one.rpartition("-")[2]))
    assert ids(suggest(service, "entity", prefix="series", cursor=44)) == ["film/series-44"]
    assert ids(suggest(service, "entity", prefix="series", cursor=9999)) == []


@pytest.mark.parametrize("prefix", ["", "?", "zzz", "x" * 5000])
def test_what_nothing_begins_with_suggests_nothing(service, prefix) -> None:
    assert ids(suggest(service, "entity", prefix=prefix)) == []


def test_types_are_suggested(service, check) -> None:
    answer = suggest(service, "type", prefix="fest")
    check("suggest-types-response", answer)
    assert "FestivalSeries" in ids(answer)
    assert "FilmFestival" in ids(answer)
    assert ids(suggest(service, "type", prefix="https://w3id.org/filmkg/ontology#Film"))[0] == "Film"
    assert "Person" in ids(suggest(service, "type"))
    assert "Evidence" not in ids(suggest(service, "type"))


def test_properties_are_suggested(service, check) -> None:
    answer = suggest(service, "property", prefix="dir")
    check("suggest-properties-response", answer)
    assert ids(answer) == ["director", "^director"]
    assert [one["name"] for one in answer["result"]] == ["director", "as director"]
    assert ids(suggest(service, "property", prefix="wikid")) == ["skos:exactMatch"]
    everything, cursor = [], 0
    while cursor is not None:
        answer = suggest(service, "property", prefix="", cursor=cursor)
        check("suggest-properties-response", answer)
        everything += ids(answer)
        cursor = answer.get("cursor")
    assert "startDate" in everything
    assert not {"rule", "confidence"} & set(everything)


@pytest.mark.parametrize("cursor", ["-1", "x", "1.5", "10001", "99999999999999999999", "²"])
def test_a_cursor_that_is_none_is_400(service, cursor) -> None:
    assert service.get("/reconcile/suggest/entity", params={"prefix": "x", "cursor": cursor}).status_code == 400


def test_there_is_nothing_else_to_suggest(service) -> None:
    assert service.get("/reconcile/suggest/secret", params={"prefix": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "identifier", "words"),
    [
        ("entity", "film/red-garden", "Red Garden"),
        ("entity", "film/script", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("entity", "article/first/organization/ministry-of-culture", "&lt;b&gt;film&lt;/b&gt;"),
        ("type", "FilmDays", "film days"),
        ("property", "^director", "as director"),
    ],
)
def test_a_flyout_is_a_little_escaped_html(service, check, kind, identifier, words) -> None:
    response = service.get(f"/reconcile/flyout/{kind}", params={"id": identifier})
    check("flyout-response", response.json())
    html = response.json()["html"]
    assert words in html
    assert {part.split(">")[0] for part in html.split("<")[1:]} == {"p", "strong", "/strong", "/p"}


@pytest.mark.parametrize("kind", ["entity", "type", "property", "secret"])
@pytest.mark.parametrize("identifier", ["", "nothing", "film/nothing", "../x", "<b>"])
def test_a_flyout_of_nothing_is_404(service, kind, identifier) -> None:
    assert service.get(f"/reconcile/flyout/{kind}", params={"id": identifier}).status_code == 404
