"""A link to a query holds the query: it is short, opens after every restart, and cannot be used to fill anything."""

from __future__ import annotations

import base64
import hashlib
import zlib
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import UsageError
from filmkg.serve.editor import sharing
from filmkg.serve.editor.sharing import MAX_CODE_CHARS, code_of, query_of
from filmkg.serve.questions import load_questions

QUERIES = st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip)
# Links that were made with a dictionary lead to nothing once it changes: make another one with another name instead.
DICTIONARIES = {"1": "364a6d14d9ff3b21131aed2882d60959911c2e588acb6754217caff003f7d480"}


@given(QUERIES)
def test_a_link_holds_its_query(query: str) -> None:
    code = code_of(query)
    assert query_of(code) == query
    assert code == code_of(query)
    assert code.isascii()
    assert code.replace("-", "").replace("_", "").isalnum()


def test_a_link_is_much_shorter_than_its_query() -> None:
    for question in load_questions():
        assert len(code_of(question.query)) < len(question.query) / 3


def test_the_dictionaries_stay_as_they_are() -> None:
    folder = Path(sharing.__file__).parent
    found = {
        path.stem.partition("-")[2]: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("dictionary-*.txt")
    }
    assert found == DICTIONARIES


def test_a_link_that_was_sent_long_ago_still_opens() -> None:
    code = "1IzNdkRZDsOoX2u6FDJFBfQETTUTdp2GNPJgGoayxD_QRkwuB2b7UTqEWWriYGgAA"
    assert "cdo:presentsCinemaOf <https://w3id.org/filmkg/id/country/peru> } LIMIT 50" in query_of(code)


@given(QUERIES, st.data())
def test_a_part_of_a_link_is_none(query: str, data: st.DataObject) -> None:
    code = code_of(query)
    part = code[: data.draw(st.integers(0, len(code) - 1))]
    with pytest.raises(UsageError):
        query_of(part)


@given(st.text(max_size=80))
def test_any_other_text_is_refused_or_read(text: str) -> None:
    try:
        query = query_of("1" + text)
    except UsageError:
        return
    assert query.strip()


def test_a_link_cannot_stand_for_gigabytes() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(b"#" * 1_500_000) + packer.flush()
    code = "1" + base64.urlsafe_b64encode(bomb).rstrip(b"=").decode()
    assert len(code) <= MAX_CODE_CHARS
    with pytest.raises(UsageError):
        query_of(code)


def test_a_query_that_is_too_long_has_no_link(client: httpx.Client) -> None:
    # Digests do not compress.
    words = " ".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(200))
    query = f"ASK {{ }} # {words}"
    assert code_of(query) == ""
    page = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html"}).text
    assert "/q/" not in page


def test_a_link_leads_to_the_query_and_its_answer(client: httpx.Client) -> None:
    query = 'SELECT ?label { ?film a cdo:Film ; rdfs:label ?label FILTER(?label = "Red Garden") }'
    page = client.get("/sparql", params={"query": query}, headers={"Accept": "text/html"}).text
    link = f"{client.base_url}/q/{code_of(query)}".replace("//q", "/q")
    assert f'value="{link}"' in page
    followed = client.get(link, headers={"Accept": "text/html"}, follow_redirects=True)
    assert followed.text == page
    rows = client.get(link, headers={"Accept": "text/csv"}, follow_redirects=True)
    assert rows.text.split() == ["label", "Red", "Garden"]


@pytest.mark.parametrize("code", ["", "1", "2abc", "1!", "1" + "A" * 3_000, "%00", "1AA%2F"])
def test_a_link_that_is_none_says_so(client: httpx.Client, code: str) -> None:
    response = client.get(f"/q/{code}", headers={"Accept": "text/html"}, follow_redirects=True)
    assert response.status_code == 404
