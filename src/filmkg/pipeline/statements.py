"""What an article contributes to a snapshot, as lines of N-Quads: its graph, and its share of the merged view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import Literal

from filmkg.vocab import RDFS, SKOS

_LABEL, _ALIAS = str(RDFS["label"]), str(SKOS["altLabel"])


class Fate(NamedTuple):
    """What a thing of an article is in the merged view: its IRI, and its label where articles differ on that."""

    canonical: str
    label: str | None


class Shared(NamedTuple):
    """The lines of a view by whether other articles can state them too."""

    own: set[str]
    shared: set[str]


def graph_lines(nquads: str) -> list[str]:
    """Return the lines of an article's graph, without their ends."""
    return nquads.split("\n")[:-1]


def lines_about(nquads: str, iris: Iterable[str]) -> str:
    """Return the lines of an article's graph whose subject or object is one of some IRIs."""
    found: dict[int, str] = {}  # by where they stand
    for name in sorted(f"<{iri}>" for iri in iris):
        end = 0
        while (place := nquads.find(name, end)) >= 0:
            start, end = nquads.rfind("\n", 0, place) + 1, nquads.index("\n", place) + 1
            line = nquads[start:end]
            subject, _, rest = line.split(" ", 2)
            if name in (subject, rest[: rest.find(">") + 1]):
                found[start] = line
    return "".join(found[start] for start in sorted(found))


def labelled(nquads: str) -> set[str]:
    """Return the IRIs of what has a label or another name in an article's graph."""
    found = set()
    for line in graph_lines(nquads):
        subject, predicate, _ = line.split(" ", 2)
        if predicate in (_LABEL, _ALIAS):
            found.add(subject[1:-1])
    return found


def view_lines(nquads: str, *, graph: str, fates: Mapping[str, Fate]) -> Shared:
    """Return what an article's graph states in the merged view, as `identity.View` has it.

    Args:
        nquads: The graph.
        graph: Its name.
        fates: By IRI, of its things and of all else that has a label in it.
    """
    end = f" <{graph}> ."
    canonical = {f"<{iri}>": f"<{fate.canonical}>" for iri, fate in fates.items()}
    labels = {f"<{iri}>": str(Literal(fate.label)) for iri, fate in fates.items() if fate.label is not None}
    # Evidence and the article itself have IRIs that no other article uses.
    start, _, key = graph.rpartition("graph/")
    own_starts = tuple(f"<{start}article/{key}{end}" for end in (">", "/", "#"))
    found = Shared(set(), set())
    for line in graph_lines(nquads):
        subject, predicate, rest = line.split(" ", 2)
        object_ = rest.removesuffix(end)
        object_ = canonical.get(object_, object_)
        if predicate in (_LABEL, _ALIAS) and (label := labels.get(subject)) is not None:
            predicate = _LABEL if object_ == label else _ALIAS
        is_own = subject.startswith(own_starts) and subject not in canonical
        (found.own if is_own else found.shared).add(f"{canonical.get(subject, subject)} {predicate} {object_} .")
    return found
