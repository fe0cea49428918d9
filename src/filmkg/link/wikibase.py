"""Items of a Wikibase for things that the snapshot does not know: search by name, then what each item is.

The shapes of answers are those of https://www.wikidata.org/w/api.php?action=help&modules=wbsearchentities and
`wbgetentities`, and of https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filmkg import resources
from filmkg.errors import EndpointError
from filmkg.link.candidates import Entity, own_names
from filmkg.link.client import Client, Service
from filmkg.link.snapshot import Item, Words, read_rows
from filmkg.vocab import PREFIXES

MAX_IDS = 50  # of wbgetentities for those without a bot's rights
_MAX_HITS = 10
_MAX_NAME_CHARS = 200  # a Wikibase refuses longer searches, and no name is so long
_MAX_DEPTH = 6  # of subclasses; deeper ones are too far from what a word means
_SUBCLASS_OF = "P279"
_TITLE = "P1476"
_COUNTRY = ("P17", "P495", "P27")  # country, country of origin, country of citizenship
# "world" beats "", and that beats the doubtful ones, where an item is of several kinds.
_SCOPES = ("world", "", "branches", "namesakes")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What an item with a class as value of a property is: classes of the ontology, and `Item.scope`."""

    classes: tuple[str, ...]
    scope: str


def fetch_items(
    entities: Iterable[Entity], *, service: Service, words: Words, codes: Mapping[str, str]
) -> tuple[Item, ...]:
    """Return the items that things could be by their names, each with its classes, country and number of pages.

    Args:
        entities: The things.
        service: Whom to ask.
        words: What names are compared with.
        codes: QID of a country in Wikidata -> its ISO 3166-1 alpha-2 code.

    Raises:
        EndpointError: The service does not answer, or answers something else.
    """
    try:
        return _fetch_items(entities, Client(service), words, codes)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EndpointError(
            f"{service.endpoint}: an answer of another shape than that of a Wikibase ({error!r})",
            remedy=f"check the address given with --endpoint, and empty {service.cache}",
        ) from error


def _fetch_items(
    entities: Iterable[Entity], client: Client, words: Words, codes: Mapping[str, str]
) -> tuple[Item, ...]:
    kinds = load_kinds()
    names = dict.fromkeys(name for entity in entities for name in _names_to_search(entity, words))
    bases: dict[str, str] = {}
    for name in names:
        bases.update(_search(client, name))
    found = {one["id"]: one for one in _entities(client, bases, "labels|aliases|claims|sitelinks")}
    properties = sorted({property_ for property_, _ in kinds})
    supers = _superclasses(
        client,
        {value for one in found.values() for property_ in properties for value in _values(one, property_)},
        known={qid for _, qid in kinds},
    )
    items = (_item(one, base=bases.get(qid, PREFIXES["wd"]), kinds=kinds, supers=supers, codes=codes)
             for qid, one in sorted(found.items()))  # fmt: skip
    return tuple(item for item in items if item.classes)


def load_kinds(path: Path = resources.DATA / "wikidata" / "classes.tsv") -> dict[tuple[str, str], Kind]:
    """Read what items are, by property and value."""
    return {(row["property"], row["qid"]): Kind(tuple(row["classes"].split()), row["scope"]) for row in read_rows(path)}


def _names_to_search(entity: Entity, words: Words) -> Iterator[str]:
    """Yield the names that are proper names: "master class" and "Ministry of Culture" lead to anything."""
    for name in own_names(entity, words):
        if (
            len(name) <= _MAX_NAME_CHARS
            and name != name.lower()
            and not words.generic.issuperset(words.key(name).split())
        ):
            yield name


