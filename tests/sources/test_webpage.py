"""Web pages as they are: walls, missing and doubled metadata, encodings."""

from __future__ import annotations

import json

import pytest
from deliveries import DESCRIBED, ISSUED, PARAGRAPHS, TITLE, URL, page

from filmkg.errors import DocumentError
from filmkg.model import Document
from filmkg.sources import read_document
from filmkg.sources.webpage import decode_page


def read(text: str | bytes) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_document(Document("page", "page.html", data, format="html"))


def reason(text: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read(text)
    assert caught.value.remedy
    return caught.value.reason


def test_what_a_page_does_not_say_stays_unknown() -> None:
    known = {one.field for one in read(page(described=None)).known}
    assert known == {"title", "language"}  # its <h1> and <html lang>


def test_the_article_of_the_page_counts_and_not_one_that_it_links_to() -> None:
    related = {"@type": "NewsArticle", "headline": "Another", "url": "https://news.example/x", "datePublished": "1999"}
    text = page(described=[related, DESCRIBED], head=f'<link rel="canonical" href="{URL}">')
    assert (read(text).knows("title"), read(text).knows("issued")) == (TITLE, ISSUED)


@pytest.mark.parametrize(
    "script", ["", "{", "[]", "null", '{"@type": 3}', '{"@type": "NewsArticle", "author": {"name": [1]}, "url": 7}']
)
def test_json_ld_that_says_nothing_does_no_harm(script: str) -> None:
    text = page(described=None, head=f'<script type="application/ld+json">{script}</script>')
    assert all(paragraph in read(text).data.decode() for paragraph in PARAGRAPHS)


def test_a_value_that_has_not_its_form_is_passed_over() -> None:
    described = {
        "@type": "NewsArticle", "headline": " ", "datePublished": "2025-02-30", "dateModified": "soon",
        "author": "https://news.example/author/1", "url": "https://", "inLanguage": "English please",
    }  # fmt: skip
    head = '<meta property="article:published_time" content="2025-02-03T00:00:00Z">'
    known = {one.field: (one.value, one.place) for one in read(page(described=described, head=head)).known}
    assert known == {
        "title": (TITLE, "HTML h1"),
        "issued": ("2025-02-03", "HTML meta article:published_time"),
        "language": ("en", "HTML lang"),
    }


def test_walls_and_empty_pages_are_said() -> None:
    cookies = "<p>We value your privacy. Accept all cookies, or manage preferences for our partners.</p>" * 2
    script = "<p>Please enable JavaScript to run this app. Checking your browser before you go on.</p>" * 3
    paid = {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": "False"}
    assert reason(page(described=None, body=cookies)) == "cookie wall"
    assert reason(page(described=None, body=script)) == "script page"
    assert reason(page(described=paid, body=f"<p>{PARAGRAPHS[0]}</p>")) == "pay wall"
    assert reason(page(described=None, body="")) == "no article"
    assert reason("<html></html>") == "no article"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Çelik’s".encode(), "Çelik’s"),
        (b"\xef\xbb\xbf" + "Çelik’s".encode(), "Çelik’s"),
        ("Çelik’s".encode("utf-16"), "Çelik’s"),
        (b'<meta charset="utf-8">Celik\x92s', '<meta charset="utf-8">Celik’s'),  # declared as UTF-8 and is not
        ('<meta charset="windows-1254">Şölen'.encode("cp1254"), '<meta charset="windows-1254">Şölen'),
        ('<meta charset="nonsense">Ç'.encode("cp1252"), '<meta charset="nonsense">Ç'),
        ("Çelik’s “Şölen”".encode() + b"\x92", "Çelik’s “Şölen”\ufffd"),  # one byte mangled
    ],
)
def test_a_page_is_in_the_encoding_that_it_is_in(data: bytes, text: str) -> None:
    assert decode_page(data) == text


def test_a_body_in_json_ld_counts_where_the_page_shows_none() -> None:
    described = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PARAGRAPHS)}
    whole = read(page(described=described, body="<div></div>")).data.decode()
    assert [one for one in PARAGRAPHS if one not in whole] == []
    assert json.dumps(TITLE)[1:-1] in whole
