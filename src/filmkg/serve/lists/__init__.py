"""Lists of everything of one class, with facets, sorting, pages, and downloads for spreadsheets and programs."""

from filmkg.serve.lists.router import lists_router

__all__ = ["lists_router"]
