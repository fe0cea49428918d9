"""Finding things by name: an index in SQLite, the search page and the type-ahead of the search boxes."""

from filmkg.serve.searching.names import Names, Overview
from filmkg.serve.searching.router import searching_router

__all__ = ["Names", "Overview", "searching_router"]
