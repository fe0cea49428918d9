"""The shapes that a graph is held against, read once and kept in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from rdflib import RDFS, Graph, URIRef
from rdflib.term import Node

from filmkg.errors import RdfError
from filmkg.resources import ONTOLOGY, SHAPES
from filmkg.vocab import CDO_BASE


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """What validation needs to know; two are equal where they are one.

    Attributes:
        graph: All shapes; belongs to the validator and must not be changed.
        hierarchy: The ontology's `rdfs:subClassOf` triples between its own classes: without them a film festival
            would not be seen as an event.
    """

    graph: Graph
    hierarchy: tuple[tuple[Node, Node, Node], ...]


def load_shapes(folder: Path = SHAPES, *, ontology: Path = ONTOLOGY / "filmkg.ttl") -> Shapes:
    """Read the shapes of a folder.

    Args:
        folder: Holds `*.ttl`; folders inside it (the cases that test the shapes) are not read.
        ontology: Turtle file with the classes.

    Raises:
        RdfError: A file is missing or is not Turtle, or the folder has none.
    """
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise RdfError(f"{folder}: no shapes (*.ttl) there", remedy="install filmkg again, or name another folder")
    graph = Graph()
    for file in files:
        _parse(file, graph)
    classes = _parse(ontology, Graph())
    hierarchy = tuple(
        sorted(triple for triple in classes.triples((None, RDFS.subClassOf, None)) if _is_own_class(triple[2]))
    )
    return Shapes(graph=graph, hierarchy=hierarchy)


def _parse(file: Path, graph: Graph) -> Graph:
    # Read by pyoxigraph, which names the line of every mistake: rdflib's parser dies of an IndexError on some.
    try:
        triples = [quad.triple for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE)]
    except OSError as error:
        raise RdfError(
            f"{file}: {error.strerror or error}", remedy="install filmkg again, or name another file"
        ) from error
    except SyntaxError as error:
        raise RdfError(f"{file}, line {error.lineno}: {error.msg}", remedy="mend the file at that line") from error
    return graph.parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")


def _is_own_class(node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(CDO_BASE)
