"""What a store elsewhere says was pushed to it: for each graph the hash of its content and how many triples it has.

It is a graph itself, so that no state is kept here and any machine can go on with a push:

    <BASE manifest> a sd:Dataset ; dcterms:identifier "filmkg push 1" ; sd:defaultGraph <BASE view> .
    <graph> schema:sha256 "…" ; void:triples 117 .

`sd:defaultGraph` is there only where the store has no default graph of its own, so that the merged view is a named
graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolution

from filmkg.errors import RemoteError
from filmkg.remote.address import Address
from filmkg.remote.client import Client
from filmkg.vocab import DCTERMS, RDF, SCHEMA, SD, VOID

FORMAT = "filmkg push 1"

# Virtuoso cuts answers after 10,000 rows, and sorts no more than that, so pages go by key and not by OFFSET.
PAGE_ROWS = 5000


class Entry(NamedTuple):
    """The content of a graph: its hash, and how many triples it has."""

    sha256: str
    triples: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was pushed to a store.

    Attributes:
        graph: Its name.
        view_graph: The graph of the merged view, None where it is the default graph.
        entries: By graph.
    """

    graph: str
    view_graph: str | None
    entries: Mapping[str, Entry]


def read_manifests(client: Client, address: Address, *, entries: bool) -> tuple[Manifest, ...]:
    """Return the manifests of a store, by name; without their entries where these are not wanted.

    Raises:
        RemoteError: The store does not answer, or a later release pushed to it.
    """
    heads = client.select(
        address.query,
        f"SELECT ?manifest ?format ?view {{ GRAPH ?manifest {{ ?manifest a {SD['Dataset']} ;"
        f" {DCTERMS['identifier']} ?format OPTIONAL {{ ?manifest {SD['defaultGraph']} ?view }} }} }}",
    )
    found = []
    for head in heads:
        graph, format_, view = _text(head, "manifest"), _text(head, "format"), _text(head, "view")
        if format_ != FORMAT:
            raise RemoteError(
                f"{address.query}: pushed in another format ({format_[:40]!r}; this is {FORMAT!r})",
                remedy="push to an empty store, or use the release that pushed to it",
            )
        read = dict(_entries(client, address, graph)) if entries else {}
        found.append(Manifest(graph, view or None, read))
    return tuple(sorted(found, key=lambda manifest: manifest.graph))


def lay_manifest(client: Client, address: Address, *, graph: NamedNode, view: NamedNode) -> Manifest:
    """Begin a manifest, and find out whether the store has a default graph of its own for the merged view.

    Raises:
        RemoteError: The store does not answer, or refuses the update.
    """
    head = f"{graph} {RDF['type']} {SD['Dataset']} ; {DCTERMS['identifier']} {Literal(FORMAT)}"
    client.update(address.update, f"INSERT DATA {{ GRAPH {graph} {{ {head} }} }}")
    # A named graph shows without GRAPH only where queries read all named graphs together.
    if client.ask(address.query, f"ASK {{ {graph} {RDF['type']} {SD['Dataset']} }}"):
        line = f"{graph} {SD['defaultGraph']} {view}"
        client.update(address.update, f"INSERT DATA {{ GRAPH {graph} {{ {line} }} }}")
        return Manifest(graph.value, view.value, {})
    return Manifest(graph.value, None, {})


def entry_lines(graph: str, entry: Entry) -> str:
    """Return an entry as triples."""
    return f"{NamedNode(graph)} {SCHEMA['sha256']} {Literal(entry.sha256)} ; {VOID['triples']} {entry.triples} ."


def _entries(client: Client, address: Address, manifest: str) -> Iterator[tuple[str, Entry]]:
    last = ""
    while True:
        rows = list(
            client.select(
                address.query,
                f"SELECT ?graph ?sha256 ?triples {{ GRAPH {NamedNode(manifest)} {{ ?graph {SCHEMA['sha256']} ?sha256 ;"
                f" {VOID['triples']} ?triples FILTER (STR(?graph) > {Literal(last)}) }} }}"
                f" ORDER BY STR(?graph) LIMIT {PAGE_ROWS}",
            )
        )
        for row in rows:
            yield _text(row, "graph"), Entry(_text(row, "sha256"), int(_text(row, "triples")))
        if len(rows) < PAGE_ROWS:
            return
        last = max(_text(row, "graph") for row in rows)


def _text(row: QuerySolution, name: str) -> str:
    return getattr(row[name], "value", "")
