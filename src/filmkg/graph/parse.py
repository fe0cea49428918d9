"""RDF file -> quads, graph by graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from filmkg.errors import RdfError

_READERS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}
SUFFIXES = frozenset(_READERS)


def read_graphs(path: Path) -> dict[str, tuple[Quad, ...]]:
    """Read an RDF file, its format told by its suffix (one of `SUFFIXES`).

    Returns:
        The quads of each graph under its IRI, sorted by it; those of the default graph under "".

    Raises:
        RdfError: The file cannot be read or does not parse.
    """
    graphs: dict[str, list[Quad]] = {}
    try:
        for quad in pyoxigraph.parse(path=path, format=_READERS[path.suffix.lower()]):
            graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad)
    except SyntaxError as error:
        raise RdfError(f"{path}: does not parse: {error}", remedy="mend the file there, or convert it anew") from None
    except OSError as error:
        raise RdfError(f"{path}: cannot be read: {error}", remedy="check that you may read it") from error
    return {name: tuple(graphs[name]) for name in sorted(graphs)}
