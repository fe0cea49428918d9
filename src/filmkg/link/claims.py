"""What the graph states of things that are linked to Wikidata, as statements of it, each with the articles that say so.

Only what happened: what an article plans, proposes or calls off is left out, and what lies ahead of its date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from filmkg import resources
from filmkg.link.snapshot import Snapshot, read_rows
from filmkg.vocab import DCTERMS, PREFIXES, RDF, SCHEMA, SKOS, cdo

# Classes whose things have a status; one that does not say "happened" may have not.
_WITH_STATUS = frozenset({"Event", "FilmFestival", "FilmDays", "Screening", "Meeting", "Agreement", "Membership"})
_COUNTRY = "P17"
Graph = NamedNode


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """A statement of Wikidata.

    Attributes:
        subject: QID.
        pid: Property.
        form: How the value is written: "item", "time", "text" or "string".
        value: QID or lexical form.
        language: Of a text, else "".
        since: Qualifier: time from which it holds, "" where that is not said.
    """

    subject: str
    pid: str
    form: str
    value: str
    language: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An article that states a claim: its address and the date that it appeared, "" where it does not tell them."""

    url: str
    issued: str


@dataclass(frozen=True, slots=True)
class Property:
    """A row of `properties.tsv`."""

    property: str
    subject: frozenset[str]
    object: frozenset[str]
    pid: str
    form: str


def load_properties(path: Path = resources.DATA / "wikidata" / "properties.tsv") -> tuple[Property, ...]:
    """Read how statements are told in Wikidata."""
    return tuple(
        Property(
            row["property"],
            frozenset(row["subject"].split()),
            frozenset(row["object"].removeprefix("-").split()),
            row["pid"],
            row["form"],
        )
        for row in read_rows(path)
    )


def read_claims(
    store: Store, *, links: NamedNode, snapshot: Snapshot, canonical: Mapping[tuple[str, str], str]
) -> dict[Claim, frozenset[Source]]:
    """Return what a store states of things that are linked and the snapshot lacks, each with the articles that say so.

    Args:
        store: The store.
        links: Name of the graph with the links; only those to Wikidata count.
        snapshot: What is known already.
        canonical: By the name of an article's graph and the IRI of a thing there, the IRI that has the link, where it
            is another.
    """
    reading = _Reading(store, links, canonical)
    sources: defaultdict[Claim, set[Source]] = defaultdict(set)
    for row in load_properties():
        for subject, value, graph in reading.statements(row):
            claim = reading.claim(row, subject, value, graph)
            if claim and not _is_known(claim, snapshot) and not reading.is_ahead(claim, graph):
                sources[claim].add(reading.sources[graph])
    return {claim: frozenset(found) for claim, found in sources.items()}