def _search(client: Client, name: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each item that a name could be of, and the start of its IRI."""
    answer = client.get(
        {"action": "wbsearchentities", "search": name, "language": "en", "uselang": "en", "type": "item",
         "limit": str(_MAX_HITS)}
    )  # fmt: skip
    for hit in answer.get("search", ()):
        qid = str(hit["id"])
        yield qid, str(hit.get("concepturi") or PREFIXES["wd"] + qid).removesuffix(qid)


def _entities(client: Client, qids: Iterable[str], props: str) -> Iterator[Json]:
    """Yield what is known of items, asking for `MAX_IDS` at a time; those that do not exist are left out."""
    ordered = sorted(qids)
    for start in range(0, len(ordered), MAX_IDS):
        ids = "|".join(ordered[start : start + MAX_IDS])
        answer = client.get({"action": "wbgetentities", "ids": ids, "props": props, "languages": "en|mul"})
        yield from (one for one in _table(answer, "entities").values() if "missing" not in one)


def _superclasses(client: Client, qids: set[str], *, known: set[str]) -> Mapping[str, set[str]]:
    """Return the known classes at or above each class, along "subclass of"."""
    parents: dict[str, set[str]] = {}
    level = qids - known
    for _ in range(_MAX_DEPTH):
        if not level:
            break
        fetched = {str(one["id"]): set(_values(one, _SUBCLASS_OF)) for one in _entities(client, level, "claims")}
        parents.update({qid: fetched.get(qid, set()) for qid in level})
        level = set().union(*fetched.values()) - known - parents.keys()
    return {qid: _above(qid, parents) & known for qid in qids}


def _above(qid: str, parents: Mapping[str, set[str]]) -> set[str]:
    above, new = set(), {qid}
    while new:
        above |= new
        new = set().union(*(parents.get(one, set()) for one in new)) - above
    return above


def _item(
    one: Json,
    *,
    base: str,
    kinds: Mapping[tuple[str, str], Kind],
    supers: Mapping[str, set[str]],
    codes: Mapping[str, str],
) -> Item:
    matching = [
        kind
        for (property_, qid), kind in kinds.items()
        if any(qid in supers.get(value, ()) for value in _values(one, property_))
    ]
    countries = {value for property_ in _COUNTRY for value in _values(one, property_)}
    code = codes.get(countries.pop(), "") if len(countries) == 1 and base == PREFIXES["wd"] else ""
    label, *aliases = dict.fromkeys(_texts(one)) or [""]
    return Item(
        str(one["id"]),
        label,
        aliases=tuple(aliases),
        classes=tuple(sorted({class_name for kind in matching for class_name in kind.classes})),
        code=code,
        scope=min((kind.scope for kind in matching), key=_SCOPES.index, default=""),
        popularity=len(one.get("sitelinks", ())),
        base=base,
    )


def _texts(one: Json) -> Iterator[str]:
    """Yield label, aliases and original titles; "mul" is the language of names that are alike in all."""
    labels, aliases = _table(one, "labels"), _table(one, "aliases")
    for language in ("en", "mul"):
        if language in labels:
            yield str(labels[language]["value"])
    for language in ("en", "mul"):
        yield from (str(alias["value"]) for alias in aliases.get(language, ()))
    yield from (str(value["text"]) for value in _raw_values(one, _TITLE) if "text" in value)


def _values(one: Json, property_: str) -> Iterator[str]:
    """Yield the ids of the items that are values of a property."""
    yield from (str(value["id"]) for value in _raw_values(one, property_) if "id" in value)


def _raw_values(one: Json, property_: str) -> Iterator[Json]:
    """Yield the values of a property, preferred ones alone where there are any, never deprecated ones."""
    ranks: defaultdict[str, list[Json]] = defaultdict(list)
    for statement in _table(one, "claims").get(property_, ()):
        snak = statement["mainsnak"]
        if snak["snaktype"] == "value" and isinstance(snak["datavalue"]["value"], dict):
            ranks[statement["rank"]].append(snak["datavalue"]["value"])
    yield from ranks["preferred"] or ranks["normal"]


def _table(answer: Json, name: str) -> Json:
    """Return an object of an answer; PHP writes [] where it is empty."""
    table: Json = answer.get(name) or {}
    return table
