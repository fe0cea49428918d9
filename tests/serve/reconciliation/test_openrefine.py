"""The requests that OpenRefine sends, in their order, as its classes write them."""

from __future__ import annotations

import json
from urllib.parse import quote_plus

FORM = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "OpenRefine/3.9"}


def post(service, name, value):
    """As `HttpClient.postNameValue`: one URL-encoded field."""
    body = f"{name}={quote_plus(json.dumps(value, separators=(',', ':')))}"
    response = service.post("/reconcile", content=body, headers=FORM)
    assert response.status_code == 200, response.text
    return response.json()


def test_from_adding_the_service_to_a_new_column(service, check) -> None:
    # "Add standard service": JSON, where that fails JSONP.
    manifest = service.get("/reconcile", headers={"Accept": "application/json, text/javascript, */*; q=0.01"}).json()
    jsonp = service.get("/reconcile?callback=jQuery3210_1&_=2").text
    assert jsonp == f"/**/jQuery3210_1({json.dumps(manifest, separators=(',', ':'))});"

    # GuessTypesOfColumnCommand: ten cells, three candidates each, the types of which are counted.
    cells = ["Red Garden", "Poetry", "Series 01"]
    guess = post(service, "queries", {f"q{n}": {"query": cell, "limit": 3} for n, cell in enumerate(cells)})
    check("reconciliation-result-batch", guess)
    assert all(one["type"][0]["id"] for answer in guess.values() for one in answer["result"])
    assert guess["q0"]["result"][0]["type"][0] == {"id": "Film", "name": "film"}

    # StandardReconConfig: the type, strict as "should", and other columns as properties; dates come as moments.
    query = {
        "query": "Poetry",
        "type": "Film",
        "type_strict": "should",
        "properties": [{"pid": "releaseYear", "v": "2010-01-01T00:00:00Z"}],
    }
    film = post(service, "queries", {"q0": query})["q0"]["result"][0]
    assert (film["id"], film["match"]) == ("film/poetry", True)

    # A cell that was reconciled before stands in another's properties as identifier and name.
    reconciled = {"pid": "director", "v": {"id": "person/mushfig-hatamov", "name": "Mushfig Hatamov"}}
    garden = post(service, "queries", {"q0": {**query, "query": "Red Garden", "properties": [reconciled]}})
    assert garden["q0"]["result"][0]["match"]

    # "Search for match": the suggest widget, with parameters that the specification does not know.
    entity = manifest["suggest"]["entity"]
    widget = {"prefix": "poet", "type": "Film", "type_strict": "any", "spell": "always", "callback": "cb", "_": "3"}
    assert "film/poetry" in service.get(entity["service_url"] + entity["service_path"], params=widget).text
    flyout = entity["flyout_service_url"] + entity["flyout_service_path"].replace("${id}", "film%2Fpoetry")
    assert "<strong>Poetry</strong>" in service.get(flyout).json()["html"]

    # Hovering over a candidate: the preview, in a frame.
    preview = service.get(manifest["preview"]["url"].replace("{{id}}", "film%2Fpoetry"))
    assert "Poetry" in preview.text

    # "Add columns from reconciled values".
    offered = manifest["extend"]["propose_properties"]
    proposals = service.get(offered["service_url"] + offered["service_path"], params={"type": "Film", "limit": "100"})
    assert "director" in [one["id"] for one in proposals.json()["properties"]]
    asked = {"ids": ["film/red-garden"], "properties": [{"id": "director"}, {"id": "releaseYear", "settings": {}}]}
    columns = post(service, "extend", asked)
    check("data-extension-response", columns)
    assert columns["rows"]["film/red-garden"]["director"][0]["id"] == "person/mushfig-hatamov"
