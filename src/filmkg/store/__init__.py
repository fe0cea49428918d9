"""The graph on disk: one transaction an article, queries that only read, exports in a fixed order."""

from filmkg.store.articles import article_graphs, remove_article, replace_article, replace_graph
from filmkg.store.disk import open_store
from filmkg.store.export import by_graph, by_subject
from filmkg.store.guard import QueryOutline, check_query, check_update, place, tokens
from filmkg.store.query import Functions, Term, run_query, syntax_error
from filmkg.store.results import ResultFormat, write_result
from filmkg.store.snapshots import Snapshot, current_snapshot, open_snapshot
from filmkg.store.view import has_view, put_view, replace_in_view, view_graph

__all__ = [
    "Functions",
    "QueryOutline",
    "ResultFormat",
    "Snapshot",
    "Term",
    "article_graphs",
    "by_graph",
    "by_subject",
    "check_query",
    "check_update",
    "current_snapshot",
    "has_view",
    "open_snapshot",
    "open_store",
    "place",
    "put_view",
    "remove_article",
    "replace_article",
    "replace_graph",
    "replace_in_view",
    "run_query",
    "syntax_error",
    "tokens",
    "view_graph",
    "write_result",
]
