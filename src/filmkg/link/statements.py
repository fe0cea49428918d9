"""What a Wikibase states of its items: by plain SPARQL 1.1, or by its API where no SPARQL endpoint is known.

In SPARQL these are the direct claims of https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format, which stand
for the statements of the best rank; no label service and nothing else that one engine alone has. The JSON of the API is
that of https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from filmkg.link.client import Client, Service

MAX_IDS = 50  # of wbgetentities for those without a bot's rights
_MAX_ITEMS = 200  # in one query
Json = Mapping[str, Any]
Values = Mapping[str, tuple[str, ...]]  # property -> ids of items, and texts
Statements = Mapping[str, Values]  # id of an item -> what is stated of it


def read_statements(
    client: Client, bases: Mapping[str, str], properties: Collection[str], *, service: Service
) -> Statements:
    """Return the values of properties of items, those of the best rank, sorted.

    Args:
        client: Asks.
        bases: Start of the IRI of each item, by its id.
        properties: Their ids.
        service: Whom it asks.

    Raises:
        EndpointError: The service does not answer.
    """
    ask = _by_sparql if service.sparql else _by_api
    found: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for qid, property_, value in ask(client, bases, sorted(properties)):
        found[qid][property_].add(value)
    return {
        qid: {property_: tuple(sorted(texts)) for property_, texts in values.items()} for qid, values in found.items()
    }


def by_id(client: Client, qids: Iterable[str], props: str) -> Iterator[Json]:
    """Yield what the API tells of items, asking for `MAX_IDS` at a time; those that do not exist are left out."""
    for some in _parts(sorted(qids), MAX_IDS):
        ids = "|".join(some)
        answer = client.get({"action": "wbgetentities", "ids": ids, "props": props, "languages": "en|mul"})
        yield from (one for one in table(answer, "entities").values() if "missing" not in one)


def table(answer: Json, name: str) -> Json:
    """Return an object of an answer; PHP writes [] where it is empty."""
    found: Json = answer.get(name) or {}
    return found


def _parts(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _by_sparql(client: Client, bases: Mapping[str, str], properties: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    by_base: defaultdict[str, list[str]] = defaultdict(list)
    for qid, base in sorted(bases.items()):
        by_base[base].append(qid)
    for base, qids in sorted(by_base.items()):
        direct = f"{base.removesuffix('entity/')}prop/direct/"
        asked = " ".join(f"<{direct}{property_}>" for property_ in properties)
        for some in _parts(qids, _MAX_ITEMS):
            items = " ".join(f"<{base}{qid}>" for qid in some)
            rows = client.select(
                "SELECT ?item ?property ?value WHERE {\n"
                f"  VALUES ?item {{ {items} }}\n  VALUES ?property {{ {asked} }}\n  ?item ?property ?value .\n}}"
            )
            for row in rows:
                value = row["value"]
                text = value["value"].removeprefix(base) if value["type"] == "uri" else value["value"]
                # A value that is not known is a blank node, or an IRI that stands for one.
                if value["type"] == "literal" or (value["type"] == "uri" and text != value["value"]):
                    yield row["item"]["value"].removeprefix(base), row["property"]["value"].removeprefix(direct), text


def _by_api(client: Client, bases: Mapping[str, str], properties: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for one in by_id(client, bases, "claims"):
        for property_ in properties:
            for value in _best(one, property_):
                for name in ("id", "text"):
                    if name in value:
                        yield str(one["id"]), property_, str(value[name])


def _best(one: Json, property_: str) -> Iterator[Json]:
    """Yield the values of a property, preferred ones alone where there are any, never deprecated ones."""
    ranks: defaultdict[str, list[Json]] = defaultdict(list)
    for statement in table(one, "claims").get(property_, ()):
        snak = statement["mainsnak"]
        if snak["snaktype"] == "value" and isinstance(snak["datavalue"]["value"], dict):
            ranks[statement["rank"]].append(snak["datavalue"]["value"])
    yield from ranks["preferred"] or ranks["normal"]
