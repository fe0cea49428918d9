"""Extraction -> quads: one named graph an article, every fact with its evidence."""

from filmkg.graph.explanation import Chain, Explanation, Passage, Stated, explain
from filmkg.graph.iri import (
    BASE,
    article_iri,
    check_base,
    copies_iri,
    entry_iri,
    graph_iri,
    identity_iri,
    links_iri,
    manifest_iri,
    split_iri,
    view_iri,
)
from filmkg.graph.parse import SUFFIXES, read_graphs
from filmkg.graph.quads import read_nquads, to_nquads, to_quads
from filmkg.graph.rights import Policy, Rights, load_policy
from filmkg.graph.serialize import Format, ordered, serialize, write

__all__ = [
    "BASE",
    "SUFFIXES",
    "Chain",
    "Explanation",
    "Format",
    "Passage",
    "Policy",
    "Rights",
    "Stated",
    "article_iri",
    "check_base",
    "copies_iri",
    "entry_iri",
    "explain",
    "graph_iri",
    "identity_iri",
    "links_iri",
    "load_policy",
    "manifest_iri",
    "ordered",
    "read_graphs",
    "read_nquads",
    "serialize",
    "split_iri",
    "to_nquads",
    "to_quads",
    "view_iri",
    "write",
]
