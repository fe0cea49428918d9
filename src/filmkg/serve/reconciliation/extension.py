"""Data extension: the values of some properties for some entities, as the specification serialises them."""

from __future__ import annotations

from typing import Any

from filmkg.serve.engine.pool import Pool
from filmkg.serve.reconciliation.batch import Extension, identifier_of
from filmkg.serve.reconciliation.index import Index
from filmkg.serve.reconciliation.schema import Property, Schema
from filmkg.serve.reconciliation.values import Value, read_values
from filmkg.vocab import XSD

_INTEGERS = frozenset({XSD["integer"].value})


def extend(asked: Extension, *, pool: Pool, index: Index, schema: Schema, base: str) -> dict[str, Any]:
    """Return a data extension response.

    Every identifier that was sent has a row, and every property of the schema a column in it; a property that there
    is not is left out of `meta`, as OpenRefine takes what is there for the columns.
    """
    properties = [schema.properties[one] for one in dict.fromkeys(asked.property_ids) if one in schema.properties]
    ids = {one: identifier_of(one, base=base) for one in asked.ids}
    values = read_values(pool, ids.values(), properties=properties, index=index, base=base)
    return {
        "meta": [_column(one, schema) for one in properties],
        "rows": {
            sent: {one.id: [_cell(value) for value in values.get((id_, one.id), ())] for one in properties}
            for sent, id_ in ids.items()
        },
    }


def propose(type_id: str, *, limit: int | None, schema: Schema) -> dict[str, Any]:
    """Return a data extension property proposal response for a type ("" for any)."""
    proposed = schema.properties_of(type_id)[:limit]
    answer: dict[str, Any] = {"properties": [{"id": one.id, "name": one.name} for one in proposed], "type": type_id}
    return answer if limit is None else {**answer, "limit": limit}


def _column(one: Property, schema: Schema) -> dict[str, Any]:
    column: dict[str, Any] = {"id": one.id, "name": one.name}
    if one.range:
        column["type"] = {"id": one.range, "name": schema.types[one.range].name}
    return column


def _cell(value: Value) -> dict[str, Any]:
    if value.id:
        return {"id": value.id, "name": value.text}
    if value.datatype in _INTEGERS:
        return {"int": int(value.text)}
    # A `date` of the specification has a time of day, which no article states; as text it stays as exact as it is.
    return {"str": value.text}
