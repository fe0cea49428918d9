"""Files made to do harm: each is a clear error, in bounded memory, with nothing outside touched and nothing fetched.

Each is read in a process of its own, whose memory is limited, and which may open no connection and write no file.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from deliveries import PARAGRAPHS, page, pdf, warc_response

MEMORY_BYTES = 300 * 1024 * 1024
CPU_S = 10  # far above what any of them takes, so that a slow machine does not fail; bench/ingest.py has the times
MEGABYTE = 1024 * 1024

READ = """
import os, resource, sys

from filmkg.errors import DocumentError
from filmkg.sources import check_language, read_document, read_documents
import trafilatura, feedparser, warcio, pypdf  # once for all: their weight is not the file's

memory, cpu = int(sys.argv[1]), int(sys.argv[2])


def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "urllib.Request"}:
        raise RuntimeError(f"went out: {event}")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise RuntimeError(f"wrote: {arguments}")


def read(path):
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))  # room for the answer alone
    for found in read_documents([path]):
        try:
            if not isinstance(found, DocumentError):
                found = read_document(found)
                check_language(found)
                print(f"ok\\t{found.data.decode()!r}"[:2000])
                continue
        except DocumentError as error:
            found = error
        print(f"error\\t{found.problem[:500]!r}\\t{found.remedy!r}")


sys.addaudithook(refuse)
for path in sys.stdin.read().splitlines():
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        read(path)
        sys.stdout.flush()
        os._exit(0)
    _, status, usage = os.wait4(child, 0)
    if status:
        print(f"ended\\t{status}")
    if usage.ru_maxrss * 1024 > memory:
        print(f"memory\\t{usage.ru_maxrss * 1024}")
    print(f"end\\t{path}", flush=True)
"""


def read(*paths: Path) -> dict[str, list[list[str]]]:
    """Read files, each in a process of its own; return for each the lines of its articles and errors."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(MEMORY_BYTES), str(CPU_S)], input="\n".join(map(str, paths)),
        capture_output=True, text=True, timeout=240, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert not done.stderr, done.stderr[-2000:]
    found: dict[str, list[list[str]]] = {}
    lines: list[list[str]] = []
    for line in done.stdout.splitlines():
        if line.startswith("end\t"):
            found[Path(line.partition("\t")[2]).name], lines = lines, []
        else:
            lines.append(line.split("\t"))
    return found


def entities() -> bytes:
    declared = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a0 "ha">{declared}]><nitf><body>&a9;</body></nitf>'.encode()


def external() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<nitf><body><body.content><p>&x;</p></body.content></body></nitf>"
    )


def feed_entities() -> bytes:
    return entities().replace(b"nitf", b"rss")


def parameter_entity() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>'
        b"<rss><channel><item><title>a</title></item></channel></rss>"
    )


def nested_xml() -> bytes:
    return b"<nitf>" + b"<a>" * 1_000_000 + b"</a>" * 1_000_000 + b"</nitf>"


def nested_html() -> bytes:
    return b"<!DOCTYPE html><html><body>" + b"<div>" * 500_000 + b"text" + b"</div>" * 100_000


def nested_json() -> bytes:
    return b'{"a":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}"


def nested_json_ld() -> bytes:
    return (
        page(body="<p>short</p>")
        .replace("<script", f"<script type='application/ld+json'>{'[' * 900_000}</script><script")
        .encode()
    )


def nested_feed_markup() -> bytes:
    return (
        b'<rss version="2.0"><channel><title>x</title><item><title>t</title><description>'
        + b"&lt;b&gt;" * 900_000
        + b"</description></item></channel></rss>"
    )


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(MEGABYTE)
    return b"".join([packer.compress(b"WARC/1.0\r\n"), *(packer.compress(zeros) for _ in range(200)), packer.flush()])


def tar_bomb() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz", compresslevel=9) as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 200 * MEGABYTE
        archive.addfile(info, io.BufferedReader(_Zeros(), MEGABYTE))  # type: ignore[type-var]
    return data.getvalue()


