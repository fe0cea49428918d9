from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest

from filmkg.vocab import CDO_BASE

BASE = "https://w3id.org/filmkg/id/"


def test_without_parameters_the_manifest_is_returned(service: httpx.Client, check) -> None:
    response = service.get("/reconcile")
    assert response.headers["content-type"] == "application/json"
    manifest = response.json()
    check("manifest", manifest)
    assert "0.2" in manifest["versions"]
    assert manifest["identifierSpace"] == BASE
    assert manifest["schemaSpace"] == CDO_BASE
    assert {"Film", "Person", "FilmFestival"} <= {one["id"] for one in manifest["defaultTypes"]}
    festival = next(one for one in manifest["defaultTypes"] if one["id"] == "FilmFestival")
    assert festival["broader"] == [{"id": "Event", "name": "event"}]


def test_a_cache_buster_does_not_hide_the_manifest(service: httpx.Client) -> None:
    assert "versions" in service.get("/reconcile?_=1732600000").json()


@pytest.mark.parametrize("identifier", ["film/red-garden", "article/first/organization/ministry-of-culture"])
@pytest.mark.parametrize("encode", [lambda text: quote(text, safe=""), str], ids=["encoded", "raw"])
def test_templates_lead_to_pages_however_the_client_fills_them_in(service, identifier, encode) -> None:
    manifest = service.get("/reconcile").json()
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        page = service.get(template.replace("{{id}}", encode(identifier)), headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")


def test_every_address_of_the_manifest_answers(service: httpx.Client) -> None:
    manifest = service.get("/reconcile").json()
    for kind, identifier in (("entity", "film/poetry"), ("type", "Film"), ("property", "director")):
        offered = manifest["suggest"][kind]
        found = service.get(offered["service_url"] + offered["service_path"], params={"prefix": "po"})
        assert found.status_code == 200
        path = offered["flyout_service_path"].replace("${id}", quote(identifier, safe=""))
        assert service.get(offered["flyout_service_url"] + path).json()["id"] == identifier
    proposals = manifest["extend"]["propose_properties"]
    assert service.get(proposals["service_url"] + proposals["service_path"] + "?type=Film").status_code == 200


def test_the_batch_size_is_the_one_that_holds(service: httpx.Client) -> None:
    size = service.get("/reconcile").json()["batchSize"]
    for count, status in ((size, 200), (size + 1, 413)):
        batch = "{" + ",".join(f'"q{number}":{{"query":"x"}}' for number in range(count)) + "}"
        assert service.post("/reconcile", data={"queries": batch}).status_code == status
