"""The page where queries are written: its completions, short links to queries, and answers to keep."""

from filmkg.serve.editor.page import query_form
from filmkg.serve.editor.router import editor_router

__all__ = ["editor_router", "query_form"]
