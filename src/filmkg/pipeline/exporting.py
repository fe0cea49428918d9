"""Whole stores, written down."""

from __future__ import annotations

from typing import IO

from pyoxigraph import Store

from filmkg.graph import Format, links_iri, ordered, write
from filmkg.pipeline.identification import table_of
from filmkg.store import by_graph, by_subject


def export(store: Store, *, format: Format, output: IO[bytes]) -> None:  # noqa: A002 - the word of the command line
    """Write a whole store down, always the same bytes for the same content.

    Turtle is the merged view; the others keep the articles' graphs apart.
    """
    pieces = by_subject(store) if format is Format.TURTLE else by_graph(store)
    write((quad for piece in pieces for quad in ordered(piece)), format=format, output=output)


def export_quickstatements(store: Store, *, min_sources: int, retrieved: str, output: IO[bytes]) -> tuple[int, int]:
    """Write down, for editors of Wikidata, what a store states of linked things and the snapshot lacks.

    Args:
        store: The store.
        min_sources: Least number of independent articles that state it.
        retrieved: Day of retrieval, YYYY-MM-DD; "" for the day on which each article appeared.
        output: Where to write.

    Returns:
        How many lines were written, and how many statements were left out as their articles tell no address or date.
    """
    from filmkg import identity
    from filmkg import link as linking

    decisions = identity.read_table(store.quads_for_pattern(None, None, None, table_of(store)))
    canonical = {(one.graph, one.iri): one.canonical for one in decisions}
    claims = linking.read_claims(store, links=links_iri(), snapshot=linking.load(), canonical=canonical)
    lines, left_out = linking.quickstatements(claims, min_sources=min_sources, retrieved=retrieved)
    output.write("".join(f"{line}\n" for line in lines).encode())
    return len(lines), left_out
