"""Extraction -> quads: one named graph an article, every fact with its evidence."""

from filmkg.graph.explanation import Explanation, explain
from filmkg.graph.iri import BASE, article_iri, check_base, entry_iri, graph_iri, identity_iri, links_iri, split_iri
from filmkg.graph.parse import SUFFIXES, read_graphs
from filmkg.graph.quads import to_quads
from filmkg.graph.serialize import Format, ordered, serialize, write

__all__ = [
    "BASE",
    "SUFFIXES",
    "Explanation",
    "Format",
    "article_iri",
    "check_base",
    "entry_iri",
    "explain",
    "graph_iri",
    "identity_iri",
    "links_iri",
    "ordered",
    "read_graphs",
    "serialize",
    "split_iri",
    "to_quads",
    "write",
]
