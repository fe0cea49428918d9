"""Where a server takes queries and where it takes updates."""

from __future__ import annotations

from dataclasses import dataclass

from filmkg.errors import FilmkgError, RemoteError
from filmkg.remote.client import Client, UnreachableError

# What follows the address that was given: for queries, for updates.
_LAYOUTS = (
    ("/query", "/update"),  # Oxigraph; Apache Jena Fuseki, behind the name of the dataset
    ("/sparql-auth", "/sparql-auth"),  # Virtuoso, with an account
    ("/sparql", "/sparql-auth"),  # Virtuoso, without one
    ("", ""),  # the address of the endpoint itself
)
# The end of an address for queries, and that of the one for updates beside it.
_SIBLINGS = (("/query", "/update"), ("/sparql", "/sparql-auth"))


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server takes queries and where it takes updates."""

    query: str
    update: str


def find_address(url: str, *, client: Client, update: str | None = None) -> Address:
    """Find out where a server takes queries and updates.

    Args:
        url: Address of a server (Oxigraph, Virtuoso, a dataset of Fuseki), or the one for queries itself.
        client: Asks it.
        update: The address for updates, where it is known.

    Raises:
        RemoteError: Nothing there answers a SPARQL query (an `UnreachableError` where nothing answers at all).
    """
    url = url.rstrip("/")
    problem: FilmkgError | None = None
    for query, beside in _LAYOUTS:
        try:
            client.ask(url + query, "ASK {}")
        except UnreachableError:
            raise
        except FilmkgError as error:
            problem = problem or error
            continue
        found = url + beside
        if not query:
            found = next((url.removesuffix(end) + other for end, other in _SIBLINGS if url.endswith(end)), url)
        return Address(url + query, update or found)
    raise RemoteError(
        f"{url}: no SPARQL store answers there",
        remedy="give the address of the server, such as http://localhost:7878, or the one at which it takes queries",
    ) from problem
