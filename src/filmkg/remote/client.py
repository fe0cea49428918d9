"""A client of the SPARQL 1.1 Protocol that tries again where time may help.

All that it sends can be sent twice: queries, and updates that say what shall be and not what changes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from filmkg import __version__
from filmkg.errors import QueryError, RemoteError

JSON = "application/sparql-results+json"

_PASSING_STATUSES = frozenset({408, 429, 502, 503, 504})
_DEADLOCK = "40001"  # Virtuoso's SQL state for a transaction that lost against another
_REFUSED = frozenset({401, 403})
_SHOWN_CHARS = 300
_LOGIN = (
    "set FILMKG_REMOTE_USER and FILMKG_REMOTE_PASSWORD, or FILMKG_REMOTE_TOKEN, to those of an account that may do it"
)


class UnreachableError(RemoteError):
    """Nobody answers, or again and again only that it will do later."""


class CutError(RemoteError):
    """An answer is only a part of what there is."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a user with a password, or a bearer token; all empty for nobody."""

    user: str = ""
    password: str = ""
    token: str = ""

    @classmethod
    def from_environment(cls) -> Credentials:
        """Read FILMKG_REMOTE_USER, FILMKG_REMOTE_PASSWORD and FILMKG_REMOTE_TOKEN."""
        return cls(*(os.environ.get(f"FILMKG_REMOTE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait.

    Attributes:
        timeout_s: For an answer.
        attempts: How often to try one request.
        first_wait_s: After the first failure; each further one doubles it.
        max_wait_s: Longest wait; where the server wants more, the request has failed.
    """

    timeout_s: float = 120.0
    attempts: int = 5
    first_wait_s: float = 0.5
    max_wait_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer, and its media type without parameters."""

    media_type: str
    body: bytes


class Client:
    """Sends requests to one server over connections that stay open; safe to use from many threads.

    Args:
        credentials: Sent only to a server that asks for them, except for a token.
        patience: How long to wait.
    """

    def __init__(self, credentials: Credentials, *, patience: Patience = Patience()) -> None:
        auth = _Login(credentials.user, credentials.password) if credentials.user else None
        headers = {"User-Agent": f"filmkg/{__version__}"}
        if credentials.token:
            headers["Authorization"] = f"Bearer {credentials.token}"
        self._http = httpx.Client(auth=auth, headers=headers, timeout=patience.timeout_s)
        self._patience = patience

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def ask(self, url: str, query: str) -> bool:
        """Answer an ASK query.

        Raises:
            RemoteError: As `query`.
        """
        result = _parsed(url, self.query(url, query, accept=JSON))
        if not isinstance(result, QueryBoolean):
            raise _no_store(url)
        return bool(result)

    def select(self, url: str, query: str, *, default_graph: str | None = None) -> QuerySolutions:
        """Answer a SELECT query; raises as `query`."""
        result = _parsed(url, self.query(url, query, accept=JSON, default_graph=default_graph))
        if not isinstance(result, QuerySolutions):
            raise _no_store(url)
        return result

    def query(self, url: str, query: str, *, accept: str, default_graph: str | None = None) -> Answer:
        """Answer a query (SPARQL 1.1 Protocol, 2.1.2: query via POST with URL-encoded parameters).

        Args:
            url: Address for queries.
            query: Any query.
            accept: Media types of the answer.
            default_graph: What to read as default graph instead of the server's own.

        Raises:
            QueryError: The server refuses the query (status 400).
            RemoteError: It does not answer, refuses the credentials, or sends only a part.
        """
        # Virtuoso 7.2.5 never comes back from a body of type application/sparql-query.
        form = {"query": query}
        if default_graph is not None:
            form["default-graph-uri"] = default_graph
        response = self._send(url, form, accept=accept)
        if limit := response.headers.get("X-SPARQL-MaxRows"):
            raise CutError(
                f"{url}: the server cuts every answer after {limit} rows, and there are more",
                remedy="narrow the query, or raise the limit there (Virtuoso: ResultSetMaxRows)",
            )
        return Answer(response.headers.get("Content-Type", "").partition(";")[0].strip().lower(), response.content)

    def update(self, url: str, update: str) -> None:
        """Send an update that may be sent twice (SPARQL 1.1 Protocol, 2.2.1).

        Raises:
            RemoteError: The server does not answer, or refuses the update or the credentials.
        """
        try:
            self._send(url, {"update": update}, accept="*/*")
        except QueryError as error:
            raise RemoteError(error.problem, remedy="see whether the address takes SPARQL 1.1 Update") from error

    def _send(self, url: str, form: dict[str, str], *, accept: str) -> httpx.Response:
        problem, patience = "", self._patience
        for attempt in range(patience.attempts):
            try:
                response = self._http.post(url, data=form, headers={"Accept": accept})
            except httpx.TransportError as error:
                problem, wait_s = f"no answer ({error or type(error).__name__})", None
            except httpx.InvalidURL as error:
                raise RemoteError(f"{url}: no web address ({error})", remedy="give one that starts with http") from None
            else:
                if response.is_success:
                    return response
                if not _passes(response):
                    raise _refusal(url, response)
                problem, wait_s = f"status {response.status_code}", _asked_wait_s(response)
            wait_s = patience.first_wait_s * 2**attempt if wait_s is None else wait_s
            if wait_s > patience.max_wait_s or attempt + 1 == patience.attempts:
                break
            time.sleep(wait_s)
        raise UnreachableError(
            f"{url}: {problem}",
            remedy="see whether the server runs, and run the command again: it goes on where it was",
        )


@contextmanager
def open_client(credentials: Credentials, *, patience: Patience = Patience()) -> Iterator[Client]:
    """Open a client for the length of a `with` block."""
    client = Client(credentials, patience=patience)
    try:
        yield client
    finally:
        client.close()


class _Login(httpx.Auth):
    """Answers the challenge of a server with what it asks for: Digest (RFC 7616) or Basic (RFC 7617)."""

    def __init__(self, user: str, password: str) -> None:
        self._schemes: dict[str, httpx.Auth] = {
            "digest": httpx.DigestAuth(user, password),
            "basic": httpx.BasicAuth(user, password),
        }
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request without a login first, until the server has said which it wants."""
        if self._chosen is None:
            response = yield request
            challenge = response.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
            if response.status_code != httpx.codes.UNAUTHORIZED or challenge not in self._schemes:
                return
            self._chosen = self._schemes[challenge]
        yield from self._chosen.auth_flow(request)


def _parsed(url: str, answer: Answer) -> QuerySolutions | QueryBoolean:
    try:
        return parse_query_results(answer.body, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError):
        raise _no_store(url) from None


def _no_store(url: str) -> RemoteError:
    return RemoteError(f"{url}: does not answer as a SPARQL 1.1 store does", remedy="check the address")


def _passes(response: httpx.Response) -> bool:
    return response.status_code in _PASSING_STATUSES or (response.is_server_error and _DEADLOCK in response.text)


def _refusal(url: str, response: httpx.Response) -> QueryError | RemoteError:
    said = " ".join(response.text.split())[:_SHOWN_CHARS] if not response.text.lstrip().startswith("<") else ""
    problem = f"{url}: status {response.status_code} {response.reason_phrase}{': ' if said else ''}{said}"
    if response.status_code in _REFUSED or "SECURITY:" in said:  # Virtuoso tells of missing rights with status 500
        return RemoteError(problem, remedy=_LOGIN)
    if response.status_code == httpx.codes.BAD_REQUEST:
        return QueryError(problem, remedy="see https://www.w3.org/TR/sparql11-query/, and what the server takes")
    return RemoteError(problem, remedy="check the address, and what the server's log says")


def _asked_wait_s(response: httpx.Response) -> float | None:
    """Read a Retry-After header in seconds; a date is not worth it, as servers that are busy send none."""
    asked = response.headers.get("Retry-After", "").strip()
    return float(asked) if asked.isdigit() else None
