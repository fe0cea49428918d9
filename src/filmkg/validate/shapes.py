"""The shapes that a graph is held against, read once and kept in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from filmkg.errors import RdfError
from filmkg.resources import ONTOLOGY, SHAPES
from filmkg.vocab import CDO_BASE, RDFS

if TYPE_CHECKING:
    from rdflib import Graph  # 0.1 s that a build without a refusal need not wait for
    from rdflib.term import Node


@dataclass(frozen=True, eq=False)
class Shapes:
    """What validation needs to know; two are equal where they are one.

    Attributes:
        text: All shapes, as N-Triples.
        classes: As N-Triples, the ontology's `rdfs:subClassOf` between its own classes: without them a film festival
            would not be seen as an event.
        are_ours: Whether they are those of this release, of which tests show that pySHACL can apply them.
    """

    text: str
    classes: str
    are_ours: bool = False

    @cached_property
    def graph(self) -> Graph:
        """All shapes; belongs to the validator and must not be changed."""
        from rdflib import Graph

        return Graph().parse(data=self.text, format="nt")

    @cached_property
    def hierarchy(self) -> tuple[tuple[Node, Node, Node], ...]:
        """The triples of `classes`."""
        from rdflib import Graph

        return tuple(sorted(Graph().parse(data=self.classes, format="nt")))


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
    text = _ntriples(triple for file in files for triple in _parse(file))
    classes = (
        triple for triple in _parse(ontology) if triple.predicate == RDFS["subClassOf"] and _is_own_class(triple.object)
    )
    return Shapes(text, _ntriples(classes), are_ours=folder in {SHAPES, SHAPES / "across"})


def _parse(file: Path) -> list[pyoxigraph.Triple]:
    # Read by pyoxigraph, which names the line of every mistake: rdflib's parser dies of an IndexError on some.
    try:
        # two files may call two blank nodes alike
        quads = pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True)
        return [quad.triple for quad in quads]
    except OSError as error:
        raise RdfError(
            f"{file}: {error.strerror or error}", remedy="install filmkg again, or name another file"
        ) from error
    except SyntaxError as error:
        raise RdfError(f"{file}, line {error.lineno}: {error.msg}", remedy="mend the file at that line") from error


def _ntriples(triples: Iterable[pyoxigraph.Triple]) -> str:
    text = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    return text.decode("utf-8")


def _is_own_class(node: object) -> bool:
    return isinstance(node, pyoxigraph.NamedNode) and node.value.startswith(CDO_BASE)
