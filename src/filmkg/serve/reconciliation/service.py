"""The service behind the routes: an index that is made when it is first needed, and answers from it and the store."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmkg.errors import ResourceError, UsageError
from filmkg.serve.engine.pool import Pool
from filmkg.serve.reconciliation import answers
from filmkg.serve.reconciliation.batch import Query, identifier_of, read_batch, read_extension
from filmkg.serve.reconciliation.candidates import rank, shortlist
from filmkg.serve.reconciliation.extension import extend
from filmkg.serve.reconciliation.index import Index, build_index
from filmkg.serve.reconciliation.schema import load_schema
from filmkg.serve.reconciliation.search import Found
from filmkg.serve.reconciliation.things import Thing, read_things
from filmkg.serve.reconciliation.values import TooManyValuesError, Values, find_by_value, read_values
from filmkg.store import open_store

_PATIENCE_S = 30.0


class Service:
    """Reconciliation over one store; safe to use from many threads.

    Args:
        pool: The workers that evaluate queries, which keep the store from being written to.
        store_path: Folder of the store. It is opened only while the names are read.
        base: Start of the IRIs of all things.
    """

    def __init__(self, pool: Pool, store_path: Path, *, base: str) -> None:
        self.base = base
        self.schema = load_schema()
        self._pool = pool
        self._store_path = store_path
        self._lock = threading.Lock()
        self._index: Index | None = None

    def reconcile(self, queries: str) -> dict[str, Any]:
        """Answer a reconciliation query batch (JSON).

        Raises:
            QueryError: The batch is malformed or too large.
            ResourceError: The store could not be read, or not in time.
        """
        batch = read_batch(queries, base=self.base)
        index = self._load()
        found = {
            key: shortlist(query, index=index, base=self.base, having=self._having(query, index))
            for key, query in batch.items()
        }
        values = self._values(batch, found, index)
        return {
            key: answers.result(rank(query, found[key], values=values, index=index, base=self.base), schema=self.schema)
            for key, query in batch.items()
        }

    def extend(self, asked: str) -> dict[str, Any]:
        """Answer a data extension query (JSON); raises as `reconcile`."""
        extension = read_extension(asked)
        return extend(extension, pool=self._pool, index=self._load(), schema=self.schema, base=self.base)

    def suggest(self, kind: str, *, prefix: str, cursor: int) -> dict[str, Any]:
        """Answer a suggest query for "entity", "property" or "type"."""
        if kind == "type":
            return answers.suggest_types(prefix, cursor=cursor, schema=self.schema)
        if kind == "property":
            return answers.suggest_properties(prefix, cursor=cursor, schema=self.schema)
        return answers.suggest_entities(prefix, cursor=cursor, index=self._load(), schema=self.schema, base=self.base)

    def flyout(self, kind: str, *, identifier: str) -> dict[str, str]:
        """Answer a flyout query; raises UsageError for what there is not."""
        if kind == "entity":
            thing = self.thing(identifier)
            return answers.flyout(
                identifier, name=thing.names[0], description=answers.describe(thing, schema=self.schema)
            )
        known = (self.schema.types if kind == "type" else self.schema.properties).get(identifier)
        if known is None:
            raise UsageError(f"there is no {kind} {identifier!r}", remedy=f"see /reconcile/suggest/{kind}")
        return answers.flyout(identifier, name=known.name, description=known.definition)

    def thing(self, identifier: str) -> Thing:
        """Return an entity; raises UsageError where there is none with that identifier."""
        thing = self._load().thing(identifier_of(identifier, base=self.base))
        if thing is None:
            raise UsageError(f"there is no entity {identifier!r}", remedy="look for it at /reconcile/suggest/entity")
        return thing

    def _load(self) -> Index:
        """Return the index; the first to ask makes it, and others wait for it a while."""
        if self._index is None:
            if not self._lock.acquire(timeout=_PATIENCE_S):
                raise ResourceError("the names of the store are still being read", remedy="try again in a moment")
            try:
                if self._index is None:
                    with open_store(self._store_path, writable=False) as store:
                        things = read_things(store, base=self.base)
                        del store
                    self._index = build_index(things, schema=self.schema)
            finally:
                self._lock.release()
        return self._index

    def _having(self, query: Query, index: Index) -> list[str]:
        """Return what has the values that a query without a name asks for: all of them before any."""
        if query.name:
            return []
        counts: dict[str, int] = {}
        for constraint in query.constraints:
            if constraint.property_id in self.schema.properties:
                ids = {*constraint.ids, *(id_ for text in constraint.texts for id_ in index.ids_named(text))}
                path = self.schema.properties[constraint.property_id].path
                for one in find_by_value(self._pool, path=path, texts=constraint.texts, ids=ids, base=self.base):
                    counts[one] = counts.get(one, 0) + 1
        return sorted(counts, key=lambda one: (-counts[one], one))

    def _values(self, batch: Mapping[str, Query], found: Mapping[str, list[Found]], index: Index) -> Values:
        """Return what the graph says of all shortlisted things, for the properties that are asked for."""
        asked: dict[str, set[str]] = {}
        for key, query in batch.items():
            for constraint in query.constraints:
                asked.setdefault(constraint.property_id, set()).update(one.thing.id for one in found[key])
        values: dict[tuple[str, str], Any] = {}
        for property_id, ids in asked.items():
            if property_id in self.schema.properties:
                known = [self.schema.properties[property_id]]
                try:
                    values |= read_values(self._pool, ids, properties=known, index=index, base=self.base)
                except TooManyValuesError:
                    continue  # it tells nothing apart, and the names are still worth an answer
        return values
