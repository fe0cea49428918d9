"""What every format keeps to: the same story gives the same facts and quotes, and what is known says from where."""

from __future__ import annotations

import os
import sys
import threading
import time
import unicodedata
from pathlib import Path

import pytest
from deliveries import (
    CREATOR,
    DELIVERIES,
    ISSUED,
    LANGUAGE,
    MODIFIED,
    PARAGRAPHS,
    PUBLISHER,
    SILENT,
    TITLE,
    URL,
)  # fmt: skip

from filmkg import pipeline
from filmkg.errors import DocumentError, PassedOverError
from filmkg.model import Document, Extraction
from filmkg.sources import FORMATS, read_document, read_documents

KNOWN = {
    "title": TITLE, "issued": ISSUED, "modified": MODIFIED, "creator": CREATOR, "publisher": PUBLISHER, "url": URL,
    "language": LANGUAGE,
}  # fmt: skip


def deliver(folder: Path, name: str) -> Document:
    (folder / name).write_bytes(DELIVERIES[name]())
    (document,) = read_documents([folder / name])
    assert isinstance(document, Document), document
    return document


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder = tmp_path_factory.mktemp("deliveries")
    return {name: deliver(folder, name) for name in DELIVERIES}


@pytest.fixture(scope="module")
def converted(documents: dict[str, Document]) -> dict[str, pipeline.Converted]:
    results = list(pipeline.convert(documents.values()))
    assert all(isinstance(one, pipeline.Converted) for one in results), results
    return dict(zip(documents, results, strict=True))  # type: ignore[arg-type]


def facts(extraction: Extraction) -> set[tuple[object, ...]]:
    """Return what is stated, with the words that state it, without where they stand."""
    labels = {node.number: (node.type, node.label) for node in extraction.nodes}
    return {
        (
            labels[fact.subject],
            fact.property,
            labels[fact.object] if isinstance(fact.object, int) else fact.object,
            " ".join(extraction.article.quote(fact.evidence.span).split()),
        )
        for fact in extraction.facts
    }


@pytest.fixture(scope="module")
def expected(converted: dict[str, pipeline.Converted]) -> set[tuple[object, ...]]:
    return facts(converted["plain.txt"].extraction)


def test_the_story_states_much_and_with_a_relative_date(expected: set[tuple[object, ...]]) -> None:
    stated = {(subject[1], name) for subject, name, *_ in expected}  # type: ignore[index]
    assert ("Days of Azerbaijani Cinema", "organizer") in stated
    assert ("memorandum", "signedOn") in stated  # "yesterday" counts from the date of the article
    assert len(expected) > 20


@pytest.mark.parametrize("name", DELIVERIES)
def test_the_facts_and_quotes_are_the_same(
    converted: dict[str, pipeline.Converted], expected: set[tuple[object, ...]], name: str
) -> None:
    stated = facts(converted[name].extraction)
    if "release" in name:  # it has no date, and without one "yesterday" stays unread
        assert stated == {fact for fact in expected if fact[1] != "signedOn"}
    else:
        assert stated == expected


@pytest.mark.parametrize("name", DELIVERIES)
def test_offsets_count_the_normalised_text(
    documents: dict[str, Document], converted: dict[str, pipeline.Converted], name: str
) -> None:
    text = unicodedata.normalize("NFC", read_document(documents[name]).data.decode().replace("\r\n", "\n"))
    article = converted[name].extraction.article
    assert article.text == text
    quotes = [quad for quad in converted[name].quads if quad.predicate.value.endswith("#exact")]
    assert len(quotes) >= 4
    for quad in quotes:
        start, end = map(int, str(quad.subject.value).rpartition("#char=")[2].split(","))
        assert quad.object.value == text[start:end]


