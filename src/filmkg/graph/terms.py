"""Terms of RDF as N-Triples writes them: to put statements together as text costs a tenth of what objects cost."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal

from filmkg.vocab import XSD, cdo

Statement = tuple[str, str, str]

# Written as rdf:type, "" while statements are sorted: the type of a thing comes first.
TYPE = ""
_DATATYPES = {name: f"^^{iri}" for name, iri in XSD.items()}


@cache
def term(name: str) -> str:
    """Return a term of the ontology by its local name."""
    return str(cdo(name))


def literal(text: str) -> str:
    """Return a plain literal."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return str(Literal(text))


def tagged(text: str, language: str) -> str:
    """Return a literal in a language."""
    return str(Literal(text, language=language))


def typed(text: str, datatype: str) -> str:
    """Return a literal of a datatype of XSD, by local name; raise KeyError where `vocab.py` has none of that name."""
    suffix = _DATATYPES[datatype]
    return literal(text) if datatype == "string" else literal(text) + suffix
