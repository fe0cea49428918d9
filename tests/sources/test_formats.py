"""The content tells a format, and the suffix where it does not; links and summaries are no articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from deliveries import DELIVERIES, PARAGRAPHS, rss
from hypothesis import given
from hypothesis import strategies as st

from filmkg.errors import DocumentError
from filmkg.model import Document, Known
from filmkg.sources import check_language, read_documents
from filmkg.sources.formats import HEAD_BYTES, choose
from filmkg.sources.language import detect
from filmkg.sources.story import story


@pytest.mark.parametrize("name", [name for name in DELIVERIES if not name.endswith((".jsonl", ".csv"))])
def test_another_suffix_changes_nothing(name: str) -> None:
    head = DELIVERIES[name]()[:HEAD_BYTES]
    formats = {choose(head, wrong).name for wrong in ("a", "a.txt", "a.html", "a.xml", "a.pdf", "a.zip", "a.dat")}
    assert len(formats - {"html", "feed", "pdf", "zip", "text"}) <= 1
    if choose(head, "a").name != "text":
        assert formats == {choose(head, "a").name}


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        (b"<p>A fragment.</p>", "a.html", "html"),
        (b"<p>A fragment.</p>", "a.txt", "text"),
        (b"Plain words.", "a.unknown", "text"),
        (b'{"text": "x"}\n{"text": "y"}', "a.jsonl", "jsonl"),
        (b"title,text\n", "a.CSV", "csv"),
        (b"<!-- saved from url -->\n<!DOCTYPE html>\n<html>", "a", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><rss>", "a", "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><feed>".encode("utf-16"), "a", "feed"),
        (b"", "a", "text"),
    ],
)
def test_a_format_is_told(head: bytes, name: str, format_: str) -> None:
    assert choose(head, name).name == format_


STARTS = (b"", b"<rss>", b"<nitf>", b"<newsItem>", b"WARC/1.0\r\n", b"PK\3\4", b"\x1f\x8b\x08", b'{"text":', b"%PDF-")


@given(st.sampled_from(STARTS), st.binary(max_size=300), st.sampled_from([".zip", ".json", ".xml", ".csv", ".tar"]))
def test_any_bytes_are_an_article_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(start + data)
    for one in read_documents([path]):
        assert isinstance(one, Document) or (isinstance(one, DocumentError) and one.reason != "defect"), one


def test_an_entry_with_a_summary_and_a_row_with_a_link_are_sent_to_fetch(tmp_path: Path) -> None:
    feed = rss().decode()
    start, end = feed.index("<content:encoded>"), feed.index("</content:encoded>")
    (tmp_path / "a.xml").write_text(feed[:start] + feed[end + 18 :])
    (tmp_path / "b.csv").write_text("title,url\nA headline,https://news.example/a\n")
    found = list(read_documents([tmp_path]))
    assert all(isinstance(one, DocumentError) and one.reason == "link only" for one in found)
    assert all("filmkg fetch https://" in str(one) for one in found)


def test_articles_of_one_file_have_keys_of_their_own(tmp_path: Path) -> None:
    rows = [{"id": f"story/{number}", "text": PARAGRAPHS[0]} for number in (1, 2)] + [{"text": PARAGRAPHS[0]}]
    (tmp_path / "wire.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    keys = [one.key for one in read_documents([tmp_path]) if isinstance(one, Document)]
    assert keys == ["wire-story-1", "wire-story-2", "wire-3"]


def test_the_language_of_a_text_is_told_where_it_is_sure() -> None:
    assert detect(" ".join(PARAGRAPHS)) == "en"
    assert detect("Les Journées du cinéma azerbaïdjanais ont eu lieu à Istanbul, avec beaucoup de films. " * 2) == "fr"
    assert detect("Дни азербайджанского кино прошли в Стамбуле при поддержке министерства культуры. " * 2) == "ru"
    assert detect("Festival 2025") is None
    assert detect("1234 " * 100) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("az", "Bakıda Azərbaycan Kinosu Günləri keçirilib, filmləri tamaşaçılar maraqla qarşılayıblar."),
        ("tr", "İstanbul'da Azerbaycan Sineması Günleri düzenlendi, iki ülke arasındaki ilişkiler güçlendi."),
        ("kk", "Алматы қаласында қазақ киносының күндері ашылды, директор ұлттық кино туралы айтты."),
        ("ka", "თბილისში გაიხსნა ქართული კინოს დღეები. ღონისძიებას ესწრებოდნენ კულტურის მინისტრი."),
        ("und", "Frantziar zinemaren egunak ireki dira Bilbon. Kultura ministroa bertaratu da ekitaldira."),
        ("und", "Osclaíodh Laethanta Scannánaíochta na Fraince i mBaile Átha Cliath. Bhí an tAire i láthair."),
    ],
)
def test_a_language_that_ngrams_do_not_know_is_none_that_they_know(language: str, text: str) -> None:
    assert detect(text * 2) == language
    with pytest.raises(DocumentError, match="not in English") as refused:
        check_language(Document("a", "a", (text * 2).encode()))
    assert refused.value.reason == f"language {'unknown' if language == 'und' else language}"


def test_english_full_of_names_of_another_language_is_let_pass() -> None:
    text = "The films of Fəridə Əliyeva, Rövşən Əhmədov and Nərgiz Bağırzadə were shown in Şəki, Gəncə and Lənkəran."
    document = Document("a", "a", (text * 2).encode())
    assert check_language(document) == document


def test_a_language_that_the_text_is_not_in_is_not_taken_over() -> None:
    def known(said: str, text: str) -> str | None:
        document = Document("a", "a", text.encode(), known=(Known("language", said, "HTML lang"),))
        return check_language(document).knows("language")

    text = " ".join(PARAGRAPHS)
    assert [known(said, text) for said in ("en", "en-GB", "EN_us", "az")] == ["en", "en-GB", "EN_us", None]
    assert known("az", "Too short to tell.") == "az"
    with pytest.raises(DocumentError, match="not in English"):
        known("en", "Дни азербайджанского кино прошли в Стамбуле при поддержке министерства культуры. " * 2)


@given(st.lists(st.text(max_size=80), max_size=6))
def test_a_story_is_plain_text_or_an_error(paragraphs: list[str]) -> None:
    try:
        written = story(Document("a", "a", b""), paragraphs=paragraphs).data.decode()
    except DocumentError:
        return
    assert written.endswith("\n")
    assert "\n\n\n" not in written
    assert all(" ".join(word.split()) in " ".join(written.split()) for word in " ".join(paragraphs).split())
