"""What the service says of entities, types and properties, as the specification serialises them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import islice
from typing import Any, TypeVar

from filmkg.serve.reconciliation.candidates import Candidate
from filmkg.serve.reconciliation.index import Index
from filmkg.serve.reconciliation.schema import RECONCILED, Property, Schema, Type, local
from filmkg.serve.reconciliation.things import Thing

PAGE_SIZE = 20
_SHOWN_NAMES = 3

Named = TypeVar("Named", Type, Property)


def result(candidates: Iterable[Candidate], *, schema: Schema) -> dict[str, Any]:
    """Return a reconciliation result."""
    return {
        "result": [
            {
                "id": one.thing.id,
                "name": one.thing.names[0],
                "description": describe(one.thing, schema=schema),
                "type": _types(one.thing, schema),
                "score": one.score,
                "match": one.match,
                "features": [{"id": name, "value": value} for name, value in one.features.items()],
            }
            for one in candidates
        ]
    }


def suggest_entities(prefix: str, *, cursor: int, index: Index, schema: Schema, base: str) -> dict[str, Any]:
    """Return a suggest response for entities: the one with that identifier, then by name."""
    named = index.thing(local(prefix.removeprefix(base)))
    things = [named] if named else index.begins(prefix)
    return _page(
        (
            {
                "id": thing.id,
                "name": thing.names[0],
                "description": describe(thing, schema=schema),
                "notable": _types(thing, schema),
            }
            for thing in things
        ),
        cursor=cursor,
    )


def suggest_types(prefix: str, *, cursor: int, schema: Schema) -> dict[str, Any]:
    """Return a suggest response for types."""
    return _page((as_type(one, schema) for one in _named(prefix, schema.types.values())), cursor=cursor)


def suggest_properties(prefix: str, *, cursor: int, schema: Schema) -> dict[str, Any]:
    """Return a suggest response for properties."""
    found = _named(prefix, schema.properties.values())
    return _page(({"id": one.id, "name": one.name, "description": one.definition} for one in found), cursor=cursor)


def as_type(one: Type, schema: Schema) -> dict[str, Any]:
    """Return a type with those directly above it."""
    found: dict[str, Any] = {"id": one.id, "name": one.name, "description": one.definition}
    if one.broader:
        found["broader"] = [{"id": above, "name": schema.types[above].name} for above in one.broader]
    return found


def default_types(schema: Schema) -> list[dict[str, Any]]:
    """Return the types of what can be found."""
    return [as_type(schema.types[name], schema) for name in RECONCILED]


def describe(thing: Thing, *, schema: Schema) -> str:
    """Say in a few words what a thing is, and what tells it from others of its name."""
    words = ", ".join(schema.types[name].name for name in thing.types)
    if thing.article:
        words += f" in “{thing.article}”"
    label = thing.names[0].casefold()
    others = [name for name in thing.names if name.casefold() != label][:_SHOWN_NAMES]
    return f"{words}; also: {', '.join(others)}" if others else words


def flyout(identifier: str, *, name: str, description: str) -> dict[str, str]:
    """Return a flyout response: a few elements without attributes, because they are put into the client's own page."""
    return {"id": identifier, "html": f"<p><strong>{escape(name)}</strong></p><p>{escape(description)}</p>"}


def _types(thing: Thing, schema: Schema) -> list[dict[str, str]]:
    return [{"id": name, "name": schema.types[name].name} for name in thing.types]


def _named(prefix: str, among: Iterable[Named]) -> list[Named]:
    """Return those whose identifier or name, or a word of the name, begins with a text."""
    wanted = local(prefix).casefold().strip()
    return [one for one in among if one.id.casefold().startswith(wanted) or f" {wanted}" in f" {one.name.casefold()}"]


def _page(found: Iterable[dict[str, Any]], *, cursor: int) -> dict[str, Any]:
    rows = list(islice(found, cursor, cursor + PAGE_SIZE + 1))
    answer: dict[str, Any] = {"result": rows[:PAGE_SIZE]}
    # Not in the specification, but OpenRefine offers more only where it is told from where.
    return {**answer, "cursor": cursor + PAGE_SIZE} if len(rows) > PAGE_SIZE else answer