class _Reading:
    """What is looked up again and again while a store is read."""

    def __init__(self, store: Store, links: NamedNode, canonical: Mapping[tuple[str, str], str]) -> None:
        self._store = store
        self._canonical = canonical
        self._qids = dict(_qids(store, links))
        self.sources = dict(_sources(store))
        self._cancelled = {
            self._thing(quad.subject, quad.graph_name)
            for quad in store.quads_for_pattern(None, cdo("status"), cdo("cancelled"), None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode)
        }

    def statements(self, row: Property) -> Iterator[tuple[NamedNode, NamedNode | Literal, Graph]]:
        """Yield what articles state with a property, between things of the right classes that happened."""
        for quad in self._store.quads_for_pattern(None, cdo(row.property), None, None):
            subject, value, graph = quad.subject, quad.object, quad.graph_name
            if not (isinstance(subject, NamedNode) and isinstance(graph, NamedNode) and graph in self.sources):
                continue
            if not isinstance(value, NamedNode | Literal) or isinstance(value, Literal) == bool(row.object):
                continue
            ends = [(subject, row.subject)] + ([(value, row.object)] if isinstance(value, NamedNode) else [])
            if all(self._is_fit(node, classes, graph) for node, classes in ends):
                yield subject, value, graph

    def claim(self, row: Property, subject: NamedNode, value: NamedNode | Literal, graph: Graph) -> Claim | None:
        """Return a statement as one of Wikidata, or None where one of its ends is not linked."""
        if row.form == "qualifier":
            return None
        if isinstance(value, Literal):
            qid, language = self._qids.get(self._thing(subject, graph)), value.language or ""
            is_complete = qid and (language or row.form != "text")  # a title of Wikidata has a language
            return Claim(str(qid), row.pid, row.form, value.value, language) if is_complete else None
        since = ""
        if row.form == "member":
            bodies = list(self._values(subject, "body", graph))
            if len(bodies) != 1:
                return None
            dates = [date.value for date in self._values(subject, "effectiveFrom", graph) if isinstance(date, Literal)]
            since = dates[0] if len(dates) == 1 else ""
            ends = (value, bodies[0])
        else:
            ends = (value, subject) if row.form == "inverse" else (subject, value)
        one, other = (self._qids.get(self._thing(node, graph)) for node in ends if isinstance(node, NamedNode))
        return Claim(one, row.pid, "item", other, since=since) if one and other and one != other else None

    def is_ahead(self, claim: Claim, graph: Graph) -> bool:
        """Tell whether a claim has a time after the day on which the article appeared, or that day is not known."""
        times = [claim.since] if claim.since else [claim.value] if claim.form == "time" else []
        issued = self.sources[graph].issued
        return any(not issued or time > issued[: len(time)] for time in times)

    def _thing(self, node: NamedNode, graph: Graph) -> str:
        """Return the IRI that a thing of an article has for all articles."""
        return self._canonical.get((graph.value, node.value), node.value)

    def _is_fit(self, node: NamedNode, classes: frozenset[str], graph: Graph) -> bool:
        """Tell whether a thing is of one of the classes, and happened where it has a status at all."""
        fitting = {name for name in classes if self._holds(node, RDF["type"], cdo(name), graph)}
        if not fitting or self._thing(node, graph) in self._cancelled:
            return False
        return not fitting & _WITH_STATUS or self._holds(node, cdo("status"), cdo("happened"), graph)

    def _holds(self, subject: NamedNode, predicate: NamedNode, value: NamedNode, graph: Graph) -> bool:
        return next(iter(self._store.quads_for_pattern(subject, predicate, value, graph)), None) is not None

    def _values(self, subject: NamedNode, name: str, graph: Graph) -> Iterator[NamedNode | Literal]:
        for quad in self._store.quads_for_pattern(subject, cdo(name), None, graph):
            if isinstance(quad.object, NamedNode | Literal):
                yield quad.object


def _qids(store: Store, links: NamedNode) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, SKOS["exactMatch"], None, links):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            base, _, qid = quad.object.value.rpartition("/")
            if f"{base}/" == PREFIXES["wd"]:
                yield quad.subject.value, qid


def _sources(store: Store) -> Iterator[tuple[Graph, Source]]:
    for quad in store.quads_for_pattern(None, RDF["type"], cdo("Article"), None):
        if isinstance(quad.graph_name, NamedNode) and isinstance(quad.subject, NamedNode):
            url, issued = (
                min(_literals(store, quad.subject, predicate, quad.graph_name), default="")
                for predicate in (SCHEMA["url"], DCTERMS["issued"])
            )
            yield quad.graph_name, Source(url, issued)


def _literals(store: Store, node: NamedNode, predicate: NamedNode, graph: Graph) -> Iterable[str]:
    found = (quad.object for quad in store.quads_for_pattern(node, predicate, None, graph))
    return [value.value for value in found if isinstance(value, Literal)]


def _is_known(claim: Claim, snapshot: Snapshot) -> bool:
    """Tell whether the snapshot says so: of statements it has only the country of an item."""
    if claim.pid != _COUNTRY:
        return False
    one, other = snapshot.by_qid.get(claim.subject), snapshot.by_qid.get(claim.value)
    return bool(one and other and one.code and one.code == other.code)
