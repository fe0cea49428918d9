"""The statements of a page, gathered from the rows that queries return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.serve.nodes.labels import local_name
from filmkg.serve.nodes.terms import Row, Statement, as_iri
from filmkg.serve.sources import Source, independent_articles
from filmkg.vocab import CDO_BASE

_AHEAD = frozenset({"planned", "proposed"})
_BROAD = frozenset({"Place", "Event", "Statement", "Concept"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement as a page shows it.

    Attributes:
        property: Local name of the property.
        other: What stands at its other end: a thing or a literal.
        label: What to call that.
        kind: Local name of its class, "" for a literal.
        when: Its date or year, "" where it has none.
        names: All that it is called, to be marked in sentences.
        statuses: What the articles that state this say of its subject, sorted. What one announces is left out where
            another that states the same tells what became of it.
        sources: The sentences; empty for what is no statement of an article (a title, a link).
        articles: How many articles state it.
        independent: How many of them do not repeat another.
    """

    property: str
    other: NamedNode | Literal
    label: str
    kind: str
    when: str
    names: tuple[str, ...]
    statuses: tuple[str, ...]
    sources: tuple[Source, ...]
    articles: int
    independent: int


def gather_facts(
    rows: Iterable[Row],
    node: NamedNode,
    sentences: Mapping[Statement, list[Source]],
    telling: Mapping[NamedNode, str],
    *,
    uses: bool,
) -> tuple[Fact, ...]:
    """Gather the rows of one statement: the other end may have several labels and classes."""
    gathered: dict[tuple[NamedNode, NamedNode | Literal], tuple[set[str], set[str], set[str]]] = {}
    for row in rows:
        labels, names, kinds = gathered.setdefault((as_iri(row["property"]), row["other"]), (set(), set(), set()))
        for name, into in (("label", labels), ("alias", names), ("kind", kinds)):
            if name in row:
                into.add(row[name].value)
    facts = []
    for (property_, other), (labels, names, kinds) in gathered.items():
        key = (as_iri(other), property_, node) if uses else (node, property_, other)
        sources = tuple(sentences.get(key, ()))
        label = min(labels, default=other.value if isinstance(other, Literal) else local_name(other.value))
        classes = narrowest_first(kinds)
        facts.append(
            Fact(
                property=local_name(property_.value),
                other=other,
                label=label,
                kind=classes[0] if classes else "",
                when=telling.get(other, "") if isinstance(other, NamedNode) else "",
                names=tuple(sorted({label, *labels, *names})),
                statuses=_statuses(sources),
                sources=sources,
                articles=len({source.article_iri for source in sources}),
                independent=independent_articles(sources),
            )
        )
    return tuple(sorted(facts, key=lambda fact: (fact.property, fact.label, str(fact.other))))


def narrowest_first(iris: Iterable[str]) -> tuple[str, ...]:
    """Return the local names of the ontology's classes: "FilmDays" before "Event"."""
    names = {local_name(iri) for iri in iris if iri.startswith(CDO_BASE)}
    return tuple(sorted(names, key=lambda name: (name in _BROAD, name)))


def _statuses(sources: Iterable[Source]) -> tuple[str, ...]:
    return latest({source.status for source in sources} - {""})


def latest(told: set[str]) -> tuple[str, ...]:
    """Return statuses, without those that tell what is to come where one tells what came of it."""
    return tuple(sorted((told - _AHEAD) or told))
