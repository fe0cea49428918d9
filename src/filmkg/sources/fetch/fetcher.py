"""Pages, lists of pages and feeds into a folder of web archives, one page a file, so that a newer one replaces it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin

from filmkg.errors import DocumentError, UsageError
from filmkg.sources.bounds import ExpansionError, inflate
from filmkg.sources.feed import parse_feed
from filmkg.sources.fetch.address import split_url
from filmkg.sources.fetch.manners import Manners, check_manners, check_reservation, read_manners
from filmkg.sources.fetch.memory import Memory, open_memory
from filmkg.sources.fetch.request import Response, get
from filmkg.sources.fetch.settings import Settings
from filmkg.sources.formats import HEAD_BYTES, choose
from filmkg.sources.key import key_of
from filmkg.sources.warc import page_key

_PASSING = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OK, _UNCHANGED = 200, 304
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.1"
_URL_IN_LINE = re.compile(r"https?://[^\s,;\"'<>]+")
_DIGEST_CHARS = 8
_MAX_LIST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was asked for.

    Attributes:
        url: Its address.
        file: The web archive that it is in; None where it has not changed since it was fetched.
    """

    url: str
    file: Path | None


def fetch(targets: Sequence[str], *, folder: Path, settings: Settings) -> Iterator[Fetched | DocumentError]:
    """Fetch pages into web archives.

    Args:
        targets: Addresses of pages and feeds, and files with an address a line (a table with a column of them is one).
        folder: Where to write them, with `fetched.sqlite`, which knows what was fetched before.
        settings: How to.

    Yields:
        Each page, or the error for which it was not fetched.

    Raises:
        UsageError: A file of addresses does not exist, or an extra is not installed.
        ResourceError: The folder cannot be written.
    """
    urls = [url for target in targets for url in _addresses(target)]
    with open_memory(folder) as memory:
        fetcher = _Fetcher(folder, memory, settings)
        for url in dict.fromkeys(urls):
            yield from fetcher.page_or_feed(url)


def _addresses(target: str) -> list[str]:
    if "://" in target:
        return [target]
    path = Path(target)
    if not path.is_file():
        raise UsageError(
            f"{target}: neither an address nor a file of addresses", remedy="give https://… or a file with one a line"
        )
    with path.open("rb") as file:
        text = file.read(_MAX_LIST_BYTES).decode("utf-8-sig", "replace")
    return [found.group() for line in text.splitlines() if (found := _URL_IN_LINE.search(line))]


