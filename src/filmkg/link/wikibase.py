"""Items of a Wikibase for things that the snapshot does not know: search by name, then what each item is.

The shapes of answers are those of https://www.wikidata.org/w/api.php?action=help&modules=wbsearchentities and
`wbgetentities`. What items are is asked in SPARQL, or else of the API (`statements.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from filmkg.errors import EndpointError
from filmkg.link.candidates import Entity, own_names
from filmkg.link.client import Client, Service
from filmkg.link.model import SCOPES, Model, load_model
from filmkg.link.snapshot import Item, Words
from filmkg.link.statements import Values, by_id, read_statements, table
from filmkg.vocab import PREFIXES

_MAX_HITS = 10
_MAX_NAME_CHARS = 200  # a Wikibase refuses longer searches, and no name is so long
_MAX_DEPTH = 6  # of subclasses; deeper ones are too far from what a word means
Json = Mapping[str, Any]
_NOTHING: Values = {}


def fetch_items(
    entities: Iterable[Entity], *, service: Service, words: Words, codes: Mapping[str, str]
) -> tuple[Item, ...]:
    """Return the items that things could be by their names, each with its classes, country and number of pages.

    Args:
        entities: The things.
        service: Whom to ask.
        words: What names are compared with.
        codes: QID of a country in Wikidata -> its ISO 3166-1 alpha-2 code; another Wikibase has those of its model.

    Raises:
        EndpointError: The service does not answer, or answers something else.
    """
    try:
        return _fetch_items(entities, service, words, codes)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EndpointError(
            f"{service.endpoint}: an answer of another shape than that of a Wikibase ({error!r})",
            remedy=f"check the addresses given with --endpoint and --sparql, and empty {service.cache}",
        ) from error


def _fetch_items(
    entities: Iterable[Entity], service: Service, words: Words, codes: Mapping[str, str]
) -> tuple[Item, ...]:
    client, model = Client(service), service.model or load_model()
    names = dict.fromkeys(name for entity in entities for name in _names_to_search(entity, words))
    bases: dict[str, str] = {}
    for name in names:
        bases.update(_search(client, name))
    found = {str(one["id"]): one for one in by_id(client, bases, "labels|aliases|sitelinks")}
    kind_properties = {property_ for property_, _ in model.kinds}
    where = {qid: bases.get(qid, PREFIXES["wd"]) for qid in found}
    wanted = {*kind_properties, *model.countries, *model.titles}
    statements = read_statements(client, where, wanted, service=service)
    classes = {
        value: where[qid] for qid, values in statements.items() for property_ in kind_properties
        for value in values.get(property_, ())
    }  # fmt: skip
    supers = _superclasses(client, classes, model=model, service=service)
    items = (
        _item(one, statements.get(qid, _NOTHING), base=where[qid], model=model, supers=supers, codes=codes)
        for qid, one in sorted(found.items())
    )
    return tuple(item for item in items if item.classes)


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


def _superclasses(
    client: Client, bases: Mapping[str, str], *, model: Model, service: Service
) -> Mapping[str, set[str]]:
    """Return the known classes at or above each class, along "subclass of".

    Level by level, and not by a path of any length, on which public endpoints often run out of time.

    Args:
        client: Asks.
        bases: Start of the IRI of each class.
        model: What ids mean; beyond the classes that it knows nobody needs to look.
        service: Whom it asks.
    """
    known = {qid for _, qid in model.kinds}
    parents: dict[str, set[str]] = {}
    level = {qid: base for qid, base in bases.items() if qid not in known}
    for _ in range(_MAX_DEPTH):
        if not level:
            break
        fetched = read_statements(client, level, {model.subclass_of}, service=service)
        above = {qid: set(fetched.get(qid, _NOTHING).get(model.subclass_of, ())) for qid in level}
        parents.update(above)
        level = {parent: level[qid] for qid in level for parent in above[qid] - known - parents.keys()}
    return {qid: _above(qid, parents) & known for qid in bases}


def _above(qid: str, parents: Mapping[str, set[str]]) -> set[str]:
    above, new = set(), {qid}
    while new:
        above |= new
        new = set().union(*(parents.get(one, set()) for one in new)) - above
    return above


def _item(
    one: Json,
    values: Values,
    *,
    base: str,
    model: Model,
    supers: Mapping[str, set[str]],
    codes: Mapping[str, str],
) -> Item:
    matching = [
        kind
        for (property_, qid), kind in model.kinds.items()
        if any(qid in supers.get(value, ()) for value in values.get(property_, ()))
    ]
    countries = {value for property_ in model.countries for value in values.get(property_, ())}
    known = codes if model.codes is None and base == PREFIXES["wd"] else model.codes or {}
    code = known.get(countries.pop(), "") if len(countries) == 1 else ""
    titles = (text for property_ in model.titles for text in values.get(property_, ()))
    label, *aliases = dict.fromkeys((*_texts(one), *titles)) or [""]
    return Item(
        str(one["id"]),
        label,
        aliases=tuple(aliases),
        classes=tuple(sorted({class_name for kind in matching for class_name in kind.classes})),
        code=code,
        scope=min((kind.scope for kind in matching), key=SCOPES.index, default=""),
        popularity=len(one.get("sitelinks", ())),
        base=base,
    )


def _texts(one: Json) -> Iterator[str]:
    """Yield label and aliases; "mul" is the language of names that are alike in all."""
    labels, aliases = table(one, "labels"), table(one, "aliases")
    for language in ("en", "mul"):
        if language in labels:
            yield str(labels[language]["value"])
    for language in ("en", "mul"):
        yield from (str(alias["value"]) for alias in aliases.get(language, ()))
