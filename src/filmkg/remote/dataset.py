"""What was pushed to a store elsewhere, as something to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.errors import RemoteError
from filmkg.remote.address import Address, find_address
from filmkg.remote.client import Answer, Client, CutError
from filmkg.remote.manifest import PAGE_ROWS, read_manifests
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

    def pairs(self, property_: NamedNode) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
        """Yield subject and object of all triples of the merged view with a property; raises as `query`.

        In one query, and by pages only where the server cuts answers: sorting for each page costs more than all else.
        """
        try:
            yield from self._pairs(property_, "")
        except CutError:
            yield from self._paged_pairs(property_)

    def _paged_pairs(self, property_: NamedNode) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
        last = ""
        while True:
            order = f"FILTER (STR(?s) > {Literal(last)}) }} ORDER BY STR(?s) LIMIT {PAGE_ROWS}"
            page = sorted(self._pairs(property_, order), key=lambda pair: pair[0].value)
            # The last subject of a full page can have more objects than fit on it.
            whole = [pair for pair in page if len(page) < PAGE_ROWS or pair[0] != page[-1][0]]
            yield from whole
            if len(page) < PAGE_ROWS:
                return
            if not whole:
                raise CutError(
                    f"{page[-1][0]} has more than {PAGE_ROWS} values of {property_}",
                    remedy="raise the limit of the server for rows",
                )
            last = whole[-1][0].value

    def _pairs(self, property_: NamedNode, order: str) -> list[tuple[NamedNode, NamedNode | Literal]]:
        query = f"SELECT ?s ?o {{ ?s {property_} ?o {order or '}'}"
        rows = self.client.select(self.address.query, query, default_graph=self.view_graph)
        found = ((row["s"], row["o"]) for row in rows)
        return [(s, o) for s, o in found if isinstance(s, NamedNode) and isinstance(o, NamedNode | Literal)]


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
