"""What was pushed to a store elsewhere, asked as a store here is asked."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Store

from filmkg.errors import RemoteError
from filmkg.remote.address import Address, find_address
from filmkg.remote.client import Answer, Client
from filmkg.remote.manifest import read_manifests
from filmkg.store import check_query, run_query
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


def run_remote_query(dataset: Dataset, query: str, *, accept: str) -> Answer:
    """Ask a SELECT, ASK, CONSTRUCT or DESCRIBE query over the merged view, or over the graphs that it names with FROM.

    The prefixes of `vocab.PREFIXES` need not be declared.

    Raises:
        QueryError: It does not parse, is an update, or would reach out of the store.
        RemoteError: The store does not answer.
    """
    outline = check_query(query)
    run_query(Store(), query)  # says what is wrong with its syntax, as for a store here
    return dataset.client.query(
        dataset.address.query,
        f"{_PROLOGUE} {query}",
        accept=accept,
        default_graph=None if outline.dataset else dataset.view_graph,
    )
