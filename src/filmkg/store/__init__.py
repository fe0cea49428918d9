"""The graph on disk: one transaction an article, queries that only read, exports in a fixed order."""

from filmkg.store.articles import article_graphs, remove_article, replace_article
from filmkg.store.disk import open_store
from filmkg.store.export import by_graph, by_subject
from filmkg.store.guard import check_query
from filmkg.store.query import run_query
from filmkg.store.results import ResultFormat, write_result

__all__ = [
    "ResultFormat",
    "article_graphs",
    "by_graph",
    "by_subject",
    "check_query",
    "open_store",
    "remove_article",
    "replace_article",
    "run_query",
    "write_result",
]
