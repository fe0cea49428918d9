"""Functions and prefixes that queries can use here beside those of SPARQL.

`text:search`, the one that finds, is no function and stands in `textsearch.py`.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from pyoxigraph import Literal, NamedNode

from filmkg.naming.folding import fold
from filmkg.store import Functions, Term
from filmkg.vocab import PREFIXES, XSD

TEXT_BASE = "https://w3id.org/filmkg/text#"
SEARCH = f"{TEXT_BASE}search"
QUERY_PREFIXES = {**PREFIXES, "text": TEXT_BASE}

_MAX_CHARS = 500  # comparing two texts costs the product of their lengths


def text_fold(*terms: Term) -> Literal | None:
    """Return a text as names are compared: in small letters, without accents and punctuation."""
    words = _texts(terms, 1)
    return Literal(fold(words[0])) if words else None


def text_similarity(*terms: Term) -> Literal | None:
    """Return how alike two texts are once they are folded: from 0.0 to 1.0, which is equal."""
    words = _texts(terms, 2)
    if not words:
        return None
    ratio = SequenceMatcher(None, fold(words[0]), fold(words[1]), autojunk=False).ratio()
    return Literal(f"{ratio:.3f}", datatype=XSD["decimal"])


FUNCTIONS: Functions = {NamedNode(f"{TEXT_BASE}fold"): text_fold, NamedNode(f"{TEXT_BASE}similarity"): text_similarity}


def _texts(terms: tuple[Term, ...], count: int) -> list[str]:
    """Return the texts of `count` literals; nothing, which SPARQL takes for an error, where they are others."""
    texts = [term.value[:_MAX_CHARS] for term in terms if isinstance(term, Literal)]
    return texts if len(texts) == len(terms) == count else []