class _Fetcher:
    """Knows, for the length of a run, what sites ask for and when each may be asked again."""

    def __init__(self, folder: Path, memory: Memory, settings: Settings) -> None:
        self._folder, self._memory, self._settings = folder, memory, settings
        self._manners: dict[str, Manners] = {}
        self._next_at_s: dict[str, float] = {}

    def page_or_feed(self, url: str) -> Iterator[Fetched | DocumentError]:
        """Fetch a page, or the pages of a feed that were not fetched before."""
        try:
            response = self._get(url)
            if response is None:
                yield Fetched(url, None)
            elif choose(_unpacked(response)[:HEAD_BYTES], "").name == "feed":
                yield from self._entries(url, response)
            else:
                yield self._keep(url, response)
        except DocumentError as error:
            yield error

    def _entries(self, url: str, response: Response) -> Iterator[Fetched | DocumentError]:
        failed = False
        for entry in parse_feed(_unpacked(response), origin=url).entries:
            link = urljoin(url, str(entry.get("link") or ""))
            guid = str(entry.get("id") or link)
            if not entry.get("link") or self._memory.has_entry(url, guid):
                continue
            try:
                page = self._get(link)
                yield self._keep(link, page) if page is not None else Fetched(link, None)
                self._memory.keep_entry(url, guid)
            except DocumentError as error:
                failed = True
                yield error
        if not failed:  # else the feed is asked for anew, and what failed tried again
            self._remember(url, response)

    def _get(self, url: str) -> Response | None:
        """Return a page, following redirects; None where it has not changed since it was kept."""
        asked = url
        for _ in range(self._settings.max_redirects + 1):
            parts = split_url(asked)
            manners = self._manners_of(asked)
            check_manners(parts, manners)
            response = self._ask(asked, conditions=self._memory.conditions(url), delay_s=manners.delay_s)
            if response.status == _UNCHANGED:
                return None
            if response.status in _REDIRECTS and response.header("location"):
                asked = urljoin(asked, response.header("location")).partition("#")[0]
                continue
            if response.status != _OK:
                raise DocumentError(
                    url,
                    f"is not there: {response.status} {response.reason}",
                    remedy="open it in a browser" if response.status < 500 else "try it again later",
                    reason=f"HTTP {response.status}",
                )
            check_reservation(replace(response, body=_unpacked(response)))
            return response
        raise DocumentError(url, "leads from one redirect to the next", remedy="check the address", reason="redirects")

    def _manners_of(self, url: str) -> Manners:
        parts = split_url(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._manners:
            self._manners[site] = read_manners(parts, ask=self._ask_site)
        return self._manners[site]

    def _ask_site(self, url: str) -> Response | None:
        """Ask for a file that speaks of its site; a redirect is followed within the site."""
        site = split_url(url).netloc
        try:
            for _ in range(self._settings.max_redirects + 1):
                response = self._ask(url, conditions={}, delay_s=0)
                if response.status not in _REDIRECTS:
                    return response
                url = urljoin(url, response.header("location"))
                if split_url(url).netloc != site:
                    return replace(response, status=404)
        except DocumentError as error:
            if error.reason in {"private address", "no address"}:
                raise
        return None

    def _ask(self, url: str, *, conditions: Mapping[str, str], delay_s: float) -> Response:
        """Ask for a page, patiently: no faster than the site wants, and again where it failed in passing."""
        settings, parts, problem = self._settings, split_url(url), ""
        headers = {
            "User-Agent": settings.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close",
            **conditions,
        }  # fmt: skip
        wait_s = settings.first_wait_s
        for attempt in range(settings.attempts):
            host = parts.netloc
            time.sleep(max(0.0, self._next_at_s.get(host, 0.0) - time.monotonic()))
            try:
                response = get(parts, headers=headers, settings=settings)
            except OSError as error:
                problem = f"cannot be reached: {error}"
                asked_s = 0.0
            else:
                self._next_at_s[host] = time.monotonic() + max(settings.interval_s, delay_s)
                if response.status not in _PASSING or attempt + 1 == settings.attempts:
                    return response
                problem = f"fails: {response.status} {response.reason}"
                retry = response.header("retry-after")
                asked_s = float(retry) if retry.isdecimal() else 0.0
            if asked_s > settings.max_wait_s:
                break
            self._next_at_s[host] = time.monotonic() + max(wait_s * 2**attempt, asked_s)
        raise DocumentError(url, problem, remedy="try it again later", reason="not reached")

    def _keep(self, url: str, response: Response) -> Fetched:
        """Write a page down in a web archive of its own, all or nothing."""
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        digest = hashlib.sha256(url.encode()).hexdigest()[:_DIGEST_CHARS]  # for addresses whose keys are the same
        file = self._folder / f"{page_key(url) or key_of(url)}-{digest}.warc.gz"
        written = io.BytesIO()
        writer = WARCWriter(written, gzip=True)
        headers = [(name, value) for name, value in response.headers if name.lower() != "transfer-encoding"]
        status = StatusAndHeaders(f"{response.status} {response.reason}", headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(response.body), http_headers=status)
        writer.write_record(record)
        record.raw_stream.close()  # warcio has put a temporary file in its place
        unfinished = file.with_name(f".{file.name}.{os.getpid()}")
        unfinished.write_bytes(written.getvalue())
        unfinished.replace(file)
        self._remember(url, response)
        return Fetched(url, file)

    def _remember(self, url: str, response: Response) -> None:
        self._memory.keep_page(url, etag=response.header("etag"), modified=response.header("last-modified"))


def _unpacked(response: Response) -> bytes:
    if response.header("content-encoding").lower() not in {"gzip", "x-gzip"}:
        return response.body
    try:
        return inflate(response.body, max_bytes=4 * len(response.body) + _MAX_LIST_BYTES)
    except ExpansionError as error:
        raise DocumentError(
            response.url, str(error), remedy="leave it out: a page is not that large", reason="too large"
        ) from error
