"""Which things of which articles are one, and what articles contradict each other in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions, Store

from filmkg import resources
from filmkg.errors import StoreError
from filmkg.graph import BASE, copies_iri, entry_iri, identity_iri, split_iri
from filmkg.store import article_graphs, has_view, put_view, replace_graph, run_query
from filmkg.vocab import RDF, cdo

if TYPE_CHECKING:
    from filmkg.identity import Conflict, Identity, Merges


def identify(store: Store, *, base: str = BASE) -> Merges:
    """Find out which things of which articles are one, and put the merged view in place of an earlier one.

    It follows from the articles alone: neither their order nor what was in the view before makes a difference.

    Args:
        store: The store, open for writing.
        base: Start of the IRI of the graph that the decisions are written down in.

    Raises:
        StoreError: The store could not be written; it has then no merged view.
    """
    from filmkg import identity

    table = identity_iri(base=base)
    others = {table, copies_iri(base=base)}
    articles = (found for found in article_graphs(store) if found[0] not in others)
    merges = identity.merge((one for found in articles for one in identity.describe(*found)), split=split_iri)
    entries = identity.table(merges, graph=table, mint=partial(entry_iri, base=base))
    replace_graph(store, entries, graph=table)
    view = identity.View(merges)
    articles = (found for found in article_graphs(store) if found[0] not in others)
    put_view(store, (quad for found in articles for quad in view.quads(*found)))
    return merges


def explain_identity(store: Store, entity: str) -> tuple[Identity, ...]:
    """Tell what was merged into a thing, given by IRI or name, and what was kept apart.

    Raises:
        StoreError: The store has no merged view.
    """
    from filmkg import identity

    check_view(store)
    return identity.explain_identity(entity, store=store, table=table_of(store))


def conflicts(store: Store) -> tuple[Conflict, ...]:
    """Return what articles contradict each other in, by thing and property.

    Raises:
        StoreError: The store has no merged view.
    """
    from filmkg import identity

    check_view(store)
    query = (resources.ONTOLOGY / "questions" / "08-contradictions.rq").read_text(encoding="utf-8")
    solutions = run_query(store, query)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - a SELECT query
    names = [variable.value for variable in solutions.variables]
    rows = [{name: getattr(row[name], "value", "") for name in names} for row in solutions]
    return identity.gather_conflicts(rows, store)


def check_view(store: Store) -> None:
    """Raise StoreError where a store has no merged view."""
    if not has_view(store):
        raise StoreError(
            "the store does not say which things are one: its building was stopped, or an earlier release wrote it",
            remedy="filmkg build ARTICLES --store DIR, with any of its articles",
        )


def table_of(store: Store) -> NamedNode:
    """Return the name of the graph with the decisions."""
    return identity_iri(base=base_of(store))


def base_of(store: Store) -> str:
    """Return the start of the IRIs of a store's articles."""
    articles = (quad.subject for quad in store.quads_for_pattern(None, RDF["type"], cdo("Article"), None))
    article = next((one for one in articles if isinstance(one, NamedNode)), None)
    return article.value.rpartition("article/")[0] if article else BASE