@pytest.mark.parametrize("name", DELIVERIES)
def test_nothing_but_the_story_is_in_the_text(documents: dict[str, Document], name: str) -> None:
    text = read_document(documents[name]).data.decode()
    for foreign in ("Guests", "Facebook", "rights reserved", "Another film week", "Home", "Ignored"):
        assert foreign not in text
    assert text.count("memorandum of") == text.count(TITLE) == 1
    words = " ".join(text.split())
    assert all(paragraph in words for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("name", DELIVERIES)
def test_what_the_format_says_is_known_with_its_place(documents: dict[str, Document], name: str) -> None:
    known = read_document(documents[name]).known
    silent = SILENT.get(name, set())
    said = {one.field: one.value for one in known}
    assert {field: said.get(field) for field in KNOWN.keys() - silent} == {
        field: value for field, value in KNOWN.items() if field not in silent
    }
    assert all(one.place for one in known)
    assert not silent & said.keys()


@pytest.mark.parametrize("name", [name for name in DELIVERIES if "issued" not in SILENT.get(name, set())])
def test_the_graph_says_where_each_value_came_from(converted: dict[str, pipeline.Converted], name: str) -> None:
    places = {
        quad.subject.value.rpartition("/")[2]: quad.object.value
        for quad in converted[name].quads
        if quad.predicate.value == "http://purl.org/dc/terms/source"
    }
    article = converted[name].extraction.article
    assert places == {one.field: one.place for one in article.known}
    assert article.header.issued == ISSUED


@pytest.mark.parametrize("name", [name for name in DELIVERIES if not name.endswith((".jsonl", ".csv"))])
def test_the_same_comes_from_a_pipe(documents: dict[str, Document], name: str) -> None:
    data = DELIVERIES[name]()
    reading, writing = os.pipe()

    def write() -> None:
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            pipe.write(data[:10])  # of which no format can be told yet
            time.sleep(0.01)
            pipe.write(data[10:])

    thread = threading.Thread(target=write)
    thread.start()
    with os.fdopen(reading, "rb") as pipe:
        (document,) = read_documents(["-"], stdin=pipe)
    thread.join()
    assert isinstance(document, Document), document
    assert read_document(document).data == read_document(documents[name]).data


def test_every_format_is_delivered_here() -> None:
    covered = {"warc", "gzip", "zip", "pdf", "newsml", "nitf", "feed", "html", "json", "jsonl", "csv", "text", "tar"}
    assert {row.name for row in FORMATS} == covered
    assert all((row.container is None) != (row.reader is None) for row in FORMATS)


def test_a_folder_of_all_of_them_is_read_whatever_the_order(tmp_path: Path) -> None:
    for name, make in DELIVERIES.items():
        if name not in {"crawl.warc", "page-without-suffix", "folder.zip"} and not name.startswith("crawled-"):
            # their keys are those of others
            (tmp_path / name).write_bytes(make())
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    read = list(read_documents([tmp_path]))
    assert all(isinstance(one, Document) for one in read), [one for one in read if not isinstance(one, Document)]
    paths = sorted((path for path in tmp_path.iterdir() if path.suffix != ".jpg"), reverse=True)
    assert [one.data for one in read_documents(paths)] == [one.data for one in read]  # type: ignore[union-attr]
    crawled = read_documents([tmp_path / "crawl.warc.gz"], passed_over=True)
    assert [one.reason for one in crawled if isinstance(one, PassedOverError)] == ["HTTP 301"]
    passed_over = [one for one in read_documents([tmp_path], passed_over=True) if isinstance(one, PassedOverError)]
    assert [Path(one.origin).name for one in passed_over if one.reason == "other format"] == ["photo.jpg"]
    (tmp_path / "crawled-feed.warc").write_bytes(DELIVERIES["crawled-feed.warc"]())
    crawled = read_documents([tmp_path / "crawled-feed.warc"], passed_over=True)
    assert [one.reason for one in crawled if isinstance(one, PassedOverError)] == [
        "text/plain", "application/xml", "application/json, no text", "application/rss+xml, link only", "image/png",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [("page.html", "trafilatura", "web"), ("rss.xml", "feedparser", "web"), ("crawl.warc", "warcio", "web"),
     ("release.pdf", "pypdf", "pdf")],
)  # fmt: skip
def test_without_its_library_a_format_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str, extra: str
) -> None:
    (tmp_path / name).write_bytes(DELIVERIES[name]())
    (tmp_path / "z.txt").write_bytes(DELIVERIES["plain.txt"]())
    monkeypatch.setitem(sys.modules, library, None)  # as if it were not installed
    refused, converted = pipeline.convert(read_documents([tmp_path]))
    assert isinstance(refused, DocumentError)
    assert library in refused.problem
    assert f"filmkg[{extra}]" in refused.remedy
    assert isinstance(converted, pipeline.Converted)