class _Zeros(io.RawIOBase):
    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        return len(memoryview(buffer))  # type: ignore[arg-type]


def zip_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("a.html", bytes(200 * MEGABYTE))
    return data.getvalue()


def lying_zip() -> bytes:
    """It says of a member that it has ten bytes."""
    data = bytearray(zip_bomb())
    directory = data.rfind(b"PK\1\2")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def zip_of_many() -> bytes:
    entry = b"PK\1\2" + bytes(42)
    many = entry * 400_000
    end = b"PK\5\6" + bytes(4) + (65_535).to_bytes(2, "little") * 2 + len(many).to_bytes(4, "little") + bytes(6)
    return b"PK\3\4" + bytes(26) + many + end


def zip_in_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("inner.zip", zip_bomb())
    return data.getvalue()


def traversing_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ("../../etc/cron.d/x.txt", "/etc/x.txt", "C:\\x.txt", "a/../../x.txt"):
            archive.writestr(name, "text")
    return data.getvalue()


def traversing_tar() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, kind in (("../x.txt", tarfile.REGTYPE), ("b.txt", tarfile.SYMTYPE), ("c.txt", tarfile.LNKTYPE),
                           ("d.txt", tarfile.CHRTYPE), ("e.txt", tarfile.FIFOTYPE)):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return data.getvalue()


def tar_header() -> bytes:
    """An extended header that says it has eight gigabytes."""
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 8_000_000_000
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(100_000)


def long_line() -> bytes:
    return b'{"text": "' + b"a" * (100 * MEGABYTE) + b'"}'


def long_csv() -> bytes:
    return b"title,text\nx," + b"a" * (100 * MEGABYTE)


def long_page() -> bytes:
    return b"<!DOCTYPE html><html><body><p>" + b"a" * (100 * MEGABYTE)


def surrogates() -> bytes:
    return b'{"title": "x", "text": "Half a character: \\ud800 and no more of it."}'


def long_text() -> bytes:
    return json.dumps({"text": "word " * 1_000_000}).encode()


def json_nul() -> bytes:
    return json.dumps({"text": "a\0b"}).encode()


def html_nul() -> bytes:
    return page().replace("Culture Ministry", "Culture\0Ministry").encode()


def warc_length() -> bytes:
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx"


def warc_bomb() -> bytes:
    packed = gzip.compress(bytes(60 * MEGABYTE))
    return warc_response("https://news.example/x", packed, headers="Content-Encoding: gzip\r\n")


def warc_feed_bomb() -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    feed = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}]><rss version="2.0"><channel><title>&l11;</title></channel></rss>'
    return warc_response("https://news.example/feed", feed.encode(), kind="application/rss+xml")


def warc_archive() -> bytes:
    return warc_response("https://news.example/x", gzip.compress(bytes(60 * MEGABYTE)), kind="application/json")


def warc_noise() -> bytes:
    return b"WARC/1.0\r\n" + os.urandom(50_000)


def warc_line() -> bytes:
    return b"WARC/1.0\r\nWARC-Type: " + b"a" * (100 * MEGABYTE)


