"""Fetching, against a server of our own: manners, limits, memory, and nothing asked that may not be."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from deliveries import ISSUED, PARAGRAPHS, TITLE, page, rss

from filmkg.errors import DocumentError, UsageError
from filmkg.model import Document
from filmkg.sources import read_document, read_documents
from filmkg.sources.fetch import Fetched, Settings, fetch
from filmkg.sources.fetch.address import find_address, split_url

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A site that answers what it is told to, and notes what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                site.asked.append((self.path, headers, time.monotonic()))
                answers = site.pages.get(self.path, [(404, {}, b"nothing")])
                status, sent, body = answers.pop(0) if len(answers) > 1 else answers[0]
                if sent.get("ETag") and headers.get("if-none-match") == sent["ETag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **sent}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def has(self, path: str, body: bytes | str = "", status: int = 200, **headers: str) -> str:
        data = body.encode() if isinstance(body, str) else body
        sent = {name.replace("_", "-").title(): value for name, value in headers.items()}
        sent = {{"Etag": "ETag"}.get(name, name): value for name, value in sent.items()}
        self.pages.setdefault(path, []).append((status, {"Content-Type": "text/html; charset=utf-8", **sent}, data))
        return self.url + path

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked if path not in {"/robots.txt", "/.well-known/tdmrep.json"}]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


def settings(**more: Any) -> Settings:
    return Settings(
        **{"contact": "mail@news.example", "private_hosts": frozenset({"127.0.0.1"}), "interval_s": 0.0,
           "first_wait_s": 0.01, **more}
    )  # fmt: skip


def run(folder: Path, *targets: str, **more: Any) -> list[Fetched | DocumentError]:
    return list(fetch(targets, folder=folder / "web", settings=settings(**more)))


def reasons(results: list[Fetched | DocumentError]) -> list[str]:
    return [one.reason if isinstance(one, DocumentError) else "kept" if one.file else "unchanged" for one in results]


def test_a_page_becomes_a_web_archive_that_is_read_as_the_page_itself(tmp_path: Path, site: Site) -> None:
    url = site.has("/culture/days.html", gzip.compress(page(described=None).encode()), content_encoding="gzip")
    (found,) = run(tmp_path, url)
    assert isinstance(found, Fetched)
    assert found.file is not None
    assert found.file.read_bytes()[:2] == b"\x1f\x8b"
    (document,) = read_documents([tmp_path / "web"])
    assert isinstance(document, Document)
    plain = read_document(document)
    assert all(paragraph in plain.data.decode() for paragraph in PARAGRAPHS)
    assert plain.knows("url") == url
    asked = dict(site.asked[-1][1])
    assert asked["user-agent"].startswith("filmkg/")
    assert "mail@news.example" in asked["user-agent"]


def test_what_has_not_changed_is_not_sent_again_and_what_has_replaces_it(tmp_path: Path, site: Site) -> None:
    url = site.has("/a", page(described=None), etag='"1"')
    assert reasons(run(tmp_path, url)) == ["kept"]
    assert reasons(run(tmp_path, url)) == ["unchanged"]
    site.pages["/a"] = []
    site.has("/a", page(described=None).replace("Hatamov", "Hasanov"), etag='"2"')
    assert reasons(run(tmp_path, url)) == ["kept"]
    (document,) = read_documents([tmp_path / "web"])
    assert b"Hasanov" in read_document(document).data  # type: ignore[arg-type]


def test_of_a_feed_the_pages_that_are_new_are_fetched(tmp_path: Path, site: Site) -> None:
    site.has("/days", page())
    feed = rss().decode().replace("https://news.example/en/culture/days-of-cinema-istanbul", f"{site.url}/days")
    url = site.has("/feed", feed, etag='"1"')
    assert reasons(run(tmp_path, url)) == ["kept"]
    assert reasons(run(tmp_path, url)) == ["unchanged"]
    second = feed.replace("ccw-1", "ccw-2").replace("/days<", "/more<")
    site.pages["/feed"] = []
    site.has("/feed", feed.replace("</item>", "</item>" + second[second.index("<item>") : second.index("</item>") + 7]))
    site.has("/more", page())
    assert reasons(run(tmp_path, url)) == ["kept"]
    assert site.paths() == ["/feed", "/days", "/feed", "/feed", "/more"]


def test_a_list_is_any_file_with_an_address_a_line(tmp_path: Path, site: Site) -> None:
    site.has("/a", page())
    site.has("/b", page())
    (tmp_path / "links.csv").write_text(f'title,link\n"One, of two",{site.url}/a\nTwo,"{site.url}/b"\n\nnone,\n')
    assert reasons(run(tmp_path, str(tmp_path / "links.csv"))) == ["kept", "kept"]
    with pytest.raises(UsageError, match="neither an address"):
        run(tmp_path, "nowhere.txt")


def test_robots_txt_is_kept_to(tmp_path: Path, site: Site) -> None:
    site.has("/robots.txt", "User-agent: *\nDisallow: /private\n\nUser-agent: filmkg\nDisallow: /no\nCrawl-delay: 0.2")
    site.has("/no/a", page())
    site.has("/a", page())
    site.has("/b", page())
    found = run(tmp_path, f"{site.url}/no/a", f"{site.url}/a", f"{site.url}/b")
    assert reasons(found) == ["robots.txt", "kept", "kept"]
    assert site.paths() == ["/a", "/b"]
    first, second = (at for path, _, at in site.asked if path in {"/a", "/b"})
    assert second - first >= 0.2  # the delay that it asks for


def test_a_site_whose_robots_txt_fails_is_left_alone(tmp_path: Path, site: Site) -> None:
    site.has("/robots.txt", status=503)
    site.has("/a", page())
    assert reasons(run(tmp_path, f"{site.url}/a")) == ["robots.txt"]
    assert site.paths() == []


def test_a_reservation_of_text_and_data_mining_is_kept_to(tmp_path: Path, site: Site) -> None:
    site.has(
        "/.well-known/tdmrep.json",
        '[{"location": "/culture/*", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]',
    )
    site.has("/culture/a", page())
    site.has("/b", page(), tdm_reservation="1")
    site.has("/c", page(head='<meta name="tdm-reservation" content="1">'))
    site.has("/d", page(head='<meta name="tdm-reservation" content="0">'))
    found = run(tmp_path, *(f"{site.url}{path}" for path in ("/culture/a", "/b", "/c", "/d")))
    assert reasons(found) == ["TDM reservation"] * 3 + ["kept"]
    assert "/culture/a" not in site.paths()
    assert len(list((tmp_path / "web").glob("*.warc.gz"))) == 1


def test_private_addresses_are_refused_unless_allowed_by_name(tmp_path: Path, site: Site) -> None:
    site.has("/a", page())
    assert reasons(run(tmp_path, f"{site.url}/a", private_hosts=frozenset())) == ["private address"]
    assert site.asked == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "[::1]", "[::ffff:10.0.0.1]",
     "[fd00::1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "100.64.0.1", "224.0.0.1", "2130706433"],
)  # fmt: skip
def test_no_way_of_writing_a_private_address_gets_through(host: str) -> None:
    with pytest.raises(DocumentError, match=r"private network|not known"):
        find_address(split_url(f"http://{host}/"), private_hosts=frozenset())


@pytest.mark.parametrize(
    "url", ["ftp://news.example/", "file:///etc/passwd", "http://", "http://a:b@news.example/", "x://"]
)
def test_what_is_no_address_of_a_page_is_said(tmp_path: Path, url: str) -> None:
    assert reasons(run(tmp_path, url)) == ["no address"]


def test_each_redirect_is_held_against_the_same_rules(tmp_path: Path, site: Site) -> None:
    site.has("/robots.txt", "User-agent: *\nDisallow: /no")
    site.has("/there", page())
    good = site.has("/good", status=302, location="/there")
    banned = site.has("/banned", status=301, location="/no/a")
    inside = site.has("/inside", status=302, location=site.url.replace("127.0.0.1", "127.0.0.2") + "/there")
    file = site.has("/file", status=302, location="file:///etc/passwd")
    round_about = site.has("/round", status=302, location="/round")
    found = run(tmp_path, good, banned, inside, file, round_about)
    assert reasons(found) == ["kept", "robots.txt", "private address", "no address", "redirects"]


def test_what_fails_in_passing_is_tried_again(tmp_path: Path, site: Site) -> None:
    site.has("/a", status=503, retry_after="0")
    site.has("/a", page())
    site.has("/b", status=429, retry_after="9999")
    site.has("/c", status=404)
    found = run(tmp_path, f"{site.url}/a", f"{site.url}/b", f"{site.url}/c")
    assert reasons(found) == ["kept", "not reached", "HTTP 404"]
    assert site.paths() == ["/a", "/a", "/b", "/c"]


def test_an_answer_without_an_end_is_cut(tmp_path: Path, site: Site) -> None:
    site.has("/large", b"a" * 300_000)
    site.has("/bomb", gzip.compress(bytes(40_000_000)), content_encoding="gzip")
    found = run(tmp_path, f"{site.url}/large", f"{site.url}/bomb", max_bytes=200_000)
    assert reasons(found) == ["too large", "too large"]
    assert list((tmp_path / "web").glob("*.warc.gz")) == []


def test_a_contact_is_needed() -> None:
    with pytest.raises(UsageError, match="contact"):
        Settings(contact="me")


def test_what_was_fetched_gives_the_facts_of_the_page(tmp_path: Path, site: Site) -> None:
    run(tmp_path, site.has("/a", page()))
    (document,) = read_documents([tmp_path / "web"])
    plain = read_document(document)  # type: ignore[arg-type]
    assert (plain.knows("title"), plain.knows("issued")) == (TITLE, ISSUED)
