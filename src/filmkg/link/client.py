"""A polite client for a Wikibase, its API (MediaWiki Action API) and its SPARQL endpoint: slow, never asking twice.

After https://www.mediawiki.org/wiki/API:Etiquette and
https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Query_limits: one request after the other, a
User-Agent with a contact, `maxlag`, `Retry-After` honoured, waits that double. Each answer is kept on disk, so that a
run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from filmkg import __version__
from filmkg.errors import EndpointError, UsageError
from filmkg.link.model import Model

WIKIDATA = "https://www.wikidata.org/w/api.php"
WIKIDATA_SPARQL = "https://query.wikidata.org/sparql"
MAXLAG_S = 5
_PASSING_STATUSES = frozenset({429, 500, 502, 503, 504})
# https://www.mediawiki.org/wiki/API:Errors_and_warnings: these pass, all others are ours to mend.
_PASSING_CODES = frozenset({"maxlag", "ratelimited", "readonly", "internal_api_error_DBConnectionError"})


@dataclass(frozen=True, slots=True)
class Service:
    """Where and how to ask.

    Attributes:
        endpoint: URL of the API, ending in `api.php`.
        contact: Mail or web address of whoever runs this, sent with each request.
        cache: Folder for the answers.
        sparql: URL of the SPARQL 1.1 endpoint that tells what items are; "" where the API has to tell it.
        model: What its ids mean; None for those of Wikidata.
        timeout_s: How long to wait for an answer.
        interval_s: Least time between two requests.
        attempts: How often to try one request.
        first_wait_s: Wait after the first failure; each further one doubles it.
        max_wait_s: Longest wait; where the server wants more, the run ends.
    """

    endpoint: str
    contact: str
    cache: Path
    sparql: str = ""
    model: Model | None = None
    timeout_s: float = 60.0
    interval_s: float = 0.1
    attempts: int = 6
    first_wait_s: float = 1.0
    max_wait_s: float = 120.0

    def __post_init__(self) -> None:
        """Raise UsageError where the endpoint or the contact is none."""
        for address, example in ((self.endpoint, WIKIDATA), (self.sparql or WIKIDATA_SPARQL, WIKIDATA_SPARQL)):
            if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
                raise UsageError(f"{address!r} is no web address", remedy=f"give one such as {example}")
        if not ("@" in self.contact or "://" in self.contact) or not self.contact.isprintable():
            raise UsageError(
                "asking a Wikibase needs a contact, so that its operators can reach you",
                remedy="give your mail address with --contact or in the environment variable FILMKG_CONTACT",
            )


class Client:
    """Asks one service, one request at a time."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._next_at_s = 0.0

    def get(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        """Return the answer of the API to a request, from the cache where it is there.

        Args:
            parameters: Of the API; `format` and `maxlag` are added.

        Raises:
            EndpointError: The service refuses the request, or fails again and again.
        """
        query = urllib.parse.urlencode(sorted({**parameters, "format": "json", "maxlag": str(MAXLAG_S)}.items()))
        return self._answer(_Request(f"{self._service.endpoint}?{query}"))

    def select(self, query: str) -> list[dict[str, dict[str, str]]]:
        """Return the rows that answer a query of SPARQL 1.1, as its JSON results write them, from the cache if there.

        Args:
            query: A SELECT query.

        Raises:
            EndpointError: The endpoint refuses the query, or fails again and again.
        """
        body = urllib.parse.urlencode({"query": query}).encode()
        answer = self._answer(_Request(self._service.sparql, body, "application/sparql-results+json"))
        rows: list[dict[str, dict[str, str]]] = answer["results"]["bindings"]
        return rows

    def _answer(self, request: _Request) -> dict[str, Any]:
        file = self._service.cache / f"{hashlib.sha256(request.url.encode() + request.body).hexdigest()}.json"
        kept = _read_kept(file)
        if kept is not None:
            return kept
        answer = self._ask(request)
        _keep(answer, file)
        return answer

    def _ask(self, request: _Request) -> dict[str, Any]:
        service, problem = self._service, ""
        for attempt in range(service.attempts):
            time.sleep(max(0.0, self._next_at_s - time.monotonic()))
            try:
                return self._ask_once(request)
            except _PassingError as error:
                problem = str(error)
                wait_s = service.first_wait_s * 2**attempt if error.wait_s is None else error.wait_s
                if wait_s > service.max_wait_s and error.wait_s is not None:
                    problem += f", and wants {wait_s:.0f} s of patience"
                    break
                self._next_at_s = time.monotonic() + min(wait_s, service.max_wait_s)
        raise EndpointError(
            f"{request.url}: {problem}",
            remedy=f"run the command again later: what was answered is kept in {service.cache}",
        )

    def _ask_once(self, request: _Request) -> dict[str, Any]:
        url = request.url
        agent = f"filmkg/{__version__} ({self._service.contact}) urllib"
        headers = {"User-Agent": agent, "Accept": request.accept}
        sent = urllib.request.Request(url, request.body or None, headers)  # noqa: S310 - http(s), see Service
        try:
            with urllib.request.urlopen(sent, timeout=self._service.timeout_s) as response:  # noqa: S310
                body, wait_s = response.read(), _wait_s(response.headers.get("Retry-After"))
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in _PASSING_STATUSES:
                raise _PassingError(
                    f"status {error.code} {error.reason}", _wait_s(error.headers.get("Retry-After"))
                ) from None
            raise EndpointError(
                f"{url}: status {error.code} {error.reason}",
                remedy="check the address given with --endpoint or --sparql",
            ) from None
        except (OSError, http.client.HTTPException) as error:  # URLError and time-outs are OSErrors
            raise _PassingError(f"no answer ({getattr(error, 'reason', None) or error!r})", None) from None
        finally:
            self._next_at_s = time.monotonic() + self._service.interval_s
        return _checked(body, url, wait_s)


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked: with GET, or with POST where there is a body, as a query is often too long for an address."""

    url: str
    body: bytes = b""
    accept: str = "application/json"


class _PassingError(Exception):
    """A failure that time may mend; `wait_s` is what the server asks for, None where it does not say."""

    def __init__(self, problem: str, wait_s: float | None) -> None:
        super().__init__(problem)
        self.wait_s = wait_s


def _checked(body: bytes, url: str, wait_s: float | None) -> dict[str, Any]:
    """Return an answer that is JSON and no error; the API sends its errors with status 200."""
    try:
        answer = json.loads(body)
    except ValueError:
        raise _PassingError(f"an answer that is no JSON: {body[:60]!r}", wait_s) from None
    if not isinstance(answer, dict):
        raise _PassingError(f"an answer that is no object: {body[:60]!r}", wait_s)
    error = answer.get("error")
    if not error:
        return answer
    code, info = (str(error.get(name, "")) if isinstance(error, dict) else str(error) for name in ("code", "info"))
    if code in _PASSING_CODES:
        raise _PassingError(f"{code}: {info}", wait_s)
    raise EndpointError(f"{url}: {code}: {info}", remedy="check that this is the API of a Wikibase")


def _wait_s(retry_after: str | None) -> float | None:
    """Read a Retry-After header: seconds, or a date (RFC 9110, 10.2.3)."""
    if not retry_after:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _read_kept(file: Path) -> dict[str, Any] | None:
    try:
        answer = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def _keep(answer: dict[str, Any], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(file)