def pdf_bomb() -> bytes:
    content = zlib.compress(b"BT (a) Tj " * (20 * MEGABYTE // 10), 9)
    data = pdf()
    start, end = data.index(b"4 0 obj"), data.index(b"5 0 obj")
    body = b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(content), content)
    return data[:start] + body + data[end:]


def pdf_noise() -> bytes:
    return b"%PDF-1.7\n" + os.urandom(200_000)


def truncated_gzip() -> bytes:
    return gzip.compress(b"WARC/1.0\r\n" + os.urandom(5000))[:-1000]


def broken_tar() -> bytes:
    return gzip.compress(bytes(257) + b"ustar" + os.urandom(5000))


# Name -> what makes it, and words of the error.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities.xml": (entities, "entities"),
    "external.xml": (external, "entities"),
    "feed-entities.xml": (feed_entities, "entities"),
    "parameter.xml": (parameter_entity, "entities"),
    "nested.xml": (nested_xml, "deep"),
    "nested.html": (nested_html, "no article"),
    "nested.json": (nested_json, "deep"),
    "nested-feed.xml": (nested_feed_markup, ""),
    "bomb.warc.gz": (gzip_bomb, "more than 4,194,304 bytes"),
    "bomb.tar.gz": (tar_bomb, "209,715,200 bytes"),
    "bomb.zip": (zip_bomb, "100 times"),
    "lying.zip": (lying_zip, "damaged"),
    "many.zip": (zip_of_many, "too many members"),
    "zip-in-zip.zip": (zip_in_zip, "archive inside an archive"),
    "traversing.zip": (traversing_zip, "outside"),
    "traversing.tar": (traversing_tar, "outside"),
    "header.tar": (tar_header, "damaged"),
    "line.jsonl": (long_line, "bytes"),
    "line.json": (long_line, "bytes"),
    "line.csv": (long_csv, "bytes"),
    "line.html": (long_page, "bytes"),
    "surrogate.json": (surrogates, "surrogate"),
    "text.json": (long_text, "bytes of text"),
    "nul.json": (json_nul, "NUL"),
    "nul.html": (html_nul, "NUL"),
    "length.warc": (warc_length, ""),
    "bomb.warc": (warc_bomb, "unpacks to more"),
    "feed-bomb.warc": (warc_feed_bomb, "ntit"),
    "archive-in.warc": (warc_archive, "archive inside an archive"),
    "noise.warc": (warc_noise, "damaged"),
    "line.warc": (warc_line, "damaged"),
    "bomb.pdf": (pdf_bomb, "cannot be read"),
    "noise.pdf": (pdf_noise, "cannot be read"),
    "truncated.warc.gz": (truncated_gzip, ""),
    "broken.tar.gz": (broken_tar, "damaged"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """What was said of each file, from one process that forks for each."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (make, _) in HOSTILE.items():
        (folder / name).write_bytes(make())
    found = read(*(folder / name for name in HOSTILE))
    assert sorted(path.name for path in folder.iterdir()) == sorted(HOSTILE)
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_clear_error(said: dict[str, list[list[str]]], name: str) -> None:
    assert said[name], "nothing was said"
    assert all(line[0] == "error" for line in said[name]), said[name]
    assert HOSTILE[name][1] in said[name][0][1]
    assert name in said[name][0][1]
    assert all(len(line[2]) > 10 for line in said[name])  # the remedy


def test_each_member_that_would_lie_outside_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(traversing_zip())
    (tmp_path / "b.tar").write_bytes(traversing_tar())
    found = read(tmp_path / "a.zip", tmp_path / "b.tar")
    problems = [line[1] for lines in found.values() for line in lines]
    assert len(problems) == 9
    assert sum("outside" in problem for problem in problems) == 5
    assert sum("link or device" in problem for problem in problems) == 4


def test_a_remote_context_and_a_script_in_json_ld_are_not_fetched(tmp_path: Path) -> None:
    described = {
        "@context": "http://127.0.0.1:1/context.jsonld", "@type": "NewsArticle", "headline": "A headline",
        "@id": "http://127.0.0.1:1/", "@import": "http://127.0.0.1:1/",
    }  # fmt: skip
    text = page(
        described=described, head='<base href="http://127.0.0.1:1/"><script src="http://127.0.0.1:1/"></script>'
    )
    (tmp_path / "a.html").write_text(text)
    (line,) = read(tmp_path / "a.html")["a.html"]
    assert line[0] == "ok"
    assert PARAGRAPHS[0][:60] in line[1]


def test_json_ld_that_nests_too_deep_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(nested_json_ld().replace(b"<p>short</p>", f"<p>{PARAGRAPHS[0]}</p>".encode()))
    assert read(tmp_path / "a.html")["a.html"][0][0] == "ok"


def test_what_stands_beside_a_hostile_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(entities())
    (tmp_path / "b.html").write_text(page())
    (tmp_path / "c.zip").write_bytes(zip_bomb())
    (tmp_path / "d.txt").write_text("Text.")
    assert [line[0] for line in read(tmp_path)[tmp_path.name]] == ["error", "ok", "error", "ok"]
