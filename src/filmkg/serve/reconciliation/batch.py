"""Reading what a client sends, held against the specification and against limits that keep every request cheap."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from filmkg.errors import QueryError
from filmkg.serve.reconciliation.schema import local

MAX_QUERIES = 50  # told in the manifest as batchSize; OpenRefine sends ten where a service does not tell
MAX_CANDIDATES = 50
MAX_NAME_CHARS = 500
MAX_CONSTRAINTS = 10  # properties of a query, and values of a property
MAX_IDS = 500
MAX_PROPERTIES = 20
_DEFAULT_CANDIDATES = 10
_STRICTNESSES = ("should", "any", "all")


class BatchTooLargeError(QueryError):
    """More in one request than this service takes."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property, by identifier, and the values that it should have: texts, or identifiers of entities."""

    property_id: str
    texts: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A reconciliation query.

    Attributes:
        name: The query string, "" where only properties are given.
        types: Identifiers of types, empty for any.
        strictness: "should", "any" or "all" (`type_strict`).
        limit: How many candidates to return.
        constraints: The properties.
    """

    name: str
    types: tuple[str, ...] = ()
    strictness: str = "should"
    limit: int = _DEFAULT_CANDIDATES
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """A data extension query: identifiers as sent, and identifiers of properties."""

    ids: tuple[str, ...]
    property_ids: tuple[str, ...]


def read_batch(text: str, *, base: str) -> dict[str, Query]:
    """Read a reconciliation query batch (JSON), by the keys that the client chose.

    Raises:
        QueryError: It is not as the specification has it ("Structure of a Reconciliation Query").
        BatchTooLargeError: It has more than `MAX_QUERIES` queries.
    """
    given = _object(_json(text, "queries"), "queries")
    if len(given) > MAX_QUERIES:
        raise BatchTooLargeError(
            f"{len(given)} queries in one batch", remedy=f"send at most {MAX_QUERIES} at a time, as the manifest says"
        )
    return {key: _query(_object(value, f"query {key!r}"), f"query {key!r}", base) for key, value in given.items()}


def read_extension(text: str) -> Extension:
    """Read a data extension query (JSON).

    Raises:
        QueryError: It is not as the specification has it ("Data Extension Query Requests").
        BatchTooLargeError: It has more than `MAX_IDS` identifiers or `MAX_PROPERTIES` properties.
    """
    given = _object(_json(text, "extend"), "extend")
    ids, properties = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list):
        raise QueryError("extend has no lists of ids and properties", remedy='send {"ids": […], "properties": […]}')
    if len(ids) > MAX_IDS or len(properties) > MAX_PROPERTIES:
        raise BatchTooLargeError(
            f"{len(ids)} identifiers and {len(properties)} properties in one request",
            remedy=f"send at most {MAX_IDS} and {MAX_PROPERTIES} at a time",
        )
    return Extension(
        ids=tuple(_string(one, "an identifier in extend") for one in ids),
        property_ids=tuple(
            local(_string(_object(one, "a property in extend").get("id"), "the id of a property")) for one in properties
        ),
    )


def identifier_of(text: str, *, base: str) -> str:
    """Return an entity's identifier, which may be given as its whole IRI."""
    return text.removeprefix(base)


def _query(given: Mapping[str, Any], what: str, base: str) -> Query:
    name = _string(given.get("query", ""), f"the query of {what}").strip()
    types = given.get("type")
    types = [] if types is None else types if isinstance(types, list) else [types]
    constraints = given.get("properties")
    if constraints is not None and not isinstance(constraints, list):
        raise QueryError(f"the properties of {what} are no list", remedy='send [{"pid": …, "v": …}]')
    if not name and not constraints:
        raise QueryError(f"{what} has neither a query nor properties", remedy="give at least one of them")
    if len(types) > MAX_CONSTRAINTS or len(constraints or ()) > MAX_CONSTRAINTS:
        raise BatchTooLargeError(
            f"{what} has more than {MAX_CONSTRAINTS} types or properties", remedy="leave out those that tell least"
        )
    strictness = given.get("type_strict") or "should"
    if strictness not in _STRICTNESSES:
        raise QueryError(f"{what} has a type_strict of its own", remedy=f"give one of {', '.join(_STRICTNESSES)}")
    return Query(
        name=name,
        types=tuple(local(_type(one, what)) for one in types),
        strictness=strictness,
        limit=_limit(given.get("limit"), what),
        constraints=tuple(_constraint(_object(one, f"a property of {what}"), what, base) for one in constraints or ()),
    )


def _type(given: object, what: str) -> str:
    # The text of the specification has types as objects, its schema as strings.
    return _string(given.get("id") if isinstance(given, dict) else given, f"a type of {what}")


def _limit(given: object, what: str) -> int:
    if given is None:
        return _DEFAULT_CANDIDATES
    if isinstance(given, bool) or not isinstance(given, int | float) or not given >= 1 or given != given // 1:
        raise QueryError(f"the limit of {what} is no positive integer", remedy="give one, or leave it out")
    return int(min(given, MAX_CANDIDATES))


def _constraint(given: Mapping[str, Any], what: str, base: str) -> Constraint:
    if "v" not in given:
        raise QueryError(f"a property of {what} has no value", remedy='send {"pid": …, "v": …}')
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    if len(values) > MAX_CONSTRAINTS:
        raise BatchTooLargeError(
            f"a property of {what} has more than {MAX_CONSTRAINTS} values", remedy="leave out those that tell least"
        )
    ids = [_string(one.get("id"), f"the id of a value of {what}") for one in values if isinstance(one, dict)]
    return Constraint(
        property_id=local(_string(given.get("pid"), f"the pid of a property of {what}")),
        texts=tuple(_plain(one, what) for one in values if not isinstance(one, dict)),
        ids=tuple(identifier_of(one, base=base) for one in ids),
    )


def _plain(given: object, what: str) -> str:
    """Return a value as the graph would write it: 16.0 as "16", a moment as its day (OpenRefine has no days alone)."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    text = str(given) if isinstance(given, int | float) else _string(given, f"a value of {what}").strip()
    return text.partition("T")[0] if re.match(r"\d{4}-\d\d-\d\dT\d\d:", text) else text


def _json(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise QueryError(f"{name} nests too deeply", remedy="send what the specification describes") from None
    except ValueError as error:
        raise QueryError(f"{name} is no JSON: {error}", remedy="encode it as JSON, then as a form") from None


def _object(given: object, what: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise QueryError(f"{what} is no JSON object", remedy="send what the specification describes")
    return given


def _string(given: object, what: str) -> str:
    if not isinstance(given, str):
        raise QueryError(f"{what} is no text", remedy="send what the specification describes")
    if len(given) > MAX_NAME_CHARS:
        raise QueryError(f"{what} is longer than {MAX_NAME_CHARS} characters", remedy="shorten it")
    # JSON can carry halves of characters, which no other part of the service could pass on.
    return given.encode("utf-8", "replace").decode("utf-8")
