"""What the store says of some things, property by property, for matching and for data extension."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from filmkg.errors import QueryError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.nodes import labels_of, local_name
from filmkg.serve.reconciliation.index import Index
from filmkg.serve.reconciliation.schema import Property
from filmkg.vocab import CDO_BASE, XSD, is_cdo

MAX_VALUES = 20_000  # of one property, for all things of a request
_MAX_FOUND = 200
# The types that a text may have as a literal of the store; looking up each is quick, comparing texts is not.
_DATATYPES = (XSD["string"], XSD["date"], XSD["gYearMonth"], XSD["gYear"], XSD["integer"])

Values = Mapping[tuple[str, str], tuple["Value", ...]]


class TooManyValuesError(QueryError):
    """A property has more values than an answer can hold."""


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """One value.

    Attributes:
        text: What it is called: the literal, the label of a thing, the local name of a term ("planned").
        id: Identifier of the thing, "" for what is none of this store.
        datatype: IRI of the literal's type, "" for what is no literal.
    """

    text: str
    id: str = ""
    datatype: str = ""


def read_values(pool: Pool, ids: Iterable[str], *, properties: Iterable[Property], index: Index, base: str) -> Values:
    """Return values by identifier and property, sorted; nothing for what has none.

    Args:
        pool: The workers that evaluate.
        ids: Identifiers of things, known or not.
        properties: What to read.
        index: What things are called; what is not in it (a post, an article) is looked up.
        base: Start of the IRIs of all things.

    Raises:
        TooManyValuesError: A property has more than `MAX_VALUES` values.
    """
    nodes = {iri: one for one in ids if (iri := node(one, base=base))}
    wanted = " ".join(sorted(map(str, nodes)))
    found: dict[tuple[str, str], list[NamedNode | Literal]] = defaultdict(list)
    if not wanted:
        return {}
    for one in properties:
        rows = pool.select(
            f"SELECT DISTINCT ?thing ?value {{ VALUES ?thing {{ {wanted} }} ?thing {one.path} ?value }}"
            f" LIMIT {MAX_VALUES + 1}"
        )
        if len(rows) > MAX_VALUES:
            raise TooManyValuesError(
                f"more than {MAX_VALUES:,} values of {one.name!r}", remedy="ask for fewer things at a time"
            )
        for row in rows:
            thing = row["thing"]
            if isinstance(thing, NamedNode):
                found[nodes[thing], one.id].append(row["value"])
    labels = _labels((term for terms in found.values() for term in terms), pool, index, base=base)
    return {key: tuple(sorted({_value(term, labels, base=base) for term in terms})) for key, terms in found.items()}


def find_by_value(pool: Pool, *, path: str, texts: Iterable[str], ids: Iterable[str], base: str) -> list[str]:
    """Return the identifiers of things that have one of the values, at most `_MAX_FOUND`."""
    terms = {str(Literal(text, datatype=datatype)) for text in texts for datatype in _DATATYPES}
    terms |= {str(iri) for one in ids if (iri := node(one, base=base))}
    terms |= {f"<{CDO_BASE}{text}>" for text in texts if is_cdo(text)}
    if not terms:
        return []
    rows = pool.select(
        f"SELECT DISTINCT ?thing {{ VALUES ?value {{ {' '.join(sorted(terms))} }} ?thing {path} ?value"
        f' FILTER(STRSTARTS(STR(?thing), "{base}")) }} LIMIT {_MAX_FOUND}'
    )
    return [row["thing"].value.removeprefix(base) for row in rows]


def node(identifier: str, *, base: str) -> NamedNode | None:
    """Return the node with an identifier, or None where that can be none."""
    try:
        return NamedNode(base + identifier) if identifier else None
    except ValueError:
        return None


def _labels(terms: Iterable[NamedNode | Literal], pool: Pool, index: Index, *, base: str) -> dict[str, str]:
    iris = {term.value for term in terms if isinstance(term, NamedNode) and term.value.startswith(base)}
    known = {iri: thing.names[0] for iri in iris if (thing := index.thing(iri.removeprefix(base)))}
    return known | labels_of(pool, iris - known.keys())


def _value(term: NamedNode | Literal, labels: Mapping[str, str], *, base: str) -> Value:
    if isinstance(term, Literal):
        return Value(term.value, datatype=term.datatype.value)
    if term.value.startswith(base):
        return Value(labels.get(term.value) or local_name(term.value), id=term.value.removeprefix(base))
    return Value(term.value.removeprefix(CDO_BASE))
