"""Graphs of a store elsewhere, put in place of what they held: in batches, and so that a push can end at any moment.

The entry of a graph in the manifest goes before the graph does, and comes back when the graph is whole: what has an
entry is as the entry says. A graph that is too large for one request is written aside and then copied into its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pyoxigraph import NamedNode, Quad

from filmkg.remote.address import Address
from filmkg.remote.client import Client
from filmkg.remote.manifest import Entry, Manifest, entry_lines

# Virtuoso compiles an update before it runs it; 2,000 triples take it 0.15 s, and requests of some MB fail.
BATCH_TRIPLES = 2000
_COUNTED_GRAPHS = 200
_MODULUS = 2**256


@dataclass(frozen=True, slots=True)
class Replacement:
    """A graph and what it shall hold; an empty name is the default graph.

    Attributes:
        name: What the manifest calls it.
        graph: Its name as a named graph, None for the default graph.
        entry: Hash and number of its triples.
        quads: Its triples, in any graph.
    """

    name: str
    graph: NamedNode | None
    entry: Entry
    quads: Iterable[Quad]


def digest(quads: Iterable[Quad]) -> Entry:
    """Hash the triples of one graph, in whatever order they come and without holding them in memory.

    The hash is the sum of the SHA-256 of each N-Triples line, modulo 2²⁵⁶: a set has one sum.
    """
    total = count = 0
    for count, quad in enumerate(quads, start=1):  # noqa: B007 - the last number is the count
        total += int.from_bytes(hashlib.sha256(str(quad.triple).encode()).digest(), "big")
    return Entry(f"{total % _MODULUS:064x}", count)


def replace_graphs(
    client: Client, address: Address, replacements: Iterable[Replacement], *, manifest: Manifest
) -> Iterator[str]:
    """Put graphs in place of what they held.

    Yields:
        The name of each graph when it is whole.

    Raises:
        RemoteError: The store does not answer, or refuses it; what was yielded is there.
    """
    batch: list[tuple[Replacement, list[str]]] = []
    for replacement in replacements:
        if replacement.graph is None or replacement.entry.triples > BATCH_TRIPLES:
            _replace_aside(client, address, replacement, manifest=manifest)
            yield replacement.name
            continue
        if sum(len(lines) for _, lines in batch) + replacement.entry.triples > BATCH_TRIPLES:
            yield from _replace_together(client, address, batch, manifest=manifest)
            batch = []
        batch.append((replacement, [f"{quad.triple} ." for quad in replacement.quads]))
    yield from _replace_together(client, address, batch, manifest=manifest)


def remove_graphs(client: Client, address: Address, names: Sequence[str], *, manifest: Manifest) -> None:
    """Take graphs and their entries out; raises as `replace_graphs`."""
    names = sorted(names)
    for start in range(0, len(names), _COUNTED_GRAPHS):
        some = names[start : start + _COUNTED_GRAPHS]
        drops = [f"DROP SILENT GRAPH {NamedNode(name)}" for name in some]
        client.update(address.update, _update([*drops, _forgotten(some, manifest)]))


def count_triples(client: Client, address: Address, names: Iterable[str]) -> dict[str, int]:
    """Count the triples of named graphs, as the store has them; one without any is left out."""
    counts: dict[str, int] = {}
    names = iter(names)
    while some := list(islice(names, _COUNTED_GRAPHS)):
        values = " ".join(str(NamedNode(name)) for name in some)
        rows = client.select(
            address.query,
            f"SELECT ?g (COUNT(*) AS ?n) {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g",
        )
        counts |= {row["g"].value: int(row["n"].value) for row in rows}
    return counts


def forget_entries(client: Client, address: Address, names: Sequence[str], *, manifest: Manifest) -> None:
    """Take entries out, so that the next push writes their graphs anew; raises as `replace_graphs`."""
    for start in range(0, len(names), _COUNTED_GRAPHS):
        client.update(address.update, _forgotten(names[start : start + _COUNTED_GRAPHS], manifest))


def _replace_together(
    client: Client, address: Address, batch: Sequence[tuple[Replacement, list[str]]], *, manifest: Manifest
) -> Iterator[str]:
    if not batch:
        return
    drops = [f"DROP SILENT GRAPH {replacement.graph}" for replacement, _ in batch]
    graphs = [f"GRAPH {replacement.graph} {{\n" + "\n".join(lines) + "\n}" for replacement, lines in batch]
    names = [replacement.name for replacement, _ in batch]
    entries = {replacement.name: replacement.entry for replacement, _ in batch}
    insertion = "INSERT DATA {\n" + "\n".join(graphs) + "\n}"
    update = _update([_forgotten(names, manifest), *drops, insertion, _noted(entries, manifest)])
    client.update(address.update, update)
    yield from names


def _replace_aside(client: Client, address: Address, replacement: Replacement, *, manifest: Manifest) -> None:
    aside = NamedNode(f"{replacement.name}/unfinished")
    client.update(address.update, f"DROP SILENT GRAPH {aside}")
    quads = iter(replacement.quads)
    for first in quads:
        lines = "\n".join(f"{quad.triple} ." for quad in chain([first], islice(quads, BATCH_TRIPLES - 1)))
        client.update(address.update, f"INSERT DATA {{ GRAPH {aside} {{\n{lines}\n}} }}")
    place = "DEFAULT" if replacement.graph is None else f"GRAPH {replacement.graph}"
    client.update(address.update, _forgotten([replacement.name], manifest) or f"DROP SILENT {place}")
    # COPY can be sent twice: a second MOVE would find nothing to move, and leave nothing.
    client.update(
        address.update, f"COPY GRAPH {aside} TO {place}" if replacement.entry.triples else f"DROP SILENT {place}"
    )
    noted = _noted({replacement.name: replacement.entry}, manifest)
    client.update(address.update, _update([f"DROP SILENT GRAPH {aside}", noted]))


def _update(operations: Iterable[str]) -> str:
    return " ;\n".join(operation for operation in operations if operation)


def _forgotten(names: Iterable[str], manifest: Manifest) -> str:
    """Return the operation that takes entries out, "" where there are none."""
    lines = [entry_lines(name, manifest.entries[name]) for name in names if name in manifest.entries]
    return _data("DELETE", lines, manifest)


def _noted(entries: Mapping[str, Entry], manifest: Manifest) -> str:
    return _data("INSERT", [entry_lines(name, entry) for name, entry in entries.items()], manifest)


def _data(operation: str, lines: Sequence[str], manifest: Manifest) -> str:
    body = "\n".join(lines)
    return f"{operation} DATA {{ GRAPH {NamedNode(manifest.graph)} {{\n{body}\n}} }}" if lines else ""
