"""Style, scripts and pictures are kept by browsers until they change."""

from __future__ import annotations

import re

import httpx
import pytest


def assets_of(client: httpx.Client) -> list[str]:
    return re.findall(r'"(/static/[^"]+)"', client.get("/", headers={"Accept": "text/html"}).text)


def test_each_asset_is_kept_for_good_and_has_its_type(client: httpx.Client) -> None:
    types = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    assets = assets_of(client)
    assert {address.rpartition(".")[2] for address in assets} == set(types)
    for address in assets:
        response = client.get(address)
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
        assert response.headers["content-type"].startswith(types[address.rpartition(".")[2]])


def test_an_address_of_an_earlier_release_leads_to_what_there_is_now(client: httpx.Client) -> None:
    current = assets_of(client)[0]
    answer = client.get(f"/static/0123456789ab/{current.split('/', 3)[3]}")
    assert answer.status_code == 307
    assert answer.headers["location"] == current
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("name", ["nothing.css", "../app.py", "%2e%2e/app.py", "..%2fapp.py", ""])
def test_nothing_else_is_served(client: httpx.Client, name: str) -> None:
    assert client.get(f"/static/0123456789ab/{name}", follow_redirects=True).status_code == 404
