"""What every address of the service has in common: any origin may read it, scripts of old clients too; and previews."""

from __future__ import annotations

import json
import re

import httpx
import pytest

JSON_ADDRESSES = [
    "/reconcile",
    "/reconcile?queries=%7B%22q0%22%3A%7B%22query%22%3A%22Poetry%22%7D%7D",
    "/reconcile?extend=%7B%22ids%22%3A%5B%5D%2C%22properties%22%3A%5B%5D%7D",
    "/reconcile/suggest/entity?prefix=po",
    "/reconcile/suggest/type?prefix=fi",
    "/reconcile/suggest/property?prefix=di",
    "/reconcile/flyout/entity?id=film/poetry",
    "/reconcile/properties?type=Film",
]
ERRORS = ["/reconcile?queries=x", "/reconcile/flyout/entity?id=x", "/reconcile/nothing", "/reconcile/preview?id=x"]


@pytest.mark.parametrize("address", [*JSON_ADDRESSES, *ERRORS, "/reconcile/preview?id=film/poetry"])
def test_any_origin_may_read_and_none_with_credentials(service: httpx.Client, address: str) -> None:
    response = service.get(address, headers={"Origin": "http://127.0.0.1:3333", "Cookie": "a=b"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/suggest/entity", "/reconcile/preview"])
def test_a_preflight_is_answered(service: httpx.Client, path: str) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = service.options(path, headers=asked)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "content-type" in response.headers["access-control-allow-headers"].lower()


def test_the_pages_stay_closed_to_other_origins(service: httpx.Client) -> None:
    for path in ("/", "/id/film/poetry", "/reconcilex", "/health"):
        assert "access-control-allow-origin" not in service.get(path).headers
    assert service.options("/reconcilex").status_code in (404, 405)


@pytest.mark.parametrize("address", JSON_ADDRESSES)
@pytest.mark.parametrize("callback", ["jQuery1124_1732", "a.b.$c", "_"])
def test_a_callback_is_called_with_the_same(service: httpx.Client, address: str, callback: str) -> None:
    plain = service.get(address).json()
    response = service.get(f"{address}{'&' if '?' in address else '?'}callback={callback}")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["x-content-type-options"] == "nosniff"
    called = re.fullmatch(r"/\*\*/([\w$.]+)\((.*)\);", response.text)
    assert called
    assert called.group(1) == callback
    assert json.loads(called.group(2)) == plain


@pytest.mark.parametrize("address", JSON_ADDRESSES)
@pytest.mark.parametrize(
    "callback", ["", "alert(1)", "a b", "1a", "a;", "a.", "a..b", "<x>", "a\n", "é", "aé", "a" * 101, "a[0]"]
)
def test_a_callback_that_is_no_name_is_400(service: httpx.Client, address: str, callback: str) -> None:
    url = httpx.URL(address).copy_add_param("callback", callback)
    response = service.get(url)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"


def test_a_preview_is_a_small_page_that_may_be_framed(service: httpx.Client) -> None:
    response = service.get("/reconcile/preview", params={"id": "film/red-garden"})
    assert response.headers["content-type"].startswith("text/html")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "http" not in policy
    page = response.text
    assert "Mushfig Hatamov" in page
    assert "Qırmızı bağ" in page
    addresses = re.findall(r"(?:src|href|action)\s*=\s*[\"']?([^\"'\s>]*)", page)
    assert addresses
    assert all(re.match(r"/(?!/)|data:,", address) for address in addresses), addresses
    link = next(address for address in addresses if address.startswith("/id/"))
    assert service.get(link, headers={"Accept": "text/html"}).status_code == 200


def test_a_preview_shows_names_as_text(service: httpx.Client) -> None:
    page = service.get("/reconcile/preview", params={"id": "film/script"}).text
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_other_pages_may_not_be_framed(service: httpx.Client) -> None:
    for path in ("/id/film/poetry", "/reconcile", "/"):
        assert "frame-ancestors 'none'" in service.get(path).headers["content-security-policy"]


@pytest.mark.parametrize("identifier", ["", "film/nothing", "../../etc/passwd", "<b>", "a b", "article/first"])
def test_a_preview_of_nothing_is_404_in_words(service: httpx.Client, identifier: str) -> None:
    response = service.get("/reconcile/preview", params={"id": identifier})
    assert response.status_code == 404
    assert set(response.json()) == {"problem", "remedy"}
