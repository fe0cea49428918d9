"""Pages come compressed and are not sent twice; a client that knows neither gets them as they are."""

from __future__ import annotations

import gzip
import re

import httpx
import pytest

HTML = {"Accept": "text/html"}
PAGES = ["/", "/films", "/events", "/ask", "/views/matrix", "/views/map.svg", "/question/01-films-shown", "/sparql"]
NO_GZIP = ["identity", "gzip;q=0", "br", "gzip;q=0, identity"]


def raw(client: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """Return an answer and its body as it travelled."""
    with client.stream("GET", path, headers=HTML | headers) as response:
        return response, b"".join(response.iter_raw())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_compressed_and_the_same(week_client: httpx.Client, path: str) -> None:
    plain, body = raw(week_client, path, **{"Accept-Encoding": "identity"})
    small, packed = raw(week_client, path, **{"Accept-Encoding": "br, gzip;q=0.8"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) == len(packed) < len(body)
    assert gzip.decompress(packed) == body
    for response in (plain, small):
        assert "accept-encoding" in response.headers["vary"].lower()


@pytest.mark.parametrize("codings", NO_GZIP)
def test_who_does_not_take_gzip_is_not_sent_it(week_client: httpx.Client, codings: str) -> None:
    for path in ("/films", *assets_of(week_client)):
        response, _ = raw(week_client, path, **{"Accept-Encoding": codings})
        assert "content-encoding" not in response.headers


def assets_of(client: httpx.Client) -> list[str]:
    return re.findall(r'"(/static/[^"]+)"', client.get("/sparql", headers=HTML).text)


def test_an_asset_is_compressed_and_the_same(week_client: httpx.Client) -> None:
    for path in assets_of(week_client):
        _, body = raw(week_client, path, **{"Accept-Encoding": "identity"})
        response, packed = raw(week_client, path, **{"Accept-Encoding": "gzip"})
        assert response.headers["content-encoding"] == "gzip"
        assert response.headers["vary"] == "Accept-Encoding"
        assert gzip.decompress(packed) == body


@pytest.mark.parametrize("path", [*PAGES, "/id/country/kenya", "/id/country/kenya.ttl", "/events.csv", "/events.xlsx"])
def test_what_a_client_has_is_not_sent_again(week_client: httpx.Client, path: str) -> None:
    first, _ = raw(week_client, path)
    for tag in (first.headers["etag"], f'"other", {first.headers["etag"]}', "*"):
        again, body = raw(week_client, path, **{"If-None-Match": tag})
        assert (again.status_code, body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert set(first.headers.get("vary", "").split(", ")) - {""} <= set(again.headers["vary"].split(", "))
    changed, body = raw(week_client, path, **{"If-None-Match": 'W/"0123456789"'})
    assert changed.status_code == 200
    assert body


def test_one_validator_stands_for_both_forms(week_client: httpx.Client) -> None:
    plain, _ = raw(week_client, "/films", **{"Accept-Encoding": "identity"})
    small, _ = raw(week_client, "/films", **{"Accept-Encoding": "gzip"})
    assert plain.headers["etag"] == small.headers["etag"]
    assert plain.headers["etag"].startswith("W/")


def test_a_table_for_spreadsheets_is_not_compressed_twice(week_client: httpx.Client) -> None:
    response, _ = raw(week_client, "/events.xlsx", **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in response.headers


def test_an_error_has_no_validator(week_client: httpx.Client) -> None:
    response, _ = raw(week_client, "/nowhere")
    assert response.status_code == 404
    assert "etag" not in response.headers
