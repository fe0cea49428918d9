"""The graph on disk: a journal of what articles state, immutable snapshots of it, queries that only read."""

from filmkg.store.articles import article_graphs, remove_article, replace_article, replace_graph
from filmkg.store.disk import extend_store, latest_snapshot, lock_store, open_store, open_writable
from filmkg.store.export import by_graph, by_subject
from filmkg.store.format import FORMAT, read_format
from filmkg.store.guard import QueryOutline, check_query, check_update, place, tokens
from filmkg.store.journal import (
    NEW,
    PUBLISHED,
    RETIRED,
    Journal,
    StoredArticle,
    StoredProfile,
    StoredThing,
    hashed,
    open_journal,
    pack,
    split_keys,
    unpack,
)
from filmkg.store.loader import Loader, link_statements, other_statements
from filmkg.store.query import Functions, Term, run_query, syntax_error
from filmkg.store.results import ResultFormat, write_result
from filmkg.store.snapshots import (
    Snapshot,
    copy_snapshot,
    current_snapshot,
    finish_snapshot,
    open_snapshot,
    publish_snapshot,
    remove_unused,
    start_snapshot,
)
from filmkg.store.view import has_view, put_view, replace_in_view, view_graph

__all__ = [
    "FORMAT",
    "NEW",
    "PUBLISHED",
    "RETIRED",
    "Functions",
    "Journal",
    "Loader",
    "QueryOutline",
    "ResultFormat",
    "Snapshot",
    "StoredArticle",
    "StoredProfile",
    "StoredThing",
    "Term",
    "article_graphs",
    "by_graph",
    "by_subject",
    "check_query",
    "check_update",
    "copy_snapshot",
    "current_snapshot",
    "extend_store",
    "finish_snapshot",
    "has_view",
    "hashed",
    "latest_snapshot",
    "link_statements",
    "lock_store",
    "open_journal",
    "open_snapshot",
    "open_store",
    "open_writable",
    "other_statements",
    "pack",
    "place",
    "publish_snapshot",
    "put_view",
    "read_format",
    "remove_article",
    "remove_unused",
    "replace_article",
    "replace_graph",
    "replace_in_view",
    "run_query",
    "split_keys",
    "start_snapshot",
    "syntax_error",
    "tokens",
    "unpack",
    "view_graph",
    "write_result",
]
