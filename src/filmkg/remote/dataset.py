"""What was pushed to a store elsewhere, as something to ask."""

from __future__ import annotations

from dataclasses import dataclass

from filmkg.errors import RemoteError
from filmkg.remote.address import Address, find_address
from filmkg.remote.client import Answer, Client
from filmkg.remote.manifest import read_manifests
from filmkg.vocab import PREFIXES

# On the first line of the query, so that the numbers of its lines stay.
_PROLOGUE = " ".join(f"PREFIX {prefix}: <{base}>" for prefix, base in PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Dataset:
    """A store elsewhere.

    Attributes:
        client: Asks it.
        address: Where it is.
        view_graph: The graph of the merged view, None where it is the default graph.
    """

    client: Client
    address: Address
    view_graph: str | None

    def query(self, query: str, *, accept: str, names_dataset: bool = False) -> Answer:
        """Answer a query over the merged view; the prefixes of `vocab.PREFIXES` need not be declared.

        Args:
            query: The query.
            accept: Media types of the answer.
            names_dataset: Whether the query says itself what it reads, with FROM.

        Raises:
            QueryError: The server refuses the query.
            RemoteError: It does not answer.
        """
        default_graph = None if names_dataset else self.view_graph
        text = f"{_PROLOGUE} {query}"
        return self.client.query(self.address.query, text, accept=accept, default_graph=default_graph)


def find_dataset(url: str, *, client: Client) -> Dataset:
    """Find what was pushed to a store; one that was filled in another way is taken as it is.

    Raises:
        RemoteError: There is no store, or several datasets were pushed to it.
    """
    address = find_address(url, client=client)
    manifests = read_manifests(client, address, entries=False)
    if len(manifests) > 1:
        names = ", ".join(manifest.graph for manifest in manifests)
        raise RemoteError(f"{url}: holds several datasets: {names}", remedy="push each to a store of its own")
    return Dataset(client, address, manifests[0].view_graph if manifests else None)
